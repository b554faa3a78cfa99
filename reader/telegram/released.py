"""What the attributes of a released telegram give where its text is silent: subject, TAGS, references."""

from __future__ import annotations

from dataclasses import replace

from reader.telegram.formats import released as formats
from reader.telegram.identifiers import split
from reader.telegram.records import Document, Reference, Telegram
from reader.telegram.references import read_entries
from reader.telegram.tags import read_tags


def complete(telegram: Telegram, document: Document) -> Telegram:
    """The telegram with the attributes' subject, TAGS and references where it has none of its own."""
    if document.release is None:
        return telegram
    attributes = document.release.attributes
    subject = formats.stated(attributes, "Subject")
    tags, references = formats.stated(attributes, "TAGS"), formats.stated(attributes, "Reference")
    parts = split(telegram.reference_id) if telegram.reference_id else None
    return replace(
        telegram,
        subject=telegram.subject or (" ".join(subject.split()) if subject else None),
        tags=telegram.tags or (read_tags(tags) if tags else ()),
        references=telegram.references or (_references(references, parts[0] if parts else None) if references else ()),
    )


def _references(written: str, year: int | None) -> tuple[Reference, ...]:
    """The attribute's list (it is cut at 100 characters); its entries stand on no line of the telegram."""
    return tuple(replace(entry, line=None) for entry in read_entries([(0, written)], year=year, place=None))
