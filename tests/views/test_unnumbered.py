"""A cable whose number cannot be told: every page says so, and names its id as provisional."""

import json

import pytest
from django.test import Client

from reader.models import Cable
from reader.search import indexing
from tests.factories import make_cable
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db

ID = "UNNUMBERED-1a2b3c4d"
ADDRESS = f"/cables/{ID}/"


@pytest.fixture
def fragment() -> Cable:
    make_cable(reference_id="UNNUMBERED-99999999", number="", subject="Another fragment")
    return make_cable(reference_id=ID, number="", serial=None, subject="Gulls on the pier")


def test_the_cable_page_says_it(fragment: Cable, client: Client) -> None:
    page = page_of(client, ADDRESS)
    assert words(page.css_first(".card .id")) == f"Cable {ID} provisional id"
    assert "Number not stated." in words(page.css_first(".card .state-note"))
    assert [words(row) for row in page.css(".fields > div") if words(row).startswith("Number")] == ["Number not stated"]


def test_cables_without_a_number_are_no_namesakes(fragment: Cable, client: Client) -> None:
    page = page_of(client, ADDRESS)
    assert "carries the same number" not in words(page.css_first(".card"))


def test_it_has_neighbours_from_its_post(fragment: Cable, client: Client) -> None:
    neighbours = page_of(client, ADDRESS).css_first(".neighbours")
    assert "UNNUMBERED-99999999" in words(neighbours)


def test_the_source_page_says_it(fragment: Cable, client: Client) -> None:
    page = page_of(client, f"{ADDRESS}source/")
    assert words(page.css_first(".card .id")) == f"{ID} provisional id: number not stated"


def test_lists_say_it(fragment: Cable, client: Client) -> None:
    make_cable(reference_id="08TORONTO165", subject="Lakes")
    rows = [words(row) for row in page_of(client, "/dates/2008/05/28/").css(".row .facts")]
    assert [("provisional id: number not stated" in row, ID in row) for row in rows] == [
        ("TORONTO165" not in row, ID in row) for row in rows
    ]
    assert len(rows) == 3


def test_the_reading_as_json_leaves_the_number_out(fragment: Cable, client: Client) -> None:
    reading = json.loads(client.get(f"/cables/{ID}.json").content)
    assert reading["reference_id"] is None
    assert (reading["archive"]["provisional_id"], reading["archive"]["address"]) == (ID, ADDRESS)


def test_the_reading_as_text_says_it(fragment: Cable, client: Client) -> None:
    text = client.get(f"/cables/{ID}.txt").content.decode()
    assert "Reference: not stated\n" in text
    assert f"Held as:   {ID} (provisional id)\n" in text


@pytest.mark.parametrize("written", ["unnumbered-1a2b3c4d", "UNNUMBERED-1A2B3C4D"])
@pytest.mark.parametrize("page", ["", "source/"])
def test_another_case_leads_to_it(written: str, page: str, fragment: Cable, client: Client) -> None:
    answer = client.get(f"/cables/{written}/{page}")
    assert (answer.status_code, answer["Location"]) == (301, f"{ADDRESS}{page}")


def test_one_that_is_not_held_is_not_said_to_exist_elsewhere(client: Client, db: None) -> None:
    answer = client.get("/cables/UNNUMBERED-00000000/")
    assert answer.status_code == 404
    assert "may exist elsewhere" not in answer.content.decode()


@pytest.mark.parametrize("q", [f"id:{ID.lower()}", "pier"])
def test_search_finds_it_and_says_it(q: str, fragment: Cable, client: Client) -> None:
    indexing.rebuild()
    try:
        facts = [words(row) for row in page_of(client, f"/search/?q={q}").css(".hit .facts")]
    finally:
        indexing.clear()
    assert [row.split()[0] for row in facts] == [ID]
    assert "provisional id: number not stated" in facts[0]


def test_its_id_in_the_search_box_leads_to_it(fragment: Cable, client: Client) -> None:
    answer = client.get("/search/", {"q": ID.lower()})
    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)
