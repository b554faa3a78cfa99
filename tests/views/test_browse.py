"""Ways in: counts that are true, lists that can be turned, narrowed and opened as a search."""

import datetime as dt

import pytest
from django.test import Client

from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[str]:
    """The ids listed, in order."""
    return [words(row) for row in page_of(client, address).css(".rows .row .id")]


def on(year: int, month: int = 5, day: int = 28) -> dt.datetime:
    return dt.datetime(year, month, day, 12, tzinfo=dt.UTC)


def test_home_tells_what_is_held(client: Client, archive: list) -> None:
    page = page_of(client, "/")
    assert words(page.css_first("h1")) == "3 diplomatic cables, paragraph by paragraph"
    legend = [words(item) for item in page.css(".legend li")]
    assert legend == ["Unclassified 1", "Confidential 1", "No classification stated 1"]
    assert page.css_first("input[name=q]") is not None


def test_an_empty_archive_says_what_to_do(client: Client) -> None:
    assert "manage.py ingest" in words(page_of(client, "/").css_first("main"))


def test_the_chart_and_its_table_tell_the_same(client: Client) -> None:
    for year, level in ((2006, "SECRET"), (2008, "CONFIDENTIAL"), (2008, "UNCLASSIFIED")):
        factories.make_cable(date=on(year), level=level)
    page = page_of(client, "/classifications/")
    table = [words(row) for row in page.css(".timeline tbody tr")]
    assert table == ["May 2006 – – 1 1", "May 2008 1 1 – 2"]
    assert len(page.css(".chart path")) == 3
    assert "3 cables, May 2006 to May 2008; most in May 2008 (2)." in words(page.css_first(".timeline"))
    linked = [link.attributes["href"] for link in page.css(".chart a")]
    assert (
        linked
        == [link.attributes["href"] for link in page.css(".timeline tbody a")]
        == ["/dates/2006/05/", "/dates/2008/05/"]
    )


def test_years_months_and_days_count_what_they_list(client: Client) -> None:
    for month, day in ((5, 1), (5, 1), (5, 9), (7, 4)):
        factories.make_cable(date=on(2008, month, day))
    years = page_of(client, "/dates/")
    assert words(years.css_first('a[aria-label="May 2008: 3 cables"]')) == "3"
    assert len(rows(client, "/dates/2008/")) == 4
    assert len(rows(client, "/dates/2008/05/")) == 3
    assert len(rows(client, "/dates/2008/05/01/")) == 2
    assert page_of(client, "/dates/2008/05/").css_first('a[href="/dates/2008/05/09/"]') is not None


def test_cables_without_a_date_are_not_lost(client: Client, archive: list) -> None:
    assert "1 cable without a date" in words(page_of(client, "/dates/").css_first("main"))
    assert rows(client, "/dates/undated/") == ["09TORONTO3"]


def test_a_post_lists_what_it_sent_and_what_was_sent_to_it(client: Client, archive: list) -> None:
    page = page_of(client, "/posts/ottawa/")
    assert [words(tab) for tab in page.css(".roles li")] == [
        "Sent by AMEMBASSY OTTAWA 1",
        "Addressed to AMEMBASSY OTTAWA 1",
    ]
    assert rows(client, "/posts/ottawa/") == ["08OTTAWA734"]
    assert rows(client, "/posts/ottawa/?role=received") == ["08TORONTO152"]


def test_an_agency_says_whether_it_sent_received_or_is_mentioned(client: Client, archive: list) -> None:
    page = page_of(client, "/agencies/rcmp/")
    assert [words(tab) for tab in page.css(".roles li")] == [
        "Sent by RCMP 0",
        "Addressed to RCMP 0",
        "Mentioning RCMP 1",
    ]
    assert words(page.css_first("#listing-title")) == "Mentioning RCMP 1"
    assert rows(client, "/agencies/rcmp/") == ["08OTTAWA734"]


def test_lists_can_be_turned(client: Client) -> None:
    early = factories.make_cable(date=on(2006)).reference_id
    late = factories.make_cable(date=on(2008)).reference_id
    assert rows(client, "/posts/toronto/") == [early, late]
    assert rows(client, "/posts/toronto/?sort=-date") == [late, early]


def test_lists_can_be_narrowed_and_opened_as_a_search(client: Client) -> None:
    factories.make_cable(date=on(2006), tags=["PREL"])
    late = factories.make_cable(date=on(2008), tags=["PREL"], level="SECRET").reference_id
    assert rows(client, "/tags/PREL/?year=2008&class=secret") == [late]
    page = page_of(client, "/tags/PREL/?year=2008&class=secret")
    assert words(page.css_first("#listing-title")) == "Cables 1"
    chips = [words(chip) for chip in page.css(".chips.asked li")]
    assert chips == [
        "Remove the filter Classification Secret ×",
        "Remove the filter Year 2008 ×",
        "Show all",
    ]
    links = [link.attributes["href"] for link in page.css(".tools a")]
    assert "/search/?class=secret&year=2008&tag=PREL&sort=date" in links


def test_lists_are_paged_and_keep_their_order(client: Client) -> None:
    for _ in range(31):
        factories.make_cable()
    page = page_of(client, "/posts/toronto/?sort=-date")
    assert len(page.css(".rows .row")) == 30
    assert page.css_first('.pages a[rel="next"]').attributes["href"] == "?sort=-date&page=2"
    assert len(rows(client, "/posts/toronto/?sort=-date&page=2")) == 1


def test_unknown_tags_are_shown_as_unknown(client: Client) -> None:
    factories.make_cable(tags=["ZZZQ"])
    assert "not in the authority table" in words(page_of(client, "/tags/ZZZQ/").css_first("main"))


def test_a_tag_with_odd_letters_has_an_address(client: Client) -> None:
    cable = factories.make_cable(tags=["(SPECIMEN, A/B)"])
    assert client.get(cable.tags.get().get_absolute_url()).status_code == 200


def test_the_guide_explains_from_the_authority(client: Client) -> None:
    guide = words(page_of(client, "/guide/").css_first("main"))
    for said in ("NODIS", "SIPRNet", "FLASH", "KTIP", "1.4(d)", "Sensitive But Unclassified", "unmarked", "XGDS"):
        assert said in guide, said


def test_the_help_names_every_field(client: Client) -> None:
    from reader.search.fields import FIELDS

    page = words(page_of(client, "/help/search/").css_first("main"))
    assert [field.name for field in FIELDS if f"{field.name}:" not in page] == []


def test_a_chart_explains_the_colours_that_lists_use_otherwise(client: Client) -> None:
    factories.make_cable(reference_id="08TORONTO1", level="UNCLASSIFIED", caveats=["SBU"])
    factories.make_cable(reference_id="75TORONTO2", level="LIMITED OFFICIAL USE")
    said = words(page_of(client, "/").css_first(".timeline"))
    assert "cables handled as SBU or FOUO are Unclassified and green here, and purple in lists" in said


def test_a_chart_of_other_levels_has_nothing_to_explain(client: Client) -> None:
    factories.make_cable(reference_id="08TORONTO1", level="SECRET")
    assert "Counted by level" not in words(page_of(client, "/").css_first(".timeline"))
