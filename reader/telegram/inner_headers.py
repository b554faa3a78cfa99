"""Headers in the middle of the text: of a further section, or of a telegram that is quoted or repeated in this one."""

from __future__ import annotations

from dataclasses import fields
from typing import NamedTuple

from reader.telegram.envelope import Addressees
from reader.telegram.header import read_header
from reader.telegram.header_state import Header, HeaderState
from reader.telegram.records import Document

_NAMES = tuple(item.name for item in fields(Header))
#: Where the text begins is said by the first header alone.
_OF_FIRST = frozenset(("body_line", "body_column"))
_ADDRESSEES = frozenset(("to", "info"))


class InnerHeader(NamedTuple):
    """Where the text goes on below an inner header, and whether it is that of another telegram."""

    body_line: int
    body_column: int
    quoted: bool


def read_inner_header(
    document: Document, header: Header, skipped: set[int], kinds: list[str], first: int, *, text_above: bool
) -> InnerHeader:
    """Read the header that begins in line `first` (0-based).

    The header of a section, or one with no paragraph of the text above it, adds to `header` what that lacks. Any other
    is a quoted telegram's: nothing that it states is the cable's own.
    """
    kept = _Kept(header)
    sections = set(header.sections)
    state = HeaderState(document.lines, header, released=document.release is not None, again=True)
    read_header(state, skipped, kinds, first)
    quoted = text_above and not any(section > 1 for section in header.sections - sections)
    inner = InnerHeader(header.body_line, header.body_column, quoted)
    kept.put_back(all_fields=quoted)
    return inner


class _Kept:
    """A header as it was, at a cost that does not grow with it: lists only get longer, but for their last entry."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._values = {name: getattr(header, name) for name in _NAMES}
        self._ends = {name: (len(value), value[-1:]) for name, value in self._values.items() if isinstance(value, list)}
        self._sections, self._spans = set(header.sections), dict(header.spans)
        for name in _ADDRESSEES:
            if listed := getattr(header, name).listed:
                setattr(header, name, Addressees(listed[:1]))  # those that it has are its own

    def put_back(self, *, all_fields: bool) -> None:
        """Make the header what it was: in all fields, or in those that an inner header never changes."""
        for name, value in self._values.items():
            own = name in _OF_FIRST or (name in _ADDRESSEES and value)
            if all_fields or own:
                setattr(self._header, name, value)
        if all_fields:
            self._header.sections, self._header.spans = self._sections, self._spans
            for name, (size, last) in self._ends.items():
                self._values[name][max(size - 1, 0) :] = last
