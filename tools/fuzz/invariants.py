"""What must hold of everything that the reader gives, whatever it was given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from reader.telegram import identifiers
from reader.telegram.formats.decoding import NOTES, decode
from reader.telegram.formats.wrapped import split_lines
from reader.telegram.records import (
    LEVELS,
    REFERENCE_KINDS,
    REGION_KINDS,
    AgencyMention,
    Document,
    Marking,
    Paragraph,
    Reference,
    Refusal,
    Span,
    Telegram,
    TextReference,
)
from reader.telegram.warning import SENTENCES


class Broken(AssertionError):
    """Something that must hold does not."""


def must(holds: bool, what: str) -> None:
    """Raises Broken, which says what does not hold."""
    if not holds:
        raise Broken(what)


def check_found(found: Sequence[Document | Refusal], data: bytes) -> None:
    """What came of bytes: something, and the documents' bytes among them in their order."""
    must(bool(found), "bytes gave neither a document nor a refusal")
    place = 0
    for item in found:
        if isinstance(item, Refusal):
            check_refusal(item)
            continue
        check_document(item)
        if not item.encoding.startswith(("utf-16", "utf-32")):
            begin = data.find(item.raw, place)
            must(begin >= 0, "a document's bytes are not where they were received")
            place = begin + len(item.raw)


def check_lines(found: Sequence[Document | Refusal], data: bytes) -> None:
    """Every line of the text is in one document, in order; for formats that do not make lines anew."""
    texts = [item for item in found if isinstance(item, Document)]
    if len(texts) == len(found):
        lines = [line for text in texts for line in text.lines]
        must(lines == list(split_lines(decode(data).text)), "documents leave out lines, or have them twice")


def check_refusal(refusal: Refusal) -> None:
    """A code, a sentence, a line that may be."""
    must(bool(refusal.code), "a refusal has no code")
    must(refusal.reason.endswith((".", ")")), "a refusal's reason is no sentence")
    must(refusal.line is None or refusal.line >= 1, "a refusal's line is none")


def check_document(document: Document) -> None:
    """Lines are lines, furniture is inside and in order, everything can be written down."""
    count = len(document.lines)
    must(not any(set(line) & {"\n", "\r", "\0"} for line in document.lines), "a line holds a line end or a NUL")
    before = 0
    for first, last in document.furniture:
        must(before < first <= last <= count, "furniture is out of order or outside of the document")
        before = last
    "\n".join(document.lines).encode("utf-8")
    must(all(note.line is None or note.line >= 1 for note in document.notes), "a note's line is none")


def check_telegram(telegram: Telegram, document: Document) -> None:
    """Everything that a reading promises."""
    count = len(document.lines)
    check_regions(telegram, count)
    check_paragraphs(telegram.paragraphs, document.lines)
    check_places(telegram.text_references, telegram.paragraphs)
    check_places(telegram.mentions, telegram.paragraphs)
    check_references(telegram.references, count)
    check_values(telegram)
    for name, span in telegram.lines.items():
        must(_inside(span, count), f"the lines of {name} are outside of the document")
    for warning in telegram.warnings:
        must(warning.code in SENTENCES or warning.code in NOTES, f"no table has the code {warning.code}")
        must(warning.line is None or 1 <= warning.line <= count, f"{warning.code} is outside of the document")
    json.dumps(telegram.to_json(), allow_nan=False, ensure_ascii=False).encode("utf-8")


def check_regions(telegram: Telegram, count: int) -> None:
    """Every line once, in order, in runs that are as long as they can be."""
    expected, before = 1, ""
    for region in telegram.regions:
        first, last = region.lines
        must(first == expected <= last, "regions leave out lines, or cover them twice")
        must(region.kind in REGION_KINDS, f"no region is of the kind {region.kind!r}")
        must(region.kind != before, "two regions of one kind follow one another")
        expected, before = last + 1, region.kind
    must(expected == count + 1, "regions do not reach the end")


def check_paragraphs(paragraphs: Iterable[Paragraph], lines: Sequence[str]) -> None:
    """Paragraphs are inside, in order, made of the letters of their lines, with page breaks inside their text."""
    before = 1
    for paragraph in paragraphs:
        must(_inside(paragraph.lines, len(lines)), "a paragraph is outside of the document")
        must(paragraph.lines[0] >= before, "paragraphs are out of order")
        before = paragraph.lines[0]
        _check_text(paragraph, lines)
        _check_breaks(paragraph)
        _check_marking(paragraph.marking)
        must(paragraph.role in (None, "summary", "comment"), f"a paragraph has the role {paragraph.role!r}")


def _check_text(paragraph: Paragraph, lines: Sequence[str]) -> None:
    """The text's letters stand in the paragraph's lines, in this order."""
    first, last = paragraph.lines
    letters = iter("".join(lines[first - 1 : last]))
    must(all(letter in letters for letter in "".join(paragraph.text.split())), "a paragraph's text is not in its lines")


def _check_breaks(paragraph: Paragraph) -> None:
    before = 0
    for page_break in paragraph.page_breaks:
        must(before <= page_break.offset <= len(paragraph.text), "a page break is outside of its paragraph's text")
        must(
            _inside((paragraph.lines[0], page_break.line), paragraph.lines[1]), "a page break is in no line of its own"
        )
        before = page_break.offset


def _check_marking(marking: Marking | None) -> None:
    must(marking is None or marking.level is None or marking.level in LEVELS, "a marking has a level that is none")


def check_places(found: Iterable[TextReference | AgencyMention], paragraphs: Sequence[Paragraph]) -> None:
    """Places in paragraphs are inside, in order, apart, and say what stands there."""
    check_text_places(found, [paragraph.text for paragraph in paragraphs])


def check_text_places(found: Iterable[TextReference | AgencyMention], texts: Sequence[str]) -> None:
    """The same for texts alone."""
    before = (0, 0)
    for item in found:
        must(0 <= item.paragraph < len(texts), "something was found in no paragraph")
        text = texts[item.paragraph]
        must(0 <= item.start < item.end <= len(text), "something was found outside of its paragraph")
        must((item.paragraph, item.start) >= before, "things found are out of order or overlap")
        before = (item.paragraph, item.end)
        written = item.text if isinstance(item, TextReference) else item.acronym
        if isinstance(item, TextReference):
            must(text[item.start : item.end] == written, "a reference is not what stands in its place")
            check_ids(item.reference_ids)


def check_references(references: Iterable[Reference], count: int) -> None:
    """References are of a known kind, on a line of the document, with ids that are ids."""
    for reference in references:
        must(reference.kind in REFERENCE_KINDS, f"no reference is of the kind {reference.kind!r}")
        must(reference.line is None or 1 <= reference.line <= count, "a reference is outside of the document")
        check_ids([reference.reference_id] if reference.reference_id else [])


def check_ids(reference_ids: Iterable[str]) -> None:
    """Ids are canonical: they can be split, and mean themselves."""
    for reference_id in reference_ids:
        must(identifiers.split(reference_id) is not None, f"{reference_id!r} is no reference id")


def check_values(telegram: Telegram) -> None:
    """Levels, the section and the id are such."""
    level = telegram.classification.level if telegram.classification else None
    must(level is None or level in LEVELS, f"no level is called {level!r}")
    _check_marking(telegram.subject_marking)
    must(telegram.section is None or 1 <= telegram.section[0] <= telegram.section[1], "a section is of fewer sections")
    must(telegram.date is None or telegram.date.tzinfo is not None, "a date has no zone")
    check_ids([telegram.reference_id] if telegram.reference_id else [])


def _inside(span: Span, count: int) -> bool:
    return 1 <= span[0] <= span[1] <= count
