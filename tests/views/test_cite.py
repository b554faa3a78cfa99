"""Citations: each form names the marking, the version of the text and the permalink, and nothing that is not stated."""

import json
import re

import pytest
from django.test import Client

from reader.models import Cable
from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cable() -> Cable:
    return factories.make_cable(
        reference_id="08TORONTO5",
        subject="Lake & levels {fall}",
        level="CONFIDENTIAL",
        caveats=["NOFORN"],
        paragraphs=[("(C)", "The lake fell."), ("(SBU)", "By a <hand>.")],
        tags=["SENV"],
    )


def forms(client: Client, query: str = "") -> dict[str, str]:
    page = page_of(client, f"/cables/08TORONTO5/cite/{query}")
    return {words(box.css_first("h3")): box.css_first(".citation").text() for box in page.css("section:has(.citation)")}


def test_every_form_has_marking_version_and_permalink(client: Client, cable: Cable) -> None:
    told = forms(client, "?p=2")
    assert list(told) == [
        "Plain text",
        "Note, Chicago style",
        "Bibliography, Chicago style",
        "BibTeX",
        "RIS",
        "CSL-JSON",
    ]
    version = f"sha256:{cable.source.sha256[:16]}"
    for name, text in told.items():
        assert version in text, name
        assert "/cables/08TORONTO5/#p2" in text.replace("\\#", "#"), name
        assert "CONFIDENTIAL//NOFORN" in text, name
        assert "SBU" in text or name.startswith("Bibliography"), name


def test_the_note_follows_chicago(client: Client, cable: Cable) -> None:
    assert forms(client, "?p=2")["Note, Chicago style"] == (
        "AMCONSUL TORONTO, “Lake & Levels {fall},” Diplomatic cable 08TORONTO5, May 28, 2008, para. 2 (SBU), "
        f"CONFIDENTIAL//NOFORN, text sha256:{cable.source.sha256[:16]}, cablearchive, "
        "http://testserver/cables/08TORONTO5/#p2."
    )


def test_the_cable_as_a_whole(client: Client, cable: Cable) -> None:
    told = forms(client)
    assert told["Plain text"] == (
        "AMCONSUL TORONTO, “Lake & levels {fall}”, 08TORONTO5, 28 May 2008, 19:32 UTC, CONFIDENTIAL//NOFORN. "
        f"cablearchive, text sha256:{cable.source.sha256[:16]}. http://testserver/cables/08TORONTO5/"
    )
    assert "para" not in told["Note, Chicago style"]


def test_csl_json_is_an_item_of_type_document(client: Client, cable: Cable) -> None:
    answer = client.get("/cables/08TORONTO5.csl.json?p=2")
    assert answer.headers["Content-Type"].startswith("application/vnd.citationstyles.csl+json")
    assert "08TORONTO5.csl.json" in answer.headers["Content-Disposition"]
    (item,) = json.loads(answer.content)
    assert item["type"] == "document"
    assert item["title"] == "Lake & levels {fall}"
    assert item["issued"] == {"date-parts": [[2008, 5, 28]]}
    assert item["note"] == "Paragraph 2 (SBU)"


@pytest.mark.parametrize(("ending", "begins"), [("ris", "TY  - RPRT\r\n"), ("bib", "@techreport{08TORONTO5,\n")])
def test_files_for_reference_managers(client: Client, cable: Cable, ending: str, begins: str) -> None:
    answer = client.get(f"/cables/08TORONTO5.{ending}?p=1")
    text = answer.content.decode()
    assert text.startswith(begins)
    assert "Paragraph 1 (C)" in text
    assert answer.headers["Content-Disposition"] == f'attachment; filename="08TORONTO5.{ending}"'
    assert client.get(f"/cables/08 toronto 5.{ending}").status_code == 200
    assert client.get(f"/cables/08TORONTO6.{ending}").status_code == 404


def test_a_paragraph_can_be_chosen_and_must_be_there(client: Client, cable: Cable) -> None:
    cable.paragraphs.filter(position=2).update(number=None, anchor="at2", marking=None)
    page = page_of(client, "/cables/08TORONTO5/cite/?p=at2")
    assert "unnumbered paragraph 2 (unmarked)" in words(page.css_first("h2"))
    assert "By a <hand>." in words(page.css_first(".quoted"))
    assert [link.attributes["href"] for link in page.css(".numbers a")] == [
        "/cables/08TORONTO5/cite/",
        "?p=1",
        "?p=at2",
    ]
    assert client.get("/cables/08TORONTO5/cite/?p=9").status_code == 404


def test_what_is_not_stated_is_left_out(client: Client) -> None:
    cable = factories.make_cable(
        reference_id="08TORONTO5", subject="", date=None, level=None, paragraphs=["The market stayed open."]
    )
    Cable.objects.update(station=None)
    told = forms(client, "?p=1")
    version = f"text sha256:{cable.source.sha256[:16]}"
    assert told["Plain text"].startswith("08TORONTO5, no date, no classification stated, paragraph 1 (unmarked).")
    assert version in told["Note, Chicago style"]
    (item,) = json.loads(told["CSL-JSON"])
    assert {"author", "issued"}.isdisjoint(item)


def test_fiction_says_so_in_every_form(client: Client) -> None:
    factories.ensure_authority()
    factories.make_cable(reference_id="08TORONTO5", collection="demonstration")
    for name, text in forms(client).items():
        assert re.search("fictional", text, re.I), name


def test_the_cable_page_leads_to_the_citation_of_each_paragraph(client: Client, cable: Cable) -> None:
    page = page_of(client, "/cables/08TORONTO5/")
    links = [link.attributes["href"] for link in page.css("#p2 .lines a")]
    assert links[1:] == ["/cables/08TORONTO5/cite/?p=2", "/cables/08TORONTO5/report/?p=2"]
    text = page.css_first("#text").attributes
    assert text["data-cite"].startswith("AMCONSUL TORONTO, “Lake & levels {fall}”, 08TORONTO5")
    assert page.css_first("#p2").attributes["data-place"] == "paragraph 2 (SBU)"
    assert {link.attributes["type"] for link in page.css('link[rel="alternate"]')} >= {
        "application/x-bibtex",
        "application/x-research-info-systems",
        "application/vnd.citationstyles.csl+json",
    }


def test_wrong_case_leads_to_the_canonical_page_with_the_paragraph(client: Client, cable: Cable) -> None:
    answer = client.get("/cables/08toronto5/cite/?p=2")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/cables/08TORONTO5/cite/?p=2")


def test_few_queries(client: Client, cable: Cable, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(8):
        client.get("/cables/08TORONTO5/cite/?p=2")
