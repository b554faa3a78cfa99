"""A cable as data and as plain text: the stored reading in the shape of the parse contract, and a reading copy."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from reader.models import Addressee, Cable, Correction, Marking, Paragraph, Reference, Release
from reader.views import wording

_WIDTH = 72


def stored_reading(cable: Cable) -> dict[str, Any]:
    """The contract's keys, filled from the rows that pages show; the archive's own fields stand under `archive`."""
    addressees = list(cable.addressees.select_related("station"))
    return {
        "reference_id": cable.reference_id if cable.is_numbered else None,
        "transmission_id": cable.transmission_id or None,
        "precedence": cable.precedence or None,
        "date": _moment(cable) if cable.date_source in ("dtg", "person") else None,
        "dtg": cable.dtg or None,
        "originator": _originator(cable),
        "to": [_addressee(row) for row in addressees if row.kind == Addressee.ACTION],
        "info": [_addressee(row) for row in addressees if row.kind == Addressee.INFORMATION],
        "classification": _classification(cable),
        "captions": [row.as_written or row.caption.name for row in cable.cablecaption_set.select_related("caption")],
        "passing": cable.passing,
        "executive_order": _executive_order(cable),
        "tags": list(dict.fromkeys(r.as_written or r.tag.code for r in cable.cabletag_set.select_related("tag"))),
        "subject": cable.subject or None,
        "subject_marking": _marking(cable.subject_marking),
        "references": [reference(row) for row in cable.references.listed()],
        "classified_by": cable.classified_by or None,
        "reasons": cable.reasons,
        "summary": cable.summary or None,
        "paragraphs": [paragraph(row) for row in cable.paragraphs.select_related("marking")],
        "signatures": cable.signatures,
        "release": _release(getattr(cable, "release", None)),
        "regions": cable.regions,
        "lines": cable.field_lines,
        "warnings": cable.warnings,
        "archive": _archive(cable),
    }


def _archive(cable: Cable) -> dict[str, Any]:
    """What the archive adds: where its own fields come from, and the source of the reading."""
    source = cable.source
    return {
        "address": cable.get_absolute_url(),
        "provisional_id": None if cable.is_numbered else cable.reference_id,
        "date": _moment(cable),
        "date_source": cable.date_source or None,
        "title": cable.title,
        "title_kind": cable.title_kind,
        "post": cable.station.name if cable.station else None,
        "partial": cable.partial,
        "text_missing": cable.text_missing,
        "collection": source.collection.title if source else None,
        "fictional": source.collection.fictional if source else None,
        "source_sha256": source.sha256 if source else None,
        "reader_version": cable.reader_version,
        "corrections": [correction(row) for row in cable.corrections.standing().filter(applies=True).order_by("pk")],
    }


def correction(row: Correction) -> dict[str, Any]:
    """A field that a person set right: what was read, and what is shown instead."""
    return {
        "field": row.field,
        "paragraph": row.anchor or None,
        "value_read": row.value_read,
        "value_given": row.value_given,
        "why": row.why,
        "when": f"{row.when:%Y-%m-%dT%H:%M:%SZ}",
    }


def _moment(cable: Cable) -> str | None:
    if cable.date is None:
        return None
    return f"{cable.date:%Y-%m-%dT%H:%M:%SZ}" if cable.date_has_time else f"{cable.date:%Y-%m-%d}"


def _originator(cable: Cable) -> dict[str, Any] | None:
    if not (cable.originator_routing or cable.originator_station or cable.serial):
        return None
    return {
        "routing": cable.originator_routing or None,
        "station": cable.originator_station or None,
        "serial": cable.serial,
    }


def _addressee(row: Addressee) -> dict[str, Any]:
    return {
        "routing": row.routing or None,
        "station": row.as_written or (row.station.name if row.station else None),
        "precedence": row.precedence or None,
        "serial": row.serial or None,
        "excluded": row.excluded,
        "line": row.line,
    }


def _classification(cable: Cable) -> dict[str, Any] | None:
    if not cable.level and not cable.classification_as_written:
        return None
    return {"level": cable.level, "caveats": cable.caveats, "as_written": cable.classification_as_written}


def _executive_order(cable: Cable) -> dict[str, Any] | None:
    if not cable.executive_order and not cable.executive_order_text:
        return None
    return {
        "order": cable.executive_order or None,
        "text": cable.executive_order_text or None,
        "declassify_on": cable.declassify_on.isoformat() if cable.declassify_on else None,
    }


def _marking(marking: Marking | None) -> dict[str, Any] | None:
    if marking is None:
        return None
    return {"as_written": marking.as_written, "level": marking.level, "caveats": marking.caveats}


def reference(row: Reference) -> dict[str, Any]:
    """One entry of the list of references."""
    return {
        "label": row.label or None,
        "text": row.text,
        "kind": row.kind,
        "reference_id": row.reference_id or None,
        "held": row.target_id is not None,
    }


def paragraph(row: Paragraph) -> dict[str, Any]:
    """One paragraph, its text reflowed."""
    return {
        "number": row.number,
        "marking": _marking(row.marking),
        "heading": row.heading or None,
        "text": row.text,
        "lines": [row.first_line, row.last_line],
    }


def _release(release: Release | None) -> dict[str, Any] | None:
    if release is None:
        return None
    return {
        "document_number": release.document_number,
        "original_classification": release.original_classification,
        "current_classification": release.current_classification or None,
        "handling": release.handling,
        "drafter": release.drafter or None,
        "office": release.office or None,
        "concepts": [concept.name for concept in release.concepts.all()],
        "attributes": release.attributes,
    }


def reading_copy(cable: Cable, paragraphs: Iterable[Paragraph] | None = None) -> str:
    """The cable as plain text, 72 characters wide, with the classification above and below.

    `paragraphs` with their markings, when they are loaded already.
    """
    banner = wording.banner(cable.level, cable.caveats).center(_WIDTH).rstrip()
    parts = [banner, *_notices(cable), "\n".join(_heading_lines(cable))]
    for row in cable.paragraphs.select_related("marking") if paragraphs is None else paragraphs:
        parts += [row.heading] if row.heading else []
        parts.append(_paragraph_text(row))
    parts += ["\n".join(cable.signatures), banner]
    return "\n\n".join(part for part in parts if part) + "\n"


def _notices(cable: Cable) -> list[str]:
    collection = cable.source.collection if cable.source else None
    if collection and collection.fictional:
        return [textwrap.fill(f"FICTIONAL: {collection.notice or collection.title}", _WIDTH)]
    return []


def _heading_lines(cable: Cable) -> list[str]:
    """The few lines that a reader needs above the text; what is not stated is not there."""
    named = cable.title if cable.title_kind != "headline" else f"{cable.title} (headline of the page)"
    rows = (
        ("Reference", cable.reference_id if cable.is_numbered else "not stated"),
        ("Held as", "" if cable.is_numbered else f"{cable.reference_id} (provisional id)"),
        ("Date", " ".join(filter(None, [wording.date_words(cable), f"({cable.dtg})" if cable.dtg else ""]))),
        ("From", cable.originator_station or (cable.station.name if cable.station else "")),
        ("To", "; ".join(row.as_written for row in cable.addressees.all() if row.kind == Addressee.ACTION)),
        ("Subject", named),
    )
    return [
        textwrap.fill(text, _WIDTH, initial_indent=f"{label + ':':<11}", subsequent_indent=" " * 11)
        for label, text in rows
        if text
    ]


def _paragraph_text(row: Paragraph) -> str:
    number = "" if row.number is None else f"{row.number}."
    opening = " ".join(filter(None, [number, _in_brackets(row.marking)]))
    lines = f"{opening} {row.text}".strip().split("\n")
    # A table's columns are kept as they are.
    return "\n".join(line if "   " in line.strip() else textwrap.fill(line, _WIDTH) for line in lines)


def _in_brackets(marking: Marking | None) -> str:
    return f"({wording.marking_letters(marking)})" if marking else ""
