"""Counts by year and classification, as a stacked chart of rectangles and as the table that tells the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from reader.models.cables import CableQuerySet
from reader.telegram import LEVELS
from reader.views import wording

#: The chart's own units; the style sheet scales it.
WIDTH, HEIGHT = 960, 132
_GAP = 0.22  # of a column
#: Chart units that a label needs on wide and on narrow screens, and the steps in which years are named.
_ROOM = (38, 120)
_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)


@dataclass(frozen=True, slots=True)
class Part:
    """One level's share of a column, in chart units from the top left."""

    role: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One year: its parts, its count; `label` is coarse, fine (not on narrow screens) or empty (no room for it)."""

    year: int
    total: int
    counts: list[int]  # in the order of Timeline.levels
    parts: list[Part]
    x: float
    width: float
    label: str

    @property
    def middle(self) -> float:
        """Where the label's centre stands, in percent of the width."""
        return round((self.x + self.width / 2) * 100 / WIDTH, 2)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Columns from the first year to the last, empty years included."""

    columns: list[Column]
    levels: list[tuple[str | None, str, str, int]]  # level, words, role, count; those that occur, least secret first
    total: int
    undated: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def filled(self) -> list[Column]:
        """The years that have cables: the table's rows."""
        return [column for column in self.columns if column.total]

    @property
    def colours(self) -> str:
        """What the picture's colours mean where they differ from those of lists; empty where none does."""
        held = {level for level, *_ in self.levels}
        said = []
        if "UNCLASSIFIED" in held:
            said.append(
                "Counted by level: cables handled as SBU or FOUO are Unclassified and green here, "
                "and purple in lists, as text under control."
            )
        if "LIMITED OFFICIAL USE" in held:
            said.append("Purple here is Limited official use alone.")
        return " ".join(said)

    @property
    def sentence(self) -> str:
        """What the picture shows, in words."""
        years = self.filled
        if not years:
            return "No dated cables."
        most = max(years, key=lambda column: column.total)
        span = f"{years[0].year} to {years[-1].year}" if len(years) > 1 else str(years[0].year)
        peak = f"; most in {most.year} ({wording.thin(most.total)})" if len(years) > 1 else ""
        return f"{wording.counted(sum(c.total for c in years), 'cable')}, {span}{peak}."


def timeline(cables: CableQuerySet) -> Timeline:
    """One query: the cables counted by year and level."""
    rows = cables.order_by().values_list("year", "level").annotate(n=Count("pk", distinct=True))
    return draw(rows)


def draw(rows: Iterable[tuple[int | None, str | None, int]]) -> Timeline:
    """(year or None, level or None, count) rows -> the chart."""
    years: dict[int, Counter[str | None]] = defaultdict(Counter)
    totals: Counter[str | None] = Counter()
    undated = 0
    for year, level, count in rows:
        totals[level] += count
        if year is None:
            undated += count
        else:
            years[year][level] += count
    order = [level for level in (*LEVELS, None) if totals[level]]
    levels = [(level, wording.level_words(level), wording.role(level), totals[level]) for level in order]
    return Timeline(_columns(years, order), levels, totals.total(), undated)


def _columns(years: dict[int, Counter[str | None]], order: list[str | None]) -> list[Column]:
    if not years:
        return []
    first, last = min(years), max(years)
    highest = max(counts.total() for counts in years.values())
    # Few years make no wide slabs.
    pitch = min(WIDTH / (last - first + 1), 64)
    labels = _labels(first, last, pitch)
    return [
        _column(year, years.get(year, Counter()), order, ((year - first) * pitch, pitch), highest, labels.get(year, ""))
        for year in range(first, last + 1)
    ]


def _labels(first: int, last: int, pitch: float) -> dict[int, str]:
    """Which years are named: every so many that their names do not touch, on wide and on narrow screens."""
    fine, coarse = (next(step for step in _STEPS if step * pitch >= room) for room in _ROOM)
    return {y: "coarse" if y % coarse == 0 else "fine" for y in range(first, last + 1) if y % fine == 0}


def _column(
    year: int,
    counts: Counter[str | None],
    order: list[str | None],
    place: tuple[float, float],
    highest: int,
    label: str,
) -> Column:
    x, pitch = place
    x, width = round(x + pitch * _GAP / 2, 2), round(pitch * (1 - _GAP), 2)
    parts, top = [], float(HEIGHT)
    for level in order:
        if counts[level]:
            # A single cable must still be seen beside thousands.
            height = round(max(counts[level] * HEIGHT / highest, 1.5), 2)
            top = round(top - height, 2)
            parts.append(Part(wording.role(level), x, top, width, height))
    return Column(year, counts.total(), [counts[level] for level in order], parts, x, width, label)
