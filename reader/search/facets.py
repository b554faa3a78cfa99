"""Counts of facets as pages show them: labelled, ordered, each value with the criteria that choosing it gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reader.search.criteria import Criteria
from reader.search.fields import FACETS, LEVELS, MARKINGS
from reader.search.labels import value_labels
from reader.search.results import Facet, FacetValue

#: Values of a facet ordered by count that are listed; the rest is only counted.
MOST = 25

Counts = Sequence[tuple[str, int]]

#: Facets whose values have an order of their own; the others go by count.
_ORDERS: Mapping[str, Sequence[str]] = {
    "class": tuple(LEVELS),
    "marking": tuple(row.name for row in MARKINGS),
}


def facets(criteria: Criteria, counts: Mapping[str, Counts]) -> list[Facet]:
    """A facet for every row of FACETS that has a value; `counts` by index field."""
    made = [_facet(name, criteria, counts.get(row.facet or "", ())) for name, row in FACETS.items()]
    return [facet for facet in made if facet.values]


def _facet(name: str, criteria: Criteria, counts: Counts) -> Facet:
    included, excluded = criteria.filters.get(name, ()), criteria.excluded.get(name, ())
    found = dict(counts)
    shown = _ordered(name, found)
    # What was chosen stays in sight, also when nothing that was found has it.
    shown += [value for value in (*included, *excluded) if value not in shown]
    labels = value_labels(name, shown)
    return Facet(
        name,
        FACETS[name].label,
        [
            FacetValue(
                name,
                value,
                labels.get(value, value),
                found.get(value, 0),
                value in included,
                value in excluded,
                criteria,
            )
            for value in shown
        ],
        len(found),
    )


def _ordered(name: str, found: Mapping[str, int]) -> list[str]:
    if name == "year":
        return sorted(found, key=int)
    if name in _ORDERS:
        order = {value: at for at, value in enumerate(_ORDERS[name])}
        return sorted(found, key=lambda value: order.get(value, len(order)))
    return sorted(found, key=lambda value: (-found[value], value))[:MOST]
