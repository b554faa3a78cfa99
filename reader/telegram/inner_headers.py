"""Headers in the middle of the text: of a further section, or of a telegram that is quoted or repeated in this one."""

from __future__ import annotations

import copy
from dataclasses import fields
from typing import NamedTuple

from reader.telegram.header import read_header
from reader.telegram.header_state import Header, HeaderState
from reader.telegram.records import Document

#: Where the text begins is said by the first header alone.
_OWN_NAMES = tuple(item.name for item in fields(Header) if item.name not in ("body_line", "body_column"))


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
    inner = copy.deepcopy(header)
    state = HeaderState(document.lines, inner, released=document.release is not None, again=True)
    read_header(state, skipped, kinds, first)
    quoted = text_above and not any(section > 1 for section in inner.sections - header.sections)
    for name in () if quoted else _OWN_NAMES:
        setattr(header, name, getattr(inner, name))
    return InnerHeader(inner.body_line, inner.body_column, quoted)
