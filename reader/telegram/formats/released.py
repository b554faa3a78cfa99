"""The National Archives' released telegrams of 1973-79: `Message Text`, the telegram, `Message Attributes`.

The attribute block is kept whole in the document's Release; what the telegram itself does not say comes from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reader.telegram import identifiers
from reader.telegram.captions import captions_of
from reader.telegram.formats import dates
from reader.telegram.formats.attributes import read_attributes
from reader.telegram.formats.shapes import LEVEL, is_header_line, is_page_line
from reader.telegram.formats.wrapped import Wrapped
from reader.telegram.records import LEVELS, Document, Hints, Release, Span

NAME = "release"

_TEXT = "Message Text"
_ATTRIBUTES = "Message Attributes"
_HEAD = 10

#: `n/a`, `N/A`, `-- N/A --`: nothing stated.
_NOTHING = re.compile(r"[\W_]*+(?:n/a[\W_]*+)?", re.I)
#: A value that the system wrapped once more: `! 'W/W: AMERICAN SEAMAN'`.
_QUOTED = re.compile(r"!\s*+'\s*+(.*)", re.S)
#: What stands for a text that could not be read.
_ERROR = re.compile(r"\s*(?:ERROR READING TEXT INDEX|EXPAND ERROR ENCOUNTERED)\b.*", re.I)
#: Lines of the archive's system on and between the pages.
_STAMP = re.compile(
    r"\s*+(?:\*\*\* ?Current (?:Handling Restrictions|Classification) ?\*\*\*.*|<< ?END OF DOCUMENT ?>>"
    r"|(?:[A-Z][\w.]+ ){0,4}Declassified/Released US Department of State EO Systematic Review\b.*|¿[¿ ]*+)\s*",
    re.I,
)
_END = re.compile(r"\s*NNNN?[A-Z]{0,12}\s*")
_OFFICES = re.compile(r"\s*(?:ACTION|ORIGIN|INFO|DRAFTED BY|APPROVED BY|-{8,}|\d{1,5}\s*$|[A-Z]{1,5}-\d\d\s)")


def recognises(wrapped: Wrapped) -> bool:
    """A line `Message Attributes`, or `Message Text` as the first line with text."""
    if _ATTRIBUTES in wrapped.text and any(_is(line, _ATTRIBUTES) for line in wrapped.lines):
        return True
    first = next((line for line in wrapped.lines[:_HEAD] if line.strip()), "")
    return _is(first, _TEXT)


def unwrap(wrapped: Wrapped) -> Iterator[Document]:
    """One document for each telegram with its block; several may stand in one file."""
    starts = _starts(wrapped.lines) if wrapped.text.count(_TEXT) > 1 else [1]
    yield from map(_one, wrapped.parts(starts) if len(starts) > 1 else [wrapped])


def _starts(lines: Sequence[str]) -> list[int]:
    """The 1-based lines at which telegrams begin: a frame opens where another one has been closed."""
    starts = [1]
    closed = False
    for number, line in enumerate(lines, start=1):
        if _is(line, _TEXT):
            starts += [number] if closed else []
            closed = False
        else:
            closed = closed or _is(line, _ATTRIBUTES)
    return starts


def _one(wrapped: Wrapped) -> Document:
    """The document of one telegram."""
    lines = wrapped.lines
    begin = next((index + 1 for index, line in enumerate(lines[:_HEAD]) if _is(line, _TEXT)), 0)
    end = next((index for index in reversed(range(begin, len(lines))) if _is(lines[index], _ATTRIBUTES)), len(lines))
    attributes = read_attributes(lines[end + 1 :])
    furniture = [(1, begin), (end + 1, len(lines)), *_stamps(lines, begin, end)]
    release = _release(attributes, lines[begin:end])
    hints = _hints(wrapped.hints, attributes, release)
    return wrapped.document(NAME, furniture=furniture, release=release, hints=hints)


def _is(line: str, frame: str) -> bool:
    """Whether a line is one of the frame's, whatever blanks are around it."""
    return frame in line and " ".join(line.split()) == frame


def _stamps(lines: Sequence[str], begin: int, end: int) -> Iterator[Span]:
    """Lines of the archive's system inside the telegram."""
    for index in range(begin, end):
        line = lines[index]
        if ("*" in line or "<" in line or "¿" in line or "/" in line) and _STAMP.fullmatch(line):
            yield index + 1, index + 1


def _release(attributes: dict[str, str], body: Sequence[str]) -> Release:
    """What the attribute block says, `n/a` as nothing."""
    return Release(
        document_number=stated(attributes, "Document Number"),
        original_classification=_level(stated(attributes, "Original Classification")),
        current_classification=stated(attributes, "Current Classification"),
        handling=_captions(_list(stated(attributes, "Original Handling Restrictions"))),
        text_missing=_text_missing(stated(attributes, "Locator"), body),
        concepts=_list(stated(attributes, "Concepts")),
        drafter=stated(attributes, "Drafter"),
        office=stated(attributes, "Office"),
        attributes=attributes,
    )


def _hints(hints: Hints, attributes: dict[str, str], release: Release) -> Hints:
    """What the attributes say about the cable."""
    station = stated(attributes, "From")
    number = release.document_number
    date = stated(attributes, "Draft Date") or stated(attributes, "Sent Date")
    return replace(
        hints,
        reference_id=identifiers.from_document_number(number, station) if number else hints.reference_id,
        date=dates.from_release(date) if date else hints.date,
        classification=release.original_classification or hints.classification,
        origin=station or hints.origin,
        subject=stated(attributes, "Subject") or hints.subject,
    )


def stated(attributes: Mapping[str, str], key: str) -> str | None:
    """The value of an attribute without the system's own quotes; None where it states nothing.

    >>> stated({"Subject": "! 'W/W: SEAMAN'"}, "Subject"), stated({"Drafter": "n/a"}, "Drafter")
    ('W/W: SEAMAN', None)
    """
    value = attributes.get(key, "")
    quoted = _QUOTED.fullmatch(value)
    value = quoted.group(1).rstrip().removesuffix("'").rstrip() if quoted else value
    return None if _NOTHING.fullmatch(value) else value


def _level(text: str | None) -> str | None:
    """A level of LEVELS; None for what is none, such as SECRETARY."""
    words = " ".join((text or "").upper().split())
    return words if words in LEVELS else None


def _list(text: str | None) -> tuple[str, ...]:
    """The values between commas or semicolons."""
    values = (value.strip() for value in re.split(r"[,;]", text or ""))
    return tuple(value for value in values if not _NOTHING.fullmatch(value))


def _captions(values: Iterable[str]) -> tuple[str, ...]:
    """The values, those that are several captions taken apart: CHEROKEE NODIS."""
    return tuple(caption for value in values for caption in (captions_of(value) if " " in value else ()) or (value,))


def _text_missing(locator: str | None, body: Sequence[str]) -> bool:
    """Whether the telegram is held without its text: nothing between the frame lines, an error instead of it, or a
    locator that names no text on line above a header without a body."""
    content = (line for line in body if _is_content(line))
    failed = any(_ERROR.fullmatch(line) for line in body if "ERROR" in line.upper())
    lost = failed or (locator is not None and "ON-LINE" not in locator.upper().replace("ONLINE", "ON-LINE"))
    if not lost:
        return all(is_page_line(line) for line in content)
    return all(is_header_line(line) or _OFFICES.match(line) for line in content)


def _is_content(line: str) -> bool:
    """Whether a line is neither blank nor the page's nor the archive's."""
    written = line.strip()
    outside = (
        _NOTHING.fullmatch(written)
        or LEVEL.fullmatch(written)
        or _END.fullmatch(line)
        or _STAMP.fullmatch(line)
        or _ERROR.fullmatch(line)
    )
    return bool(written) and not outside
