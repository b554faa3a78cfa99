"""A holding over time: its cables by month or by year, split by classification."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reader.insight.counts import Counts
from reader.telegram import LEVELS

#: Months up to which a timeline names each; a longer one names years.
MOST_MONTHS = 120


@dataclass(frozen=True, slots=True)
class Period:
    """A month, or a year (`month` is None), with its cables by level ("" states none)."""

    year: int
    month: int | None
    levels: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of its cables."""
        return sum(self.levels.values())


def months(counts: Counts) -> list[Period]:
    """Every month from the first to the last that has cables."""
    found: dict[tuple[int, int], Counter[str]] = {}
    for (period, level), count in counts.by_place.items():
        if len(period) == 7:
            found.setdefault((int(period[:4]), int(period[5:])), Counter())[level] += count
    return [Period(*month, found.get(month, Counter())) for month in _from_to(found)]


def years(counts: Counts) -> list[Period]:
    """Every year that has cables, also those of which the year alone is known."""
    found: dict[int, Counter[str]] = {}
    for (period, level), count in counts.by_place.items():
        if period:
            found.setdefault(int(period[:4]), Counter())[level] += count
    return [Period(year, None, found[year]) for year in sorted(found)]


def levels(counts: Counts) -> list[str]:
    """The levels that occur, least secret first, "" last."""
    found = counts.by_level()
    return [level for level in (*LEVELS, "") if found[level]]


def _from_to(found: Mapping[tuple[int, int], object]) -> Iterator[tuple[int, int]]:
    if found:
        (year, month), last = min(found), max(found)
        while (year, month) <= last:
            yield year, month
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
