"""The texts of one cable: each to be had with its sha256, and what differs between two told in words."""

import hashlib

import pytest
from django.test import Client

from reader.ingest import Options, ingest
from reader.views.difference import Difference, difference
from tests import factories
from tests.views.conftest import ANSWER
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db

SHOWN = ANSWER.replace("begin in spring.", "begin in spring, says harbor master Sample.")
WITHHELD = (
    ANSWER.replace("begin in spring.", "begin in spring, says harbor master XXXXXXXXXXXX.")
    .replace("2. (C/NF) The figures are not to be shared with the gulls.\n", "")
    .replace("1. (C) A count", "1. (S) A count")
)


@pytest.fixture
def both(tmp_path) -> tuple[str, str]:
    """The sha256 of the text that shows and of the one that withholds."""
    factories.ensure_authority()
    for name, text in (("shown.txt", SHOWN), ("withheld.txt", WITHHELD)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert ingest([str(tmp_path / name)], Options(collection="main")).exit_status == 0
    return hashlib.sha256(SHOWN.encode()).hexdigest(), hashlib.sha256(WITHHELD.encode()).hexdigest()


def test_each_text_is_to_be_had_with_its_sha256(client: Client, both: tuple[str, str]) -> None:
    page = page_of(client, "/cables/08HALIFAX24/versions/")
    assert sorted(words(cell) for cell in page.css(".digest")) == sorted(both)
    for digest, text in zip(both, (SHOWN, WITHHELD), strict=True):
        address = f"/cables/08HALIFAX24/source/raw?sha256={digest[:16]}"
        assert page.css_first(f'a[href="{address}"]') is not None
        assert client.get(address).content == text.encode()
    assert "the reading comes from this one" in words(page.css_first("tbody tr"))


def test_what_one_withholds_and_the_other_shows_is_said(client: Client, both: tuple[str, str]) -> None:
    page = page_of(client, f"/cables/08HALIFAX24/versions/?a={both[0]}&b={both[1][:16]}")
    legend = words(page.css_first(".legend"))
    assert "B withholds 1 place that A shows." in legend
    assert "1 differ; 1 only in A; 0 alike." in legend
    first, second = page.css(".pair-row")
    assert "A shows: Sample." in words(first)
    assert "B withholds: XXXXXXXXXXXX." in words(first)
    assert "A: (C) B: (S)" in words(first.css_first(".who"))
    assert "only in A" in words(second)
    assert "not to be shared with the gulls" in words(second)


def test_the_sides_can_be_changed(client: Client, both: tuple[str, str]) -> None:
    page = page_of(client, f"/cables/08HALIFAX24/versions/?a={both[1]}&b={both[0]}")
    assert "A withholds 1 place that B shows." in words(page.css_first(".legend"))
    assert client.get("/cables/08HALIFAX24/versions/?a=ffff").status_code == 404
    same = page_of(client, f"/cables/08HALIFAX24/versions/?a={both[0]}&b={both[0]}")
    assert same.css(".pair-row") == []


def test_one_text_has_nothing_to_be_compared_with(client: Client) -> None:
    factories.make_cable(reference_id="08TORONTO5", text=b"One text.\n")
    page = page_of(client, "/cables/08TORONTO5/versions/")
    assert "nothing to compare it with" in words(page.css_first("article"))
    assert page.css("input[type=radio], .pair-row") == []


def test_sections_are_no_versions_of_each_other(client: Client) -> None:
    cable = factories.make_cable(reference_id="08TORONTO5", text=b"One.\n")
    cable.sources.update(section=1, sections=2)
    factories.make_source(cable, b"Two.\n", section=2, sections=2)
    page = page_of(client, "/cables/08TORONTO5/versions/")
    assert "sections of one telegram" in words(page.css_first("article"))
    assert page.css(".pair-row") == []


def told(a: list[str], b: list[str]) -> Difference:
    def read(texts: list[str]):
        return [factories.records.Paragraph(number, None, None, text, (1, 1)) for number, text in enumerate(texts, 1)]

    return difference(read(a), read(b))


class TestAligning:
    def test_the_same_is_the_same(self) -> None:
        found = told(["The lake fell.", "Ferries stay."], ["The  lake\nfell.", "Ferries stay."])
        assert [pair.same for pair in found.pairs] == [True, True]
        assert (found.alike, found.changed, found.only_a, found.only_b) == (2, 0, 0, 0)

    def test_a_paragraph_that_came_between_is_found_though_all_numbers_moved(self) -> None:
        a = ["The lake fell by a hand.", "Ferries stay in port today."]
        b = ["The lake fell by a hand.", "Nobody minded this at all.", "Ferries stay in port today."]
        assert [pair.only for pair in told(a, b).pairs] == ["", "B", ""]

    def test_a_paragraph_withheld_as_a_whole_is_the_one_of_its_number(self) -> None:
        found = told(["The lake fell.", "A source said so."], ["The lake fell.", "XXXXXXXXXXXX"])
        assert [pair.only for pair in found.pairs] == ["", ""]
        assert found.withheld_b == 1

    def test_texts_that_have_nothing_in_common(self) -> None:
        found = told(["Lakes are wet."], ["Roads were icy.", "Truckers waited."])
        assert sorted(pair.only for pair in found.pairs) == ["", "B"]
        assert (found.changed, found.only_b) == (1, 1)
        assert told([], []).pairs == []

    def test_long_and_many_paragraphs_end(self) -> None:
        long = " ".join(f"word{number}" for number in range(4000))
        found = told([long], [long.replace("word7 ", "word8 ")])
        assert found.changed == 1
        many = [f"Paragraph number {number}." for number in range(250)]
        assert told(many, many[:200]).only_a == 50
