"""Where fictional cables come from: real posts, in the proportions of real collections.

Sources of the tables beside this file:
`cables-by-post-and-year.csv` is counted from the list of reference ids of the 251,287 cables of the Cablegate
release (cable_ids.list of wlwardiary/cable2graph): how many ids a post has in a year, and its highest serial.
`released-by-year.csv` is the number of telegrams that the National Archives released for each year.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reader.telegram import authority

_DIRECTORY = Path(__file__).parent

#: Years before this one are left to the released telegrams.
FIRST_MODERN_YEAR = 1985

#: Posts with a name of their own in ids, whose station is written otherwise.
_NAMED: Mapping[str, str] = {"STATE": "STATE", "SECSTATE": "STATE", "VIENTIENE": "VIENTIANE"}

#: How mirrors write the origin, by the kind of post.
_ORIGINS: Mapping[str, str] = {
    "embassy": "Embassy",
    "consulate": "Consulate",
    "mission": "Mission",
    "interests section": "US Interests Section",
    "office": "Office",
    "institute": "American Institute",
}


#: Kinds of station that send and receive in their own name.
_SENDERS = frozenset({"embassy", "consulate", "mission", "interests section", "institute"})


@dataclass(frozen=True, slots=True)
class Post:
    """A post that sends cables: `name` as on its classification line, `reference_place` the same without blanks."""

    reference_place: str
    name: str
    station: str
    routing: str | None  # None for posts of the seventies that the tables know by name only
    kind: str
    country: str
    country_code: str
    own_routing: bool = True  # the routing indicator means this post and no other

    @property
    def origin(self) -> str:
        """The origin as mirrors write it: "Embassy Quito", "Secretary of State"."""
        if self.reference_place == "STATE":
            return "Secretary of State"
        return f"{_ORIGINS.get(self.kind, 'Embassy')} {self.name.title()}"

    @property
    def short(self) -> str:
        """The name cut for a document number: six characters, blanks counted and then dropped."""
        return self.name[:6].replace(" ", "")


@dataclass(frozen=True, slots=True)
class PostYear:
    """How many cables of a post and year are known, and the highest serial seen."""

    post: Post
    year: int
    cables: int
    highest_serial: int


@cache
def modern() -> tuple[PostYear, ...]:
    """The posts and years of the modern cables, in the order of the table."""
    posts = {post.reference_place: post for post in _posts() if post.routing}
    with (_DIRECTORY / "cables-by-post-and-year.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row, posts.get(row["reference_place"])) for row in csv.DictReader(file)]
    found = (
        PostYear(post, int(row["year"]), int(row["cables"]), int(row["highest_serial"])) for row, post in rows if post
    )
    return tuple(row for row in found if row.year >= FIRST_MODERN_YEAR)


@cache
def released() -> tuple[PostYear, ...]:
    """The posts and years of the released telegrams: the totals by year are facts, the shares of posts are ours."""
    weights = dict(_seventies())
    total = sum(weights.values())
    with (_DIRECTORY / "released-by-year.csv").open(encoding="utf-8", newline="") as file:
        years = [(int(row["year"]), int(row["telegrams"])) for row in csv.DictReader(file)]
    return tuple(
        PostYear(post, year, count := max(1, telegrams * weight // total), int(count * 1.4) + 40)
        for year, telegrams in years
        for post, weight in weights.items()
    )


@cache
def by_place() -> Mapping[str, Post]:
    """Every post by its place in reference ids."""
    return {post.reference_place: post for post in _posts()}


@cache
def addressees() -> tuple[Post, ...]:
    """Posts that cables are sent to: those with a routing indicator of their own."""
    posts = (post for post in _posts() if post.routing and post.own_routing)
    return tuple(post for post in posts if post.kind in _SENDERS)


@cache
def collectives() -> tuple[tuple[str, str], ...]:
    """Collective addressees: routing indicator and name."""
    rows = (row for row in authority.stations() if row.kind == "collective" and row.station.endswith("COLLECTIVE"))
    return tuple((row.routing_indicator, row.station) for row in rows)


@cache
def _posts() -> tuple[Post, ...]:
    """Every post whose written name and id agree, once each."""
    found: dict[str, Post] = {}
    for post in (*_from_stations(), *_from_places()):
        found.setdefault(post.reference_place, post)
    return tuple(found.values())


def _from_stations() -> Iterator[Post]:
    for row in authority.stations():
        name = _name(row.station, row.reference_place)
        if name:
            yield Post(
                row.reference_place,
                name,
                row.station.replace("VIENTIENE", "VIENTIANE"),
                row.routing_indicator,
                row.kind,
                row.country,
                row.country_code,
                row.routing_indicator not in _SHARED,
            )


def _from_places() -> Iterator[Post]:
    for row in authority.places():
        name = _name(row.station, row.reference_place)
        if name:
            routing = _ROUTINGS.get(row.reference_place)
            yield Post(row.reference_place, name, row.station, routing, row.kind, row.country, row.country_code, False)


#: Routing indicators of posts that the places' table knows by name only, and indicators that two posts share.
_ROUTINGS: Mapping[str, str] = {"BRUSSELS": "RUEHBS"}
_SHARED = frozenset(_ROUTINGS.values())


def _name(station: str, place: str) -> str | None:
    """The words at the end of a station that make its place: "USMISSION USUN NEW YORK" -> "USUN NEW YORK"."""
    words = [_NAMED.get(word, word) for word in station.split()]
    if place == "STATE":
        return "STATE" if station == "SECSTATE WASHDC" else None
    names = (" ".join(words[start:]) for start in range(len(words)))
    return next((name for name in names if name.replace(" ", "") == place), None)


def _seventies() -> Iterator[tuple[Post, int]]:
    """Posts of the seventies with a weight: by the modern table, and a modest share for closed ones."""
    cables: dict[str, int] = {}
    for row in modern():
        cables[row.post.reference_place] = cables.get(row.post.reference_place, 0) + row.cables
    closed = {row.reference_place for row in authority.places() if row.notes.startswith("1970s")}
    for post in _posts():
        if post.reference_place == "STATE":
            yield post, 60_000
        elif post.reference_place in closed and post.reference_place not in _SERIES:
            yield post, 300
        elif post.kind in ("embassy", "consulate") and post.country not in _NEW_STATES:
            yield post, 300 + cables.get(post.reference_place, 0) // 2


#: Series of travelling parties have no place of their own.
_SERIES = frozenset({"SECTO", "TOSEC", "PARTO", "SALTTALKS"})

#: States that had no American post in the seventies.
_NEW_STATES = frozenset(
    {"Angola", "Armenia", "Azerbaijan", "Belarus", "Bosnia and Herzegovina", "Cambodia", "China", "Croatia", "Cuba"}
    | {"Eritrea", "Estonia", "Georgia", "Iraq", "Kazakhstan", "Kosovo", "Kyrgyzstan", "Latvia", "Lithuania"}
    | {"Macedonia", "Moldova", "Montenegro", "Namibia", "North Macedonia", "Palau", "Slovakia", "Slovenia"}
    | {"Tajikistan", "Timor-Leste", "Turkmenistan", "Ukraine", "Uzbekistan", "Vietnam"}
)
