"""Timelines: every month between the first and the last, stacked, and years where the months are too many."""

from collections import Counter

from reader.insight import timeline as insight
from reader.insight.counts import Counts
from reader.views.timeline import HEIGHT, timeline


def counts(**places: int) -> Counts:
    """counts(p2006_05_SECRET=2): "2006-05" and "SECRET"."""
    found: Counter[tuple[str, str]] = Counter()
    for name, count in places.items():
        year, month, *level = name[1:].split("_")
        found[f"{year}-{month}" if month else year, " ".join(level)] = count
    return Counts(found, found.total())


def test_months_without_cables_stand_between() -> None:
    found = insight.months(counts(p2006_11_SECRET=2, p2007_02_UNCLASSIFIED=1))
    assert [(period.year, period.month, period.total) for period in found] == [
        (2006, 11, 2), (2006, 12, 0), (2007, 1, 0), (2007, 2, 1),
    ]  # fmt: skip


def test_years_have_also_what_no_month_has() -> None:
    found = insight.years(counts(p2006_11_SECRET=2, p2006__SECRET=3, p2008__=1))
    assert [(period.year, period.total) for period in found] == [(2006, 5), (2008, 1)]


def test_the_least_secret_stand_below_and_the_highest_bar_fills_the_height() -> None:
    drawn = timeline(counts(p2006_05_SECRET=2, p2006_05_UNCLASSIFIED=6, p2006_07_=4))
    assert [(level.slug, level.count) for level in drawn.levels] == [
        ("unclassified", 6),
        ("secret", 2),
        ("not-stated", 4),
    ]
    below, above = drawn.chart.index('class="r-unclassified"'), drawn.chart.index('class="r-secret"')
    assert below < above
    assert f"v{HEIGHT * 6 / 8:.1f}h" in drawn.chart
    assert " 0.0h" in drawn.chart
    assert drawn.sentence == "12 cables, May 2006 to July 2006; most in May 2006 (8)."


def test_a_long_timeline_names_years() -> None:
    drawn = timeline(counts(p1973_05_SECRET=2, p2006_05_SECRET=1, p2007__=5))
    assert drawn.unit == "year"
    assert drawn.chart.count("<a ") == 2
    assert drawn.table.count("<tr>") == 4
    assert drawn.undated == 0


def test_one_month_is_nothing_to_compare() -> None:
    drawn = timeline(counts(p2006_05_SECRET=2))
    assert (drawn.chart, drawn.table) == ("", "")
    assert drawn.sentence == "2 cables, May 2006."
