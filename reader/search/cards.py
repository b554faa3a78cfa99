"""What results show of the cables on a page: narrow records from three queries.

A page has some twenty cables and two hundred paragraphs; as model instances with their relations they took half of its
time.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import F, Value

from reader.models import Cable, Marking, Paragraph


class FoundParagraph(NamedTuple):
    """A paragraph of a cable found; `marking` is None when it is unmarked."""

    position: int
    number: int | None
    anchor: str
    length: int
    text: str
    marking: Marking | None


class FoundCable(NamedTuple):
    """A cable found, as `Cable` names its fields; `station` is the sender's name, `fictional` None without a source."""

    pk: int
    reference_id: str
    number: str
    subject: str
    headline: str
    date: dt.datetime | None
    day: dt.date | None
    level: str | None
    caveats: Sequence[str]
    text_missing: bool
    partial: bool
    station: str | None
    station_slug: str | None
    fictional: bool | None
    paragraphs: list[FoundParagraph]


_CABLE = (
    "pk", "reference_id", "number", "subject", "headline", "date", "day", "level", "caveats", "text_missing", "partial",
    "station__name", "station__slug", "source__collection__fictional",
)  # fmt: skip
_PARAGRAPH = ("cable_id", "marking_id", "position", "number", "anchor", "length", "text")


def found_cables(pks: Sequence[int], *, texts: bool = True) -> dict[int, FoundCable]:
    """These cables by primary key, those that the database no longer has left out; `texts` of paragraphs or none."""
    paragraphs = _paragraphs(pks, texts)
    rows = Cable.objects.filter(pk__in=pks).order_by().values_list(*_CABLE)
    return {row[0]: FoundCable._make((*row, paragraphs[row[0]])) for row in rows}


def _paragraphs(pks: Sequence[int], texts: bool) -> defaultdict[int, list[FoundParagraph]]:
    asked = Paragraph.objects.filter(cable_id__in=pks).order_by("cable_id", "position")
    rows = list(asked.values_list(*_PARAGRAPH[:-1], F("text") if texts else Value("")))
    markings = _markings(row[1] for row in rows)
    found: defaultdict[int, list[FoundParagraph]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(FoundParagraph._make((*row[2:], markings.get(row[1]))))
    return found


def _markings(pks: Iterable[int | None]) -> dict[int | None, Marking]:
    """Each marking once."""
    wanted = {pk for pk in pks if pk is not None}
    return dict(Marking.objects.in_bulk(wanted)) if wanted else {}
