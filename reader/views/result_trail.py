"""A cable reached from a search: what was asked stays marked, and the results before and after are one step away.

The address of such a page carries the search and the place in its result: `/cables/08HALIFAX58/?q=lens&at=3`. The
cable's own address stays without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import count
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from haystack.exceptions import SearchBackendError

from reader.markup import Found
from reader.models import Paragraph
from reader.search import Criteria, Marker
from reader.search.results import PAGE_SIZE
from reader.search.searching import stretch
from reader.search.snippets import text_index

_PLACE = "at"


@dataclass(frozen=True, slots=True)
class Step:
    """Another result: its reference id and its address as reached from the same search."""

    reference_id: str
    address: str


@dataclass(frozen=True, slots=True)
class Trail:
    """The search that led here. `place` counts from 1; None when the result no longer has the cable at that place."""

    sentence: str
    back: str
    place: int | None
    total: int
    before: Step | None
    after: Step | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address carries of a search."""

    criteria: Criteria
    place: int


def trail_query(criteria: Criteria, place: int) -> str:
    """The search and a place in its result as parameters of a cable's address."""
    return trail_queries(criteria)(place)


def trail_queries(criteria: Criteria) -> Callable[[int], str]:
    """`trail_query` of many places of one search."""
    begun = urlencode(criteria.on_page(1).params())
    start = f"{begun}&{_PLACE}=" if begun else f"{_PLACE}="
    return lambda place: f"{start}{place}"


def asked_by(params: QueryDict) -> Asked | None:
    """The search that an address carries; None for a cable's own address."""
    text = params.get(_PLACE, "")
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
    criteria = replace(Criteria.from_params(params), page=1)
    return Asked(criteria, place) if place or criteria != Criteria() else None


def trail(asked: Asked, reference_id: str) -> Trail:
    """Where the cable stands in the result, and its neighbours there."""
    first = max(asked.place - 2, 0)
    try:
        ids, total = stretch(asked.criteria, first, asked.place + 1) if asked.place else ([], 0)
    except SearchBackendError:
        ids, total = [], 0
    here = ids.index(reference_id) if reference_id in ids else None
    place = None if here is None else first + here + 1
    page = asked.criteria.on_page((max(asked.place, 1) - 1) // PAGE_SIZE + 1)
    return Trail(
        asked.criteria.sentence(),
        page.address(reverse("search")) + (f"#r{place}" if place else ""),
        place,
        total,
        _step(asked, ids, here, -1, place),
        _step(asked, ids, here, 1, place),
    )


def _step(asked: Asked, ids: Sequence[str], here: int | None, way: int, place: int | None) -> Step | None:
    if here is None or place is None or not 0 <= here + way < len(ids):
        return None
    other = ids[here + way]
    return Step(other, f"{reverse('cable', args=[other])}?{trail_query(asked.criteria, place + way)}")


@dataclass(frozen=True, slots=True)
class Marked:
    """What was asked for in one paragraph: places in its heading and in its text, numbered through the page."""

    heading: list[Found]
    text: list[Found]

    @property
    def count(self) -> int:
        """How many places."""
        return len(self.heading) + len(self.text)

    @property
    def first(self) -> int:
        """The number of the first place."""
        return (self.heading or self.text)[0].number


NOTHING_MARKED = Marked([], [])


def matches(marker: Marker, paragraphs: Iterable[Paragraph]) -> dict[int, Marked]:
    """What was asked for, by paragraph (primary key), by the same rules as in the results; only where there is any."""
    found: dict[int, Marked] = {}
    numbers = count(1)
    for paragraph in paragraphs:
        marked = Marked(
            [Found(start, end, next(numbers)) for start, end, _ in marker.spans(paragraph.heading, "heading")],
            [Found(start, end, next(numbers)) for start, end, _ in marker.spans(paragraph.text, text_index(paragraph))],
        )
        if marked.count:
            found[paragraph.pk] = marked
    return found
