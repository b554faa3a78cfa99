"""Months and days as heat strips: how busy each was, and where it leads."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

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


def month_words(year: int, month: int) -> str:
    """(2008, 5) -> May 2008."""
    return f"{MONTHS[month - 1]} {year}"


def step(count: int, most: int) -> int:
    """0 for none, STEPS for the busiest; a handful never looks busy."""
    return -(-count * STEPS // max(most, STEPS))


def months_of(year: int, counts: Mapping[tuple[int, int], int], busiest: int | None = None) -> list[Cell]:
    """The months of a year."""
    rows = [(MONTHS[m - 1], counts.get((year, m), 0), reverse("month", args=[year, m])) for m in range(1, 13)]
    return _cells(rows, busiest)


def days_of(year: int, month: int, counts: Mapping[dt.date, int]) -> list[list[Cell | None]]:
    """Weeks of cells, Monday first; None outside the month."""
    most = max(counts.values(), default=1)
    weeks = []
    for week in calendar.Calendar().monthdatescalendar(year, month):
        weeks.append([_day(date, counts.get(date, 0), most) if date.month == month else None for date in week])
    return weeks


def _cells(rows: Iterable[tuple[str, int, str]], busiest: int | None) -> list[Cell]:
    given = list(rows)
    most = busiest or max((count for _, count, _ in given), default=1)
    return [Cell(name, count, address, step(count, most)) for name, count, address in given]


def _day(date: dt.date, count: int, most: int) -> Cell:
    return Cell(str(date.day), count, reverse("day", args=[date.year, date.month, date.day]), step(count, most))
