"""A text dump of a mirror: five lines (id, title, date, classification, origin), then header and body.

One file may hold several of them, one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader.telegram.formats import dates
from reader.telegram.formats.shapes import LEVEL, REFERENCE_ID
from reader.telegram.formats.wrapped import Wrapped
from reader.telegram.records import Document

NAME = "mirror-dump"
METADATA_LINES = 5
_LONGEST_ID = 60

_ORIGIN = re.compile(r"(?:US|UN)[A-Z]*\b|[A-Z][a-z]+\b")


def recognises(wrapped: Wrapped) -> bool:
    """A reference id alone on the first line with text, then a date, a classification and an origin in their places."""
    first = next((number for number, line in enumerate(wrapped.lines[:20]) if line.strip()), 0)
    return _is_start(wrapped.lines, first)


def unwrap(wrapped: Wrapped) -> Iterator[Document]:
    """One document for each block of metadata lines."""
    starts = _starts(wrapped.lines)
    if not starts:
        yield wrapped.document(NAME)
    elif len(starts) == 1:
        yield _one(wrapped)
    else:
        starts[0] = 1
        yield from map(_one, wrapped.parts(starts))


def _starts(lines: tuple[str, ...]) -> list[int]:
    """The 1-based lines at which blocks begin; none begins within another."""
    starts: list[int] = []
    for index in range(len(lines)):
        if (not starts or index + 1 >= starts[-1] + METADATA_LINES) and _is_start(lines, index):
            starts.append(index + 1)
    return starts


def _one(wrapped: Wrapped) -> Document:
    """A document with its five lines as furniture and hints."""
    lines = wrapped.lines
    first = next(index for index in range(len(lines)) if _is_start(lines, index))
    identifier, title, date, level, origin = (line.strip() for line in lines[first : first + METADATA_LINES])
    hints = replace(
        wrapped.hints,
        reference_id=identifier,
        subject=title or None,
        date=dates.from_dump(date),
        classification=level or None,
        origin=origin or None,
    )
    return wrapped.document(NAME, furniture=[(1, first + METADATA_LINES)], hints=hints)


def _is_start(lines: tuple[str, ...], index: int) -> bool:
    """Whether the five metadata lines begin at this index; one of date, level and origin may be garbled."""
    if len(lines[index]) > _LONGEST_ID or not lines[index].lstrip()[:2].isdigit():
        return False
    if index + METADATA_LINES > len(lines) or not REFERENCE_ID.fullmatch(lines[index].strip()):
        return False
    date, level, origin = (line.strip() for line in lines[index + 2 : index + METADATA_LINES])
    seen = (dates.from_dump(date) is not None, LEVEL.match(level) is not None, _ORIGIN.match(origin) is not None)
    return sum(seen) >= 2
