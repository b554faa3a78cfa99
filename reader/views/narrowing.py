"""Facets beside the results as templates write them: plain rows, each with its addresses made once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.search import Criteria, Facet
from reader.views.wording import thin

#: Facets that are unfolded at first.
OPEN = 6


@dataclass(frozen=True, slots=True)
class Value:
    """One value: `address` includes it, or takes it off when it is chosen; `leave_out` excludes it."""

    label: str
    count: str
    chosen: bool
    excluded: bool
    address: str
    leave_out: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One facet: the values listed, how many more there are, and where all of them are."""

    name: str
    label: str
    values: list[Value]
    more: int
    all_values: str
    open: bool


def narrowings(criteria: Criteria, facets: Iterable[Facet]) -> list[Narrowing]:
    """The facets of a result, in order."""
    return [_narrowing(criteria, facet, number < OPEN) for number, facet in enumerate(facets)]


def _narrowing(criteria: Criteria, facet: Facet, unfolded: bool) -> Narrowing:
    listed = values(criteria, facet)
    more = facet.total - sum(1 for value in facet.values if value.count)
    return Narrowing(facet.name, facet.label, listed, more, all_values_address(criteria, facet.name), unfolded)


def all_values_address(criteria: Criteria, name: str) -> str:
    """The page of all values of a facet under these criteria."""
    return criteria.on_page(1).address(f"/search/values/{name}/")


def values(criteria: Criteria, facet: Facet) -> list[Value]:
    """The values of a facet as rows."""
    add = criteria.address_with(facet.name)
    leave_out = criteria.address_with(facet.name, excluded=True)
    return [
        Value(
            value.label,
            thin(value.count),
            value.selected or value.excluded,
            value.excluded,
            value.remove.address() if value.selected or value.excluded else add(value.value),
            leave_out(value.value),
        )
        for value in facet.values
    ]
