"""Values of filters as typed by hand: another case, or a name in place of the value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from reader.search.criteria import Criteria, Filters
from reader.search.fields import FACETS, MARKINGS, level_slug
from reader.search.labels import STORED, Labels

#: Facets whose values need no table to be understood.
_OPEN = ("year",)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that a facet does not have: none is called so, or `several` are."""

    name: str
    value: str
    several: bool

    def __str__(self) -> str:
        """The sentence that a page shows."""
        label = FACETS[self.name].label
        if self.several:
            return f"Several values of “{label}” are called “{self.value}”: choose one of them beside the results."
        if self.name in ("post", "agency"):
            return f"No {label.lower()} is called “{self.value}” here."
        return f"“{self.value}” is no value of “{label}” here."


def canonical(criteria: Criteria, labels: Labels) -> tuple[Criteria, list[Unknown]]:
    """The criteria with every value as the index has it, and the values that are none; `labels` of those known.

    No query where all values are known, which is the rule: pages give canonical values.
    """
    unknown: list[Unknown] = []
    included = _meant(criteria.filters, labels, unknown)
    excluded = _meant(criteria.excluded, labels, unknown)
    if (included, excluded) == (criteria.filters, criteria.excluded):
        return criteria, unknown
    return replace(criteria, filters=included, excluded=excluded), unknown


def _meant(chosen: Filters, labels: Labels, unknown: list[Unknown]) -> Filters:
    return {
        name: tuple(dict.fromkeys(_value(name, value, labels, unknown) for value in values))
        for name, values in chosen.items()
    }


def _value(name: str, value: str, labels: Labels, unknown: list[Unknown]) -> str:
    if name in _OPEN or value in labels.get(name, {}):
        return value
    found = _called(name, value.strip())
    if len(found) == 1:
        return found[0]
    unknown.append(Unknown(name, value, bool(found)))
    return value


def _called(name: str, value: str) -> Sequence[str]:
    """The values of a facet that are written so in another case, or have this name."""
    if name == "class":
        slug = level_slug(value)
        return [slug] if slug else []
    if name == "marking":
        return [row.name for row in MARKINGS if row.name == value.lower()]
    rows, key, short, long = STORED[name]
    for column in filter(None, dict.fromkeys((key, short, long))):
        # The value itself wins over a name; the first two tell of several.
        named = rows.filter(Q(**{f"{column}__iexact": value})).order_by(key)
        if found := list(named.values_list(key, flat=True).distinct()[:2]):
            return found
    return []
