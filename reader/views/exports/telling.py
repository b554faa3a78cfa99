"""What exports say of a cable, in the words that all of them share."""

from __future__ import annotations

from collections.abc import Iterator

from reader.models import Addressee, Cable
from reader.views import wording


def date_of(cable: Cable) -> str:
    """2008-05-28T19:32:00Z; 2008-05-28 where no time is stated; empty where no date is."""
    if cable.date is None:
        return ""
    return f"{cable.date:%Y-%m-%dT%H:%M:%SZ}" if cable.date_has_time else f"{cable.date:%Y-%m-%d}"


def title_of(cable: Cable) -> str:
    """The subject, else the headline, on one line; empty where there is neither."""
    return " ".join((cable.subject or cable.headline).split())


def sender_of(cable: Cable) -> str:
    """The post that sent it, else what stands after FM; empty when not stated."""
    return cable.station.name if cable.station else cable.originator_station


def tags_of(cable: Cable) -> list[str]:
    """TAGS codes in the order of the line."""
    return list(dict.fromkeys(row.tag.code for row in cable.cabletag_set.all()))


def captions_of(cable: Cable) -> list[str]:
    """Captions as written."""
    return [row.as_written or row.caption.name for row in cable.cablecaption_set.all()]


def addressees_of(cable: Cable, kind: str) -> Iterator[str]:
    """Addressees of a kind, as written."""
    rows: list[Addressee] = [row for row in cable.addressees.all() if row.kind == kind]
    return (row.as_written or (row.station.name if row.station else row.routing) for row in rows)


def markings_of(cable: Cable) -> str:
    """The story of the paragraphs' markings: "3 paragraphs: 1 (SBU); 2 to 3 (U)"."""
    return wording.strip_words(list(cable.paragraphs.all())).replace("\u202f", " ")


def classification_of(cable: Cable) -> str:
    """SECRET//NOFORN; a sentence where none is stated."""
    return wording.banner(cable.level, cable.caveats)
