"""Paragraphs picked by their marking, chips that tell their words, references that can be previewed."""

import pytest
from django.test import Client

from reader.models import Reference
from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


def test_each_kind_of_marking_can_be_picked(client: Client) -> None:
    given = [("(U)", "One."), ("(S/NF)", "Two."), ("(S//NF)", "Three."), "Four.", ("(U)", "Five."), ("(U)", "Six.")]
    factories.make_cable(reference_id="08TORONTO5", paragraphs=given)
    page = page_of(client, "/cables/08TORONTO5/")
    picks = {words(label): label.css_first("input").attributes["class"] for label in page.css(".only label:has(.pick)")}
    assert list(picks) == ["U Unclassified, 3", "S/NF Secret, not for foreign nationals, 2", "unmarked Unmarked, 1"]
    kinds = [(one.attributes["class"] or "").split(" ")[-1] for one in page.css(".letter .paragraph")]
    assert kinds == ["k0", "k1", "k1", "k2", "k0", "k0"]
    assert list(picks.values()) == ["pick k0", "pick k1", "pick k2"]


def test_many_kinds_share_the_last(client: Client) -> None:
    given = [(f"(C/REL {number})", "Text.") for number in range(14)]
    factories.make_cable(reference_id="08TORONTO5", paragraphs=given)
    page = page_of(client, "/cables/08TORONTO5/")
    labels = [words(label) for label in page.css(".only label:has(.pick)")]
    assert len(labels) == 10
    assert labels[-1] == "others 5 other markings, 5"
    assert len(page.css(".letter .paragraph.k9")) == 5


def test_one_kind_needs_no_picking(client: Client) -> None:
    factories.make_cable(reference_id="08TORONTO5", paragraphs=["One.", "Two."])
    assert page_of(client, "/cables/08TORONTO5/").css(".only") == []


def test_chips_can_be_reached_and_tell_their_words(client: Client) -> None:
    factories.make_cable(reference_id="08TORONTO5", paragraphs=[("(SBU)", "One."), "Two."])
    page = page_of(client, "/cables/08TORONTO5/")
    marked, unmarked = page.css(".paragraph .margin a.mark")
    assert marked.attributes["href"] == unmarked.attributes["href"] == "/guide/#markings"
    assert words(page.css_first("#p1 .margin .in-words")) == "Sensitive But Unclassified"
    assert "none is guessed" in unmarked.attributes["aria-label"]


def test_limited_official_use_looks_unlike_sbu(client: Client) -> None:
    factories.make_cable(
        reference_id="08TORONTO5", level="LIMITED OFFICIAL USE", paragraphs=[("(LOU)", "1"), ("(SBU)", "2")]
    )
    page = page_of(client, "/cables/08TORONTO5/")
    assert page.css_first(".banner").attributes["class"] == "banner top r-limited"
    assert [chip.attributes["class"] for chip in page.css(".margin .mark")] == ["mark r-limited", "mark r-controlled"]
    first, second = page.css(".strip-bar rect")
    assert first.attributes["height"] != second.attributes["height"]


def test_a_reference_in_the_text_tells_what_it_leads_to(client: Client) -> None:
    held = factories.make_cable(
        reference_id="08OTTAWA1",
        station="AMEMBASSY OTTAWA",
        subject="Ice roads",
        level="SECRET",
        summary="It froze. " * 80,
    )
    cable = factories.make_cable(
        reference_id="08TORONTO5", paragraphs=["See Ottawa 1 and Quebec 7."], references=["08OTTAWA1"]
    )
    inside = {"cable": cable, "paragraph": cable.paragraphs.get(), "kind": "cable"}
    Reference.objects.create(
        **inside, position=8, text="Ottawa 1", reference_id="08OTTAWA1", target=held, start=4, end=12
    )
    Reference.objects.create(**inside, position=9, text="Quebec 7", reference_id="08QUEBEC7", start=17, end=25)
    page = page_of(client, "/cables/08TORONTO5/")
    link, absent = page.css("#p1 .text a")
    preview = link.attributes["data-tip"] or ""
    assert preview.startswith("08OTTAWA1 · AMEMBASSY OTTAWA · 28 May 2008, 19:32 UTC · Secret\nIce roads\nIt froze.")
    assert len(preview) < 400
    assert "Ice roads" in words(page.css_first(f'[id="{link.attributes["aria-describedby"]}"]'))
    entry = page.css_first(f'[id="{absent.attributes["aria-describedby"]}"]')
    assert words(entry).startswith("In paragraph ¶1 08QUEBEC7 not in this archive")
    assert "title" not in link.attributes


def test_acronyms_are_explained_once(client: Client) -> None:
    factories.make_cable(
        reference_id="08TORONTO5", paragraphs=["The RCMP came.", "The RCMP left."], mentions={"RCMP": 1}
    )
    page = page_of(client, "/cables/08TORONTO5/")
    (term,) = page.css(".text a.agency")
    assert "Royal Canadian Mounted Police" in (term.attributes["data-tip"] or "")
    assert "Royal Canadian" in words(page.css_first(f'[id="{term.attributes["aria-describedby"]}"]'))


def test_long_lists_are_folded(client: Client) -> None:
    names = [f"07OTTAWA{number}" for number in range(1, 31)]
    cited = factories.make_cable(reference_id="08TORONTO5", references=names)
    for number in range(70):
        factories.make_cable(reference_id=f"08HALIFAX{number}", references=[cited.reference_id])
    page = page_of(client, "/cables/08TORONTO5/")
    refers, referred = (page.css_first(f'section[aria-labelledby="{name}"]') for name in ("refers", "referred"))
    assert len(refers.css("li")) == 30
    assert words(refers.css_first("summary")) == "10 more"
    assert len(referred.css("li")) == 60
    assert "All that refer to it" in words(referred)
