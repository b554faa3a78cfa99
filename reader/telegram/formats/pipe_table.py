"""Another mirror: a disclaimer, a table drawn with pipes (identifier, origin, created ...), the cable on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.telegram.formats import dates
from reader.telegram.formats.shapes import REFERENCE_ID
from reader.telegram.formats.wrapped import Wrapped
from reader.telegram.records import Document

NAME = "pipe-table"

#: Name of a column or row of the table -> the hint it gives; None for those that say nothing the cable lacks.
CELLS: dict[str, str | None] = {
    "identifier": "reference_id",
    "cable": "reference_id",
    "cable id": "reference_id",
    "id": "reference_id",
    "reference": "reference_id",
    "reference id": "reference_id",
    "origin": "origin",
    "created": "date",
    "created date": "date",
    "date": "date",
    "classification": "classification",
    "tags": None,
    "redacted": None,
    "released": None,
    "subject": "subject",
}

_HEAD = 80
_RULE = re.compile(r"[\s|:+=-]+")
Table = tuple[dict[str, str], int]


def recognises(wrapped: Wrapped) -> bool:
    """Pipes around the name of the identifier's cell, and a reference id in it."""
    return "|" in wrapped.text and _table(wrapped.lines) is not None


def unwrap(wrapped: Wrapped) -> Iterator[Document]:
    """The cable below the table."""
    found = _table(wrapped.lines)
    cells, last = found or ({}, 0)
    hints: dict[str, str | None] = {}
    for name, value in cells.items():
        key = CELLS.get(name)
        if key and value:
            hints[key] = dates.from_mirror(value) or dates.from_csv(value) if key == "date" else value
    yield wrapped.document(NAME, furniture=[(1, last)], hints=replace(wrapped.hints, **hints))


def _table(lines: Sequence[str]) -> Table | None:
    """The table's cells by name, and the number of its last line."""
    for index, line in enumerate(lines[:_HEAD]):
        if "|" not in line:
            continue
        for shape in (_across, _along, _down):
            found = shape(lines, index)
            if found and REFERENCE_ID.fullmatch(_identifier(found[0])):
                return found
    return None


def _across(lines: Sequence[str], index: int) -> Table | None:
    """Names in one line, values in the next that is no rule."""
    names = [cell.casefold() for cell in _cells(lines[index])]
    if sum(name in CELLS for name in names) < 3:
        return None
    below = (number for number in range(index + 1, min(index + 4, len(lines))) if not _RULE.fullmatch(lines[number]))
    row = next((number for number in below if lines[number].strip()), None)
    if row is None or "|" not in lines[row]:
        return None
    last = row + 1
    while last < len(lines) and "|" in lines[last] and _RULE.fullmatch(lines[last]):
        last += 1
    return dict(zip(names, _cells(lines[row]), strict=False)), last


def _along(lines: Sequence[str], index: int) -> Table | None:
    """Names and values by turns in one line."""
    cells = _cells(lines[index])
    names = [name.casefold().rstrip(":") for name in cells[::2]]
    if len(names) < 3 or any(name not in CELLS for name in names):
        return None
    return dict(zip(names, cells[1::2], strict=False)), index + 1


def _down(lines: Sequence[str], index: int) -> Table | None:
    """A name and its value in each line."""
    cells: dict[str, str] = {}
    last = index
    for number in range(index, min(index + 2 * len(CELLS), len(lines))):
        pair = _cells(lines[number])
        if "|" not in lines[number] or not (_RULE.fullmatch(lines[number]) or pair[0].casefold().rstrip(":") in CELLS):
            break
        if len(pair) > 1:
            cells[pair[0].casefold().rstrip(":")] = " | ".join(pair[1:])
        last = number
    return (cells, last + 1) if len(cells) >= 3 else None


def _identifier(cells: dict[str, str]) -> str:
    """The value that is the reference id's."""
    return next((value for name, value in cells.items() if CELLS.get(name) == "reference_id" and value), "")


def _cells(line: str) -> list[str]:
    """The cells between pipes, without an outer frame."""
    line = line.strip()
    line = line.removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in line.split("|")]
