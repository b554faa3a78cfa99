"""News pages: every layout in which a site's page is saved."""

import pytest

from tests.telegram.formats.samples import (
    BODY,
    CABLE,
    ENVELOPE,
    PREAMBLE,
    cable_lines,
    furniture_lines,
    one,
    text_lines,
)

HEADLINE = "Cablegate: Bees of the Upper Valley"
TAIL = """\
© Sample Media

World Headlines

Victory Declared: Honey Harvest Largest In Years

The valley's keepers speak of a year without equal. More>>

10 Things To Know About Hives

  • Sample Pacific
"""
PITCH = """\
Advertisement - scroll to continue reading

Are you getting our free newsletter?

Start your week with stories from across our network, sent to your inbox every Monday.
"""


def test_desktop_page():
    document = one(f"{HEADLINE}\n\n{CABLE}\n\n{TAIL}")
    assert document.format == "news-text"
    assert document.hints.subject == "Bees of the Upper Valley"
    assert cable_lines(document) == text_lines(CABLE)


def test_desktop_page_with_everything_around():
    banner = "Top Scoops\n\nBook Reviews | Banking | Search\n\nLicence needed for work use\n\nSearch Sample\n\n"
    end = "\nAdvertisement - scroll to continue reading\n\nUsing Scoop for work?\n\nJoin Pro Individual\n\n"
    document = one(f"{banner}{HEADLINE}\n\n{CABLE}{end}{TAIL}")
    assert document.hints.subject == "Bees of the Upper Valley"
    assert cable_lines(document) == text_lines(CABLE)


def test_advertisement_and_pitch_between_paragraphs():
    torn = CABLE.replace("\n\n2. (U)", f"\n\n{PITCH}\n© Sample Media\n\n2. (U)")
    document = one(f"{HEADLINE}\n\n{torn}\n{TAIL}")
    assert cable_lines(document) == text_lines(CABLE)
    assert "Are you getting our free newsletter?" in furniture_lines(document)


def test_advertisement_before_an_unnumbered_end():
    torn = CABLE.replace("\n\nSPECIMEN", f"\n\n{PITCH}\nSPECIMEN")
    assert cable_lines(one(f"{HEADLINE}\n\n{torn}\n{TAIL}")) == text_lines(CABLE)


def test_the_word_newsletter_in_a_paragraph_stays():
    text = CABLE.replace("There were forty", "The newsletter of the keepers, which all subscribe to, says forty")
    torn = text.replace("\n\n2. (U)", f"\n\n{PITCH}\n2. (U)")
    assert cable_lines(one(f"{HEADLINE}\n\n{torn}\n{TAIL}")) == text_lines(text)


@pytest.mark.parametrize(
    "line",
    [
        "become a member of the Honey Board in 2009",
        "support independent keepers",
        "copyright law was amended by parliament in 2006",
        "(c) the role of the media",
        "Top headlines",
        "advertisement",
        "Source: © Honey Board 2008",
        "join us in asking for more hives",
        "The caf\u00c3\u00a9 was closed that day.",
        "newsletter and inbox",
    ],
)
def test_lines_of_a_cable_that_a_site_could_have_written(line):
    text = CABLE.replace("their hives.", f"their\n{line}\nhives.")
    assert cable_lines(one(f"{HEADLINE}\n\n{text}\n{TAIL}")) == text_lines(text)


def test_truncated_page():
    document = one(f"{HEADLINE}\n\n{ENVELOPE}{PREAMBLE}\n1. (U) The keepers of the upper")
    assert cable_lines(document)[-1] == "1. (U) The keepers of the upper"
    assert furniture_lines(document) == [HEADLINE]


def test_bare_page_without_blank_lines():
    bare = "\n".join(text_lines(CABLE))
    assert cable_lines(one(f"{HEADLINE}\n{bare}\n")) == text_lines(CABLE)


def test_bare_page_with_the_order_alone():
    bare = f"{HEADLINE}\n\nE.O. 12958: N/A\n\n{BODY}"
    assert cable_lines(one(bare)) == ["E.O. 12958: N/A", *text_lines(BODY)]


def test_bare_page_of_paragraphs_alone():
    assert cable_lines(one(f"{HEADLINE}\n\n{BODY}")) == text_lines(BODY)


@pytest.mark.parametrize(
    "published", ["Published: Fri 15 Feb 2008 03:30 PM", "Published: Friday, 15 February 2008, 3:30 pm"]
)
@pytest.mark.parametrize("headline", [HEADLINE, "Bees of the Upper Valley"])
def test_mobile_page(headline, published):
    text = "\n".join(text_lines(CABLE))
    document = one(f"Sample: news without end\n{headline}\n{published}\n{text}\n© Sample Media\n")
    assert document.format == "news-text"
    assert document.hints.subject == "Bees of the Upper Valley"
    assert document.hints.date is None
    assert cable_lines(document) == text_lines(CABLE)
    assert len(furniture_lines(document)) == 4


def test_a_headline_over_two_lines():
    long = "Cablegate: Bees of the Upper Valley and What Their Keepers Think of"
    document = one(f"{long}\nthe Honey Board\n\n{CABLE}")
    assert document.hints.subject == "Bees of the Upper Valley and What Their Keepers Think of the Honey Board"
    assert cable_lines(document) == text_lines(CABLE)


def test_a_page_without_a_named_headline():
    document = one(f"Bees of the Upper Valley\n\n{CABLE}\n{TAIL}")
    assert document.hints.subject == "Bees of the Upper Valley"
    assert cable_lines(document) == text_lines(CABLE)


def test_the_story_address():
    document = one(f"http://news.example/stories/WL0802/S00001.htm\n\n{HEADLINE}\n\n{CABLE}")
    assert document.hints.address == "http://news.example/stories/WL0802/S00001.htm"


def test_a_raw_cable_is_no_news_page():
    document = one(CABLE.replace("Nobody was stung", "The press wrote of Cablegate: nobody was stung"))
    assert (document.format, document.furniture, document.hints.subject) == ("raw", (), None)


def test_a_source_that_a_raw_cable_cites_closes_nothing():
    text = CABLE.replace("their hives.", "their\nSource: © Honey Board, 2008\nhives.")
    document = one(text)
    assert (document.format, document.furniture) == ("raw", ())


def test_cablegate_in_the_body_makes_no_headline():
    text = CABLE.replace("2. (U) There", "Cablegate: a word of the press\n\n2. (U) There")
    document = one(text)
    assert (document.format, document.furniture) == ("raw", ())
