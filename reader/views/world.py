"""Posts on a map of the world: dots as large as what they sent, over the outlines of the land, as SVG.

The projection is Robinson's, by his table. The table of posts beside the map tells the same to who does not see it.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

from django.utils.safestring import SafeString

from reader.markup import element
from reader.models import Station
from reader.views.wording import counted, thin

#: The map's own units; north of 84 and south of 58 degrees there are no posts.
WIDTH, NORTH, SOUTH = 1000.0, 84.0, -58.0
#: Radius of the largest dot, and of the smallest that can still be seen and hit.
_LARGEST, _SMALLEST = 17.0, 2.2
#: Robinson's table: length of the parallel and distance from the equator, every five degrees.
_LENGTHS = (
    1.0, 0.9986, 0.9954, 0.99, 0.9822, 0.973, 0.96, 0.9427, 0.9216, 0.8962, 0.8679, 0.835, 0.7986, 0.7597, 0.7186,
    0.6732, 0.6213, 0.5722, 0.5322,
)  # fmt: skip
_DISTANCES = (
    0.0, 0.062, 0.124, 0.186, 0.248, 0.31, 0.372, 0.434, 0.4958, 0.5571, 0.6176, 0.6769, 0.7346, 0.7903, 0.8435,
    0.8936, 0.9394, 0.9761, 1.0,
)  # fmt: skip
_LAND = Path(__file__).resolve().parent.parent / "insight" / "land.json"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class World:
    """The picture, what it leaves out, and where its outlines come from."""

    picture: SafeString
    placed: int
    unplaced: int
    sizes: list[tuple[float, float, str]]  # radius, diameter and words, for the legend
    source: str


def world(posts: Iterable[tuple[Station, int]]) -> World:
    """The map of (post, cables); posts of one town share a dot."""
    towns: defaultdict[Point, list[tuple[Station, int]]] = defaultdict(list)
    unplaced = 0
    for station, cables in posts:
        if station.latitude is None or station.longitude is None:
            unplaced += 1
        else:
            towns[station.longitude, station.latitude].append((station, cables))
    sums = {place: sum(cables for _, cables in sending) for place, sending in towns.items()}
    most = max(sums.values(), default=1)
    # Large dots first, so that small ones beside them can be seen and hit.
    dots = [_dot(place, towns[place], _radius(sums[place], most)) for place in sorted(sums, key=lambda p: -sums[p])]
    placed = sum(map(len, towns.values()))
    return World(_picture(dots), placed, unplaced, _legend(most), _outlines()[1])


def project(longitude: float, latitude: float) -> Point:
    """Degrees -> the map's units, from the top left."""
    at = min(abs(latitude), 89.999) / 5
    row = int(at)
    part = at - row
    length = _LENGTHS[row] + (_LENGTHS[row + 1] - _LENGTHS[row]) * part
    distance = _DISTANCES[row] + (_DISTANCES[row + 1] - _DISTANCES[row]) * part
    x = WIDTH / 2 + longitude / 360 * WIDTH * length
    y = (-1 if latitude > 0 else 1) * distance * WIDTH * 0.5072 / 2
    return round(x, 1), round(y - _top(), 1)


@cache
def _top() -> float:
    row = NORTH / 5
    part = row - int(row)
    distance = _DISTANCES[int(row)] + (_DISTANCES[int(row) + 1] - _DISTANCES[int(row)]) * part
    return -distance * WIDTH * 0.5072 / 2


def _picture(dots: Sequence[SafeString]) -> SafeString:
    height = project(0, SOUTH)[1]
    land = element("path", class_="land", d=_outlines()[0])
    return element("svg", land, *dots, class_="world", viewBox=f"0 0 {WIDTH:.0f} {height:.0f}", aria_hidden="true")


def _dot(place: Point, sending: Sequence[tuple[Station, int]], radius: float) -> SafeString:
    """A town; it leads to the post there that sent most."""
    x, y = project(*place)
    largest = max(sending, key=lambda row: row[1])[0]
    told = "\n".join(f"{station}: {counted(cables, 'cable')}" for station, cables in sending)
    circle = element("circle", cx=x, cy=y, r=radius)
    return element("a", element("title", told), circle, href=largest.get_absolute_url(), tabindex="-1")


def _radius(cables: int, most: int) -> float:
    """A dot's area is in proportion to its cables."""
    return round(max(_LARGEST * sqrt(cables / most), _SMALLEST), 1)


def _legend(most: int) -> list[tuple[float, float, str]]:
    """Round numbers of cables with the dots that stand for them."""
    rounds = [10**power * digit for power in range(8) for digit in (1, 2, 5)]
    top = rounds[bisect_right(rounds, most) - 1]
    radii = [(_radius(count, most), count) for count in sorted({max(top // 20, 1), max(top // 4, 1), top})]
    return [(radius, 2 * radius, thin(count)) for radius, count in radii]


@cache
def _outlines() -> tuple[str, str]:
    """The land as the data of an SVG path, and its source."""
    told = json.loads(_LAND.read_text(encoding="utf-8"))
    return "".join(_ring([project(*point) for point in ring]) for ring in told["rings"]), told["source"]


def _ring(points: Sequence[Point]) -> str:
    rounded = [(round(x), round(y)) for x, y in points]
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(rounded) if (x, y) != (a, b)]
    return f"M{rounded[0][0]} {rounded[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z"
