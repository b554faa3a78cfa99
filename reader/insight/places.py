"""The places of numbers as posts: which post TORONTO is, and under which names its numbers stand."""

from __future__ import annotations

from dataclasses import dataclass

from reader.models import Station

#: Kinds of posts whose other names are series of their own (TOSEC of the Department).
_OWN_SERIES = frozenset({"department", "office"})


@dataclass(frozen=True, slots=True)
class Post:
    """A post as coverage knows it: `place` is its part of a number, `station` its name after FM, empty if unknown."""

    place: str
    slug: str
    station: str = ""
    country: str = ""
    names: tuple[str, ...] = ()
    page: str = ""

    @property
    def name(self) -> str:
        """What a page calls it."""
        return self.station or self.place


class Posts:
    """Every known post, asked for once; a place without a row of its own is a post by its letters alone."""

    def __init__(self) -> None:
        columns = ("reference_place", "slug", "name", "country", "other_places", "kind")
        rows = Station.objects.exclude(reference_place="").order_by("known", "-pk").values_list(*columns)
        self._by_place: dict[str, Post] = {}
        self._chosen: dict[str, str] = {}
        self._places: dict[str, str] = {}
        for place, slug, name, country, others, kind in rows:
            same = () if kind in _OWN_SERIES else tuple(other for other in others if other != place)
            self._by_place[place] = Post(place, slug, name, country, (place, *same), slug)
            self._places[slug] = place
            self._chosen.update((other, place) for other in same)
            for other in set(others) - set(same) - {place}:
                self._by_place.setdefault(other, Post(other, other.lower(), name, country, (other,), slug))

    def of(self, place: str) -> Post:
        """TORONTO -> AMCONSUL TORONTO; KIEV -> AMEMBASSY KYIV."""
        found = self._by_place.get(self._chosen.get(place, place))
        return found or Post(place, place.lower(), names=(place,))

    def at(self, slug: str) -> Post:
        """The post of an address: a station's, or the letters of a place without one."""
        return self.of(self._places.get(slug) or slug.upper().replace("-", ""))
