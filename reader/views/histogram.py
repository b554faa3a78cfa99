"""Results over time as bars: years, or the months of the one year that was chosen; a click narrows."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from haystack.exceptions import SearchBackendError

from reader import markup_lists
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
class Label:
    """A name below the bars: where its middle stands, in percent of the width."""

    text: str
    middle: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars from the first period to the last; `unit` is what a bar is (year or month), `rows` those of the table."""

    unit: str
    sentence: str
    labels: list[Label]
    bars: SafeString
    rows: SafeString
    width: int = WIDTH
    height: int = HEIGHT


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
    return _drawn("year", rows)


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
    return _drawn("month", rows) if any(counts) else None


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


def _drawn(unit: str, rows: Sequence[_Period]) -> Histogram:
    pitch = min(WIDTH / len(rows), _WIDEST)
    highest = max(row.count for row in rows) or 1
    labels = [Label(row.label, round((at + 0.5) * pitch * 100 / WIDTH, 2)) for at, row in enumerate(rows) if row.label]
    bars = [_bar(row, number * pitch, pitch, highest) for number, row in enumerate(rows) if row.count]
    return Histogram(unit, _sentence(rows), labels, markup_lists.bars(bars, HEIGHT), markup_lists.bar_rows(bars))


def _bar(row: _Period, x: float, pitch: float, highest: int) -> markup_lists.Bar:
    # A single cable must still be seen beside thousands.
    height = round(max(row.count * HEIGHT / highest, 2), 2)
    title = f"{row.name}: {counted(row.count, 'cable')}"
    return markup_lists.Bar(
        row.address, row.name, thin(row.count), title, row.chosen,
        round(x + pitch * 0.1, 2), round(pitch * 0.8, 2), round(HEIGHT - height, 2), height,
    )  # fmt: skip


def _sentence(rows: Iterable[_Period]) -> str:
    filled = [row for row in rows if row.count]
    most = max(filled, key=lambda row: row.count)
    span = filled[0].name if len(filled) == 1 else f"{filled[0].name} to {filled[-1].name}"
    return f"{span}; most in {most.name} ({thin(most.count)})" if len(filled) > 1 else span
