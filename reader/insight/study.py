"""The numbers of a study of classification: each counts cables that a condition picks, or paragraphs in them.

What a number means stands in COUNTED (cables) and SUMMED (paragraphs); a table is these numbers for every year, post,
TAGS code, classifier or reason. Whatever is counted here can be picked by the same name, so that a page can list it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.insight.study_columns import NO_LEVEL, OTHER, UNKNOWN, Columns, Ints, Mask
from reader.models.comparing import ABOVE, BELOW, EMPTY, PORTIONS, SAME, STATES, UNMARKED, UNSTATED
from reader.telegram import LEVELS

#: Unclassified paragraphs, those under control among them; markings of which no level is known.
_UNCLASSIFIED = [PORTIONS.index("u"), PORTIONS.index("sbu")]
_UNMARKED, _OTHER = PORTIONS.index("unmarked"), PORTIONS.index("other")
#: Classified in law: RESTRICTED and above. LIMITED OFFICIAL USE is a control.
_CLASSIFIED = LEVELS.index("RESTRICTED")
#: Days of a year of waiting.
YEAR = 365.25

Counts = NDArray[np.int64]


def _state(*states: str) -> Callable[[Columns], Mask]:
    wanted = [STATES.index(state) for state in states]
    return lambda columns: np.isin(columns.state, wanted)


def _classified(columns: Columns) -> Mask:
    mask: Mask = columns.level >= _CLASSIFIED
    return mask


def _with(*buckets: int) -> Callable[[Columns], Mask]:
    """Cables with a paragraph that counts as one of these."""
    return lambda columns: (columns.mixes[:, list(buckets)].sum(axis=1) > 0)[columns.portions]


def _wholly_marked(columns: Columns) -> Mask:
    return ~_with(_UNMARKED, _OTHER)(columns)


#: What is counted in cables, by name.
COUNTED: Mapping[str, Callable[[Columns], Mask]] = {
    "cables": lambda columns: np.ones(len(columns), np.bool_),
    "compared": _state(ABOVE, SAME, BELOW),
    "above": _state(ABOVE),
    "above-all": lambda columns: _state(ABOVE)(columns) & _wholly_marked(columns),
    "same": _state(SAME),
    "below": _state(BELOW),
    "without-marks": _state(UNMARKED),
    "empty": _state(EMPTY),
    "unstated": _state(UNSTATED),
    "some-unmarked": _with(_UNMARKED),
    "classified": _classified,
    "classified-with-u": lambda columns: _classified(columns) & _with(*_UNCLASSIFIED)(columns),
    "partial": lambda columns: columns.partial,
    "textless": lambda columns: columns.textless,
    "hinted": lambda columns: columns.hinted,
    "released": lambda columns: columns.released,
}

#: What is counted in paragraphs: which paragraphs, and the cables that they are counted in.
SUMMED: Mapping[str, tuple[Sequence[int], str]] = {
    "paragraphs": (range(len(PORTIONS)), "cables"),
    "paragraphs-unmarked": ([_UNMARKED], "cables"),
    "paragraphs-classified": (range(len(PORTIONS)), "classified"),
    "paragraphs-classified-u": (_UNCLASSIFIED, "classified"),
}

#: The numbers of tables by year, post and the like, in order.
NUMBERS = (*(name for name in COUNTED if name not in ("partial", "textless", "hinted")), *SUMMED)


def mask(columns: Columns, name: str) -> Mask:
    """Which cables a name of COUNTED picks; kept with the columns."""
    key = f"mask {name}"
    if key not in columns.kept:
        columns.kept[key] = COUNTED[name](columns)
    found: Mask = columns.kept[key]
    return found


def totals(columns: Columns) -> dict[str, int]:
    """Every number of COUNTED and SUMMED over all of these cables."""
    if "totals" not in columns.kept:
        counted = {name: int(np.count_nonzero(mask(columns, name))) for name in COUNTED}
        columns.kept["totals"] = counted | {name: int(_summed(columns, name).sum()) for name in SUMMED}
    found: dict[str, int] = columns.kept["totals"]
    return found


def _summed(columns: Columns, name: str) -> Ints:
    """Paragraphs of a name of SUMMED by cable."""
    buckets, where = SUMMED[name]
    found: Ints = columns.mixes[:, list(buckets)].sum(axis=1)[columns.portions] * mask(columns, where)
    return found


def against_highest(columns: Columns) -> Counts:
    """Cables by level (rows: LEVELS, then none) and highest portion level (columns: the same)."""
    side = len(LEVELS) + 1
    return _grid(columns.level % side, columns.highest % side, (side, side))


def inside(columns: Columns) -> tuple[Counts, Counts]:
    """By level (LEVELS, then none) and PORTIONS: cables with such a paragraph, and the paragraphs."""
    side = len(LEVELS) + 1
    mixes = _grid(columns.level % side, columns.portions, (side, len(columns.mixes)))
    return mixes @ (columns.mixes > 0).astype(np.int64), mixes @ columns.mixes.astype(np.int64)


def releases(columns: Columns) -> Counts:
    """Released telegrams by original (LEVELS, then none) and current level (LEVELS, other words, then none)."""
    there = columns.released
    rows, wide = len(LEVELS) + 1, len(LEVELS) + 2
    return _grid(columns.original[there] % rows, columns.current[there] % wide, (rows, wide))


def years_waited(columns: Columns) -> Ints:
    """Full years from sending to release by cable; UNKNOWN where a day is not stated."""
    years = np.floor(columns.wait / YEAR).astype(np.int32)
    return np.where(columns.wait == UNKNOWN, UNKNOWN, years)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Released telegrams by full years from sending to release (rows) and original level (LEVELS, then none).

    `days` are the shortest, the median and the longest time; None where no day is known. `unknown` have none.
    """

    years: list[int]
    counts: Counts
    days: tuple[int, int, int] | None
    unknown: int


def waiting(columns: Columns) -> Waiting:
    """How long released telegrams waited."""
    known = columns.released & (columns.wait != UNKNOWN)
    unknown = int(np.count_nonzero(columns.released)) - int(np.count_nonzero(known))
    days = columns.wait[known]
    if not len(days):
        return Waiting([], np.zeros((0, len(LEVELS) + 1), np.int64), None, unknown)
    years, at = np.unique(years_waited(columns)[known], return_inverse=True)
    side = len(LEVELS) + 1
    counts = _grid(at, columns.original[known] % side, (len(years), side))
    middle = int(np.sort(days)[(len(days) - 1) // 2])
    return Waiting(years.tolist(), counts, (int(days.min()), middle, int(days.max())), unknown)


def _grid(rows: Ints, across: Ints, shape: tuple[int, int]) -> Counts:
    """How often each pair occurs."""
    flat = rows.astype(np.int64) * shape[1] + across
    return np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """NUMBERS (columns) for each value of a dimension that occurs (rows); `keys` are codes of the columns' arrays."""

    keys: Ints
    numbers: Counts

    def of(self, name: str) -> Counts:
        """One number, row by row."""
        found: Counts = self.numbers[:, NUMBERS.index(name)]
        return found

    def ordered(self, name: str) -> Breakdown:
        """The rows with the largest number first; what ties stays in the order of the keys."""
        order = np.argsort(-self.of(name), kind="stable")
        return Breakdown(self.keys[order], self.numbers[order])

    def cut(self, start: int, end: int) -> Breakdown:
        """Rows start to end (from 0, without the end)."""
        return Breakdown(self.keys[start:end], self.numbers[start:end])

    def __len__(self) -> int:
        return len(self.keys)


#: Dimension -> places of cables (None: every cable once) and their codes. 0 is no value, and no row.
DIMENSIONS: Mapping[str, Callable[[Columns], tuple[Ints | None, Ints]]] = {
    "year": lambda columns: (None, columns.year),
    "post": lambda columns: (None, columns.station),
    "tag": lambda columns: (columns.tags.at, columns.tags.value),
    "classifier": lambda columns: (None, columns.classifier),
    "reason": lambda columns: (columns.reasons.at, columns.reasons.value),
}


def breakdown(columns: Columns, dimension: str) -> Breakdown:
    """The numbers of a dimension, in the order of its codes; kept with the columns."""
    key = f"by {dimension}"
    if key not in columns.kept:
        columns.kept[key] = _breakdown(columns, *DIMENSIONS[dimension](columns))
    found: Breakdown = columns.kept[key]
    return found


def _breakdown(columns: Columns, at: Ints | None, codes: Ints) -> Breakdown:
    size = int(codes.max()) + 1 if len(codes) else 1
    numbers = np.zeros((size, len(NUMBERS)), np.int64)
    for place, name in enumerate(NUMBERS):
        if name in COUNTED:
            chosen = mask(columns, name)
            numbers[:, place] = np.bincount(codes[chosen if at is None else chosen[at]], minlength=size)
        else:
            sums = _summed(columns, name)
            numbers[:, place] = np.bincount(codes, weights=sums if at is None else sums[at], minlength=size)
    keys = np.flatnonzero(numbers[:, 0])
    keys = keys[keys > 0]
    return Breakdown(keys, numbers[keys])


def with_value(columns: Columns, dimension: str, code: int) -> Mask:
    """Cables that have a value of a dimension."""
    at, codes = DIMENSIONS[dimension](columns)
    if at is None:
        return np.asarray(codes == code)
    found = np.zeros(len(columns), np.bool_)
    found[at[codes == code]] = True
    return found


def at_level(values: Ints, level: str | None) -> Mask:
    """Where a column of levels has this one; None: none."""
    return np.asarray(values == (NO_LEVEL if level is None else LEVELS.index(level)))


def currently(columns: Columns, level: str | None) -> Mask:
    """Released telegrams of this current level; empty text: of other words."""
    if level == "":
        return np.asarray(columns.released & (columns.current == OTHER))
    return np.asarray(columns.released & at_level(columns.current, level))


def having(columns: Columns, portion: str) -> Mask:
    """Cables with a paragraph that counts as a name of PORTIONS."""
    return _with(PORTIONS.index(portion))(columns)
