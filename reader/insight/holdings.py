"""Sets of cables that have a page of their own: a post's, a TAGS code's, a month's, what names an agency.

A `Holding` says the same set three times: as stored counts (`counted`), as a condition on the database (`members`), and
as a search (`facet`, `asked`). A `Window` narrows one to classifications and dates, which the stored counts know too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import In

from reader.models import (
    Addressee,
    Agency,
    Cable,
    CableCaption,
    CableTag,
    Caption,
    Collection,
    Mention,
    NamedPerson,
    Source,
    Station,
    Tag,
)
from reader.models.cables import CableQuerySet


@dataclass(frozen=True, slots=True)
class Members:
    """How the database knows a holding's cables: by a table that links them, or by columns of their own."""

    where: Mapping[str, Any] = field(default_factory=dict)
    link: type[Model] | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is asked."""
        return not self.where

    def gathered(self) -> CableQuerySet:
        """The cables, found from the link's side: right for few of them."""
        if self.link is None:
            return Cable.objects.filter(**self.where)
        return Cable.objects.filter(
            pk__in=self.link._default_manager.filter(**self.where).order_by().values("cable_id")
        )

    def among(self, cables: CableQuerySet) -> CableQuerySet:
        """Those of these cables that belong to it, each looked at: right where the others are few."""
        if self.link is None:
            return cables.filter(**self.where)
        return cables.filter(Exists(self.link._default_manager.filter(cable=OuterRef("pk"), **self.where)))


@dataclass(frozen=True, slots=True)
class Window:
    """A narrowing by classification ("" is not stated) and date; None narrows nothing."""

    levels: frozenset[str] | None = None
    not_levels: frozenset[str] = frozenset()
    years: frozenset[int] | None = None
    not_years: frozenset[int] = frozenset()
    month: tuple[int, int] | None = None
    undated: bool = False

    def has(self, period: str, level: str) -> bool:
        """Whether cables of a stored count's period and level are inside."""
        year = int(period[:4]) if period else None
        if self.undated and len(period) == 7:
            return False
        if self.month and period != "{:04d}-{:02d}".format(*self.month):
            return False
        return (
            (self.levels is None or level in self.levels)
            and level not in self.not_levels
            and (self.years is None or year in self.years)
            and year not in self.not_years
        )

    def level_condition(self) -> Q:
        """The classifications for the database, beside months that are asked for by their dates.

        Said of an expression, so that no index of levels is preferred to that of dates, which has the levels too.
        """
        level = Coalesce("level", Value(""))
        asked = Q() if self.levels is None else Q(In(level, sorted(self.levels)))
        return asked & ~Q(In(level, sorted(self.not_levels))) if self.not_levels else asked

    def condition(self) -> Q:
        """The same for the database."""
        asked = Q(date=None) if self.undated else Q()
        if self.month:
            asked &= Q(day__range=month_ends(*self.month))
        if self.levels is not None:
            asked &= _of_levels(self.levels)
        if self.not_levels:
            asked &= ~_of_levels(self.not_levels)
        if self.years is not None:
            asked &= Q(year__in=sorted(self.years))
        if self.not_years:
            asked &= ~Q(year__in=sorted(self.not_years)) | Q(year=None)
        return asked


def month_ends(year: int, month: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a month. Raises ValueError when there is no such month."""
    first = dt.date(year, month, 1)
    last = dt.date(9999, 12, 31) if (year, month) == (9999, 12) else dt.date(year + month // 12, month % 12 + 1, 1)
    return first, last if last.year == 9999 and last.day == 31 else last - dt.timedelta(days=1)


def _of_levels(levels: Iterable[str]) -> Q:
    stated = Q(level__in=sorted(level for level in levels if level))
    return stated | Q(level=None) if "" in levels else stated & Q(level__isnull=False)


@dataclass(frozen=True, slots=True)
class Holding:
    """A set of cables that has a page. `counted` names its stored counts: a kind and the keys that sum to it.

    `facet` is the filter of a search that means the same; `asked` are words of the search language that mean the same,
    or, where `nearly`, a set that has it within. Where the stored counts have more than it, it is not `stored`.
    """

    counted: tuple[str, tuple[str, ...]]
    members: Members = Members()
    facet: tuple[tuple[str, str], ...] = ()
    asked: str = ""
    nearly: bool = False
    windows: tuple[Window, ...] = ()
    stored: bool = True

    def within(self, *windows: Window) -> Holding:
        """The part of it that lies in these windows."""
        return replace(self, windows=(*self.windows, *windows))

    def cables(self) -> CableQuerySet:
        """All of its cables."""
        return self.members.gathered().filter(*(window.condition() for window in self.windows))

    def among(self, cables: CableQuerySet, *, dated: bool = False) -> CableQuerySet:
        """Those of these cables that belong to it; `dated` ones are of its months already."""
        conditions = (window.level_condition() if dated else window.condition() for window in self.windows)
        return self.members.among(cables).filter(*conditions)


_EVERYTHING = ("archive", ("",))


def everything() -> Holding:
    """The archive."""
    return Holding(_EVERYTHING)


def of_year(year: int) -> Holding:
    """Cables of a year."""
    return Holding(_EVERYTHING, facet=(("year", str(year)),), windows=(Window(years=frozenset({year})),))


def of_month(year: int, month: int) -> Holding:
    """Cables of a month."""
    return Holding(_EVERYTHING, asked=f"date:{year:04d}-{month:02d}", windows=(Window(month=(year, month)),))


def of_day(day: dt.date) -> Holding:
    """Cables of a day."""
    return Holding(_EVERYTHING, Members({"day": day}), asked=f"date:{day}", stored=False)


def undated() -> Holding:
    """Cables that state no date."""
    return Holding(_EVERYTHING, windows=(Window(undated=True),))


def of_level(level: str | None, slug: str) -> Holding:
    """Cables of one classification; None: those that state none."""
    return Holding(_EVERYTHING, facet=(("class", slug),), windows=(Window(levels=frozenset({level or ""})),))


def sent_by(station: Station) -> Holding:
    """What a post sent."""
    return Holding(("sent", (str(station.pk),)), Members({"station": station.pk}), (("post", station.slug),))


def sent_by_agency(agency: Agency) -> Holding:
    """What the posts of an agency sent."""
    pks = list(agency.stations.order_by("pk").values_list("pk", flat=True))
    members = Members({"station__in": pks})
    return Holding(("sent", tuple(map(str, pks))), members, (("agency", agency.slug),), nearly=True)


def from_country(code: str, stations: Iterable[Station]) -> Holding:
    """What the posts in a country sent."""
    pks = [station.pk for station in stations]
    keys = tuple(str(pk) for pk in pks)
    return Holding(("sent", keys), Members({"station__in": pks}), (("country", code),))


def received_by(station: Station) -> Holding:
    """What was addressed to a post."""
    members = Members({"station": station.pk}, Addressee)
    return Holding(("received", (str(station.pk),)), members, asked=f'to:"{station.name}"', nearly=True)


def tagged(tag: Tag) -> Holding:
    """What carries a TAGS code."""
    return Holding(("tag", (str(tag.pk),)), Members({"tag": tag.pk}, CableTag), (("tag", tag.code),))


def captioned(caption: Caption) -> Holding:
    """What carries a caption."""
    members = Members({"caption": caption.pk}, CableCaption)
    return Holding(("caption", (str(caption.pk),)), members, (("caption", caption.slug),))


def collected(collection: Collection) -> Holding:
    """What has a source in a collection."""
    members = Members({"collection": collection.pk}, Source)
    return Holding(("collection", (str(collection.pk),)), members, (("collection", collection.name),))


def addressed_to_agency(agency: Agency) -> Holding:
    """What was addressed to a post of an agency."""
    members = Members({"station__agency": agency.pk}, Addressee)
    return Holding(("addressed", (str(agency.pk),)), members, (("agency", agency.slug),), nearly=True)


def mentioning(agency: Agency) -> Holding:
    """What names an agency."""
    members = Members({"agency": agency.pk}, Mention)
    return Holding(("mentioned", (str(agency.pk),)), members, (("agency", agency.slug),), nearly=True)


def named(role: str, name: str) -> Holding:
    """What a person signed, classified or drafted, the name as written."""
    field_of = {"signed": "signed", "classified": "classified-by", "drafted": "drafter"}
    quoted = name.replace('"', " ")
    members = Members({"role": role, "name": name}, NamedPerson)
    return Holding((role, (name,)), members, asked=f'{field_of[role]}:"{quoted}"', nearly=True)
