"""A result a part at a time, for readers who take it all: each cable once, also when others come in between.

A part begins behind a cable that was given before. Where the index has changed since, that cable is looked for anew.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from haystack.query import SearchQuerySet

from reader.search.criteria import Criteria
from reader.search.facets import facets
from reader.search.found import find
from reader.search.language import parse
from reader.search.results import Facet, Hit, Message
from reader.search.searching import about, counts, faceted, hits_of, matching


class PlaceLostError(LookupError):
    """The cable behind which a part should begin is no longer in the result."""


@dataclass(frozen=True, slots=True)
class Place:
    """How many cables were given so far, and the primary key of the last of them."""

    given: int
    last: int


@dataclass(frozen=True, slots=True)
class Part:
    """Some of what was found. `after` is where the next part begins; None when there is no more."""

    total: int
    hits: list[Hit]
    facets: list[Facet]
    messages: list[Message]
    after: Place | None


def part_of(criteria: Criteria, limit: int, after: Place | None = None, names: Collection[str] = ()) -> Part:
    """The next cables behind a place, with counts of the facets named.

    Raises SearchBackendError when the engine cannot answer, PlaceLostError when the place is gone.
    """
    parsed = parse(criteria.q)
    found = faceted(matching(criteria), names)
    start, pks = _behind(found, criteria, after, limit) if after else (0, _keys(found, 0, limit))
    total = int(found.count())
    counted = facets(criteria, counts(criteria, parsed, found, names))[0] if names else []
    hits = hits_of(pks, criteria, parsed)
    end = start + len(pks)
    return Part(
        total=total,
        hits=hits,
        facets=[facet for facet in counted if facet.name in names],
        messages=[*parsed.messages, *about(criteria, total, len(pks) - len(hits))],
        after=Place(end, pks[-1]) if pks and end < total else None,
    )


def _behind(found: SearchQuerySet, criteria: Criteria, place: Place, limit: int) -> tuple[int, list[int]]:
    """Where the part begins, and its primary keys."""
    # The place itself is asked for as well: it tells whether the order still holds.
    pks = _keys(found, place.given - 1, place.given + limit)
    if pks and pks[0] == place.last:
        return place.given, pks[1:]
    start = _place_of(place.last, criteria)
    return start, _keys(found, start, start + limit)


def _place_of(pk: int, criteria: Criteria) -> int:
    """How many cables are before a cable in the result as it is now, itself counted."""
    at = np.flatnonzero(find(criteria).pks == pk)
    if not at.size:
        raise PlaceLostError("The cable that this part should follow is no longer in the result.")
    return int(at[0]) + 1


def _keys(found: SearchQuerySet, start: int, end: int) -> list[int]:
    return [int(hit.pk) for hit in found[start:end]]
