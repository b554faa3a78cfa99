"""Wrappings in which cables come, one module each, recognised by content and never by name.

>>> [document.format for document in documents(b"P 151530Z FEB 08\\nFM AMEMBASSY EXAMPLE\\n", path="a.txt")]
['raw']
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Protocol, cast

from reader.telegram.formats import (
    csv_dump,
    html,
    mhtml,
    mirror_dump,
    mirror_page,
    news_text,
    pdf_text,
    pipe_table,
    raw,
    released,
)
from reader.telegram.formats.decoding import NotText, decode
from reader.telegram.formats.wrapped import NO_HINTS, Wrapped, split_lines
from reader.telegram.records import Document, Hints, Refusal


class Format(Protocol):
    """One wrapping: its stable name, whether a text is in it, and the documents that it holds."""

    NAME: str

    @staticmethod
    def recognises(wrapped: Wrapped) -> bool:
        """Whether the text is in this wrapping."""

    @staticmethod
    def unwrap(wrapped: Wrapped) -> Iterator[Document | Refusal]:
        """The documents, and what of the text had to be refused."""


#: Asked in this order; the first that recognises a text unwraps it.
_MODULES: tuple[ModuleType, ...] = (
    csv_dump,
    mhtml,
    html,
    released,
    mirror_dump,
    mirror_page,
    pipe_table,
    news_text,
    pdf_text,
    raw,
)
FORMATS: dict[str, Format] = {module.NAME: cast(Format, module) for module in _MODULES}


def documents(
    data: bytes,
    *,
    path: str,
    member: str | None = None,
    hints: Hints = NO_HINTS,
    format: str | None = None,
    first_line: int = 1,
) -> Iterator[Document | Refusal]:
    """The documents in the bytes of one file, member or record; never raises, whatever the bytes.

    `format` is a name of FORMATS for bytes that are known to be in it. `first_line` is where the bytes begin in
    their file, for pieces of files that are too big to be held whole.
    """
    try:
        decoded = decode(data)
    except NotText as error:
        yield Refusal(path, error.code, error.reason, member, error.line)
        return
    lines = split_lines(decoded.text)
    wrapped = Wrapped(
        decoded.text, lines, data, path, member, hints, decoded.encoding, decoded.notes, first_line=first_line
    )
    chosen = FORMATS[format] if format else next(known for known in FORMATS.values() if known.recognises(wrapped))
    yield from chosen.unwrap(wrapped)
