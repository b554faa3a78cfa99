"""By date: years, a year's months, a month's days, a day; and the cables that state no date."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reader.models import Cable
from reader.views.listing import listing, search_address
from reader.views.timeline import timeline

MONTHS = tuple(calendar.month_name[1:])
#: Steps of the heat strips: quiet to busy.
STEPS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One month or day of a heat strip: name, count, where it leads, how busy it is (0 to STEPS)."""

    name: str
    count: int
    address: str
    step: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of the list of years."""

    year: int
    count: int
    months: list[Cell]


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """Every year with its months as a heat strip.

    Template: reader/dates.html. Context: `years` (rows), `months` (names), `timeline`, `undated`.
    """
    by_year = timeline(Cable.objects.all())
    context = {
        "years": _year_rows({column.year: column.total for column in by_year.filled}),
        "months": [name[:3] for name in MONTHS],
        "timeline": by_year,
        "undated": Cable.objects.filter(date=None).count(),
    }
    return render(request, "reader/dates.html", context)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its months, then its cables. Template: reader/period.html. Context: see `_period`."""
    cables = Cable.objects.in_year(year)
    counts = Counter({month: n for (_, month), n in _by_month(cables).items()})
    cells = _cells((MONTHS[month - 1], counts[month], reverse("month", args=[year, month])) for month in range(1, 13))
    context = _period(request, cables, str(year), search_address(year=year))
    return render(request, "reader/period.html", context | {"cells": cells, "up": [("Dates", reverse("dates"))]})


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: its days as a calendar, then its cables. Template: reader/period.html, with `calendar`."""
    first, last = _month_ends(year, month)
    cables = Cable.objects.filter(day__range=(first, last))
    counts = dict(cables.order_by().values_list("day").annotate(n=Count("pk")))
    name = f"{MONTHS[month - 1]} {year}"
    context = _period(request, cables, name, search_address(q=f"date:{year:04d}-{month:02d}"))
    context |= {"calendar": _calendar(year, month, counts), "up": _up(year)}
    return render(request, "reader/period.html", context)


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """One day. Template: reader/period.html."""
    try:
        on = dt.date(year, month, day)
    except ValueError as error:
        raise Http404(str(error)) from error
    context = _period(request, Cable.objects.on_day(on), f"{day} {on:%B %Y}", search_address(q=f"date:{on}"))
    return render(request, "reader/period.html", context | {"up": _up(year, month)})


@require_safe
def undated(request: HttpRequest) -> HttpResponse:
    """Cables that state no date. Template: reader/period.html."""
    context = _period(request, Cable.objects.filter(date=None), "Without a date", "")
    return render(request, "reader/period.html", context | {"up": [("Dates", reverse("dates"))]})


def _period(request: HttpRequest, cables: Any, name: str, search: str) -> dict[str, Any]:
    """`name`, `listing`, `search` (the same as a search; empty where none is the same)."""
    shown = listing(request, cables)
    if not shown.total:
        raise Http404(f"No cable of {name} is in this archive.")
    return {"name": name, "listing": shown, "search": search}


def _up(year: int, month: int | None = None) -> list[tuple[str, str]]:
    """The way up: (name, address) pairs."""
    trail = [("Dates", reverse("dates")), (str(year), reverse("year", args=[year]))]
    return [*trail, (MONTHS[month - 1], reverse("month", args=[year, month]))] if month else trail


def _by_month(cables: Any) -> Counter[tuple[int, int]]:
    """(year, month) -> cables, from the counts by day that an index answers."""
    counts: Counter[tuple[int, int]] = Counter()
    for day, count in cables.exclude(day=None).order_by().values_list("day").annotate(n=Count("pk")):
        counts[day.year, day.month] += count
    return counts


def _year_rows(totals: dict[int, int]) -> list[YearRow]:
    counts = _by_month(Cable.objects.all())
    busiest = max(counts.values(), default=1)
    return [
        YearRow(
            year,
            totals[year],
            _cells(((MONTHS[m - 1], counts[year, m], reverse("month", args=[year, m])) for m in range(1, 13)), busiest),
        )
        for year in sorted(totals)
    ]


def _cells(rows: Iterable[tuple[str, int, str]], busiest: int | None = None) -> list[Cell]:
    given = list(rows)
    most = busiest or max((count for _, count, _ in given), default=1)
    return [Cell(name, count, address, _step(count, most)) for name, count, address in given]


def _month_ends(year: int, month: int) -> tuple[dt.date, dt.date]:
    try:
        first = dt.date(year, month, 1)
    except ValueError as error:
        raise Http404(f"{year}-{month} is no month.") from error
    return first, first.replace(day=calendar.monthrange(year, month)[1])


def _calendar(year: int, month: int, counts: dict[dt.date, int]) -> list[list[Cell | None]]:
    """Weeks of cells, Monday first; None outside the month."""
    most = max(counts.values(), default=1)
    weeks = []
    for week in calendar.Calendar().monthdatescalendar(year, month):
        weeks.append([_day_cell(date, counts.get(date, 0), most) if date.month == month else None for date in week])
    return weeks


def _day_cell(date: dt.date, count: int, most: int) -> Cell:
    return Cell(str(date.day), count, reverse("day", args=[date.year, date.month, date.day]), _step(count, most))


def _step(count: int, most: int) -> int:
    """0 for none, STEPS for the busiest; a handful never looks busy."""
    return -(-count * STEPS // max(most, STEPS))
