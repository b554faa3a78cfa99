"""A number in the search box: straight to the cable, or a word about it; more words stay a search."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests import factories
from tests.views.conftest import collected_nowhere  # noqa: F401
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "08TORONTO152",
        "08 Toronto 152",
        "2008TORONTO00152",
        "Toronto 152, 28 May 2008",
        "toronto 152, may 28, 2008",
        "https://example.org/cable/2008/05/08TORONTO152.html",
        "Telegram 152 From Toronto, May 28, 2008",
        "TORONTO 281932Z MAY 08",
        "Reference ID: 08TORONTO152",
        "Viewing cable 08TORONTO152",
        "08TORONTO152_a",
        "https://wikileaks.org/plusd/cables/08TORONTO152_a.html",
    ],
)
def test_a_number_goes_straight_to_its_cable(client: Client, archive: list, typed: str) -> None:
    answer = client.get("/search/", {"q": typed})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/cables/08TORONTO152/")


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        ("08TORONTO152#p5", "#p5"),
        ("08 Toronto 152 #p7-2", "#p7-2"),
        ("https://example.org/cables/08TORONTO152/#at3", "#at3"),
        ("08TORONTO152#L12", "#L12"),
    ],
)
def test_a_paragraph_behind_the_number_is_gone_to(client: Client, archive: list, typed: str, anchor: str) -> None:
    assert client.get("/search/", {"q": typed}).headers["Location"] == f"/cables/08TORONTO152/{anchor}"


@pytest.mark.parametrize("typed", ["08TORONTO152, 09BERLIN1636", "08 Toronto 152 and 2009 Berlin 1636"])
def test_several_numbers_are_offered_to_the_look_up(client: Client, archive: list, typed: str) -> None:
    page = page_of(client, "/search/?" + urlencode({"q": typed}))
    assert words(page.css_first(".typed")) == "These are 2 cables’ numbers, of which 1 is held here. Look them up ."
    assert page.css_first(".typed a").attributes["href"] == "/lookup/?" + urlencode({"ids": typed})


@pytest.mark.parametrize("typed", ["08TORONTO152 OR 09BERLIN1636", "08TORONTO152 ferries 09BERLIN1636"])
def test_numbers_among_words_are_not_offered(client: Client, archive: list, typed: str) -> None:
    assert page_of(client, "/search/?" + urlencode({"q": typed})).css_first(".typed") is None


def test_a_date_time_group_goes_to_the_only_cable_of_its_minute(client: Client) -> None:
    factories.make_cable(reference_id="07STATE5", date=dt.datetime(2007, 1, 2, 3, 4, tzinfo=dt.UTC))
    assert client.get("/search/", {"q": "020304Z JAN 07"}).headers["Location"] == "/cables/07STATE5/"


@pytest.mark.parametrize("typed", ["08TORONTO152 ferries", "toronto ferries 2008", "lake", "id:08TORONTO152"])
def test_more_words_stay_a_search(client: Client, archive: list, typed: str) -> None:
    assert client.get("/search/", {"q": typed}).status_code == 200


def test_filters_keep_it_a_search(client: Client, archive: list) -> None:
    assert client.get("/search/", {"q": "08TORONTO152", "year": "2008"}).status_code == 200


def typed_note(client: Client, typed: str, **asked: str) -> str:
    answer = client.get("/search/", {"q": typed, **asked})
    assert answer.status_code == 200
    page = page_of(client, answer.request["PATH_INFO"] + "?" + answer.request["QUERY_STRING"])
    return words(page.css_first(".typed"))


def test_the_words_can_be_searched_for_instead(client: Client, archive: list) -> None:
    assert "the search is for its words" in typed_note(client, "08TORONTO152", **{"as": "words"})


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Quebec 99, 2007", "07QUEBEC99 is a cable’s number, and no such cable is held here; 1 cable here cites it"),
        ("05 Toronto 1", "05TORONTO1 is a cable’s number, and no such cable is held here. Look it up"),
        ("08TORONTO152_c", "held under the number without its mark: 08TORONTO152"),
        ("281932Z MAY 08", "2 cables were sent at 281932Z MAY 08: 08OTTAWA734 , 08TORONTO152"),
        ("281932Z MAY 09", "No cable held here was sent at 281932Z MAY 09"),
        ("Toronto 152", "without a year. Held are 08TORONTO152"),
        ("Toronto 777", "no cable of any year is held under it"),
    ],
)
def test_a_number_that_leads_nowhere_is_spoken_of(client: Client, archive: list, typed: str, said: str) -> None:
    assert said in typed_note(client, typed)


def test_the_note_leads_to_the_look_up(client: Client, archive: list) -> None:
    page = page_of(client, "/search/?q=05+Toronto+1")
    assert page.css_first(".typed a").attributes["href"] == "/lookup/?ids=05TORONTO1"
