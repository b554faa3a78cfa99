"""The whole archive by post and year: what is held, held without text, cited only, known elsewhere, never seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import F, IntegerField, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from reader.insight.places import Post, Posts
from reader.models import Register, RegisterEntry, SeriesCount

HELD, WITHOUT_TEXT, CITED, REGISTERED, UNSEEN = "held", "without_text", "cited", "registered", "unseen"
#: What can be counted -> what a page calls it.
MEASURES = {
    HELD: "Held",
    WITHOUT_TEXT: "Held without text",
    CITED: "Cited, not held",
    REGISTERED: "Known elsewhere only",
    UNSEEN: "Never seen",
}
#: Posts on a page of the table.
PER_PAGE = 40


@dataclass(slots=True)
class Row:
    """One post: its counts by year, and in all, of the measure shown."""

    post: Post
    years: dict[int, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Of all years."""
        return sum(self.years.values())


@dataclass(frozen=True, slots=True)
class RegisterTotal:
    """One register: how many numbers it has, and how many of them are not held."""

    register: Register
    entries: int
    absent: int

    @property
    def held(self) -> int:
        """How many are held."""
        return self.entries - self.absent


def totals() -> dict[str, int]:
    """Measure -> its count over everything."""
    sums = SeriesCount.objects.aggregate(**{name: Sum(name) for name in MEASURES})
    return {name: count or 0 for name, count in sums.items()}


def years(measure: str, register: Register | None = None) -> list[int]:
    """Every year of which there is something to show, in order."""
    counted = SeriesCount.objects.order_by("year").annotate(n=_of(measure, register)).filter(n__gt=0)
    return list(counted.values_list("year", flat=True).distinct())


def registers() -> list[RegisterTotal]:
    """Every register with what is not held of it."""
    loaded = list(Register.objects.all())
    absent = SeriesCount.objects.aggregate(**{f"r{one.pk}": Sum(_absent(one)) for one in loaded}) if loaded else {}
    return [RegisterTotal(one, _entries(one.pk, one.loaded), absent[f"r{one.pk}"] or 0) for one in loaded]


@lru_cache(maxsize=64)
def _entries(register: int, _loaded: dt.datetime) -> int:
    """How many entries a register has: counted once for each time that it was loaded."""
    return RegisterEntry.objects.filter(register=register).count()


def places(measure: str, sort: str, register: Register | None = None) -> QuerySet[SeriesCount, tuple[str, int]]:
    """(place, count of the measure) in the order asked for: "post" by its letters, else the largest count first."""
    counted = SeriesCount.objects.order_by().values("place").annotate(total=Sum(_of(measure, register)))
    ordered = counted.order_by("place") if sort == "post" else counted.order_by("-total", "place")
    return ordered.filter(total__gt=0).values_list("place", "total")


def rows(shown: Sequence[str], measure: str, register: Register | None = None) -> list[Row]:
    """The posts of these places, by year."""
    posts = Posts()
    found = {place: Row(posts.of(place)) for place in shown}
    counted = SeriesCount.objects.of_places(shown).order_by().annotate(n=_of(measure, register))
    for place, year, count in counted.values_list("place", "year", "n"):
        found[place].years[year] = found[place].years.get(year, 0) + (count or 0)
    return list(found.values())


def _of(measure: str, register: Register | None) -> Any:
    """The expression of a measure; with a register, what of it is not held."""
    return _absent(register) if measure == REGISTERED and register else F(measure)


def _absent(register: Register) -> Any:
    return Coalesce(Cast(KeyTextTransform(f"r{register.pk}", "by_register"), IntegerField()), 0)


def everything() -> Iterator[dict[str, Any]]:
    """A row for each series, to take away."""
    posts = Posts()
    names = {f"r{pk}": name for pk, name in Register.objects.values_list("pk", "name")}
    for one in SeriesCount.objects.iterator():
        post = posts.of(one.place)
        absent = {name: one.by_register.get(key, 0) for key, name in names.items()}
        yield {
            "post": one.place,
            "station": post.station,
            "country": post.country,
            "year": one.year,
            "kind": "airgrams" if one.airgrams else "telegrams",
            **one.counts(),
            "highest_serial": one.highest,
            **{f"not_held_of_{name}": count for name, count in absent.items()},
        }
