"""Lists: filters of every kind on every page, by stored counts, by the search, by the database; and addresses."""

import pytest
from django.test import Client

from reader.models import Cable
from reader.search import indexing
from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(archive: list[Cable]) -> list[Cable]:
    """The three cables of `archive`, and one more of Ottawa that is addressed to nobody else."""
    cable = factories.make_cable(
        reference_id="08OTTAWA800",
        station="AMEMBASSY OTTAWA",
        level="SECRET",
        tags=["PREL"],
        captions=["NODIS"],
        signatures=["SPECIMEN"],
        classified_by="Consul  B. Specimen",
        info=["AMCONSUL TORONTO"],
        paragraphs=[("(S)", "The RCMP counted.")],
        mentions={"RCMP": 1},
    )
    indexing.update([cable.pk])
    return [*archive, cable]


def ids(client: Client, address: str) -> list[str]:
    return [words(row) for row in page_of(client, address).css(".rows .row .id")]


ASKED = [
    ("/tags/PREL/", ["08OTTAWA734", "08OTTAWA800"]),
    ("/tags/PREL/?class=secret", ["08OTTAWA800"]),
    ("/tags/PREL/?not-class=secret", ["08OTTAWA734"]),
    ("/tags/PREL/?year=2008&not-class=confidential", ["08OTTAWA800"]),
    ("/tags/PREL/?date=2008-05", ["08OTTAWA734", "08OTTAWA800"]),
    ("/tags/PREL/?date=2008-06", []),
    ("/tags/PREL/?tag=CA", ["08OTTAWA734"]),
    ("/tags/PREL/?not-tag=CA", ["08OTTAWA800"]),
    ("/tags/PREL/?caption=nodis", ["08OTTAWA800"]),
    ("/tags/PREL/?post=ottawa&agency=rcmp", ["08OTTAWA734", "08OTTAWA800"]),
    ("/tags/PREL/?marking=s", ["08OTTAWA800"]),
    ("/tags/CA/?not-post=toronto&collection=main", ["08OTTAWA734"]),
    ("/classifications/secret/?class=confidential", []),
    ("/classifications/not-stated/", ["09TORONTO3"]),
    ("/posts/ottawa/?post=toronto", []),
    ("/posts/ottawa/?not-caption=nodis", ["08OTTAWA734"]),
    ("/posts/toronto/?role=received", ["08OTTAWA800"]),
    ("/posts/toronto/?role=received&tag=CA", []),
    ("/posts/ottawa/?role=received&country=CA", ["08TORONTO152"]),
    ("/agencies/rcmp/?role=mentioned&not-marking=s", ["08OTTAWA734"]),
    ("/captions/sipdis/?tag=SENV", ["08TORONTO152"]),
    ("/countries/CA/?tag=SENV", ["08TORONTO152"]),
    ("/collections/main/?caption=nodis", ["08OTTAWA800"]),
    ("/people/SPECIMEN/", ["08OTTAWA800"]),
    ("/people/SPECIMEN/?tag=PREL&not-agency=rcmp", []),
    ("/people/Consul%20B.%20Specimen/", ["08OTTAWA800"]),
    ("/dates/2008/05/28/?tag=PREL", ["08OTTAWA734", "08OTTAWA800"]),
    ("/dates/2008/05/?not-post=ottawa", ["08TORONTO152"]),
    ("/dates/2008/?caption=nodis", ["08OTTAWA800"]),
    ("/dates/undated/?post=toronto", ["09TORONTO3"]),
    ("/tags/PREL/?year=nineteen&page=x&sort=y&role=z", []),
]


@pytest.mark.parametrize(("address", "listed"), ASKED)
def test_filters_narrow_every_list(client: Client, indexed: list[Cable], address: str, listed: list[str]) -> None:
    assert ids(client, address) == listed


@pytest.mark.parametrize(("address", "listed"), ASKED)
def test_lists_are_the_same_without_an_index(
    client: Client, indexed: list[Cable], address: str, listed: list[str]
) -> None:
    indexing.clear()
    assert ids(client, address) == listed


def test_a_chip_takes_its_filter_off(client: Client, indexed: list[Cable]) -> None:
    page = page_of(client, "/tags/PREL/?not-class=secret&post=ottawa&date=2008-05&sort=-date")
    chips = {words(chip): chip.attributes["href"] for chip in page.css(".chips.asked a.chip")}
    assert chips == {
        "Remove the filter Post AMEMBASSY OTTAWA ×": "?not-class=secret&date=2008-05&sort=-date#listing-title",
        "Remove the filter not Classification Secret ×": "?post=ottawa&date=2008-05&sort=-date#listing-title",
        "Remove the filter Month May 2008 ×": "?post=ottawa&not-class=secret&sort=-date#listing-title",
    }
    assert [link.attributes["href"] for link in page.css(".chips.asked a.quiet")] == ["?sort=-date#listing-title"]


def test_the_legend_narrows_and_leaves_out(client: Client, indexed: list[Cable]) -> None:
    links = [link.attributes["href"] for link in page_of(client, "/tags/PREL/").css(".legend a")]
    assert links == [
        "?class=confidential#listing-title", "?not-class=confidential#listing-title",
        "?class=secret#listing-title", "?not-class=secret#listing-title",
    ]  # fmt: skip


def test_a_list_opens_as_the_search_that_is_the_same(client: Client, indexed: list[Cable]) -> None:
    def search(address: str) -> list[str]:
        links = [link.attributes["href"] or "" for link in page_of(client, address).css(".tools a")]
        return [link for link in links if link.startswith("/search/")]

    assert search("/tags/PREL/?not-class=secret") == ["/search/?tag=PREL&not-class=secret&sort=date"]
    assert search("/dates/2008/05/28/?tag=PREL") == ["/search/?q=date%3A2008-05-28&tag=PREL&sort=date"]
    assert search("/countries/CA/?date=2008-05") == ["/search/?q=date%3A2008-05&country=CA&sort=date"]
    assert search("/dates/undated/") == []
    assert "Search among these and near ones" in words(
        page_of(client, "/agencies/rcmp/?role=mentioned").css_first(".tools")
    )


def test_words_of_codes_and_names_lead_to_the_canonical_address(client: Client, indexed: list[Cable]) -> None:
    for address, there in (
        ("/countries/ca/", "/countries/CA/"),
        ("/captions/SIPDIS/", "/captions/sipdis/"),
        ("/collections/MAIN/", "/collections/main/"),
        ("/agencies/RCMP/", "/agencies/rcmp/"),
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (301, there)
    for address in ("/countries/ZZ/", "/captions/nowhere/", "/people/NOBODY/", "/collections/none/", "/dates/0000/"):
        assert client.get(address).status_code == 404


def test_rankings_name_what_has_most(client: Client, indexed: list[Cable]) -> None:
    assert "SPECIMEN 1" in words(page_of(client, "/people/").css_first(".index"))
    assert words(page_of(client, "/people/?role=classified").css_first(".index")) == "Consul B. Specimen 1"
    assert "No name here begins with “ZZ”" in words(page_of(client, "/people/?find=ZZ").css_first("main"))
    assert words(page_of(client, "/people/?find=spec").css_first(".index")) == "SPECIMEN 1"
    assert ids(client, "/most-cited/") == ["08OTTAWA734", "08TORONTO152"]
    assert "cited by 1 cable held here" in words(page_of(client, "/most-cited/").css_first(".rows"))
    assert words(page_of(client, "/countries/").css_first(".index")) == "Canada 2 posts 4"
    assert "NODIS" in words(page_of(client, "/captions/").css_first("main"))
    assert "RCMP" in words(page_of(client, "/agencies/?find=mounted").css_first("table"))


def test_posts_stand_on_a_map_and_in_a_list(client: Client, indexed: list[Cable]) -> None:
    page = page_of(client, "/posts/")
    titles = sorted(words(title) for title in page.css(".world a title"))
    assert titles == ["AMCONSUL TORONTO: 2 cables", "AMEMBASSY OTTAWA: 2 cables"]
    assert "public domain" in words(page.css_first("figcaption"))
    assert [words(post) for post in page.css(".by-country li a")] == ["AMCONSUL TORONTO", "AMEMBASSY OTTAWA"]
