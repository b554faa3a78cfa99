"""Threads: what references connect, in both directions, bounded wherever everything hangs together."""

from __future__ import annotations

import datetime as dt

import pytest

from reader.insight import threads
from reader.insight.threads import Thread
from reader.models import Cable
from tests.insight.series import counted, numbered

pytestmark = pytest.mark.django_db
MAY = [dt.date(2008, 5, 1) + dt.timedelta(days) for days in range(31)]


def ids(thread: Thread) -> list[str]:
    return [node.number for node in thread.nodes]


def cites(thread: Thread) -> dict[str, list[str]]:
    return {node.number: [other.number for other in node.cites] for node in thread.nodes if node.cites}


def chain(length: int) -> list[Cable]:
    """Each cites the one before."""
    numbers = [f"08TORONTO{serial}" for serial in range(1, length + 1)]
    return [
        numbered(number, MAY[at], references=numbers[at - 1 : at] if at else []) for at, number in enumerate(numbers)
    ]


def test_both_directions_by_day_with_what_is_missing() -> None:
    numbered("08TORONTO10", MAY[0])
    numbered("08TORONTO20", MAY[10])
    middle = numbered("08OTTAWA5", MAY[4], references=["08TORONTO10", "08TORONTO15"])
    numbered("08LONDON9", MAY[20], references=["08OTTAWA5"])
    numbered("08PARIS1", MAY[21])
    counted()
    found = threads.thread(middle)
    assert ids(found) == ["08TORONTO10", "08OTTAWA5", "08TORONTO15", "08LONDON9"]
    assert cites(found) == {"08OTTAWA5": ["08TORONTO10", "08TORONTO15"], "08LONDON9": ["08OTTAWA5"]}
    assert [node.number for node in found.missing] == ["08TORONTO15"]
    assert found.first.cable == middle
    assert (found.left_out, found.goes_on) == (0, False)


def test_a_missing_cable_stands_where_the_serials_put_it_but_never_after_its_citation() -> None:
    numbered("08TORONTO10", MAY[0])
    numbered("08TORONTO20", MAY[20])
    early = numbered("08OTTAWA5", MAY[4], references=["08TORONTO15"])
    late = numbered("08OTTAWA6", MAY[28], references=["08TORONTO16"])
    counted()
    [missing] = threads.thread(early).missing
    assert (missing.estimate and missing.estimate.day, missing.day) == (MAY[10], MAY[4])
    [missing] = threads.thread(late).missing
    assert missing.day == MAY[12]


def test_the_thread_of_a_cable_that_is_not_held() -> None:
    for serial in (1, 2):
        numbered(f"08OTTAWA{serial}", MAY[serial], references=["08TORONTO15"])
    counted()
    found = threads.thread("08TORONTO15")
    assert (found.first.number, found.first.cable) == ("08TORONTO15", None)
    assert sorted(ids(found)) == ["08OTTAWA1", "08OTTAWA2", "08TORONTO15"]


def test_two_cables_that_cite_the_same_missing_one_are_one_thread() -> None:
    one = numbered("08OTTAWA1", MAY[1], references=["08TORONTO15"])
    numbered("08OTTAWA2", MAY[2], references=["08TORONTO15"])
    counted()
    assert sorted(ids(threads.thread(one))) == ["08OTTAWA1", "08OTTAWA2", "08TORONTO15"]


def test_steps_are_bounded_and_it_says_so() -> None:
    cables = chain(8)
    found = threads.thread(cables[0])
    assert ids(found) == [f"08TORONTO{serial}" for serial in range(1, threads.STEPS + 2)]
    assert found.goes_on
    assert not threads.thread(chain_end := cables[7]).first.cited_by, chain_end


def test_a_hub_is_shown_and_not_followed() -> None:
    hub = numbered("08STATE1", MAY[0])
    for serial in range(1, threads.HUB + 5):
        numbered(f"08OTTAWA{serial}", MAY[serial % 30], references=["08STATE1"])
    found = threads.thread(Cable.objects.get(reference_id="08OTTAWA3"))
    assert ids(found) == ["08STATE1", "08OTTAWA3"]
    assert [node.number for node in found.nodes if node.hub] == ["08STATE1"]
    own = threads.thread(hub)
    assert len(own.nodes) == threads.HUB + 5
    assert not own.first.hub


def test_the_first_cable_shows_its_first_citations_when_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "OF_FIRST", 5)
    hub = numbered("08STATE1", MAY[0])
    for serial in range(1, 10):
        numbered(f"08OTTAWA{serial}", MAY[serial], references=["08STATE1"])
    found = threads.thread(hub)
    assert found.first.hub
    assert ids(found) == ["08STATE1", *(f"08OTTAWA{serial}" for serial in range(1, 6))]


def test_its_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "MOST", 4)
    cables = [numbered(f"08OTTAWA{serial}", MAY[serial], references=["08TORONTO1"]) for serial in range(1, 8)]
    found = threads.thread(cables[0])
    assert len(found.nodes) == 4
    assert found.left_out == 4


def test_a_cable_that_cites_itself_and_one_cited_twice() -> None:
    numbered("08OTTAWA1", MAY[0])
    one = numbered("08OTTAWA2", MAY[1], references=["08OTTAWA2", "08OTTAWA1", "08OTTAWA1"])
    one.references.filter(reference_id="08OTTAWA2").update(target=one)
    assert cites(threads.thread(one)) == {"08OTTAWA2": ["08OTTAWA1"]}


def test_cables_without_date_come_last() -> None:
    numbered("08TORONTO1", None)
    one = numbered("08OTTAWA2", MAY[1], references=["08TORONTO1"])
    assert ids(threads.thread(one)) == ["08OTTAWA2", "08TORONTO1"]


def test_however_large_it_asks_the_same_number_of_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    cables = chain(20)
    for cable in cables:
        numbered(f"08LONDON{cable.serial}", MAY[30], references=[cable.reference_id, f"08PARIS{cable.serial}"])
    counted()
    with django_assert_max_num_queries(10):
        assert len(threads.thread(cables[9]).nodes) > 10
