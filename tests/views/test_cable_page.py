"""The heart: everything that a cable states is on its page, decoded, and nothing that it does not state."""

import json
import re

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from reader.ingest import Options, ingest
from reader.models import Cable
from tests.views.conftest import ANSWER
from tests.views.pages import page_of, words

pytestmark = pytest.mark.usefixtures("gulls")


def field(page: LexborHTMLParser, name: str) -> str:
    """The text of one row of the catalogue card."""
    rows = [words(row) for row in page.css(".card .fields > div")]
    return next(row.removeprefix(name).strip() for row in rows if row.startswith(name))


@pytest.fixture
def page(client: Client) -> LexborHTMLParser:
    return page_of(client, "/cables/08HALIFAX123/")


@pytest.fixture
def whole(client: Client) -> LexborHTMLParser:
    return page_of(client, "/cables/08HALIFAX24/")


def test_a_headline_is_named_as_one(page: LexborHTMLParser) -> None:
    assert words(page.css_first("h1")) == "Halifax Counts Its Gulls: A Beginning headline"
    assert "states no subject" in words(page.css_first(".card"))


def test_markup_in_a_headline_is_shown_as_text(client: Client) -> None:
    Cable.objects.filter(reference_id="08HALIFAX123").update(headline="<b>Gulls</b> &amp; ferries<script>1</script>")
    page = page_of(client, "/cables/08HALIFAX123/")
    assert words(page.css_first("h1")) == "<b>Gulls</b> &amp; ferries<script>1</script> headline"


def test_the_date_is_decoded_and_stands_beside_the_group_as_written(page: LexborHTMLParser) -> None:
    sent = field(page, "Sent")
    assert "28 May 2008, 19:32 UTC" in sent
    assert "281932Z MAY 08" in sent
    moment = page.css_first(".card time")
    assert moment is not None
    assert (moment.attributes["datetime"] or "").startswith("2008-05-28T19:32:00")


def test_precedence_is_decoded(page: LexborHTMLParser, whole: LexborHTMLParser) -> None:
    assert field(page, "Precedence").startswith("Routine all other traffic")
    assert field(whole, "Precedence").startswith("Priority")


def test_what_is_not_stated_says_so(page: LexborHTMLParser) -> None:
    assert field(page, "To") == "not stated"
    assert field(page, "TAGS").startswith("none stated")


def test_the_banner_tells_in_words_and_colour(page: LexborHTMLParser, whole: LexborHTMLParser) -> None:
    banner = whole.css_first(".banner.top")
    assert "CONFIDENTIAL" in words(banner)
    assert "r-confidential" in (banner.attributes["class"] or "")
    assert "r-controlled" in (page.css_first(".banner.top").attributes["class"] or "")


def test_each_paragraph_has_its_marking_in_the_margin(page: LexborHTMLParser) -> None:
    margins = [words(margin) for margin in page.css(".paragraph .margin")]
    assert margins == [
        "SBU Sensitive But Unclassified",
        "U Unclassified",
        "unmarked",
        "SBU Sensitive But Unclassified",
    ]
    unmarked = page.css_first("#p3")
    assert "r-unmarked" in (unmarked.attributes["class"] or "")


def test_numbers_link_to_their_paragraph(page: LexborHTMLParser) -> None:
    assert [link.attributes["href"] for link in page.css(".paragraph .number")] == ["#p1", "#p2", "#p3", "#p4"]


def test_headings_stand_between_paragraphs(page: LexborHTMLParser) -> None:
    assert [words(heading) for heading in page.css(".letter h2")] == ["How The Counting Goes", "Comment"]


def test_summary_and_comment_are_set_apart(page: LexborHTMLParser) -> None:
    assert "counts gulls" in words(page.css_first(".group.summary"))
    assert "office hours" in words(page.css_first(".group.comment"))


def test_a_page_break_is_a_quiet_mark_in_its_place(page: LexborHTMLParser) -> None:
    text = page.css_first("#p3 .text")
    mark = text.css_first(".page-break")
    line = page.css_first(f'.side [id="{(mark.attributes["href"] or "").removeprefix("#")}"]')
    assert "HALIFAX 00000123 002 OF 002" in words(line)
    assert "since the ferry" in text.html.split("page-break")[0]
    assert "changed its hours" in text.html.split("page-break")[1]
    assert "002 OF 002" not in text.text()


def test_redactions_are_marked(page: LexborHTMLParser) -> None:
    assert words(page.css_first("#p3 .redaction")) == "XXXXXXXXXXXX"


def test_references_are_linked_when_held_and_named_when_not(page: LexborHTMLParser) -> None:
    refers = page.css_first('section[aria-labelledby="refers"]')
    assert refers.css_first('a[href="/cables/08HALIFAX24/"]') is not None
    assert "08OTTAWA152 not in this archive" in words(refers)


def test_references_in_the_text_are_linked(page: LexborHTMLParser) -> None:
    assert page.css_first('#p2 .text a.held[href="/cables/08HALIFAX24/"]') is not None
    absent = page.css_first("#p4 .text .absent")
    assert "not in this archive" in (absent.attributes["data-tip"] or "")


def test_referred_to_by(whole: LexborHTMLParser) -> None:
    assert "08HALIFAX123" in words(whole.css_first('section[aria-labelledby="referred"]'))


def test_tags_captions_order_and_reasons_are_decoded(whole: LexborHTMLParser) -> None:
    assert "SENV Environmental affairs" in field(whole, "TAGS")
    assert "SIPRNet" in field(whole, "Captions")
    assert "15 February 2018" in field(whole, "E.O.")
    assert "foreign governments" in field(whole, "Classified by")


def test_addressees_with_routing_and_serial(whole: LexborHTMLParser) -> None:
    assert field(whole, "To").startswith("SECSTATE WASHDC priority RUEHC 0042")
    assert "AMEMBASSY OTTAWA" in field(whole, "For information")


def test_agencies_named_say_where(page: LexborHTMLParser) -> None:
    named = words(page.css_first('section[aria-labelledby="named"]'))
    assert "Halifax Bird Office (HBO) in ¶1" in named
    assert "(RCMP) in ¶3" in named


def test_furniture_is_folded_away(page: LexborHTMLParser) -> None:
    furniture = page.css(".side details.furniture")[-1]
    assert "open" not in furniture.attributes
    assert "A headline about something else entirely" in words(furniture)
    assert "World Headlines" not in words(page.css_first(".letter"))


def test_where_the_text_comes_from(page: LexborHTMLParser) -> None:
    sources = words(page.css_first('section[aria-labelledby="sources"]'))
    assert "Demonstration" in sources
    assert "page.txt" in sources
    assert re.search(r"\b[0-9a-f]{64}\b", sources)


def test_the_cable_itself_says_that_it_is_fictional(page: LexborHTMLParser) -> None:
    assert "This cable is fictional." in words(page.css_first(".card"))


def test_neighbours_from_the_same_post(page: LexborHTMLParser, whole: LexborHTMLParser) -> None:
    assert page.css_first('.neighbours a[rel="prev"]').attributes["href"] == "/cables/08HALIFAX24/"
    assert page.css_first('.neighbours a[rel="next"]') is None
    assert whole.css_first('.neighbours a[rel="next"]').attributes["href"] == "/cables/08HALIFAX123/"


def test_the_strip_tells_its_story_in_words(page: LexborHTMLParser) -> None:
    assert words(page.css_first(".glance .note")) == "4 paragraphs: 1 SBU; 2 U; 3 unmarked; 4 SBU"
    assert len(page.css(".glance rect")) == 4


def test_warnings_are_told_quietly(page: LexborHTMLParser) -> None:
    warnings = page.css_first(".warnings details")
    assert "open" not in warnings.attributes
    assert words(warnings)


def test_fields_lead_to_the_line_they_were_read_from(page: LexborHTMLParser) -> None:
    links = [link.attributes["href"] for link in page.css(".card .read-from a")]
    assert "#L4" in links
    assert "R 281932Z MAY 08" in words(page.css_first('.side [id="L4"]'))
    assert "R 281932Z MAY 08" in [words(line) for line in page.css(".card .read-from pre")]


def test_the_reading_as_json(client: Client) -> None:
    reading = json.loads(client.get("/cables/08HALIFAX123.json").content)
    assert reading["reference_id"] == "08HALIFAX123"
    assert reading["date"] == "2008-05-28T19:32:00Z"
    assert [p["number"] for p in reading["paragraphs"]] == [1, 2, 3, 4]
    assert reading["paragraphs"][2]["marking"] is None
    assert [r["reference_id"] for r in reading["references"]] == ["08HALIFAX24", "08OTTAWA152"]
    assert reading["archive"]["fictional"] is True
    assert reading["archive"]["title_kind"] == "headline"


def test_the_reading_as_text(client: Client) -> None:
    answer = client.get("/cables/08HALIFAX24.txt")
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert text.strip().startswith("CONFIDENTIAL")
    assert text.strip().endswith("CONFIDENTIAL")
    assert "FICTIONAL" in text
    assert "1. (C) A count of gulls will begin in spring." in text


def test_an_unchanged_page_is_not_sent_again(client: Client) -> None:
    first = client.get("/cables/08HALIFAX24/")
    assert first.headers["ETag"]
    assert first.headers["Last-Modified"]
    again = client.get("/cables/08HALIFAX24/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    found = client.get("/cables/08HALIFAX24/?q=gulls&at=1", headers={"if-none-match": first.headers["ETag"]})
    assert found.status_code == 200


def test_a_cable_that_comes_in_makes_the_page_anew(client: Client, tmp_path) -> None:
    first = client.get("/cables/08HALIFAX24/")
    (tmp_path / "new.txt").write_text(ANSWER.replace("#0024", "#0025").replace("000024", "000025"), encoding="utf-8")
    ingest([str(tmp_path / "new.txt")], Options(collection="demonstration"))
    again = client.get("/cables/08HALIFAX24/", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "08HALIFAX25" in again.content.decode()
