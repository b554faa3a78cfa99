"""The stored counts of a holding, and the one page of it that is to be shown, without reading the others.

Large holdings are not read to be paged: the counts by month say in which months a page lies, and only the cables of
these months are looked at.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from reader.insight.holdings import Holding, Window, month_ends
from reader.models import Cable, StoredCount
from reader.models.cables import CableQuerySet

#: Holdings up to this size are sorted whole: cheaper than looking at each cable of some months.
SMALL = 1_500


@dataclass(frozen=True, slots=True)
class Counts:
    """A holding's cables by (period, level), as StoredCount names them; `whole` counts it without its windows."""

    by_place: Counter[tuple[str, str]]
    whole: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.by_place.total()

    def by_level(self) -> Counter[str]:
        """Level -> cables; "" states none."""
        found: Counter[str] = Counter()
        for (_, level), count in self.by_place.items():
            found[level] += count
        return found

    def by_month(self) -> Counter[tuple[int, int]]:
        """(year, month) -> cables whose day is known."""
        found: Counter[tuple[int, int]] = Counter()
        for (period, _), count in self.by_place.items():
            if len(period) == 7:
                found[int(period[:4]), int(period[5:])] += count
        return found

    def by_year(self) -> Counter[int]:
        """Year -> cables, also those of which the year alone is known."""
        found: Counter[int] = Counter()
        for (period, _), count in self.by_place.items():
            if period:
                found[int(period[:4])] += count
        return found

    def within(self, *windows: Window) -> Counts:
        """Those inside of further windows."""
        return Counts(_inside(self.by_place, windows), self.whole)


def counts_of(holding: Holding) -> Counts:
    """One query."""
    kind, keys = holding.counted
    rows = StoredCount.objects.by_time(kind, *keys).values_list("period", "level", "count")
    found: Counter[tuple[str, str]] = Counter()
    for period, level, count in rows:
        found[period, level] += count
    return Counts(_inside(found, holding.windows), found.total())


def _inside(counts: Counter[tuple[str, str]], windows: Iterable[Window]) -> Counter[tuple[str, str]]:
    asked = list(windows)
    if not asked:
        return counts
    return Counter({place: n for place, n in counts.items() if all(window.has(*place) for window in asked)})


def stretch(holding: Holding, counts: Counts, start: int, end: int, *, newest: bool = False) -> list[int]:
    """Primary keys at the places start..end of a holding by date, the undated last; `counts` are its own."""
    if not holding.members.is_everything and counts.whole <= SMALL:
        cables = holding.cables()
        return list(
            (cables.newest_first() if newest else cables.oldest_first())[start:end].values_list("pk", flat=True)
        )
    months = counts.by_month()
    dated = months.total()
    found: list[int] = []
    if start < dated:
        chosen, skipped = _months(months, start, min(end, dated), newest)
        order = ("-date", "reference_id") if newest else ("date", "reference_id")
        rows = holding.among(_in_months(chosen), dated=True).order_by(*order)
        found += rows[start - skipped : min(end, dated) - skipped].values_list("pk", flat=True)
    if end > dated:
        rows = holding.among(_undated()).order_by("reference_id")
        found += rows[max(start - dated, 0) : end - dated].values_list("pk", flat=True)
    return found


def _months(months: Counter[tuple[int, int]], start: int, end: int, newest: bool) -> tuple[list[tuple[int, int]], int]:
    """The months in which the places start..end lie, in order, and how many cables stand before them."""
    chosen: list[tuple[int, int]] = []
    before = skipped = 0
    for month in sorted(months, reverse=newest):
        after = before + months[month]
        if after > start and before < end:
            chosen.append(month)
        elif after <= start:
            skipped = after
        before = after
    return chosen, skipped


def _in_months(months: Sequence[tuple[int, int]]) -> CableQuerySet:
    """Cables of these months, by their index of dates; months that follow each other are one stretch."""
    stretches: list[list[tuple[int, int]]] = []
    for month in sorted(months):
        if stretches and _next(stretches[-1][-1]) == month:
            stretches[-1].append(month)
        else:
            stretches.append([month])
    return Cable.objects.filter(reduce(or_, (_between(run[0], run[-1]) for run in stretches)))


def _next(month: tuple[int, int]) -> tuple[int, int]:
    year, number = month
    return (year, number + 1) if number < 12 else (year + 1, 1)


def _between(first: tuple[int, int], last: tuple[int, int]) -> Q:
    begin = dt.datetime.combine(month_ends(*first)[0], dt.time.min, dt.UTC)
    end = dt.datetime.combine(month_ends(*last)[1], dt.time.max, dt.UTC)
    return Q(date__range=(begin, end))


def _undated() -> CableQuerySet:
    return Cable.objects.filter(date=None)
