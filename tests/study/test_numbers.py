"""Each number of the study is what looking at every row gives, for the whole archive and for a part of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import numpy as np
import pytest

from reader.insight import study
from reader.insight.study_columns import Columns, columns
from reader.models import Cable, Tag, Uncounted, counting
from reader.models.comparing import PORTIONS
from reader.telegram import LEVELS
from tests.study import naive

ENDS = (*LEVELS, None)


@pytest.fixture(params=["whole", "part"])
def asked(request: pytest.FixtureRequest, studied: list[Cable]) -> tuple[Columns, list[Cable]]:
    """Columns and the cables that they are of."""
    everything = columns()
    if request.param == "whole":
        return everything, studied
    part = studied[1::2]
    backwards = np.array([cable.pk for cable in reversed(part)] + [10**9])
    return everything.of(everything.places(backwards)), part


def test_totals(asked: tuple[Columns, list[Cable]]) -> None:
    found, cables = asked
    totals = study.totals(found)
    assert set(totals) == {*study.COUNTED, *study.SUMMED}
    assert {name: n for name, n in totals.items() if n} == naive.numbers(cables)


def test_every_number_occurs_in_the_archive(studied: list[Cable]) -> None:
    assert [name for name, number in study.totals(columns()).items() if not number] == []


def test_level_against_highest_portion(asked: tuple[Columns, list[Cable]]) -> None:
    found, cables = asked
    expected = Counter((cable.level, naive.highest(cable)) for cable in cables)
    grid = study.against_highest(found)
    assert {(a, b): int(grid[i, j]) for i, a in enumerate(ENDS) for j, b in enumerate(ENDS) if grid[i, j]} == expected


def test_paragraphs_inside_each_level(asked: tuple[Columns, list[Cable]]) -> None:
    found, cables = asked
    having: Counter[tuple[str | None, str]] = Counter()
    paragraphs: Counter[tuple[str | None, str]] = Counter()
    for cable in cables:
        for name, number in naive.portions(cable).items():
            having[cable.level, name] += 1
            paragraphs[cable.level, name] += number
    for grid, expected in zip(study.inside(found), (having, paragraphs), strict=True):
        cells = {(a, b): int(grid[i, j]) for i, a in enumerate(ENDS) for j, b in enumerate(PORTIONS) if grid[i, j]}
        assert cells == expected


DIMENSIONS: dict[str, Callable[[Cable], Iterable[object]]] = {
    "year": lambda cable: [cable.year],
    "post": lambda cable: [cable.station_id],
    "tag": lambda cable: cable.tags.values_list("pk", flat=True),
    "classifier": lambda cable: [" ".join(cable.classified_by.split())],
    "reason": lambda cable: cable.reasons,
}


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_breakdowns(asked: tuple[Columns, list[Cable]], dimension: str) -> None:
    found, cables = asked
    groups: dict[object, list[Cable]] = defaultdict(list)
    for cable in cables:
        for value in DIMENSIONS[dimension](cable):
            if value:
                groups[value].append(cable)
    names = {"classifier": found.classifiers, "reason": found.reason_names}.get(dimension)
    rows = study.breakdown(found, dimension)
    assert {(names[key] if names else key) for key in rows.keys.tolist()} == set(groups)
    for key, counts in zip(rows.keys.tolist(), rows.numbers.tolist(), strict=True):
        numbers = {name: n for name, n in zip(study.NUMBERS, counts, strict=True) if n}
        expected = naive.numbers(groups[names[key] if names else key])
        assert numbers == {name: n for name, n in expected.items() if name in study.NUMBERS}


def test_order_of_a_breakdown(studied: list[Cable]) -> None:
    rows = study.breakdown(columns(), "tag").ordered("above")
    assert rows.of("above").tolist() == sorted(rows.of("above").tolist(), reverse=True)
    assert Tag.objects.get(pk=int(rows.ordered("cables").keys[0])).code == "PREL"


def test_releases_and_waiting(asked: tuple[Columns, list[Cable]]) -> None:
    found, cables = asked
    released = [cable.release for cable in cables if hasattr(cable, "release")]
    ends = (*LEVELS, "other", None)

    def current(words: str) -> str | None:
        return None if not words else words.upper() if words.upper() in LEVELS else "other"

    grid = study.releases(found)
    cells = {(a, b): int(grid[i, j]) for i, a in enumerate(ENDS) for j, b in enumerate(ends) if grid[i, j]}
    assert cells == Counter((r.original_classification, current(r.current_classification)) for r in released)
    waited = study.waiting(found)
    days = sorted((r.released - r.cable.day).days for r in released if r.released)
    assert waited.days == (days[0], days[(len(days) - 1) // 2], days[-1])
    assert waited.unknown == sum(r.released is None for r in released)
    assert dict(zip(waited.years, waited.counts.sum(axis=1).tolist(), strict=True)) == Counter(
        int(n / study.YEAR) for n in days
    )


def test_cables_that_wait_to_be_counted_are_left_out(studied: list[Cable]) -> None:
    Uncounted.objects.create(cable=studied[0])
    counting.touch()
    assert len(columns()) == len(studied) - 1


def test_columns_follow_the_archive(studied: list[Cable]) -> None:
    assert columns() is columns()
    before = study.totals(columns())
    with counting.refresh([studied[0].pk]):
        Cable.objects.filter(pk=studied[0].pk).update(level="UNCLASSIFIED")
    after = study.totals(columns())
    assert (before["above"] - after["above"], after["below"] - before["below"]) == (1, 1)
