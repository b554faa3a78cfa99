"""Results over time as bars: years, or the months of the one year that was chosen; a click narrows."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from haystack.exceptions import SearchBackendError

from reader.search import Criteria, Results
from reader.search.searching import months
from reader.views.wording import counted, thin

#: The chart's own units; the style sheet scales it.
WIDTH, HEIGHT = 960, 100
#: Names below the bars at most, so that they do not touch on narrow screens.
_NAMES = 8
_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)
#: Few bars make no wide slabs.
_WIDEST = 96
#: A year whose months can be asked for.
_YEAR = re.compile(r"[1-9]\d{3}(?<!9999)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bar:
    """A year or month: where it stands in chart units, how many cables, and the search for them (empty: none)."""

    name: str
    label: str
    count: int
    address: str
    chosen: bool
    x: float
    width: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Where the label's centre stands, in percent of the width."""
        return round((self.x + self.width / 2) * 100 / WIDTH, 2)

    @property
    def title(self) -> str:
        """1974: 12 cables."""
        return f"{self.name}: {counted(self.count, 'cable')}"


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars from the first period to the last, empty ones included; `unit` is what a bar is: year or month."""

    unit: str
    bars: list[Bar]
    sentence: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def filled(self) -> list[Bar]:
        """The periods that have cables: the table's rows."""
        return [bar for bar in self.bars if bar.count]


def histogram(results: Results) -> Histogram | None:
    """The bars of a result; None where there is nothing to compare."""
    chosen = results.criteria.filters.get("year", ())
    if len(chosen) == 1 and _YEAR.fullmatch(chosen[0]):
        return _of_months(results.criteria, int(chosen[0])) if results.total else None
    return _of_years(results)


def _of_years(results: Results) -> Histogram | None:
    values = next((facet.values for facet in results.facets if facet.name == "year"), [])
    found = {int(value.value): value for value in values if value.value.isdigit()}
    if len([value for value in found.values() if value.count]) < 2:
        return None
    years = range(min(found), max(found) + 1)
    step = next(step for step in _STEPS if len(years) <= step * _NAMES)
    address = results.criteria.address_with("year")
    rows = [
        _Period(
            str(year),
            str(year) if year % step == 0 or step == 1 else "",
            found[year].count if year in found else 0,
            address(str(year)) if year in found and not found[year].selected else "",
            year in found and found[year].selected,
        )
        for year in years
    ]
    return Histogram("year", _bars(rows), _sentence(rows))


def _of_months(criteria: Criteria, year: int) -> Histogram | None:
    try:
        counts = months(criteria, year)
    except SearchBackendError:
        return None
    rows = [
        _Period(
            f"{calendar.month_name[month]} {year}",
            calendar.month_abbr[month],
            count,
            _within(criteria, f"date:{year}-{month:02}"),
            False,
        )
        for month, count in enumerate(counts, 1)
    ]
    return Histogram("month", _bars(rows), _sentence(rows)) if any(counts) else None


def _within(criteria: Criteria, month: str) -> str:
    """The search narrowed to a month: a condition more among its words."""
    words = f"({criteria.q})" if "OR" in criteria.q.split() else criteria.q
    return criteria.asking(f"{words} {month}").address()


@dataclass(frozen=True, slots=True)
class _Period:
    name: str
    label: str
    count: int
    address: str
    chosen: bool


def _bars(rows: Sequence[_Period]) -> list[Bar]:
    pitch = min(WIDTH / len(rows), _WIDEST)
    highest = max(row.count for row in rows) or 1
    return [_bar(row, number * pitch, pitch, highest) for number, row in enumerate(rows)]


def _bar(row: _Period, x: float, pitch: float, highest: int) -> Bar:
    # A single cable must still be seen beside thousands.
    height = round(max(row.count * HEIGHT / highest, 2), 2) if row.count else 0.0
    address = row.address if row.count else ""
    return Bar(
        row.name, row.label, row.count, address, row.chosen,
        round(x + pitch * 0.1, 2), round(pitch * 0.8, 2), round(HEIGHT - height, 2), height,
    )  # fmt: skip


def _sentence(rows: Iterable[_Period]) -> str:
    filled = [row for row in rows if row.count]
    most = max(filled, key=lambda row: row.count)
    span = filled[0].name if len(filled) == 1 else f"{filled[0].name} to {filled[-1].name}"
    return f"{span}; most in {most.name} ({thin(most.count)})" if len(filled) > 1 else span
