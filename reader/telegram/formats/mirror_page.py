"""A mirror's viewer page turned to text: navigation, a metadata table, then the cable with pilcrows.

Above the table everything is furniture: the navigation holds levels of classification as links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader.telegram.formats import dates
from reader.telegram.formats.shapes import LEVEL, REFERENCE_ID
from reader.telegram.formats.wrapped import Wrapped
from reader.telegram.records import Document, Span

NAME = "mirror-page"

#: Column of the metadata table -> the hint it gives; None for columns that say nothing about the cable.
COLUMNS = {
    "reference id": "reference_id",
    "created": "date",
    "released": None,
    "classification": "classification",
    "origin": "origin",
}

_CELL = re.compile(r"\s{2,}|\s*\|\s*")
_HEADER = re.compile(r"[ \t|]*Reference ID\b", re.I)
_TIME = r"\d{4}-\d\d-\d\d(?: \d\d:\d\d)?"
#: A row whose cells a single blank parts: the origin begins where the capitals of the classification end.
_ROW = re.compile(rf"(\S+) ({_TIME}) ({_TIME}) ({LEVEL.pattern}[A-Z/, ]*?) ((?:[A-Z][a-z]|US|UN)\S*(?: \S+){{0,6}})")
_TITLE = re.compile(r"\s*Viewing cable\s+(\w[\w-]*)\s*,\s*+(.*\S)", re.I)
_ARTICLES = re.compile(r"\s*Appears in these articles", re.I)


def recognises(wrapped: Wrapped) -> bool:
    """The metadata table, or the line above it that names the cable shown."""
    return "Reference ID" in wrapped.text and _table(wrapped.lines) is not None


def unwrap(wrapped: Wrapped) -> Iterator[Document]:
    """The cable after the table."""
    yield page(wrapped, NAME)


def page(wrapped: Wrapped, name: str) -> Document:
    """The document of a viewer page; also used for the text of HTML pages, whose table is the same."""
    found = _table(wrapped.lines)
    if found is None:
        return wrapped.document(name)
    hints, last = found
    titles = (_TITLE.match(line) for line in wrapped.lines[:last] if "iewing cable" in line)
    title = next((match.group(2) for match in titles if match), None)
    known = replace(wrapped.hints, **{key: value for key, value in hints.items() if value})
    furniture = [(1, last), *_articles(wrapped.lines, last)]
    return wrapped.document(name, furniture=furniture, hints=replace(known, subject=title or known.subject))


def _table(lines: tuple[str, ...]) -> tuple[dict[str, str | None], int] | None:
    """The hints of the metadata table and the 1-based number of its last line."""
    for index, line in enumerate(lines):
        if "Reference ID" not in line or not _HEADER.match(line):
            continue
        found = _row_table(lines, index) or _cell_table(lines, index)
        if found:
            return found
    return None


def _row_table(lines: tuple[str, ...], index: int) -> tuple[dict[str, str | None], int] | None:
    """A table whose header is one line and whose values are the next line with text."""
    names = _cells(lines[index])
    below = next((number for number in range(index + 1, min(index + 4, len(lines))) if lines[number].strip()), None)
    if len(names) < 3 or "classification" not in names or below is None:
        return None
    values = _split(lines[below])
    if len(values) < 2 and (row := _ROW.fullmatch(values[0])):
        values = list(row.groups())
    if len(values) < 2 or not REFERENCE_ID.fullmatch(values[0].strip()):
        return None
    return _hints(names, values), below + 1


def _cell_table(lines: tuple[str, ...], index: int) -> tuple[dict[str, str | None], int] | None:
    """A table with one cell a line: all names, then all values, as some converters write it."""
    near = range(index, min(index + 30, len(lines)))
    cells = [(number, lines[number].strip()) for number in near if lines[number].strip()]
    names = [text.casefold() for _, text in cells[: len(COLUMNS)]]
    values = cells[len(COLUMNS) : 2 * len(COLUMNS)]
    if names != list(COLUMNS) or len(values) < len(COLUMNS) or not REFERENCE_ID.fullmatch(values[0][1]):
        return None
    return _hints(names, [text for _, text in values]), values[-1][0] + 1


def _cells(line: str) -> list[str]:
    """The names in a header line, in lower case; a single blank between them is enough where no tab is left."""
    names = [cell.casefold() for cell in _split(line)]
    if len(names) < 3:
        names = [name for name in re.split(r"(?i)(?<!reference)\s+", line.strip().casefold()) if name]
    return names


def _split(line: str) -> list[str]:
    """The cells of a line; between tabs they can be empty."""
    line = line.strip(" |\r")
    return [cell.strip() for cell in (line.split("\t") if "\t" in line else _CELL.split(line))]


def _hints(names: list[str], values: list[str]) -> dict[str, str | None]:
    """The values under the names that COLUMNS knows."""
    hints: dict[str, str | None] = {}
    for name, value in zip(names, values, strict=False):
        key = COLUMNS.get(name)
        if key:
            hints[key] = dates.from_mirror(value) if key == "date" else value.strip() or None
    return hints


def _articles(lines: tuple[str, ...], last: int) -> list[Span]:
    """The list of newspaper articles that some pages put under the table, up to a blank line."""
    if last >= len(lines) or not _ARTICLES.match(lines[last]):
        return []
    end = next((number for number in range(last, len(lines)) if not lines[number].strip()), len(lines))
    return [(last + 1, end)]
