"""A holding said three times is one set: stored counts, pages in order, and what the database has."""

import datetime as dt
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from reader.insight import counts as counting_room
from reader.insight import holdings
from reader.insight.counts import counts_of, stretch
from reader.insight.holdings import Holding, Window
from reader.models import Agency, Cable, Caption, Collection, Station, Tag
from tests import factories

pytestmark = pytest.mark.django_db

Made = Callable[[], Holding]


def on(year: int, month: int, day: int = 1, hour: int = 12) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=dt.UTC)


@pytest.fixture
def shelves() -> None:
    """Cables of two posts and six years, some on one day, two without a date, one of these with a year."""
    factories.ensure_authority()
    levels = ["SECRET", "UNCLASSIFIED", None, "CONFIDENTIAL"]
    for number in range(24):
        factories.make_cable(
            reference_id=f"08TORONTO{number}" if number % 3 else f"08OTTAWA{number}",
            station="AMCONSUL TORONTO" if number % 3 else "AMEMBASSY OTTAWA",
            date=on(2003 + number // 4, 1 + number % 3, hour=number % 2),
            level=levels[number % 4],
            tags=["PREL"] if number % 2 else ["PREL", "SENV"],
            captions=["SIPDIS"],
            info=["AMEMBASSY OTTAWA"] if number % 5 else [],
            mentions={"RCMP": 1} if number % 4 else {},
            signatures=["SPECIMEN"],
        )
    factories.make_cable(reference_id="08TORONTO90", date=None, year=2008, tags=["PREL"])
    factories.make_cable(reference_id="UNNUMBERED-1", number="", date=None, year=None, tags=["PREL"])


HOLDINGS: dict[str, Made] = {
    "everything": holdings.everything,
    "a year": lambda: holdings.of_year(2005),
    "a month": lambda: holdings.of_month(2005, 2),
    "undated": holdings.undated,
    "a level": lambda: holdings.of_level("SECRET", "secret"),
    "no level": lambda: holdings.of_level(None, "not-stated"),
    "sent": lambda: holdings.sent_by(Station.objects.get(name="AMCONSUL TORONTO")),
    "received": lambda: holdings.received_by(Station.objects.get(name="AMEMBASSY OTTAWA")),
    "country": lambda: holdings.from_country("CA", Station.objects.filter(country_code="CA")),
    "tagged": lambda: holdings.tagged(Tag.objects.get(code="SENV")),
    "captioned": lambda: holdings.captioned(Caption.objects.get(name="SIPDIS")),
    "collected": lambda: holdings.collected(Collection.objects.get(name="main")),
    "mentioned": lambda: holdings.mentioning(Agency.objects.get(acronym="RCMP")),
    "signed": lambda: holdings.named("signed", "SPECIMEN"),
}
WINDOWS = {
    "all": Window(),
    "levels": Window(levels=frozenset({"SECRET", ""})),
    "without a level": Window(not_levels=frozenset({"SECRET", ""})),
    "years": Window(years=frozenset({2004, 2008})),
    "without years": Window(not_years=frozenset({2004, 2008})),
    "a month": Window(month=(2004, 2)),
}


@pytest.mark.parametrize("small", [True, False], ids=["sorted whole", "by months"])
def test_pages_are_the_cables_in_order(shelves: None, monkeypatch: pytest.MonkeyPatch, small: bool) -> None:
    monkeypatch.setattr(counting_room, "SMALL", 1_500 if small else 0)
    for name, window, newest in product(HOLDINGS, WINDOWS, (False, True)):
        holding = HOLDINGS[name]().within(WINDOWS[window])
        cables = holding.cables().newest_first() if newest else holding.cables().oldest_first()
        expected = list(cables.values_list("pk", flat=True))
        counts = counts_of(holding)
        pages = [stretch(holding, counts, start, start + 5, newest=newest) for start in range(0, len(expected) + 5, 5)]
        assert [pk for page in pages for pk in page] == expected, (name, window, newest)
        assert counts.total == len(expected), (name, window)


def test_a_large_holding_is_not_sorted_to_be_paged(
    shelves: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(counting_room, "SMALL", 0)
    holding = holdings.tagged(Tag.objects.get(code="PREL"))
    counts = counts_of(holding)
    with django_assert_num_queries(1) as asked:
        assert len(stretch(holding, counts, 8, 12)) == 4
    assert "2005-01-01" in asked[0]["sql"]
    assert "2003" not in asked[0]["sql"]


def test_windows_of_months_end_with_the_month() -> None:
    assert holdings.month_ends(2008, 2) == (dt.date(2008, 2, 1), dt.date(2008, 2, 29))
    assert holdings.month_ends(9999, 12) == (dt.date(9999, 12, 1), dt.date(9999, 12, 31))
    with pytest.raises(ValueError, match="month"):
        holdings.month_ends(2008, 13)


def test_a_day_is_counted_by_itself(shelves: None) -> None:
    holding = holdings.of_day(dt.date(2003, 1, 1))
    assert not holding.stored
    assert {cable.day for cable in holding.cables()} == {dt.date(2003, 1, 1)}
    assert holding.cables().count() == Cable.objects.filter(day=dt.date(2003, 1, 1)).count() == 2
