"""The text as transmitted beside the reading: every line, anchors both ways, seams, and where fields were read."""

import pytest
from django.test import Client

from reader.models import Cable, Correction
from tests import factories
from tests.views.conftest import ANSWER, PAGE
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db

TWO_SECTIONS = """\
VZCZCXRO0001
PP RUEHC
DE RUEHHA #0031/01 0461530
ZNR UUUUU ZZH
P 151530Z FEB 08
FM AMCONSUL HALIFAX
TO RUEHC/SECSTATE WASHDC PRIORITY 0042
UNCLAS SECTION 01 OF 02 HALIFAX 000031

E.O. 12958: N/A
TAGS: SENV, CA
SUBJECT: GULLS IN TWO SECTIONS

1. (U) The first section speaks of gulls.

2. (U) It ends here.

P 151530Z FEB 08
FM AMCONSUL HALIFAX
TO RUEHC/SECSTATE WASHDC PRIORITY 0042
UNCLAS SECTION 02 OF 02 HALIFAX 000031

3. (U) The second section speaks of terns.

SPECIMEN
"""


@pytest.mark.usefixtures("gulls")
class TestLines:
    @pytest.mark.parametrize(("reference_id", "text"), [("08HALIFAX123", PAGE), ("08HALIFAX24", ANSWER)])
    def test_every_line_is_in_one_aside(self, client: Client, reference_id: str, text: str) -> None:
        page = page_of(client, f"/cables/{reference_id}/")
        assert len(page.css("article aside")) == 1
        lines = page.css("aside .wire-lines > span")
        assert [line.attributes["id"] for line in lines] == [f"L{n}" for n in range(1, len(text.splitlines()) + 1)]
        shown = [line.text().removeprefix(line.css_first("b").text()).removesuffix("\n") for line in lines]
        assert shown == text.splitlines()

    def test_anchors_lead_both_ways(self, client: Client) -> None:
        page = page_of(client, "/cables/08HALIFAX123/")
        for paragraph in page.css(".letter .paragraph"):
            anchor, line = paragraph.attributes["id"], paragraph.attributes["data-line"]
            assert paragraph.css_first(".lines a").attributes["href"] == f"#{line}"
            run = page.css_first(f'aside .run[data-for="{anchor}"]')
            assert run.css_first("span[id]").attributes["id"] == line
            assert run.css_first("a.k").attributes["href"] == f"#{anchor}"

    def test_lines_around_the_cable_are_folded(self, client: Client) -> None:
        page = page_of(client, "/cables/08HALIFAX123/")
        folded = page.css("aside details.furniture")
        assert any("World Headlines" in words(one) for one in folded)
        assert all("open" not in one.attributes for one in folded)
        around = page.css_first(".around")
        last = around.css("a")[-1].attributes["href"]
        assert page.css_first(f"aside {last}") is not None

    def test_every_field_shows_its_line_and_leads_to_it(self, client: Client) -> None:
        page = page_of(client, "/cables/08HALIFAX24/")
        stated = {"Sent", "From", "To", "For information", "Precedence", "Classification", "Captions", "TAGS", "E.O."}
        stated |= {"Classified by", "Subject", "Signed", "Transmission id"}
        rows = {words(row.css_first("dt")): row for row in page.css(".card .fields > div")}
        for name in stated:
            origin = rows[name].css_first("details.read-from")
            assert origin is not None, f"{name} does not say where it was read"
            line = page.css_first(f"aside {origin.css_first('a').attributes['href']}")
            first = words(origin.css_first("pre")).split(" ")[0]
            assert first in words(line)


def test_sections_of_one_text_have_a_seam(client: Client, tmp_path) -> None:
    from reader.ingest import Options, ingest

    (tmp_path / "two.txt").write_text(TWO_SECTIONS, encoding="utf-8")
    factories.ensure_authority()
    ingest([str(tmp_path / "two.txt")], Options(collection="demonstration"))
    page = page_of(client, "/cables/08HALIFAX31/")
    seam = page.css_first(".letter .seam")
    assert "Section 2 begins here" in words(seam)
    line = page.css_first(f"aside {seam.css_first('a').attributes['href']}")
    assert "P 151530Z FEB 08" in words(line)
    order = [
        (node.attributes.get("class") or "").split(" ")[0] for node in page.css(".letter .seam, .letter .paragraph")
    ]
    assert order == ["paragraph", "paragraph", "seam", "paragraph"]


def test_sections_that_came_apart_stand_one_after_the_other(client: Client) -> None:
    cable = factories.make_cable(
        reference_id="08TORONTO5", paragraphs=["One.", "Two.", "Three."], text=b"1. One.\n", partial=False
    )
    cable.source.section = 1
    cable.source.save()
    factories.make_source(cable, b"2. Two.\n3. Three.\n", section=2, sections=2, path="second.txt")
    cable.paragraphs.filter(position=1).update(section=1)
    cable.paragraphs.filter(position__gt=1).update(section=2)
    cable.paragraphs.filter(position=2).update(first_line=1, last_line=1)
    cable.paragraphs.filter(position=3).update(first_line=2, last_line=2)
    page = page_of(client, "/cables/08TORONTO5/")
    assert [line.attributes["id"] for line in page.css("aside .wire-lines > span")][:3] == ["L1", "s2L1", "s2L2"]
    assert page.css_first("#p3").attributes["data-line"] == "s2L2"
    assert "came as a telegram of its own" in words(page.css_first(".seam"))


def test_a_cable_without_a_source_has_nothing_beside_it(client: Client) -> None:
    cable = factories.make_cable(reference_id="08TORONTO5")
    Cable.objects.update(source=None)
    cable.sources.all().delete()
    page = page_of(client, "/cables/08TORONTO5/")
    assert page.css("article aside, .switch, .read-from") == []


def test_corrections_say_who_and_why(client: Client, django_user_model) -> None:
    cable = factories.make_cable(reference_id="08TORONTO5")
    editor = django_user_model.objects.create_user("editor")
    Correction.objects.create(
        cable=cable, field="subject", value_read="LAKE LEVELS", value_given="Lake levels", why="Spelt so.", who=editor
    )
    told = words(page_of(client, "/cables/08TORONTO5/").css_first(".corrections"))
    assert "subject Lake levels read as LAKE LEVELS; Spelt so. (editor" in told
