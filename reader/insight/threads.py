"""Threads: the cables that references connect to one, in both directions, those that are not held among them.

Bounded, however large: STEPS from the first cable, at most MOST cables; one that more than HUB cables cite (a circular,
a guidance to all posts) is shown but not followed, since nearly everything hangs together by such cables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from reader.insight.estimates import Estimate, estimate
from reader.insight.places import Post, Posts
from reader.models import Cable, MissingCable, Reference
from reader.telegram import identifiers

STEPS, MOST, HUB = 3, 60, 12
#: Citing cables of the first cable that are looked at.
OF_FIRST = 40
#: What is shown of a cable.
_SHOWN = (
    "reference_id", "number", "subject", "headline", "date", "date_has_time", "day", "station__name",
    "station__reference_place", "source__collection__fictional",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Key:
    """A cable of a thread: held (`pk`), or known by its number alone."""

    pk: int | None
    number: str = ""


@dataclass(slots=True)
class Node:
    """One cable of a thread. `hub`: more cables cite it than are followed."""

    number: str
    post: Post
    step: int
    cable: Cable | None = None
    estimate: Estimate | None = None
    hub: bool = False
    cites: list[Node] = field(default_factory=list)
    cited_by: list[Node] = field(default_factory=list)

    @property
    def day(self) -> dt.date | None:
        """The day by which it stands on the axis: its own, or the estimate, which is never after it is first cited."""
        if self.cable:
            return self.cable.day
        cited = [other.cable.day for other in self.cited_by if other.cable and other.cable.day]
        return min([*cited, *([self.estimate.anchor] if self.estimate else [])], default=None)

    @property
    def serial(self) -> str:
        """What tells it apart within its post: its serial, an airgram's with its A."""
        parts = identifiers.split(self.number)
        return parts[2] if parts else self.number

    @property
    def sorting(self) -> tuple[bool, dt.date, str]:
        """By day, those without one last."""
        return self.day is None, self.day or dt.date.max, self.number


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread, its cables by day; `left_out` are cables that were found and not taken in for their number."""

    first: Node
    nodes: list[Node]
    left_out: int
    goes_on: bool

    @property
    def missing(self) -> list[Node]:
        """Those that are not held."""
        return [node for node in self.nodes if node.cable is None]


def thread(first: Cable | str) -> Thread:
    """The thread of a cable, or of the number of one that is not held; at most ten queries."""
    start = Key(first.pk) if isinstance(first, Cable) else Key(None, first)
    walk = _Walk()
    walk.run(start)
    nodes = _nodes(walk)
    for source, target in _edges(walk):
        if source in nodes and target in nodes and source != target and nodes[target] not in nodes[source].cites:
            nodes[source].cites.append(nodes[target])
            nodes[target].cited_by.append(nodes[source])
    listed = sorted(nodes.values(), key=lambda node: node.sorting)
    for node in listed:
        node.cites.sort(key=lambda other: other.sorting)
        node.cited_by.sort(key=lambda other: other.sorting)
    return Thread(nodes[start], listed, len(walk.left_out), walk.goes_on)


class _Walk:
    """Step by step from the first cable: what each cites, then what cites it."""

    def __init__(self) -> None:
        self.steps: dict[Key, int] = {}
        self.hubs: set[Key] = set()
        self.left_out: set[Key] = set()
        self.goes_on = False

    def run(self, start: Key) -> None:
        self.steps[start] = 0
        frontier = [start]
        for step in range(1, STEPS + 1):
            found = [*_cited(frontier), *self._citing(frontier, OF_FIRST if step == 1 else HUB)]
            frontier = [key for key in dict.fromkeys(found) if self._take(key, step)]
            if not frontier:
                return
        self.goes_on = True

    def _take(self, key: Key, step: int) -> bool:
        """Whether it is new and there is room."""
        if key in self.steps:
            return False
        if len(self.steps) >= MOST:
            self.left_out.add(key)
            return False
        self.steps[key] = step
        return True

    def _citing(self, frontier: list[Key], most: int) -> Iterator[Key]:
        """What cites these; nothing more than is here already for a hub that is not the first cable."""
        by_cited: dict[Key, list[Key]] = {}
        for cable, target, number in _citing_rows(frontier, most):
            cited = Key(target) if target else Key(None, number)
            by_cited.setdefault(cited, []).append(Key(cable))
        for cited, citing in by_cited.items():
            distinct = list(dict.fromkeys(citing))
            if len(citing) > most:
                self.hubs.add(cited)
            if len(citing) <= most or self.steps[cited] == 0:
                yield from distinct[:most]


def _cited(keys: Iterable[Key]) -> Iterator[Key]:
    held = [key.pk for key in keys if key.pk]
    rows = Reference.objects.filter(cable__in=held).exclude(target=None, reference_id="").order_by("cable", "position")
    for target, number in rows.values_list("target", "reference_id"):
        yield Key(target) if target else Key(None, number)


def _citing_rows(keys: Iterable[Key], most: int) -> QuerySet[Reference, tuple[int, int | None, str]]:
    """(citing cable, cited cable, number) of the first rows of each cited one: one more than are wanted."""
    order = Window(RowNumber(), partition_by=[F("target"), F("reference_id")], order_by="pk")
    rows = Reference.objects.filter(_cites(keys)).annotate(place=order).filter(place__lte=most + 1)
    return rows.order_by("pk").values_list("cable", "target", "reference_id")


def _cites(keys: Iterable[Key]) -> Q:
    listed = list(keys)
    held, missing = [key.pk for key in listed if key.pk], [key.number for key in listed if not key.pk]
    # Not "without target" besides: the database would go through all that have none.
    return Q(target__in=held) | Q(reference_id__in=missing)


def _edges(walk: _Walk) -> Iterator[tuple[Key, Key]]:
    """Every reference between two cables of the thread."""
    held = [key.pk for key in walk.steps if key.pk]
    rows = Reference.objects.filter(_cites(walk.steps), cable__in=held).order_by("pk")
    for cable, target, number in rows.values_list("cable", "target", "reference_id"):
        yield Key(cable), Key(target) if target else Key(None, number)


def _nodes(walk: _Walk) -> dict[Key, Node]:
    """The cables found, with what a picture and a table show of them."""
    posts = Posts()
    cables = shown().in_bulk([key.pk for key in walk.steps if key.pk])
    numbers = [key.number for key in walk.steps if not key.pk]
    missing = {row.number: row for row in MissingCable.objects.filter(number__in=numbers).with_neighbours()}
    nodes: dict[Key, Node] = {}
    for key, step in walk.steps.items():
        if key.pk in cables:
            nodes[key] = _held(cables[key.pk], posts, step)
        elif key.number:
            row = missing.get(key.number)
            nodes[key] = Node(key.number, posts.of(_place(key.number)), step, estimate=estimate(row) if row else None)
    for key in walk.hubs & nodes.keys():
        nodes[key].hub = True
    return nodes


def shown() -> QuerySet[Cable]:
    """Cables with what lists of threads show of them."""
    return Cable.objects.select_related("station", "source__collection").only(*_SHOWN)


def _held(cable: Cable, posts: Posts, step: int) -> Node:
    """A held cable stands with its station's post; without a station with that of its number."""
    place = cable.station.reference_place if cable.station else ""
    return Node(cable.reference_id, posts.of(place or _place(cable.number)), step, cable)


def _place(number: str) -> str:
    parts = identifiers.split(number)
    return parts[1] if parts else ""


def most_connected(counts: Iterable[Any]) -> list[tuple[Cable, int]]:
    """(cable, how many cite it) of rows of stored counts, in their order; one query."""
    listed = [(int(row.key), row.count) for row in counts]
    cables = shown().in_bulk([key for key, _ in listed])
    return [(cables[key], count) for key, count in listed if key in cables]
