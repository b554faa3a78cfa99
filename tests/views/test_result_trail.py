"""A cable reached from a search: marks that are true to what was asked, neighbours in the result, the way back."""

import pytest
from django.test import Client

from reader.search import indexing
from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> None:
    cables = [
        factories.make_cable(
            reference_id=f"08OTTAWA{number}",
            subject="Lake levels and <ice>",
            paragraphs=[
                ("(U)", "The lakes were calm near the RCMP <b>lake</b>."),
                ("(SBU)", "A lake ferry: lake ferries."),
            ],
            mentions={"RCMP": 1},
        )
        for number in (1, 2, 3)
    ]
    indexing.update(cable.pk for cable in cables)


def marks(client: Client, address: str) -> list[str]:
    return [words(mark) for mark in page_of(client, address).css(".letter mark")]


def test_results_carry_the_search_to_the_cable(client: Client, three: None) -> None:
    page = page_of(client, "/search/?q=lake&class=unclassified&sort=date")
    links = [link.attributes["href"] for link in page.css(".hit h3 a")]
    assert links[1] == "/cables/08OTTAWA2/?q=lake&class=unclassified&sort=date&at=2"
    assert page.css_first(".hit .snippet a").attributes["href"].endswith("&at=1#p1")
    assert page.css_first("#r2 a") is not None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lake", ["lakes", "lake", "lake", "lake"]),
        ('"lake ferry"', ["lake ferry", "lake ferries"]),
        ("ferri*", ["ferries"]),
        ("sbu:lake", ["lake", "lake"]),
        ("u:ferry", []),
        ("rcmp", ["RCMP"]),
        ("-lake", []),
    ],
)
def test_matches_stay_marked(client: Client, three: None, query: str, expected: list[str]) -> None:
    page = page_of(client, f"/cables/08OTTAWA2/?at=2&q={query}")
    found = page.css(".letter mark")
    assert [words(mark) for mark in found] == expected
    assert [mark.attributes["id"] for mark in found] == [f"m{n}" for n in range(1, len(expected) + 1)]
    assert page.css(".letter b") == []


def test_the_bar_leads_to_places_neighbours_and_back(client: Client, three: None) -> None:
    bar = page_of(client, "/cables/08OTTAWA2/?q=lake&sort=date&at=2").css_first(".result-trail")
    assert "2 of 3" in words(bar)
    assert bar.css_first("[data-key-next]").attributes["href"] == "/cables/08OTTAWA3/?q=lake&sort=date&at=3"
    assert bar.css_first("[data-key-prev]").attributes["href"] == "/cables/08OTTAWA1/?q=lake&sort=date&at=1"
    assert bar.css_first("[data-key-back]").attributes["href"] == "/search/?q=lake&sort=date#r2"
    assert [link.attributes["href"] for link in bar.css(".places a")] == ["#m1", "#m3"]


def test_the_way_back_is_the_page_of_the_list(client: Client) -> None:
    cables = [factories.make_cable(reference_id=f"08OTTAWA{number}") for number in range(1, 31)]
    indexing.update(cable.pk for cable in cables)
    bar = page_of(client, "/cables/08OTTAWA25/?sort=date&at=25").css_first(".result-trail")
    assert bar.css_first("[data-key-back]").attributes["href"] == "/search/?sort=date&page=2#r25"


@pytest.mark.parametrize("at", ["99", "0", "-1", "x", "1", "999999999999"])
def test_a_place_that_is_no_longer_right_gives_no_neighbours(client: Client, three: None, at: str) -> None:
    page = page_of(client, f"/cables/08OTTAWA3/?q=lake&sort=date&at={at}")
    assert page.css(".letter mark")
    assert page.css(".result-trail .steps a") == []
    assert page.css_first(".neighbours [data-key-prev]") is not None


def test_the_cables_own_address_stays_without_the_search(client: Client, three: None) -> None:
    page = page_of(client, "/cables/08OTTAWA2/?q=lake&at=2")
    assert page.css_first('link[rel="canonical"]').attributes["href"] == "/cables/08OTTAWA2/"
    plain = page_of(client, "/cables/08OTTAWA2/")
    assert plain.css("mark, .result-trail") == []
    assert page_of(client, "/cables/08OTTAWA2/?other=1").css(".result-trail") == []


def test_few_queries(client: Client, three: None, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(16):
        client.get("/cables/08OTTAWA2/?q=lake&tag=PREL&post=ottawa&at=2")
