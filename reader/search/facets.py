"""Counts of facets as pages show them: labelled, ordered, each value with the criteria that choosing it gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from reader.search.criteria import Criteria
from reader.search.fields import FACETS, LEVELS, MARKINGS, NOT_STATED, words
from reader.search.labels import Labels, labels_of
from reader.search.results import Facet, FacetValue

#: Values of a facet ordered by count that are listed; the rest is only counted.
MOST = 12

#: Values whose labels are looked up at once.
_CHUNK = 5000

Counts = Sequence[tuple[str, int]]

#: Facets whose values have an order of their own; the others go by count.
_ORDERS: Mapping[str, Sequence[str]] = {
    "class": (*LEVELS, NOT_STATED),
    "marking": tuple(row.name for row in MARKINGS),
}


def facets(criteria: Criteria, counts: Mapping[str, Counts], cut: Collection[str] = ()) -> tuple[list[Facet], Labels]:
    """A facet for every row of FACETS that has a value, and the labels of all values; `counts` by index field.

    `cut` are the facets of which only the commonest values were counted.
    """
    found = {name: dict(counts.get(row.facet or "", ())) for name, row in FACETS.items()}
    shown = {name: _shown(name, criteria, found[name]) for name in FACETS}
    labels = labels_of(shown)
    made = [_facet(name, criteria, found[name], shown[name], labels) for name in FACETS if shown[name]]
    return [replace(facet, cut=True) if facet.name in cut else facet for facet in made], labels


def whole(criteria: Criteria, name: str, counts: Counts, find: str = "", most: int | None = None) -> Facet:
    """A facet with all its values, or those whose label or value has every word that is looked for; commonest first.

    `total` is how many there are, of which `most` are listed.
    """
    found = dict(counts)
    asked = words(find)
    listed = sorted(found, key=lambda value: (-found[value], value))
    looked_at = listed if asked else listed[:most]
    labels: dict[str, str] = {}
    for start in range(0, len(looked_at), _CHUNK):
        labels.update(labels_of({name: looked_at[start : start + _CHUNK]}).get(name, {}))
    shown = [value for value in looked_at if _has(asked, f"{value} {labels.get(value, '')}")]
    facet = _facet(name, criteria, found, shown[:most], {name: labels})
    return replace(facet, total=len(shown) if asked else len(listed))


def _has(asked: Sequence[str], text: str) -> bool:
    """Whether a text has words that begin with each of those asked for."""
    here = words(text)
    return all(any(word.startswith(one) for word in here) for one in asked)


def _shown(name: str, criteria: Criteria, found: Mapping[str, int]) -> list[str]:
    """The values that are listed: what was chosen stays in sight, also when nothing that was found has it."""
    listed = _ordered(name, found)
    chosen = (*criteria.filters.get(name, ()), *criteria.excluded.get(name, ()))
    return listed + [value for value in chosen if value not in listed]


def _facet(name: str, criteria: Criteria, found: Mapping[str, int], shown: list[str], labels: Labels) -> Facet:
    included, excluded = criteria.filters.get(name, ()), criteria.excluded.get(name, ())
    known = labels.get(name, {})
    return Facet(
        name,
        FACETS[name].label,
        [
            FacetValue(
                name,
                value,
                known.get(value, value),
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
    return commonest(found)


def commonest(found: Mapping[str, int]) -> list[str]:
    """The MOST values of most cables; there may be thousands, and sorting all of them takes long."""
    least = sorted(found.values(), reverse=True)[:MOST]
    listed = (value for value in found if found[value] >= least[-1]) if least else ()
    return sorted(listed, key=lambda value: (-found[value], value))[:MOST]
