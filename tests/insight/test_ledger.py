"""A ledger: serial by serial, run by run, day by day."""

from __future__ import annotations

import datetime as dt

import pytest

from reader.insight.ledger import Ledger, Run, Serial, ledgers
from reader.insight.places import Post, Posts
from tests import factories
from tests.insight.series import counted, numbered, register, toronto

pytestmark = pytest.mark.django_db


def book(*known: Serial) -> Ledger:
    return Ledger(Post("TORONTO", "toronto"), 2008, False, {one.serial: one for one in known})


def test_each_serial_has_its_state() -> None:
    toronto()
    [found] = ledgers(Posts().at("toronto"), 2008)
    states = [
        (one.serial, one.state, one.citing, one.day) for one in sorted(found.known.values(), key=lambda one: one.serial)
    ]
    assert states == [
        (10, "held", 0, dt.date(2008, 5, 1)),
        (12, "without_text", 0, dt.date(2008, 5, 1)),
        (15, "cited", 2, None),
        (18, "registered", 0, None),
        (20, "held", 0, dt.date(2008, 5, 11)),
    ]
    assert found.counts == {"held": 3, "without_text": 1, "cited": 1, "registered": 1, "unseen": 15}


def test_a_register_is_named_also_where_the_cable_is_held() -> None:
    numbered("08TORONTO1", dt.date(2008, 1, 2))
    known = register("known", "08TORONTO1")
    [found] = ledgers(Posts().at("toronto"), 2008)
    assert (found.known[1].state, found.known[1].registers) == ("held", (known.pk,))


def test_a_cable_dated_in_the_next_year_stays_with_its_number() -> None:
    numbered("08TORONTO900", dt.date(2009, 1, 1))
    [found] = ledgers(Posts().at("toronto"), 2008)
    assert found.known[900].day == dt.date(2009, 1, 1)
    assert ledgers(Posts().at("toronto"), 2009) == []


def test_both_names_of_a_post_and_its_airgrams() -> None:
    factories.ensure_authority()
    numbered("06KYIV1", dt.date(2006, 1, 2))
    numbered("06KIEV2", dt.date(2006, 1, 3), references=["06KYIV-A4"])
    counted()
    telegrams, airgrams = ledgers(Posts().at("kyiv"), 2006)
    assert sorted(one.number for one in telegrams.known.values()) == ["06KIEV2", "06KYIV1"]
    assert (airgrams.airgrams, list(airgrams.known)) == (True, [4])


def test_runs_cover_every_serial_once() -> None:
    found = book(Serial(3, "held", "a"), Serial(4, "held", "b"), Serial(5, "cited", "c"), Serial(9, "held", "d"))
    told = [(run.state, run.first, run.last, len(run.serials)) for run in found.runs(1, 10)]
    assert told == [
        ("unseen", 1, 2, 0),
        ("held", 3, 4, 2),
        ("cited", 5, 5, 1),
        ("unseen", 6, 8, 0),
        ("held", 9, 9, 1),
        ("unseen", 10, 10, 0),
    ]
    assert list(found.runs(4, 4)) == [Run("held", 4, 4, (found.known[4],))]


def test_cited_beyond_the_highest() -> None:
    found = book(Serial(3, "held", "a"), Serial(900, "cited", "b"))
    assert found.highest == 3
    assert [one.number for one in found.beyond] == ["b"]
    assert found.counts["unseen"] == 2


def test_a_gap_between_two_cables_of_a_day_is_of_that_day() -> None:
    on, later = dt.date(2008, 5, 1), dt.date(2008, 5, 2)
    found = book(
        Serial(10, "held", "a", on),
        Serial(14, "without_text", "b", on),
        Serial(16, "cited", "c"),
        Serial(20, "held", "d", later),
    )
    days = found.days()
    assert (days[on].held, days[on].without_text, days[on].absent) == (1, 1, 3)
    assert (days[later].held, days[later].absent) == (1, 0)
