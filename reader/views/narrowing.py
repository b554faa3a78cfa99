"""Facets beside the results as templates show them: values written once, each with its addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reader import markup_lists
from reader.search import Criteria, Facet
from reader.views.wording import thin

#: Facets that are unfolded at first.
OPEN = 6


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One facet: the values listed as HTML, how many more there are in words (or empty), and where all of them are."""

    name: str
    label: str
    values: SafeString
    more: str
    all_values: str
    open: bool


def narrowings(criteria: Criteria, facets: Iterable[Facet]) -> list[Narrowing]:
    """The facets of a result, in order."""
    return [_narrowing(criteria, facet, number < OPEN) for number, facet in enumerate(facets)]


def _narrowing(criteria: Criteria, facet: Facet, unfolded: bool) -> Narrowing:
    listed = values(criteria, facet)
    more = facet.total - sum(1 for value in facet.values if value.count)
    told = "All values" if facet.cut else f"{thin(more)} more" if more > 0 else ""
    return Narrowing(facet.name, facet.label, listed, told, all_values_address(criteria, facet.name), unfolded)


def all_values_address(criteria: Criteria, name: str) -> str:
    """The page of all values of a facet under these criteria."""
    return criteria.on_page(1).address(f"/search/values/{name}/")


def values(criteria: Criteria, facet: Facet) -> SafeString:
    """The values of a facet as a list of links."""
    return markup_lists.facet_values(_values(criteria, facet))


def _values(criteria: Criteria, facet: Facet) -> Iterator[markup_lists.FacetValue]:
    add = criteria.address_with(facet.name)
    leave_out = criteria.address_with(facet.name, excluded=True)
    for value in facet.values:
        chosen = value.selected or value.excluded
        address = value.remove.address() if chosen else add(value.value)
        without = "" if chosen else leave_out(value.value)
        yield markup_lists.FacetValue(value.label, thin(value.count), chosen, value.excluded, address, without)
