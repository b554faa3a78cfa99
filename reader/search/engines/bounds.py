"""Ranges as whole numbers, both ends included: years, and dates to the minute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from haystack.exceptions import SearchBackendError

from reader.search.engines.shape import minutes
from reader.search.engines.tree import Leaf

Bounds = tuple[int | None, int | None]


def bounds(leaf: Leaf) -> Bounds:
    """Whole numbers from and to, None for no bound. Raises SearchBackendError for a condition that is no range."""
    value = leaf.value
    if leaf.lookup == "range":
        return int(value[0]), int(value[1])
    table: dict[str, Callable[[], Bounds]] = {
        "gte": lambda: (int(value), None),
        "gt": lambda: (int(value) + 1, None),
        "lte": lambda: (None, int(value)),
        "lt": lambda: (None, int(value) - 1),
    }
    if leaf.lookup not in table:
        raise SearchBackendError(f"The field {leaf.field} cannot be asked for by {leaf.lookup!r}.")
    return table[leaf.lookup]()


def date_bounds(leaf: Leaf) -> Bounds:
    """The same in minutes; a day as a bound means its first minute."""
    value = leaf.value
    asked = [_minute(v) for v in value] if leaf.lookup == "range" else _minute(value)
    return bounds(Leaf(leaf.field, leaf.lookup, asked))


def _minute(value: dt.date) -> int:
    return minutes(value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day))
