"""Chains of references: each cable refers to one that was sent before it; the longest are found and kept."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from reader.insight import chains
from reader.insight.warming import warm
from reader.models import Cable
from tests.insight.series import counted, numbered

pytestmark = pytest.mark.django_db

MAY = dt.date(2008, 5, 1)


@pytest.fixture(autouse=True)
def kept_apart(tmp_path: Path, settings: Any) -> None:
    settings.VAR_DIR = tmp_path


def row(*numbers: str, start: dt.date = MAY) -> None:
    """Cables a day apart, each referring to the one before it."""
    for day, number in enumerate(numbers):
        numbered(number, start + dt.timedelta(day), references=[*numbers[:day][-1:]])


def found() -> list[list[str]]:
    return [[cable.reference_id for cable in chain.cables] for chain in chains.longest()]


def test_the_longest_stands_first() -> None:
    row("08OTTAWA1", "08TORONTO2", "08OTTAWA3")
    row("08QUEBEC1", "08QUEBEC2", "08QUEBEC3", "08QUEBEC4")
    counted()
    assert found() == [
        ["08QUEBEC1", "08QUEBEC2", "08QUEBEC3", "08QUEBEC4"],
        ["08OTTAWA1", "08TORONTO2", "08OTTAWA3"],
    ]


def test_the_longer_way_is_taken_and_a_branch_left_out() -> None:
    row("08OTTAWA1", "08OTTAWA2", "08OTTAWA3")
    numbered("08OTTAWA9", MAY + dt.timedelta(9), references=["08OTTAWA1", "08OTTAWA3"])
    numbered("08OTTAWA8", MAY + dt.timedelta(8), references=["08OTTAWA2"])
    counted()
    assert found() == [["08OTTAWA1", "08OTTAWA2", "08OTTAWA3", "08OTTAWA9"]]


def test_two_cables_are_no_chain() -> None:
    row("08OTTAWA1", "08OTTAWA2")
    counted()
    assert found() == []


def test_cables_that_refer_to_each_other_make_no_endless_chain() -> None:
    row("08OTTAWA1", "08OTTAWA2", "08OTTAWA3")
    first = Cable.objects.get(reference_id="08OTTAWA1")
    first.references.create(position=1, text="OTTAWA 3", reference_id="08OTTAWA3", target=Cable.objects.last())
    counted()
    assert found() == [["08OTTAWA1", "08OTTAWA2", "08OTTAWA3"]]


def test_a_cable_without_a_date_is_in_none() -> None:
    row("08OTTAWA1", "08OTTAWA2")
    numbered("08OTTAWA3", None, references=["08OTTAWA2"])
    counted()
    assert found() == []


def test_they_are_kept_until_something_changes(django_assert_max_num_queries: Any) -> None:
    row("08OTTAWA1", "08OTTAWA2", "08OTTAWA3")
    counted()
    warm()
    with django_assert_max_num_queries(2):
        assert len(found()) == 1
    row("08QUEBEC1", "08QUEBEC2", "08QUEBEC3")
    counted()
    assert len(found()) == 2


def test_a_damaged_file_is_made_anew() -> None:
    row("08OTTAWA1", "08OTTAWA2", "08OTTAWA3")
    counted()
    assert len(found()) == 1
    chains.path().write_text("[")
    assert len(found()) == 1
    assert json.loads(chains.path().read_text())["chains"]


def test_the_page_shows_them(client: Client) -> None:
    row("08OTTAWA1", "08OTTAWA2", "08OTTAWA3")
    counted()
    page = client.get("/threads/").content.decode()
    assert "3 cables" in page
    assert page.index("08OTTAWA1") < page.index("08OTTAWA2") < page.index("08OTTAWA3</a></li></ol>")
