"""What the head of a cable's page tells reference managers, search engines and previews of links."""

import datetime as dt
import json

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from reader.models import Cable
from tests import factories
from tests.views.pages import page_of

pytestmark = pytest.mark.django_db


def named(page: LexborHTMLParser, name: str) -> list[str | None]:
    return [tag.attributes["content"] for tag in page.css(f'head meta[name="{name}"], head meta[property="{name}"]')]


def linked(page: LexborHTMLParser) -> dict:
    (block,) = page.css('head script[type="application/ld+json"]')
    return json.loads(block.text())


def test_zotero_reads_a_report(client: Client, archive: list[Cable]) -> None:
    page = page_of(client, "/cables/08OTTAWA734/")
    assert named(page, "citation_title") == named(page, "DC.title") == ["Ice roads open early"]
    assert named(page, "citation_author") == named(page, "DC.creator") == ["AMEMBASSY OTTAWA"]
    assert named(page, "citation_publication_date") == ["2008/05/28"]
    assert named(page, "citation_technical_report_number") == named(page, "DC.identifier") == ["08OTTAWA734"]
    assert named(page, "citation_keywords") == named(page, "DC.subject") == ["PREL", "CA"]
    assert named(page, "citation_public_url") == ["http://127.0.0.1:8000/cables/08OTTAWA734/"]
    assert named(page, "description") == ["CONFIDENTIAL, AMEMBASSY OTTAWA, 28 May 2008, 19:32 UTC"]
    assert named(page, "og:title") == ["08OTTAWA734: Ice roads open early"]
    assert named(page, "og:url") == named(page, "citation_public_url")
    assert len(page.css('link[rel="canonical"]')) == 1


def test_schema_org(client: Client, archive: list[Cable]) -> None:
    told = linked(page_of(client, "/cables/08OTTAWA734/"))
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Report")
    assert told["url"] == "http://127.0.0.1:8000/cables/08OTTAWA734/"
    assert told["dateCreated"] == "2008-05-28T19:32:00Z"
    assert told["author"] == {"@type": "GovernmentOrganization", "name": "AMEMBASSY OTTAWA"}
    assert told["keywords"] == ["PREL", "CA"]
    assert "abstract" not in told


def test_what_is_not_stated_is_not_told(client: Client, db: None) -> None:
    factories.make_cable(
        reference_id="UNNUMBERED-1a2b3c4d", number="", subject="", date=None, level=None, level_source=""
    )
    Cable.objects.update(station=None)
    page = page_of(client, "/cables/UNNUMBERED-1a2b3c4d/")
    for name in ("citation_author", "citation_publication_date", "citation_technical_report_number", "DC.identifier"):
        assert named(page, name) == [], name
    told = linked(page)
    assert told.keys().isdisjoint({"author", "dateCreated", "identifier", "reportNumber", "keywords", "abstract"})


def test_a_fictional_cable_says_that_it_is(client: Client, db: None) -> None:
    collection = factories.make_collection("tales", title="Tales", fictional=True)
    factories.make_cable(reference_id="08TORONTO7", collection=collection)
    page = page_of(client, "/cables/08TORONTO7/")
    assert named(page, "og:description")[0].startswith("Fictional, UNCLASSIFIED")
    assert "Fiction" in linked(page)["genre"]


EVIL = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!--<script>",
    "a\u2028b\x07 c",
    "&quot;",
)


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
def test_hostile_text_stays_text(client: Client, db: None, evil: str) -> None:
    factories.make_cable(
        reference_id="08TORONTO666",
        subject=f"{evil}\n",
        summary=evil,
        tags=[f"T{evil}"],
        station=factories.make_station(f"AMCONSUL {evil}", slug="evil"),
        date=dt.datetime(2008, 5, 28, tzinfo=dt.UTC),
    )
    page = page_of(client, "/cables/08TORONTO666/")
    one_line = " ".join(evil.replace("\u2028", " ").replace("\x07", " ").split())
    assert named(page, "citation_title") == [one_line]
    assert named(page, "DC.creator") == [f"AMCONSUL {one_line}"]
    assert named(page, "citation_keywords") == [f"T{one_line}"]
    told = linked(page)
    assert (told["name"], told["abstract"], told["keywords"]) == (one_line, one_line, [f"T{one_line}"])
    # The block is the only script without an address, and it ended where it should.
    assert len(page.css("script:not([src])")) == 1
    assert page.css("img, [onerror]") == []
    assert page.css_first("main") is not None


def test_a_long_summary_is_cut_between_words(client: Client, db: None) -> None:
    factories.make_cable(reference_id="08TORONTO8", summary="The lake rose. " * 100)
    said = named(page_of(client, "/cables/08TORONTO8/"), "og:description")[0]
    assert len(said) <= 302
    assert said.endswith(" …")


def test_every_page_leads_to_the_description_of_the_api(client: Client, db: None) -> None:
    (link,) = page_of(client, "/about/").css('link[rel="service-desc"]')
    assert client.get(link.attributes["href"]).json()["openapi"]
