"""The CSV dump: each row is a cable, fields in double quotes, newlines inside them, quotes escaped as `\\"` or `""`.

A row that cannot be read whole is refused with its line, and the next row is read all the same: the beginning of a
row (number, date, reference id) is so distinctive that it ends a quote that was left open before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from reader.telegram.formats import dates
from reader.telegram.formats.decoding import NotText, decode
from reader.telegram.formats.wrapped import LINE_END, LINE_END_BYTES, Wrapped, split_lines
from reader.telegram.identifiers import canonical
from reader.telegram.records import Document, Refusal

NAME = "csv"

#: The dump's columns in order; a header row may name others or another order.
COLUMNS = ("number", "date", "reference_id", "origin", "classification", "references", "header", "body")

#: Names that header rows use for the columns, in lower case and without blanks.
_NAMES = {
    **{name: name for name in COLUMNS},
    "id": "number", "row": "number", "rowid": "number", "no": "number",
    "datetime": "date", "created": "date", "local": "date",
    "refid": "reference_id", "referenceid": "reference_id", "reference": "reference_id", "identifier": "reference_id",
    "cable": "reference_id", "cableid": "reference_id", "mrn": "reference_id",
    "from": "origin", "post": "origin", "embassy": "origin",
    "level": "classification",
    "refs": "references", "refersto": "references", "referenced": "references",
    "headers": "header", "headerblock": "header", "addressees": "header",
    "text": "body", "content": "body", "message": "body",
}  # fmt: skip

#: Encodings in which a quote is more than a byte.
_WIDE = ("utf-16", "utf-32")
_ROW_BEGINS = (
    rb'[ \t]*"?\d{1,9}"?[ \t]*,[ \t]*"?(?:\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d)(?:[ \tT]+\d{1,2}:\d\d)?'
    rb'[^",\r\n]{0,8}"?[ \t]*,'
)
_ROW = re.compile(_ROW_BEGINS)
#: A row with a reference id in its third column, damaged ones too: what tells a dump from any other table of days.
_ROW_OF_CABLE = re.compile(
    rb"^"
    + _ROW_BEGINS
    + rb'[ \t]*"?(?:\d\d|\d{4})[ -]?[A-Z][A-Z0-9 .\'_-]{0,60}\d(?:_[a-z]{1,2})?[ \t]*"?[ \t]*(?:,|\r?$)',
    re.MULTILINE,
)
#: So far such a row is looked for: one or another may lack its id.
_HEAD = 1_000_000
_NEXT_ROW = re.compile(rb"\n" + _ROW_BEGINS)
_FIELD = re.compile(
    r'[ \t]*+"([^"\\]*+(?:(?:\\.|"")[^"\\]*+)*+)"[ \t]*+(,|\r?\n|\r|\Z)|([^",\r\n][^,\r\n]*+|)(,|\r?\n|\r|\Z)', re.S
)
#: Ids behind so many characters are not looked at.
_LONGEST_CELL = 4000
_ESCAPED = re.compile(r'\\(["\\])|""')


class _BadRow(ValueError):
    """A row that cannot be read: a stable code and a sentence."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def recognises(wrapped: Wrapped) -> bool:
    """A first line that begins a row of the dump, or that names at least four of its columns."""
    first = next((line for line in wrapped.lines[:20] if line.strip()), "")
    if "," not in first:
        return False
    if _ROW.match(first.encode("utf-8", "replace")):
        return _ROW_OF_CABLE.search(_single_byte_ends(wrapped)[:_HEAD].replace(b"\r", b"\n")) is not None
    return _header(first) is not None


def begins(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a dump in the usual columns, which can be cut before any row."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    return _ROW.match(head) is not None and _ROW_OF_CABLE.search(head) is not None


def last_row(data: bytes) -> int:
    """The offset at which the last row in `data` begins; 0 where there is only one."""
    return max(row_starts(data), default=0)


def row_starts(data: bytes) -> list[int]:
    """Offsets in `data` at which a row of the dump begins."""
    first = [0] if _ROW.match(data) else []
    return first + [found.start() + 1 for found in _NEXT_ROW.finditer(data)]


def unwrap(wrapped: Wrapped) -> Iterator[Document | Refusal]:
    """One document for each row; a Refusal for each row that cannot be read, and for a dump without any."""
    found = _all_rows(wrapped)
    first = next(found, None)
    yield first or wrapped.refusal("empty", "The dump holds no row with anything in it.")
    yield from found


def _all_rows(wrapped: Wrapped) -> Iterator[Document | Refusal]:
    """The rows, each cut out before the next one's beginning."""
    data = _single_byte_ends(wrapped)
    header, begin = _header_row(data)
    line = wrapped.first_line + data.count(b"\n", 0, begin)
    starts = [start for start in row_starts(data) if start >= begin]
    starts = starts if starts and not data[begin : starts[0]].strip() else [begin, *starts]
    for start, beyond in zip(starts, [*starts[1:], len(data)], strict=True):
        yield from _rows(replace(wrapped, data=data[start:beyond], first_line=line), header)
        line += data.count(b"\n", start, beyond)


def _single_byte_ends(wrapped: Wrapped) -> bytes:
    """The bytes in an encoding in which a quote is a byte."""
    if wrapped.encoding.startswith(_WIDE):
        return wrapped.text.encode("utf-8")
    return wrapped.data.removeprefix(b"\xef\xbb\xbf")


def _header_row(data: bytes) -> tuple[tuple[str, ...], int]:
    """The columns in order, and where the rows begin."""
    begin = len(data) - len(data.lstrip(b" \t\r\n"))
    end = data.find(b"\n", begin)
    first = data[begin : end if end >= 0 else len(data)].decode("utf-8", "replace")
    names = None if _ROW.match(data, begin) else _header(first)
    return (names, end + 1 if end >= 0 else len(data)) if names else (COLUMNS, begin)


def _header(line: str) -> tuple[str, ...] | None:
    """The columns that a header row names; None when the line is no header row."""
    names = [re.sub(r"[\W_]", "", cell).lower() for cell in line.split(",")]
    columns = tuple(_NAMES.get(name, name) for name in names)
    known = {name for name in columns if name in COLUMNS}
    return columns if len(known) >= 4 and known & {"body", "header"} and len(known) == len(columns) else None


def _rows(slice_: Wrapped, header: tuple[str, ...]) -> Iterator[Document | Refusal]:
    """The row of a slice, and whatever stands behind it up to the next row's beginning."""
    try:
        decoded = decode(slice_.data)
    except NotText as error:
        if error.code != "empty":
            line = slice_.first_line + (error.line or 1) - 1
            yield Refusal(slice_.path, error.code, error.reason, slice_.member, line)
        return
    encoding = slice_.encoding if slice_.encoding.startswith(_WIDE) else decoded.encoding
    received = _Received(slice_.data, decoded.text, encoding)
    text, at, line = decoded.text, 0, slice_.first_line
    while at < len(text):
        try:
            fields, end = _fields(text, at)
        except _BadRow as bad:
            yield Refusal(slice_.path, bad.code, bad.reason, slice_.member, line)
            return
        data = received.row(at, end)
        row = replace(slice_, text="", data=data, encoding=encoding, notes=decoded.notes, first_line=line)
        line += text.count("\n", at, end)
        at = end
        if any(field.strip() for field in fields):
            yield _one(row, fields, header)


class _Received:
    """The bytes of rows that follow one another in a text: found by counting lines, since decoding may change bytes."""

    def __init__(self, data: bytes, text: str, encoding: str) -> None:
        self._data, self._text, self._encoding = data, text, encoding
        self._wide = encoding.startswith(_WIDE)
        self._ends = LINE_END_BYTES.finditer(data)
        self._written = len(text.rstrip())
        self._begin = 0

    def row(self, at: int, end: int) -> bytes:
        """The bytes of text[at:end], the row behind the one that was asked for before."""
        if self._wide:
            return self._text[at:end].encode(self._encoding, "replace")
        begin, self._begin = self._begin, len(self._data)
        if end < self._written:
            lines = sum(1 for _ in LINE_END.finditer(self._text, at, end))
            self._begin = next(islice(self._ends, lines - 1, None)).end()
        return self._data[begin : self._begin]


def _fields(text: str, at: int) -> tuple[list[str], int]:
    """The fields of the row that begins at `at`, and where it ends; raises _BadRow for quotes that do not fit."""
    fields: list[str] = []
    while True:
        found = _FIELD.match(text, at)
        if not found:
            return _left_open(text, at, fields)
        quoted, end, plain, plain_end = found.groups()
        fields.append(plain.strip() if quoted is None else _unescaped(quoted))
        at = found.end()
        if (end or plain_end) != ",":
            return fields, at


def _left_open(text: str, at: int, fields: list[str]) -> tuple[list[str], int]:
    """The last field when a backslash before its closing quote is no escape; else a _BadRow that says what is wrong."""
    rest = text[at:].rstrip()
    if len(fields) == len(COLUMNS) - 1 and rest.startswith('"') and rest.endswith('\\"'):
        return [*fields, _unescaped(rest[1:-1])], len(text)
    name = COLUMNS[len(fields)] if len(fields) < len(COLUMNS) else f"column {len(fields) + 1}"
    if re.match(r'\s*"(?:[^"\\]|\\.|"")*+\Z', text[at:], re.S):
        raise _BadRow("unclosed-quote", f"The row's field {name} begins with a quote that is never closed.")
    raise _BadRow("bad-quote", f'The row\'s field {name} has a quote inside that is not escaped as "" or \\".')


def _unescaped(field: str) -> str:
    """A quoted field as it was: with `\\"` in it a backslash escapes quotes and itself, else quotes are doubled."""
    if '\\"' in field or ("\\\\" in field and '""' not in field):
        return _ESCAPED.sub(lambda found: found.group(1) or '"', field)
    return field.replace('""', '"')


def _one(row: Wrapped, fields: list[str], header: tuple[str, ...]) -> Document | Refusal:
    """The document of a row: header block and body are its lines, the other columns its hints."""
    while len(fields) > len(header) and not fields[-1].strip():
        fields.pop()
    if len(fields) != len(header):
        few = len(fields) < len(header)
        code = "too-few-columns" if few else "too-many-columns"
        reason = f"The row has {len(fields)} columns where {len(header)} are expected ({', '.join(header)})."
        return Refusal(row.path, code, reason, row.member, row.first_line)
    cells = dict(zip(header, (field.replace("\x00", "\N{REPLACEMENT CHARACTER}") for field in fields), strict=True))
    hints = replace(
        row.hints,
        reference_id=cells.get("reference_id", "").strip() or row.hints.reference_id,
        date=dates.from_csv(cells.get("date", "")),
        origin=cells.get("origin", "").strip() or None,
        classification=cells.get("classification", "").strip() or None,
    )
    blocks = [cells[name] for name in ("header", "body") if cells.get(name, "").strip()]
    lines = tuple(line for block in blocks for line in split_lines(block))
    return row.remade(lines).document(NAME, hints=hints, listed=_listed(cells.get("references", "")))


def _listed(cell: str) -> tuple[str, ...]:
    """The reference ids of a cell, whatever parts them."""
    found = map(canonical, filter(str.strip, re.split(r"[|;,\n]", cell[:_LONGEST_CELL])))
    return tuple(dict.fromkeys(reference_id for reference_id in found if reference_id))
