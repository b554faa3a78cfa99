"""A text that is in no wrapping: every line is the cable's."""

from __future__ import annotations

from collections.abc import Iterator

from reader.telegram.formats import several
from reader.telegram.formats.wrapped import Wrapped
from reader.telegram.records import Document

NAME = "raw"


def recognises(_: Wrapped) -> bool:
    """Any text: asked last."""
    return True


def unwrap(wrapped: Wrapped) -> Iterator[Document]:
    """The text as it is, cut where another telegram begins."""
    for part in several.parts(wrapped):
        yield part.document(NAME)
