"""A timeline as a page shows it: bars by month, stacked by classification, and the table that tells the same.

The picture is one path a level, however many months there are; what it can be clicked for are months, or years where
there are many. The table's rows lead to the same places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse
from django.utils.safestring import SafeString

from reader.insight import timeline as insight
from reader.insight.counts import Counts
from reader.insight.timeline import Period
from reader.markup import element, joined
from reader.views import wording
from reader.views.calendars import MONTHS, month_words

#: The chart's own units; the style sheet scales it.
WIDTH, HEIGHT = 960, 132
#: Few months make no wide slabs.
_WIDEST = 40
#: Chart units that a label needs on wide and on narrow screens, and the steps in which years are named.
_ROOM = (44, 130)
_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)

#: (year, month or None) -> where it leads.
Address = Callable[[int, int | None], str]


@dataclass(frozen=True, slots=True)
class Level:
    """A classification of the legend: those that occur, least secret first. `address` and `without` may be empty."""

    slug: str
    words: str
    role: str
    count: int
    address: str
    without: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts over time; `chart` and `table` are empty where there is nothing to compare."""

    counts: Counts
    levels: list[Level]
    unit: str
    sentence: str
    undated: int
    chart: SafeString
    table: SafeString

    @property
    def total(self) -> int:
        """All cables."""
        return self.counts.total

    @property
    def colours(self) -> str:
        """What the picture's colours mean where they differ from those of lists; empty where none does."""
        if all(level.slug != "unclassified" for level in self.levels):
            return ""
        return (
            "Counted by level: cables handled as SBU or FOUO are Unclassified and green here, "
            "and purple in lists, as text under control."
        )


class ByDate:
    """Where the timeline of the whole archive leads: to the pages of months, years and classifications."""

    def period(self, year: int, month: int | None) -> str:
        """The page of a year or month."""
        return reverse("month", args=[year, month]) if month else reverse("year", args=[year])

    def level(self, slug: str) -> tuple[str, str]:
        """The page of a classification."""
        return reverse("classification", args=[slug]), ""


class Leading(Protocol):
    """Where the parts of a timeline lead."""

    def period(self, year: int, month: int | None) -> str:
        """Of a year, or of a month."""
        ...

    def level(self, slug: str) -> tuple[str, str]:
        """Of a classification, and of all others."""
        ...


def timeline(counts: Counts, leading: Leading | None = None) -> Timeline:
    """The timeline of stored counts; its parts lead to narrower ones."""
    leading = leading or ByDate()
    address = leading.period
    months, years = insight.months(counts), insight.years(counts)
    unit = "month" if len(months) <= insight.MOST_MONTHS else "year"
    rows = [period for period in (months if unit == "month" else years) if period.total]
    order = insight.levels(counts)
    several = len(rows) > 1
    return Timeline(
        counts,
        _legend(counts, order, leading),
        unit,
        _sentence(rows),
        counts.total - sum(period.total for period in rows),
        joined([_picture(months, order, rows, address), _axis(months)]) if several and months else joined([]),
        _table(rows, order, address, unit) if several else joined([]),
    )


def _legend(counts: Counts, order: Sequence[str], leading: Leading) -> list[Level]:
    found = counts.by_level()
    slugs = {level: wording.slug_of(level or None) for level in order}
    return [
        Level(
            slugs[level],
            wording.level_words(level or None),
            wording.role(level),
            found[level],
            *leading.level(slugs[level]),
        )
        for level in order
    ]


def _name(period: Period) -> str:
    return month_words(period.year, period.month) if period.month else str(period.year)


def _sentence(rows: Sequence[Period]) -> str:
    """What the picture shows, in words."""
    if not rows:
        return "No dated cables."
    first, last = _name(rows[0]), _name(rows[-1])
    most = max(rows, key=lambda period: period.total)
    span = f"{first} to {last}" if first != last else first
    peak = f"; most in {_name(most)} ({wording.thin(most.total)})" if len(rows) > 1 else ""
    return f"{wording.counted(sum(period.total for period in rows), 'cable')}, {span}{peak}."


def _picture(months: Sequence[Period], order: Sequence[str], rows: Sequence[Period], address: Address) -> SafeString:
    """The bars, and over them what can be clicked. The table is for those who do not see or click."""
    pitch = min(WIDTH / len(months), _WIDEST)
    highest = max(period.total for period in months)
    paths = [
        element("path", class_=f"r-{wording.role(level)}", d=d) for level, d in _bars(months, order, pitch, highest)
    ]
    spans = _spans(months, pitch)
    reaches = [_reach(period, spans, address) for period in rows if (period.year, period.month) in spans]
    ground = element("line", class_="ground", x1=0, x2=WIDTH, y1=HEIGHT, y2=HEIGHT)
    inner = (ground, *paths, *reaches)
    box = f"0 0 {WIDTH} {HEIGHT}"
    return element("svg", *inner, class_="chart", viewBox=box, preserveAspectRatio="none", aria_hidden="true")


def _bars(months: Sequence[Period], order: Sequence[str], pitch: float, highest: int) -> Iterator[tuple[str, str]]:
    """Level and path of each level's parts of the bars, stacked upwards."""
    gap = 0.22 * pitch if pitch > 4 else 0.08 * pitch
    width = round(pitch - gap, 2)
    tops = [float(HEIGHT)] * len(months)
    for level in order:
        parts = []
        for number, period in enumerate(months):
            count = period.levels.get(level)
            if count:
                # A single cable must still be seen beside thousands.
                height = max(count * HEIGHT / highest, 1.5)
                tops[number] -= height
                parts.append(f"M{number * pitch + gap / 2:.1f} {tops[number]:.1f}h{width}v{height:.1f}h-{width}z")
        yield level, "".join(parts)


def _spans(months: Sequence[Period], pitch: float) -> dict[tuple[int, int | None], tuple[float, float]]:
    """Where each month and each year begins and ends."""
    spans: dict[tuple[int, int | None], tuple[float, float]] = {}
    for number, period in enumerate(months):
        x = number * pitch
        spans[period.year, period.month] = (x, x + pitch)
        spans[period.year, None] = (spans.get((period.year, None), (x, x))[0], x + pitch)
    return spans


def _reach(period: Period, spans: Mapping[tuple[int, int | None], tuple[float, float]], address: Address) -> SafeString:
    """The column of a month, or the columns of a year, to be clicked."""
    x, end = spans[period.year, period.month]
    title = element("title", f"{_name(period)}: {wording.counted(period.total, 'cable')}")
    rect = element("rect", class_="reach", x=f"{x:.1f}", y=0, width=f"{end - x:.1f}", height=HEIGHT)
    return element("a", title, rect, href=address(period.year, period.month), tabindex="-1")


def _axis(months: Sequence[Period]) -> SafeString:
    """Years under their Januaries, or the months where there are few."""
    pitch = min(WIDTH / len(months), _WIDEST)
    texts = [
        element("text", words, class_=kind, x=f"{round(x * 100 / WIDTH, 2)}%", y=12, text_anchor=anchor)
        for x, words, kind, anchor in _labels(months, pitch)
    ]
    return element("svg", *texts, class_="axis", aria_hidden="true")


def _labels(months: Sequence[Period], pitch: float) -> Iterator[tuple[float, str, str, str]]:
    """(x, words, coarse or fine, anchor): what is fine has no room on narrow screens."""
    if len(months) <= 14:
        for number, period in enumerate(months):
            kind = "coarse" if number % 3 == 0 else "fine"
            yield (number + 0.5) * pitch, MONTHS[(period.month or 1) - 1][:3], kind, "middle"
        return
    fine, coarse = (next(step for step in _STEPS if step * 12 * pitch >= room) for room in _ROOM)
    for number, period in enumerate(months):
        if (period.month == 1 or (number == 0 and (period.month or 1) < 8)) and period.year % fine == 0:
            kind = "coarse" if period.year % coarse == 0 else "fine"
            yield number * pitch, str(period.year), kind, "start" if number * pitch < 0.95 * WIDTH else "end"


def _table(rows: Sequence[Period], order: Sequence[str], address: Address, unit: str) -> SafeString:
    head = [element("th", unit.capitalize(), scope="col")]
    head += [element("th", wording.level_words(level or None), scope="col", class_="n") for level in order]
    head.append(element("th", "All", scope="col", class_="n"))
    none = element("span", "–", class_="zero")
    body = []
    for period in rows:
        link = element("a", _name(period), href=address(period.year, period.month))
        counts = [period.levels.get(level, 0) for level in order]
        cells = [element("td", wording.thin(count) if count else none, class_="n") for count in counts]
        cells.append(element("td", wording.thin(period.total), class_="n"))
        body.append(element("tr", element("th", link, scope="row"), *cells))
    return element("table", element("thead", element("tr", *head)), element("tbody", *body))
