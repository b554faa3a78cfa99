"""A stored source back into the document that it was: what joining sections and reading again begin with."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from reader.ingest.received import storable
from reader.models import Source
from reader.telegram import Document, Hints, Refusal, Telegram, read
from reader.telegram.formats import FORMATS, documents


def document_of(source: Source) -> Document | None:
    """The document of a source, unwrapped again from its bytes; None when its format no longer takes them."""
    return unwrapped(
        source.raw,
        path=source.path,
        member=source.member or None,
        hints=hints_of(source.hints),
        format=source.format,
        first_line=source.first_line,
    )


def unwrapped(
    data: bytes, *, path: str, member: str | None, hints: Hints, format: str, first_line: int
) -> Document | None:
    """The document that was received as these bytes, in this format; None when that no longer takes them."""
    # Some formats name what they found in them (news-html): those are recognised anew.
    known = format if format in FORMATS else None
    made = documents(data, path=path, member=member, hints=hints, format=known)
    found = [document for document in made if not isinstance(document, Refusal)]
    exact = (document for document in found if document.first_line == first_line)
    return next(exact, found[0] if found else None)


def telegram_of(source: Source) -> Telegram | None:
    """The reading of a stored source."""
    document = document_of(source)
    return read(storable(document)) if document else None


def hints_of(stored: dict[str, Any]) -> Hints:
    """Hints as they were stored; keys of an older archive that are none now are passed over."""
    names = {field.name for field in fields(Hints)}
    return Hints(**{name: value for name, value in stored.items() if name in names})
