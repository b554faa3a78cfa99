"""The aggregates of series: right when counted whole, and the same when only what changed is counted."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import call_command

from reader.ingest import Options, ingest, tally
from reader.models import Cable, MissingCable, Register, SeriesCount, Station
from tests import factories
from tests.ingest.test_ingest import cable
from tests.insight.series import counted, numbered, register, toronto

pytestmark = pytest.mark.django_db


def counts(series: str) -> dict[str, int]:
    return SeriesCount.objects.get(series=series).counts()


def everything() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    series = SeriesCount.objects.order_by("series").values_list(
        "series", "place", "year", "airgrams", "held", "without_text", "cited", "registered", "unseen", "highest"
    )
    return list(series), list(
        MissingCable.objects.order_by("number").values_list("number", "series", "serial", "citing")
    )


def test_a_series_is_counted_by_state() -> None:
    toronto()
    assert counts("08TORONTO") == {"held": 3, "without_text": 1, "cited": 1, "registered": 1, "unseen": 15}
    assert SeriesCount.objects.get(series="08TORONTO").highest == 20


def test_missing_cables_know_how_many_cite_them() -> None:
    toronto()
    assert list(MissingCable.objects.values_list("number", "series", "year", "serial", "citing")) == [
        ("08TORONTO15", "08TORONTO", 2008, 15, 2)
    ]


def test_a_cable_that_cites_twice_counts_once() -> None:
    numbered("08TORONTO20", dt.date(2008, 5, 11), references=["08TORONTO15", "08TORONTO15"])
    counted()
    assert MissingCable.objects.get().citing == 1


def test_two_cables_of_one_number_count_once_and_have_text_when_one_has() -> None:
    numbered("08TORONTO1", dt.date(2008, 1, 2), text_missing=True)
    numbered("08TORONTO2", dt.date(2008, 1, 2))
    Cable.objects.filter(reference_id="08TORONTO2").update(reference_id="08TORONTO1_b", number="08TORONTO1")
    counted()
    assert counts("08TORONTO") == {"held": 1, "without_text": 0, "cited": 0, "registered": 0, "unseen": 0}


def test_a_cited_serial_beyond_the_highest_makes_nothing_unseen() -> None:
    numbered("08TORONTO2", dt.date(2008, 1, 2), references=["08TORONTO99000"])
    counted()
    assert counts("08TORONTO") == {"held": 1, "without_text": 0, "cited": 1, "registered": 0, "unseen": 1}


def test_airgrams_are_a_series_of_their_own() -> None:
    numbered("73BANGKOK-A2", dt.date(1973, 1, 2))
    numbered("73BANGKOK1", dt.date(1973, 1, 2))
    counted()
    found = SeriesCount.objects.order_by("series").values_list("series", "place", "airgrams", "held", "unseen")
    assert list(found) == [("73BANGKOK", "BANGKOK", False, 1, 0), ("73BANGKOK-A", "BANGKOK", True, 1, 1)]


def test_numbers_under_both_names_of_a_post_are_one_series() -> None:
    factories.ensure_authority()
    assert Station.objects.get(reference_place="KYIV").other_places == ["KIEV"]
    numbered("06KYIV1", dt.date(2006, 1, 2), references=["06KIEV2"])
    numbered("06KIEV3", dt.date(2006, 1, 4), references=["06KIEV1"])
    counted()
    assert SeriesCount.objects.get().series == "06KYIV"
    assert counts("06KYIV") == {"held": 2, "without_text": 0, "cited": 1, "registered": 0, "unseen": 0}


def test_registers_count_what_is_not_held_each_for_itself() -> None:
    numbered("08TORONTO1", dt.date(2008, 1, 2), references=["08TORONTO3"])
    one, other = register("one", "08TORONTO1", "08TORONTO2"), register("other", "08TORONTO2", "08TORONTO3")
    counted()
    row = SeriesCount.objects.get()
    assert row.by_register == {f"r{one.pk}": 1, f"r{other.pk}": 2}
    assert (row.cited, row.registered, row.unseen) == (1, 1, 0)


def test_what_is_no_number_of_a_series_is_left_out() -> None:
    factories.make_cable(reference_id="UNNUMBERED-1a2b3c4d", number="")
    counted()
    assert not SeriesCount.objects.exists()


def test_counting_what_changed_gives_what_counting_all_gives() -> None:
    toronto()
    late = numbered("08TORONTO15", dt.date(2008, 5, 6), references=["08OTTAWA5", "08TORONTO3"])
    Cable.objects.get(reference_id="08TORONTO20").references.filter(reference_id="08TORONTO15").update(target=late)
    Cable.objects.get(reference_id="08OTTAWA7").references.update(target=late)
    tally.recount_around([late.pk])
    around = everything()
    tally.recount()
    assert around == everything()
    assert not MissingCable.objects.filter(number="08TORONTO15").exists()


def test_an_ingest_counts_at_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(cable())
    report = ingest([str(tmp_path)], Options())
    assert report.new == 1
    held = Cable.objects.get()
    assert SeriesCount.objects.get(series=held.number.rstrip("0123456789")).held == 1


def test_a_cable_that_comes_is_wanted_no_more(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(cable())
    number = "08TORONTO165"
    numbered("08OTTAWA7", dt.date(2008, 6, 9), references=[number])
    counted()
    assert MissingCable.objects.get().number == number
    ingest([str(tmp_path)], Options())
    assert Cable.objects.filter(reference_id=number).exists()
    assert not MissingCable.objects.exists()


def test_counting_anew_counts_series_too() -> None:
    toronto()
    before = everything()
    MissingCable.objects.all().delete()
    SeriesCount.objects.all().delete()
    call_command("count", "--rebuild", stdout=io.StringIO())
    assert everything() == before


def test_counts_of_nothing() -> None:
    Register.objects.create(name="empty")
    counted()
    assert not SeriesCount.objects.exists()
