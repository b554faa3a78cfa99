"""What has most cables, by stored totals: posts, TAGS, captions, agencies, persons, cables that others refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Model, OuterRef, Q, Subquery

from reader.models import Agency, Station, StoredCount
from reader.models.derived import ALL

#: Things that are counted at most: a ranking has an end.
MOST = 10_000


class Ranked(NamedTuple):
    """A thing, and how many cables it has."""

    thing: Any
    cables: int


class Posting(NamedTuple):
    """A post with what it sent, and the first and last year."""

    station: Station
    cables: int
    first: str
    last: str


def ranked(kind: str, model: type[Model], start: int = 0, end: int | None = None) -> list[Ranked]:
    """The things of a kind with their totals, the largest first; two queries."""
    totals = list(StoredCount.objects.most(kind)[start:end].values_list("key", "count"))
    things = model._default_manager.in_bulk([int(key) for key, _ in totals])
    return [Ranked(things[int(key)], count) for key, count in totals if int(key) in things]


def leaders(asked: Mapping[str, tuple[type[Model], int]]) -> dict[str, list[Ranked]]:
    """The first things of several kinds: one query for their totals, one for the things of each kind."""
    tops = [Q(pk__in=StoredCount.objects.most(kind)[:most].values("pk")) for kind, (_, most) in asked.items()]
    totals: dict[str, dict[int, int]] = {kind: {} for kind in asked}
    for kind, key, count in StoredCount.objects.filter(reduce(or_, tops)).values_list("kind", "key", "count"):
        totals[kind][int(key)] = count
    found = {}
    for kind, (model, _) in asked.items():
        things = model._default_manager.in_bulk(list(totals[kind]))
        order = sorted(things, key=lambda key: (-totals[kind][key], str(key)))
        found[kind] = [Ranked(things[key], totals[kind][key]) for key in order]
    return found


def how_many(kind: str) -> int:
    """How many things of a kind have cables; of more than MOST, one more than MOST."""
    return StoredCount.objects.most(kind)[: MOST + 1].count()


def totals_of(kind: str, keys: Iterable[object]) -> dict[str, int]:
    """Totals of these keys."""
    wanted = [str(key) for key in keys]
    return dict(StoredCount.objects.totals(kind).filter(key__in=wanted).values_list("key", "count"))


def sums(counted: Sequence[tuple[str, tuple[str, ...]]]) -> list[int]:
    """How many cables each of several kinds and keys has; one query for all."""
    asked = reduce(or_, (Q(kind=kind, key__in=keys) for kind, keys in counted), Q(pk=None))
    rows = StoredCount.objects.filter(asked, period=ALL).values_list("kind", "key", "count")
    totals = {(kind, key): count for kind, key, count in rows}
    return [sum(totals.get((kind, key), 0) for key in keys) for kind, keys in counted]


def postings() -> list[Posting]:
    """Every post that sent something, by country and name; two queries."""
    ends = StoredCount.objects.filter(kind="sent", key=OuterRef("key"), period__gt="", period__lt="a")
    first, last = (Subquery(ends.order_by(order).values("period")[:1]) for order in ("period", "-period"))
    rows = StoredCount.objects.totals("sent").annotate(first=first, last=last)
    found = {int(key): (count, *span) for key, count, *span in rows.values_list("key", "count", "first", "last")}
    stations = Station.objects.in_bulk(list(found)).values()
    return [
        Posting(station, found[station.pk][0], *((period or "")[:4] for period in found[station.pk][1:]))
        for station in sorted(stations, key=lambda station: (station.country, station.name))
    ]


def by_country() -> list[tuple[str, str, int, int]]:
    """(code, country, posts, cables) of every country that cables were sent from, by name."""
    totals: Counter[tuple[str, str]] = Counter()
    posts: Counter[tuple[str, str]] = Counter()
    for row in ranked("sent", Station):
        if row.thing.country_code:
            totals[row.thing.country_code, row.thing.country] += row.cables
            posts[row.thing.country_code, row.thing.country] += 1
    return [
        (code, name, posts[code, name], totals[code, name]) for code, name in sorted(totals, key=lambda one: one[1])
    ]


def sent_by_agencies() -> Mapping[int, int]:
    """Agency -> what its posts sent."""
    sent = dict(StoredCount.objects.totals("sent").values_list("key", "count"))
    found: Counter[int] = Counter()
    for station, agency in Station.objects.exclude(agency=None).order_by().values_list("pk", "agency"):
        if agency and str(station) in sent:
            found[agency] += sent[str(station)]
    return found


def agencies_like(words: str, most: int) -> list[Agency]:
    """Agencies whose acronym begins so, or whose name has these words, that have cables; acronyms first."""
    asked = Q(acronym__istartswith=words) | Q(name__icontains=words)
    return list(Agency.objects.filter(asked).order_by("acronym", "name")[:most])


def people(role: str, beginning: str, start: int, end: int) -> list[tuple[str, int]]:
    """Names in one role with their totals: the commonest, or those that begin so."""
    rows = StoredCount.objects.most(role)
    for form in dict.fromkeys((beginning, beginning.upper(), beginning.title())) if beginning else ():
        named = rows.filter(key__gte=form, key__lt=f"{form}\U0010ffff").order_by("key")
        if named.exists():
            return list(named[start:end].values_list("key", "count"))
    return [] if beginning else list(rows[start:end].values_list("key", "count"))
