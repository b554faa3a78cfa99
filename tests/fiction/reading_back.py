"""What is compared between a row of truth and a telegram that was read: one row a field.

Texts are compared without regard to case and runs of blanks, headings by their words, references as sets of ids:
the rules by which the reader is scored on real files, written again here so that nothing outside is needed.
"""

import re
from collections.abc import Callable
from typing import Any

from reader.telegram.records import Telegram

Row = dict[str, Any]

_ID = re.compile(r"\d{2}[A-Z]+(?:-A)?\d+")


def squashed(text: str | None) -> str:
    return " ".join((text or "").split()).casefold()


def words_of(heading: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", heading.casefold()))


def marking(text: str | None) -> str | None:
    return re.sub(r"/+", "/", re.sub(r"[()\s]", "", text)).upper() if text else None


def level(text: str | None) -> str | None:
    return text.partition("//")[0] if text else None


def ids(names: list[str]) -> set[str]:
    return {name for name in names if _ID.fullmatch(name)}


def numbered(telegram: Telegram) -> list[Any]:
    return [paragraph for paragraph in telegram.paragraphs if paragraph.number is not None]


def break_lines(telegram: Telegram) -> int:
    spans = (region.lines for region in telegram.regions if region.kind == "page-break")
    return sum(last - first + 1 for first, last in spans)


def words_in_paragraphs(telegram: Telegram) -> list[int]:
    return [len(paragraph.text.split()) for paragraph in numbered(telegram)]


def release(telegram: Telegram, field: str) -> Any:
    value = getattr(telegram.release, field) if telegram.release else None
    return list(value) if isinstance(value, tuple) else value


#: field -> (key of the truth, what the truth says, what was read). A row without the key is not compared.
FIELDS: dict[str, tuple[str, Callable[[Row], Any], Callable[[Telegram], Any]]] = {
    "reference id": ("reference_id", lambda t: t["reference_id"], lambda p: p.reference_id),
    "date": ("dtg_utc", lambda t: t["dtg_utc"], lambda p: f"{p.date:%Y-%m-%dT%H:%M:%SZ}" if p.date else None),
    "precedence": ("precedence", lambda t: t["precedence"], lambda p: p.precedence),
    "from": (
        "from_station",
        lambda t: squashed(t["from_station"]),
        lambda p: squashed(p.originator and p.originator.station),
    ),
    "to": ("to", lambda t: t["to"], lambda p: [line.station for line in p.to]),
    "info": ("info", lambda t: t["info"], lambda p: [line.station for line in p.info]),
    "excluded": (
        "excluded",
        lambda t: t["excluded"],
        lambda p: [station for line in p.info for station in line.excluded],
    ),
    "corrected": ("corrected", lambda t: t["corrected"], lambda p: p.corrected),
    "level": (
        "overall_classification",
        lambda t: level(t["overall_classification"]),
        lambda p: p.classification.level if p.classification else None,
    ),
    "captions": (
        "captions",
        lambda t: sorted(map(squashed, t["captions"])),
        lambda p: sorted(set(map(squashed, p.captions))),
    ),
    "declassify on": (
        "declassify_on",
        lambda t: t["declassify_on"],
        lambda p: p.executive_order.declassify_on if p.executive_order else None,
    ),
    "tags": ("tags", lambda t: t["tags"], lambda p: list(p.tags)),
    "subject": ("subject", lambda t: squashed(t["subject"]), lambda p: squashed(p.subject)),
    "references": (
        "references",
        lambda t: ids(t["references"]),
        lambda p: ids([entry.reference_id or "" for entry in p.references]),
    ),
    "reasons": ("reasons", lambda t: t["reasons"], lambda p: list(p.reasons)),
    "paragraph numbers": (
        "paragraph_numbers",
        lambda t: t["paragraph_numbers"],
        lambda p: [paragraph.number for paragraph in numbered(p)],
    ),
    "paragraph markings": (
        "paragraph_markings",
        lambda t: list(map(marking, t["paragraph_markings"])),
        lambda p: [marking(paragraph.marking and paragraph.marking.as_written) for paragraph in numbered(p)],
    ),
    "words in paragraphs": ("paragraph_words", lambda t: t["paragraph_words"], words_in_paragraphs),
    "headings": (
        "headings",
        lambda t: list(map(words_of, t["headings"])),
        lambda p: [words_of(paragraph.heading) for paragraph in p.paragraphs if paragraph.heading],
    ),
    "summary": ("has_summary", lambda t: t["has_summary"], lambda p: p.summary is not None),
    "comment": ("has_comment", lambda t: t["has_comment"], lambda p: p.comment is not None),
    "signature": ("signature", lambda t: squashed(t["signature"]), lambda p: squashed(" ".join(p.signatures))),
    "page breaks": ("page_break_lines", lambda t: t["page_break_lines"], break_lines),
    "section": ("section", lambda t: t["section"], lambda p: list(p.section) if p.section else None),
    "partial": ("partial", lambda t: t["partial"], lambda p: p.partial),
    "agencies defined": (
        "agencies_defined",
        lambda t: {(squashed(name), acronym) for name, acronym in t["agencies_defined"]},
        lambda p: {(squashed(mention.name), mention.acronym) for mention in p.mentions if mention.defined},
    ),
    "document number": (
        "document_number",
        lambda t: t["document_number"],
        lambda p: release(p, "document_number"),
    ),
    "original classification": (
        "original_classification",
        lambda t: t["original_classification"],
        lambda p: release(p, "original_classification"),
    ),
    "handling": ("handling", lambda t: t["handling"], lambda p: release(p, "handling")),
    "concepts": ("concepts", lambda t: t["concepts"], lambda p: release(p, "concepts")),
    "text missing": ("text_missing", lambda t: t["text_missing"], lambda p: release(p, "text_missing")),
    "office": ("office", lambda t: t["office"], lambda p: release(p, "office")),
    "drafter": ("drafter", lambda t: t["drafter"], lambda p: release(p, "drafter")),
}


def differences(row: Row, telegram: Telegram) -> dict[str, tuple[Any, Any]]:
    """The fields that were not read back: what the truth says, and what was read."""
    found = {}
    for field, (key, expected, read) in FIELDS.items():
        if key in row and key not in row["ambiguous"] and expected(row) != read(telegram):
            found[field] = (expected(row), read(telegram))
    return found
