"""What a careful reader finds in a fictional cable: a row in the form of the hand-made truths.

Keys are those of the scoring script's truth files: `overall_classification` and so on. Keys of ours besides:
`kind` (the wrapping), `reasons`, `declassify_on`, `to`, `info`, `excluded` (stations after XMT), `agencies_defined`,
`paragraph_words` (how many words each paragraph has, page breaks and the like taken out), `section`, `partial`,
`corrected`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reader.fiction.layout import Layout
from reader.fiction.records import Cable

#: Names of the precedences by the letter of the date-time group.
PRECEDENCES = {"R": "ROUTINE", "P": "PRIORITY", "O": "IMMEDIATE", "Z": "FLASH"}


def truth(cable: Cable, layout: Layout, changes: Mapping[str, object]) -> dict[str, Any]:
    """The row of a modern cable as the raw telegram shows it, with what the wrapping changes."""
    row = _common(cable)
    row.update(
        captions=list(_once((*(line for line in layout.captions if line), *layout.notice))),
        page_break_lines=layout.page_breaks,
        furniture_lines=0,
        metadata_lines=0,
        ambiguous=[*row["ambiguous"], *(["captions"] if cable.noforn or layout.notice else [])],
    )
    if layout.fused_breaks:
        row["page_breaks_inline"] = layout.fused_breaks
        row["ambiguous"].append("paragraph_words")
    ambiguous = [*row["ambiguous"], *_names(changes.get("ambiguous"))]
    row.update(changes)
    row["ambiguous"] = list(_once(ambiguous))
    return row


def released_truth(cable: Cable, changes: Mapping[str, object]) -> dict[str, Any]:
    """The row of a released telegram."""
    row = _common(cable)
    row.update(captions=list(cable.captions))
    row.update(
        references_not_cables=[name for entry in cable.entries if not entry.reference_ids for name in (entry.written,)],
        original_classification=cable.level,
        current_classification="UNCLASSIFIED",
        handling=list(cable.captions),
        text_missing=cable.text_missing,
        concepts=list(cable.concepts),
    )
    ambiguous = [*row["ambiguous"], *_names(changes.get("ambiguous"))]
    row.update(changes)
    row["ambiguous"] = list(_once(ambiguous))
    return row


def _common(cable: Cable) -> dict[str, Any]:
    slot, body = cable.slot, cable.body
    row: dict[str, Any] = {
        "reference_id": slot.reference_id,
        "dtg_utc": f"{slot.moment:%Y-%m-%dT%H:%M}:00Z",
        "precedence": PRECEDENCES[cable.precedence[0]],
        "from_station": cable.station,
        "origin_place": slot.post.name,
        "overall_classification": cable.level,
        "classification_line": cable.classification_line,
        "captions": [],
        "tags": list(cable.tags),
        "subject": cable.subject,
        "references": list(cable.reference_ids),
        "paragraph_numbers": [paragraph.number for paragraph in body.paragraphs],
        "paragraph_markings": [paragraph.marking for paragraph in body.paragraphs],
        "headings": [paragraph.heading for paragraph in body.paragraphs if paragraph.heading],
        "has_summary": body.has_summary,
        "has_comment": body.has_comment,
        "signature": cable.signature,
        "page_break_lines": 0,
        "furniture_lines": 0,
        "metadata_lines": 0,
        "ambiguous": [],
        "fictional": True,
        "reasons": list(cable.reasons),
        "declassify_on": cable.order.declassify_on,
        "to": [line.station for line in cable.to],
        "info": [line.station for line in cable.info],
        "excluded": [station for line in cable.info for station in line.excluded],
        "agencies_defined": [list(agency) for agency in body.bodies],
        "paragraph_words": [len(paragraph.text.split()) for paragraph in body.paragraphs],
    }
    if body.remarks and not body.has_comment:
        row["ambiguous"] = ["has_comment"]
    if body.false_marks:
        row["false_paragraph_marks"] = list(body.false_marks)
    if body.stray_captions:
        row["stray_sipdis_lines"] = body.stray_captions
        row["ambiguous"] = [*row["ambiguous"], "paragraph_words"]
    return row


def _names(value: object) -> list[str]:
    return [str(name) for name in value] if isinstance(value, (list, tuple)) else []


def _once(names: list[str] | tuple[str, ...]) -> dict[str, None]:
    return dict.fromkeys(names)
