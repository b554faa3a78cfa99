"""Text converted from PDF: CRLF or form feeds, a pilcrow or what became of it before each numbered paragraph.

Nothing of it is furniture; the name tells where odd line breaks come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.telegram.formats import several
from reader.telegram.formats.wrapped import Wrapped
from reader.telegram.records import Document

NAME = "pdf-text"

_PARAGRAPH = re.compile(r"^[ \t\f]*[¶\N{REPLACEMENT CHARACTER}][ \t]?(?:\d{1,3}|[A-Z])[.)]", re.M)


def recognises(wrapped: Wrapped) -> bool:
    """Pilcrows before paragraphs, in a text whose line ends or page ends are a converter's."""
    converted = "\r\n" in wrapped.text or "\f" in wrapped.text or "\N{REPLACEMENT CHARACTER}" in wrapped.text
    return converted and _PARAGRAPH.search(wrapped.text) is not None


def unwrap(wrapped: Wrapped) -> Iterator[Document]:
    """The text as it is, cut where another telegram begins."""
    for part in several.parts(wrapped):
        yield part.document(NAME)
