"""A ledger drawn: the strip of all its serials, the squares of a thousand, the days of the year."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, sqrt

from django.urls import reverse
from django.utils.safestring import SafeString

from reader import markup
from reader.insight.coverage import CITED, HELD, MEASURES, REGISTERED, UNSEEN, WITHOUT_TEXT
from reader.insight.ledger import Day, Ledger, Run, Serial
from reader.views import wording

#: State -> class of the style sheet; from the bottom of a column to its top.
CLASSES = {HELD: "held", WITHOUT_TEXT: "gone", CITED: "cited", REGISTERED: "elsewhere", UNSEEN: "unseen"}
#: The strip's own units, and its columns at most.
STRIP_WIDTH, STRIP_HEIGHT, COLUMNS = 1000, 48, 200
_LOWEST = 3.0
#: Serials on one page: squares in rows of a hundred.
PAGE, ROW = 1000, 100
_CELL, _ROW_HEIGHT, _LABEL = 10, 14, 64
#: Steps of the days' heat.
_STEPS = 4


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the calendar: what stands in it, what it says, where it leads, how it looks."""

    text: str
    words: str = ""
    address: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A row of the calendar."""

    name: str
    days: list[DayCell]


def strip(ledger: Ledger) -> SafeString:
    """All serials from 1 to the highest in at most COLUMNS columns, each stacked by state and leading to its page."""
    size = ceil(ledger.highest / COLUMNS)
    ground = markup.element("rect", class_="unseen", width=STRIP_WIDTH, height=STRIP_HEIGHT)
    columns = [_column(ledger, counts, at, size) for at, counts in sorted(_bins(ledger, size).items())]
    box = f"0 0 {STRIP_WIDTH} {STRIP_HEIGHT}"
    look = {"class_": "serials", "viewBox": box, "preserveAspectRatio": "none", "aria_hidden": "true"}
    return markup.element("svg", ground, *columns, **look)


def _bins(ledger: Ledger, size: int) -> dict[int, Counter[str]]:
    """Column -> state -> count; columns of which nothing is known are left out."""
    bins: dict[int, Counter[str]] = defaultdict(Counter)
    for serial, one in ledger.known.items():
        if serial <= ledger.highest:
            bins[(serial - 1) // size][one.state] += 1
    return bins


def kind(ledger: Ledger) -> str:
    """What its numbers are."""
    return "airgrams" if ledger.airgrams else "telegrams"


def _column(ledger: Ledger, counts: Counter[str], at: int, size: int) -> SafeString:
    """One column: its parts, bottom up, with a title."""
    highest = ledger.highest
    first, width = at * size + 1, STRIP_WIDTH / ceil(highest / size)
    told = ", ".join(f"{MEASURES[state].lower()} {counts[state]}" for state in CLASSES if counts[state])
    parts, bottom = (
        [markup.element("title", f"{first} to {min(first + size - 1, highest)}: {told}")],
        1.0 * STRIP_HEIGHT,
    )
    for state, look in CLASSES.items():
        if counts[state]:
            # One of five hundred must still be seen.
            height = max(STRIP_HEIGHT * counts[state] / size, _LOWEST)
            bottom -= height
            place = {"x": f"{at * width:.2f}", "y": f"{bottom:.2f}", "width": f"{width:.2f}", "height": f"{height:.2f}"}
            parts.append(markup.element("rect", class_=look, **place))
    return markup.element("a", *parts, href=f"?from={page_of(first)}#{kind(ledger)}", tabindex="-1")


def squares(ledger: Ledger, first: int, last: int) -> SafeString:
    """Serials first..last as squares, a hundred in a row; those that are known lead to what is known of them."""
    rows = range((first - 1) // ROW, (last - 1) // ROW + 1)
    drawn = [part for at, row in enumerate(rows) for part in _row(ledger, row * ROW + 1, at * _ROW_HEIGHT)]
    width, height = _LABEL + ROW * _CELL, len(rows) * _ROW_HEIGHT
    return markup.element("svg", *drawn, class_="squares", viewBox=f"0 0 {width} {height}", aria_hidden="true")


def _row(ledger: Ledger, first: int, y: int) -> Iterator[SafeString]:
    last = min(first + ROW - 1, max(ledger.highest, first))
    yield markup.element("text", wording.thin(first), x=_LABEL - 8, y=y + 10, text_anchor="end")
    yield _square("unseen", _LABEL, y, (last - first + 1) * _CELL)
    for serial in range(first, last + 1):
        one = ledger.known.get(serial)
        if one:
            shown = _square(CLASSES[one.state], _LABEL + (serial - first) * _CELL, y, _CELL - 1, _told(one))
            linked = one.state != REGISTERED
            yield markup.element("a", shown, href=_cable(one.number), tabindex="-1") if linked else shown


def _square(look: str, x: int, y: int, width: int, title: str = "") -> SafeString:
    inner = [markup.element("title", title)] if title else []
    return markup.element("rect", *inner, class_=look, x=x, y=y, width=width, height=_ROW_HEIGHT - 3)


def _told(one: Serial) -> str:
    """08TORONTO165: held, 28 May 2008."""
    day = f", {day_words(one.day)}" if one.day else ""
    cited = f", by {wording.counted(one.citing, 'cable')}" if one.citing else ""
    return f"{one.number}: {MEASURES[one.state].lower()}{cited}{day}"


def links(run: Run) -> SafeString:
    """The serials of a run, each leading to its cable, or to what is known of it."""
    return markup.joined(_spaced(_link(one) for one in run.serials))


def _link(one: Serial) -> SafeString:
    linked = markup.element("a", str(one.serial), href=_cable(one.number))
    return markup.joined([linked, f"\u2009×\u2009{one.citing}"]) if one.citing else linked


def _spaced(pieces: Iterable[SafeString]) -> Iterator[str]:
    for piece in pieces:
        yield piece
        yield " "


def _cable(number: str) -> str:
    return _CABLE.replace("0", number)


_CABLE = "/cables/0/"


def page_of(serial: int) -> int:
    """The first serial of the page that a serial is on."""
    return (serial - 1) // PAGE * PAGE + 1


def months(ledger: Ledger, days: Mapping[dt.date, Day]) -> list[Month]:
    """The year's days as rows of months; days of other years (a cable numbered before it was sent) are not in it."""
    most = max((day.held + day.without_text for day in days.values()), default=0)
    search = f"{reverse('search')}?post={ledger.post.page}&q=date%3A" if ledger.post.page else ""
    return [
        Month(
            calendar.month_name[month][:3],
            [
                _day_cell(dt.date(ledger.year, month, day), days, most, search)
                for day in range(1, calendar.monthrange(ledger.year, month)[1] + 1)
            ],
        )
        for month in range(1, 13)
    ]


def _day_cell(on: dt.date, days: Mapping[dt.date, Day], most: int, search: str) -> DayCell:
    day = days.get(on)
    if day is None:
        return DayCell("·")
    count = day.held + day.without_text
    step = min(_STEPS, ceil(_STEPS * sqrt(count / most))) if most else 0
    look = f"step-{step}" + (" gone" if day.without_text else "") + ("" if day.held else " all")
    told = [f"{day_words(on)}: {count} held"]
    told += [f"{day.without_text} without text"] if day.without_text else []
    told += [f"{day.absent} between them not held"] if day.absent else []
    text = f"{day.held}/{count}" if day.without_text else str(count)
    return DayCell(text, ", ".join(told), f"{search}{on}" if search else "", look)


@lru_cache(maxsize=4096)
def day_words(day: dt.date) -> str:
    """28 May 2008."""
    return f"{day.day} {day:%B %Y}"
