"""Months and days as heat strips: how busy each was, and where it leads."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from reader.markup import element
from reader.views.wording import counted

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


#: Side of a day in the strip of a year, with the gap to the next.
_SIDE, _PITCH = 14, 17


def year_strip(year: int, counts: Mapping[dt.date, int]) -> SafeString:
    """The days of a year, a column a week, Monday above; each month leads to its calendar, which has the numbers."""
    most = max(counts.values(), default=1)
    squares: dict[int, list[str]] = {number: [] for number in range(STEPS + 1)}
    day = dt.date(year, 1, 1)
    lead = day.weekday()
    for number in range(366 if calendar.isleap(year) else 365):
        week, weekday = divmod(number + lead, 7)
        busy = step(counts.get(day + dt.timedelta(number), 0), most)
        squares[busy].append(f"M{week * _PITCH} {weekday * _PITCH}h{_SIDE}v{_SIDE}h-{_SIDE}z")
    paths = [element("path", class_=f"heat-{busy}", d="".join(found)) for busy, found in squares.items() if found]
    months = [_month_reach(year, month, lead, counts) for month in range(1, 13)]
    box = f"0 0 {54 * _PITCH} {7 * _PITCH}"
    return element("svg", *paths, *months, class_="year-strip", viewBox=box, aria_hidden="true")


def _month_reach(year: int, month: int, lead: int, counts: Mapping[dt.date, int]) -> SafeString:
    """The weeks of a month, to be clicked; a week that two months share belongs to the one that it begins in."""
    before = sum(calendar.monthrange(year, earlier)[1] for earlier in range(1, month))
    after = before + calendar.monthrange(year, month)[1]
    left, right = (-(-(days + lead) // 7) if days else 0 for days in (before, after))
    total = sum(count for day, count in counts.items() if day.month == month)
    rect = element("rect", x=left * _PITCH, y=0, width=(right - left) * _PITCH, height=7 * _PITCH)
    title = element("title", f"{month_words(year, month)}: {counted(total, 'cable')}")
    return (
        element("a", title, rect, href=reverse("month", args=[year, month]), tabindex="-1")
        if total
        else element("g", title)
    )
