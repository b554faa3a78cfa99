"""What the attributes of a released telegram give where its text is silent: subject, TAGS, references."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from reader.telegram.formats import released as formats
from reader.telegram.identifiers import split
from reader.telegram.records import Document, Reference
from reader.telegram.references import read_entries
from reader.telegram.tags import read_tags


def stated(document: Document, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes' subject, TAGS and references where a telegram's own `fields` have none."""
    if document.release is None:
        return {}
    attributes = document.release.attributes
    return {
        name: read(written, fields["reference_id"])
        for name, (key, read) in _FIELDS.items()
        if not fields[name] and (written := formats.stated(attributes, key))
    }


def _subject(written: str, _reference_id: str | None) -> str:
    return " ".join(written.split())


def _tags(written: str, _reference_id: str | None) -> tuple[str, ...]:
    return read_tags(written)


def _references(written: str, reference_id: str | None) -> tuple[Reference, ...]:
    """The attribute's list (it is cut at 100 characters); its entries stand on no line of the telegram."""
    parts = split(reference_id) if reference_id else None
    entries = read_entries([(0, written)], year=parts[0] if parts else None, place=None)
    return tuple(replace(entry, line=None) for entry in entries)


#: Fields to the attributes that have them, and how these are read.
_FIELDS: dict[str, tuple[str, Callable[[str, str | None], Any]]] = {
    "subject": ("Subject", _subject),
    "tags": ("TAGS", _tags),
    "references": ("Reference", _references),
}
