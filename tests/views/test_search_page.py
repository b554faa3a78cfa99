"""The search page: asked in words, narrowed by links, found with marks, and clear when there is nothing."""

import datetime as dt

import pytest
from django.test import Client
from haystack.exceptions import SearchBackendError

from reader.search import indexing
from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.usefixtures("archive")


def test_words_are_found_and_marked(client: Client) -> None:
    page = page_of(client, "/search/?q=truckers")
    assert [words(row) for row in page.css(".hit .id")] == ["08OTTAWA734"]
    snippet = page.css_first(".hit .snippet")
    assert words(snippet.css_first("mark")) == "Truckers"
    assert snippet.css_first("a").attributes["href"] == "/cables/08OTTAWA734/?q=truckers&at=1#p2"
    assert words(snippet.css_first(".mark")) == "C"


def test_a_result_has_its_strip_post_date_and_classification(client: Client) -> None:
    hit = page_of(client, "/search/?q=truckers").css_first(".hit")
    assert "Markings of 2 paragraphs: 1 U; 2 C" in words(hit)
    assert [part.attributes["class"] for part in hit.css("svg.strip rect")] == ["r-unclassified", "r-confidential"]
    assert "AMEMBASSY OTTAWA" in words(hit)
    assert "28 May 2008" in words(hit)
    assert "Confidential" in words(hit.css_first(".how"))


def test_filters_are_links_and_chips(client: Client) -> None:
    page = page_of(client, "/search/?class=confidential&not-tag=SENV")
    assert [words(row) for row in page.css(".hit .id")] == ["08OTTAWA734"]
    chips = page.css(".asked .chip")
    assert "Confidential" in words(chips[0])
    assert words(chips[1]).startswith("Remove the filter not TAGS")
    assert chips[0].attributes["href"] == "/search/?not-tag=SENV"


def test_facets_include_and_leave_out(client: Client) -> None:
    facets = page_of(client, "/search/").css_first(".facets")
    links = {link.attributes["href"] for link in facets.css("a")}
    assert {"/search/?post=ottawa", "/search/?not-post=ottawa", "/search/?year=2008"} <= links


def test_the_page_says_what_an_agency_has_to_do_with_it(client: Client) -> None:
    page = page_of(client, "/search/?agency=rcmp")
    assert [words(row) for row in page.css(".hit .id")] == ["08OTTAWA734"]
    assert "¶2" in words(page.css_first(".agency-roles"))


def test_an_agency_can_be_typed(client: Client) -> None:
    answer = client.get("/search/?q=ice&agency-named=rcmp")
    assert answer.headers["Location"] == "/search/?q=ice&agency=rcmp"


def test_a_name_that_nothing_has_is_no_answer(client: Client) -> None:
    page = page_of(client, "/search/?agency-named=qqqq")
    assert "No agency or post here is called “qqqq”." in words(page.css_first('[role="status"]'))
    assert page.css(".hit") == []


@pytest.mark.parametrize("typed", ["AMEMBASSY OTTAWA", "amembassy", "ottawa"])
def test_a_post_can_be_typed_for_an_agency(client: Client, typed: str) -> None:
    page = page_of(client, f"/search/?agency-named={typed}")
    assert page.css(".hit") == []
    links = {words(link): link.attributes["href"] or "" for link in page.css(".found li a")}
    found = {
        text: {words(row) for row in page_of(client, address).css(".hit .id")}
        for text, address in links.items()
        if text.endswith("AMEMBASSY OTTAWA")
    }
    assert found == {
        "Sent by, addressed to or naming AMEMBASSY OTTAWA": {"08OTTAWA734", "08TORONTO152"},
        "Sent by AMEMBASSY OTTAWA": {"08OTTAWA734"},
        "Addressed to AMEMBASSY OTTAWA": {"08TORONTO152"},
    }


@pytest.mark.parametrize("typed", ["08TORONTO152", "08 toronto 152", "2008TORONTO152"])
def test_a_number_typed_alone_opens_the_cable(client: Client, typed: str) -> None:
    assert client.get("/search/", {"q": typed}).headers["Location"] == "/cables/08TORONTO152/"


def test_nothing_found_says_so_and_what_to_try(client: Client) -> None:
    page = page_of(client, "/search/?q=%22ice+ferries%22&tag=PREL")
    assert words(page.css_first("h2")) == "No cable answers this."
    assert words(page.body).count("No cable") == 1
    links = [link.attributes["href"] for link in page.css("div.empty li a")]
    assert "/search/?q=ice+ferries&tag=PREL" in links
    assert any("tag" not in (link or "") for link in links)


def test_a_page_beyond_the_last_leads_back(client: Client) -> None:
    page = page_of(client, "/search/?q=lake&page=40")
    assert page.css(".hit") or page.css_first('.empty a[href="/search/?q=lake"]') is not None


def test_mistakes_in_a_query_are_told(client: Client) -> None:
    assert words(page_of(client, "/search/?q=%22lake").css_first(".messages"))


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q=lake",
        "/search/?q=lake&class=secret&class=unclassified&country=CA&post=ottawa&post=toronto&tag=SENV&tag=PREL&year=2008"
        "&agency=rcmp&agency=cbsa&not-caption=sipdis&not-collection=main&not-tag=KTIP&not-post=quito",
        "/search/?agency=rcmp&tag=PREL&not-concept=fish",
    ],
)
def test_few_queries(client: Client, address: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        client.get(address)


def test_the_pager_is_that_of_the_page_shown(client: Client) -> None:
    page = page_of(client, "/search/?page=40")
    assert page.css(".hit")
    assert "page=40" not in page.html


def test_a_failing_index_tells_readers_no_path(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise SearchBackendError("The search index at /srv/secret is damaged (OSError)")

    monkeypatch.setattr("reader.search.searching._asked", fail)
    page = page_of(client, "/search/?q=lake&tag=PREL")
    assert words(page.css_first("h2#found")) == "The search cannot answer now"
    assert "/srv" not in page.html
    assert "OSError" not in page.html
    assert words(page.css_first(".asked .chip")).startswith("Remove the filter TAGS PREL")


def test_results_over_time_narrow_to_a_year_and_then_to_a_month(client: Client) -> None:
    days = [(2001, 3, 5), (2008, 5, 1), (2008, 5, 31), (2008, 7, 1)]
    made = [factories.make_cable(subject="Zebra", date=dt.datetime(*day, tzinfo=dt.UTC)) for day in days]
    indexing.update(cable.pk for cable in made)
    assert page_of(client, "/search/?q=zebra&year=2001").css(".over-time")
    page = page_of(client, "/search/?q=xyzzy+OR+zebra")
    links = {link.attributes["href"] for link in page.css(".over-time svg a")}
    rows = {link.attributes["href"] for link in page.css(".over-time table a")}
    assert links == rows
    assert "/search/?q=xyzzy+OR+zebra&year=2008" in links
    months = page_of(client, "/search/?q=xyzzy+OR+zebra&year=2008").css(".over-time table tr")
    address = next(row.css_first("a").attributes["href"] for row in months if "May 2008" in words(row))
    assert address == "/search/?q=%28xyzzy+OR+zebra%29+date%3A2008-05&year=2008"
    count = next(words(row.css_first("td")) for row in months if "May 2008" in words(row))
    assert count == "2"
    assert len(page_of(client, address or "").css(".hit")) == 2


@pytest.mark.parametrize("year", ["9999", "0000", "x", "20080"])
def test_odd_years_have_no_months(client: Client, year: str) -> None:
    assert page_of(client, f"/search/?year={year}").css(".over-time") == []


def test_did_you_mean(client: Client) -> None:
    link = page_of(client, "/search/?q=trukcers").css_first(".meant a")
    assert (words(link), link.attributes["href"]) == ("truckers", "/search/?q=truckers")
    assert page_of(client, "/search/?q=truckers").css(".meant") == []


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("agency=RCMP", "agency=rcmp"),
        ("agency=royal+canadian+mounted+police&q=ice", "q=ice&agency=rcmp"),
        ("post=AMCONSUL+TORONTO", "post=toronto"),
        ("not-post=Toronto", "not-post=toronto"),
        ("class=SECRET", "class=secret"),
        ("tag=senv&tag=SENV", "tag=SENV"),
        ("country=ca", "country=CA"),
        ("marking=SBU", "marking=sbu"),
    ],
)
def test_values_in_other_words_lead_to_the_values(client: Client, asked: str, meant: str) -> None:
    answer = client.get(f"/search/?{asked}")
    assert answer.headers["Location"] == f"/search/?{meant}"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_a_value_that_is_none_is_named(client: Client) -> None:
    page = page_of(client, "/search/?post=atlantis&tag=SENV")
    assert "No post is called “atlantis” here." in words(page.css_first('[role="status"]'))
    assert "“purple” is no value of" in words(page_of(client, "/search/?class=purple").css_first('[role="status"]'))


def test_a_name_of_a_post_or_code_is_offered_above_the_results(client: Client) -> None:
    offered = page_of(client, "/search/?q=ottawa").css(".meant a")
    assert [(words(link), link.attributes["href"]) for link in offered] == [
        ("Cables from Ottawa", "/search/?q=post%3Aottawa")
    ]


def test_the_page_names_its_feed(client: Client) -> None:
    link = page_of(client, "/search/?q=truckers&year=2008&page=1").css_first('link[type="application/atom+xml"]')
    assert link.attributes["href"] == "/search/feed.atom?q=truckers&year=2008"
