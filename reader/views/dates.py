"""By date: years, a year's months, a month's days, a day; and the cables that state no date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reader.insight import holdings
from reader.insight.counts import counts_of
from reader.insight.holdings import Holding, month_ends
from reader.models import StoredCount
from reader.views.calendars import MONTHS, days_of, month_words, months_of, year_strip
from reader.views.conditional import archive_page, kept
from reader.views.shelf import shelf
from reader.views.timeline import timeline

#: A name and an address.
Way = tuple[str, str]


@archive_page
@kept
def years(request: HttpRequest) -> HttpResponse:
    """Every year with its months as a heat strip.

    Template: reader/dates.html. Context: `years` (year, cells, count), `months` (names), `timeline`, `undated`.
    """
    counts = counts_of(holdings.everything())
    by_year, by_month = counts.by_year(), counts.by_month()
    busiest = max(by_month.values(), default=1)
    context = {
        "years": [(year, months_of(year, by_month, busiest), by_year[year]) for year in sorted(by_year)],
        "months": [name[:3] for name in MONTHS],
        "timeline": timeline(counts),
        "undated": counts.total - by_month.total(),
    }
    return render(request, "reader/dates.html", context)


@archive_page
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its months and days, then its cables.

    Template: reader/period.html. Context: that of `_period`, `cells`, `strip`.
    """
    context = _period(request, holdings.of_year(year), str(year))
    days = _by_day(dt.date(year, 1, 1), dt.date(year, 12, 31))
    months: Counter[tuple[int, int]] = Counter()
    for day, count in days.items():
        months[day.year, day.month] += count
    context |= {"cells": months_of(year, months), "strip": year_strip(year, days), "up": [("Dates", reverse("dates"))]}
    context |= _beside(dt.date(year, 1, 1), dt.date(year, 12, 31), _year_of)
    return render(request, "reader/period.html", context)


@archive_page
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: its days as a calendar, then its cables. Template: reader/period.html, with `calendar`."""
    try:
        first, last = month_ends(year, month)
    except ValueError as error:
        raise Http404(f"{year}-{month} is no month.") from error
    context = _period(request, holdings.of_month(year, month), month_words(year, month))
    context |= {"calendar": days_of(year, month, _by_day(first, last)), "up": _up(year)}
    context |= _beside(first, last, _month_of)
    return render(request, "reader/period.html", context)


@archive_page
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """One day. Template: reader/period.html."""
    try:
        on = dt.date(year, month, day)
    except ValueError as error:
        raise Http404(str(error)) from error
    context = _period(request, holdings.of_day(on), f"{day} {on:%B %Y}")
    context |= {"up": _up(year, month)} | _beside(on, on, _day_of)
    return render(request, "reader/period.html", context)


@archive_page
def undated(request: HttpRequest) -> HttpResponse:
    """Cables that state no date. Template: reader/period.html."""
    if not counts_of(holdings.undated()).total:
        raise Http404("Every cable of this archive has a date.")
    context = _period(request, holdings.undated(), "Without a date")
    return render(request, "reader/period.html", context | {"up": [("Dates", reverse("dates"))]})


def _period(request: HttpRequest, holding: Holding, name: str) -> dict[str, Any]:
    """`name`, `listing`, `timeline`; a period that has no cable has no page."""
    context = shelf(request, holding)
    if not context["listing"].total and not context["listing"].narrowed.anything:
        raise Http404(f"No cable of {name} is in this archive.")
    return {"name": name, **context}


def _beside(first: dt.date, last: dt.date, named: Callable[[dt.date], Way]) -> dict[str, Way | None]:
    """`earlier` and `later`: what a cable before and after these days leads to, as (name, address)."""
    days = StoredCount.objects.filter(kind="day", key="", count__gt=0)
    earlier = days.filter(period__lt=f"{first}").order_by("-period").values_list("period", flat=True).first()
    later = days.filter(period__gt=f"{last}").order_by("period").values_list("period", flat=True).first()
    ways = {"earlier": earlier, "later": later}
    return {name: named(dt.date.fromisoformat(day)) if day else None for name, day in ways.items()}


def _year_of(day: dt.date) -> Way:
    return str(day.year), reverse("year", args=[day.year])


def _month_of(day: dt.date) -> Way:
    return month_words(day.year, day.month), reverse("month", args=[day.year, day.month])


def _day_of(day: dt.date) -> Way:
    return f"{day.day} {day:%B %Y}", reverse("day", args=[day.year, day.month, day.day])


def _by_day(first: dt.date, last: dt.date) -> dict[dt.date, int]:
    rows = StoredCount.objects.filter(kind="day", key="", period__range=(f"{first}", f"{last}"))
    return {dt.date.fromisoformat(period): count for period, count in rows.values_list("period", "count")}


def _up(year: int, month: int | None = None) -> list[tuple[str, str]]:
    """The way up: (name, address) pairs."""
    trail = [("Dates", reverse("dates")), (str(year), reverse("year", args=[year]))]
    return [*trail, (MONTHS[month - 1], reverse("month", args=[year, month]))] if month else trail
