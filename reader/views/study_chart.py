"""The study's pictures as rectangles: shares by year, paragraphs inside each level, years of waiting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.insight.study import Breakdown, Waiting
from reader.models.comparing import PORTIONS
from reader.views import wording

#: The charts' own units; the style sheet scales them.
WIDTH, HEIGHT = 960, 120
#: Few columns make no wide slabs.
_WIDEST = 64
#: Between parts of a strip.
_GAP = 2
_STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)
#: Names below columns at most, so that they do not touch on narrow screens.
_NAMES = 8

#: What a column of a year is made of, from the ground up: number, class of the style sheet, words.
PARTS: tuple[tuple[str, str, str], ...] = (
    ("above", "k-above", "Above every portion marking"),
    ("same", "k-same", "As the highest portion"),
    ("below", "k-below", "Below a portion"),
    ("without-marks", "k-without", "No portion markings"),
)

#: Colour role of what paragraphs count as.
ROLES = dict(
    zip(
        PORTIONS,
        ("unmarked", "unstated", "unclassified", "controlled", "limited", "restricted", "confidential", "secret",
         "top-secret"),
        strict=True,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One rectangle: its class, place and size."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A column: its name, what it shows in words, its rectangles, and the label under it (empty: no room)."""

    name: str
    title: str
    parts: list[Part]
    label: str
    middle: float  # of the label, in percent of the width


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns from the left."""

    bars: list[Bar]
    width: int = WIDTH
    height: int = HEIGHT


def by_year(found: Breakdown) -> Chart:
    """For each year from the first to the last, what share of its cables is classified how; years without: a gap."""
    if not len(found):
        return Chart([])
    numbers = {int(year): at for at, year in enumerate(found.keys.tolist())}
    years = range(min(numbers), max(numbers) + 1)
    columns = {name: found.of(name).tolist() for name in ("cables", *(name for name, _, _ in PARTS))}
    step = next(step for step in _STEPS if len(years) <= step * _NAMES)
    pitch = min(WIDTH / len(years), _WIDEST)
    return Chart(
        [
            _bar(place * pitch, pitch, str(year), _year(columns, numbers.get(year)), year % step == 0)
            for place, year in enumerate(years)
        ]
    )


def _year(columns: dict[str, list[int]], at: int | None) -> list[tuple[str, str, float]]:
    """Class, words and share of the parts of a year."""
    if at is None:
        return []
    whole = columns["cables"][at]
    return [
        (kind, f"{words.lower()} {wording.thin(columns[name][at])} of {wording.thin(whole)}", columns[name][at] / whole)
        for name, kind, words in PARTS
        if columns[name][at]
    ]


def by_wait(found: Waiting) -> Chart:
    """Released telegrams by full years waited; the highest column is as high as the chart."""
    if not found.years:
        return Chart([])
    totals = dict(zip(found.years, found.counts.sum(axis=1).tolist(), strict=True))
    years = range(min(totals), max(totals) + 1)
    highest = max(totals.values())
    step = next(step for step in _STEPS if len(years) <= step * _NAMES)
    pitch = min(WIDTH / len(years), _WIDEST)
    bars = []
    for place, year in enumerate(years):
        count = totals.get(year, 0)
        parts = [("k-plain", wording.counted(count, "telegram"), max(count / highest, 2 / HEIGHT))] if count else []
        bars.append(_bar(place * pitch, pitch, str(year), parts, year % step == 0))
    return Chart(bars)


def _bar(x: float, pitch: float, name: str, shares: Sequence[tuple[str, str, float]], labelled: bool) -> Bar:
    left, width = round(x + pitch * 0.1, 2), round(pitch * 0.8, 2)
    parts, top = [], float(HEIGHT)
    for kind, _, part in shares:
        height = round(part * HEIGHT, 2)
        top = round(top - height, 2)
        parts.append(Part(kind, left, max(top, 0.0), width, height))
    title = f"{name}: {', '.join(words for _, words, _ in shares) or 'none'}"
    return Bar(name, title, parts, name if labelled else "", round((left + width / 2) * 100 / WIDTH, 2))


@dataclass(frozen=True, slots=True)
class Strip:
    """A bar of one level: its paragraphs by marking, as wide as their share."""

    label: str
    role: str
    parts: list[Part]
    words: str


def strips(levels: Sequence[tuple[str, str]], paragraphs: Sequence[Sequence[int]]) -> list[Strip]:
    """(label, role) of each level, and its paragraphs by PORTIONS -> the bars."""
    return [
        _strip(label, role, [int(n) for n in row])
        for (label, role), row in zip(levels, paragraphs, strict=True)
        if sum(row)
    ]


def _strip(label: str, role: str, row: Sequence[int]) -> Strip:
    whole, x, parts = sum(row), 0.0, []
    for name, number in zip(PORTIONS, row, strict=True):
        if number:
            width = number * WIDTH / whole
            parts.append(Part(f"r-{ROLES[name]}", round(x, 2), 0, round(max(width - _GAP, 1), 2), 10))
            x += width
    return Strip(label, role, parts, wording.counted(whole, "paragraph"))
