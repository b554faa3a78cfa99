"""What a cable's page tells programs of the cable: reference managers, search engines, previews of links.

Meta tags as Highwire (`citation_`) and Dublin Core (`DC.`) have them, which Zotero reads; Open Graph; schema.org. Only
what the cable or its source states is told, and everything is plain text on one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reader.models import Cable
from reader.views import wording
from reader.views.exports import citations, telling

#: Characters of the description at most.
_LONG = 300

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Described:
    """Meta tags by `name`, meta tags by `property`, and a schema.org object."""

    named: Pairs
    properties: Pairs
    linked: dict[str, Any]


def described(cable: Cable, codes: Sequence[str], root: str, archive: str) -> Described:
    """A cable with its TAGS codes, in the archive at an address (`root`, without a slash at its end)."""
    told = _Told(cable, [_line(code) for code in codes], f"{root}{cable.get_absolute_url()}", archive)
    return Described(_present(_named(told)), _present(_properties(told)), _linked(told))


class _Told:
    """The facts, each on one line; empty where not stated."""

    def __init__(self, cable: Cable, codes: Sequence[str], address: str, archive: str) -> None:
        self.codes, self.address, self.archive = codes, address, archive
        self.fictional = bool(cable.source and cable.source.collection.fictional)
        self.collection = _line(cable.source.collection.title) if cable.source else ""
        self.number = cable.reference_id if cable.is_numbered else ""
        self.id = cable.reference_id
        self.title = _line(telling.title_of(cable)) or cable.reference_id
        self.sender = _line(telling.sender_of(cable))
        self.day = f"{cable.date:%Y-%m-%d}" if cable.date else ""
        self.moment = telling.date_of(cable)
        self.summary = _cut(_line(cable.summary))
        stated = _line(telling.classification_of(cable)) if cable.level else ""
        first = ("Fictional" if self.fictional else "", stated, self.sender, wording.date_words(cable))
        self.description = _cut(". ".join(filter(None, (", ".join(filter(None, first)), self.summary))))


def _named(told: _Told) -> Pairs:
    return [
        ("description", told.description),
        ("citation_title", told.title),
        ("citation_author", told.sender),
        ("citation_publication_date", told.day.replace("-", "/")),
        ("citation_technical_report_institution", told.sender),
        ("citation_technical_report_number", told.number),
        ("citation_public_url", told.address),
        *(("citation_keywords", code) for code in told.codes),
        ("DC.title", told.title),
        ("DC.creator", told.sender),
        ("DC.date", told.day),
        ("DC.identifier", told.number),
        *(("DC.subject", code) for code in told.codes),
        ("DC.description", told.description),
        ("DC.type", citations.TYPE),
        ("DC.source", told.archive),
    ]


def _properties(told: _Told) -> Pairs:
    return [
        ("og:type", "article"),
        ("og:title", f"{told.id}: {told.title}" if told.title != told.id else told.id),
        ("og:description", told.description),
        ("og:url", told.address),
        ("og:site_name", told.archive),
    ]


def _linked(told: _Told) -> dict[str, Any]:
    facts = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": told.address,
        "url": told.address,
        "name": told.title,
        "reportNumber": told.number,
        "identifier": told.number,
        "dateCreated": told.moment,
        "author": {"@type": "GovernmentOrganization", "name": told.sender} if told.sender else None,
        "abstract": told.summary,
        "keywords": list(told.codes),
        "genre": [citations.TYPE, *(["Fiction"] if told.fictional else [])],
        "isPartOf": {"@type": "Collection", "name": told.collection} if told.collection else None,
        "holdingArchive": {"@type": "ArchiveOrganization", "name": told.archive},
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in facts.items() if value}


def _present(pairs: Pairs) -> Pairs:
    return [(name, value) for name, value in pairs if value]


def _line(text: str) -> str:
    """On one line, without control characters."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _cut(text: str) -> str:
    """At a blank, with dots where it was cut."""
    return text if len(text) <= _LONG else f"{text[:_LONG].rsplit(' ', 1)[0]} …"
