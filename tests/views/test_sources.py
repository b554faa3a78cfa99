"""The text as transmitted, and the bytes as received."""

import hashlib

import pytest
from django.test import Client

from reader.models import Cable
from tests import factories
from tests.views.conftest import PAGE
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("gulls")
class TestTransmitted:
    def test_every_line_is_there_with_its_number(self, client: Client) -> None:
        rows = page_of(client, "/cables/08HALIFAX123/source/").css(".wired tbody tr")
        assert [row.css_first(".t").text() for row in rows] == PAGE.splitlines()
        assert [row.attributes["id"] for row in rows[:3]] == ["L1", "L2", "L3"]
        assert words(rows[2].css_first("th")) == "3"

    def test_regions_are_named_where_they_begin(self, client: Client) -> None:
        rows = page_of(client, "/cables/08HALIFAX123/source/").css(".wired tbody tr")
        named = {row.attributes["id"]: words(row.css_first(".k")) for row in rows}
        assert named["L1"] == "page furniture"
        assert named["L3"] == "envelope"
        assert named["L9"] == "executive order"
        assert named["L4"] == ""
        assert "page break" in named.values()

    def test_the_checksum_is_shown(self, client: Client) -> None:
        page = client.get("/cables/08HALIFAX123/source/").content.decode()
        assert hashlib.sha256(PAGE.encode()).hexdigest() in page

    def test_the_bytes_as_received(self, client: Client) -> None:
        answer = client.get("/cables/08HALIFAX123/source/raw")
        assert answer.content == PAGE.encode()
        assert answer.headers["Content-Type"] == "text/plain"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["X-Checksum-Sha256"] == hashlib.sha256(PAGE.encode()).hexdigest()


def test_bytes_that_are_a_page_are_never_served_as_one(client: Client) -> None:
    factories.make_cable(reference_id="08TORONTO5", text=b"<html><script>alert(1)</script></html>")
    answer = client.get("/cables/08TORONTO5/source/raw")
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_another_source_can_be_chosen(client: Client) -> None:
    cable = factories.make_cable(reference_id="08TORONTO5", text=b"first text\n")
    other = factories.make_source(cable, b"second text\n", path="mirror/second.txt")
    first = client.get("/cables/08TORONTO5/source/").content.decode()
    assert "mirror/second.txt" in first
    assert "second text" not in first
    assert "second text" in client.get(f"/cables/08TORONTO5/source/?sha256={other.sha256[:16]}").content.decode()
    assert client.get(f"/cables/08TORONTO5/source/raw?sha256={other.sha256[:16]}").content == b"second text\n"


def test_a_section_that_came_separately_has_its_own_lines(client: Client) -> None:
    cable = factories.make_cable(reference_id="08TORONTO5", text=b"section one\n")
    factories.make_source(cable, b"section two\n", section=2, sections=2)
    cable.paragraphs.update(section=2)
    page = page_of(client, "/cables/08TORONTO5/")
    assert page.css_first("#p1 .lines a").attributes["href"] == "#s2L1"
    assert "section two" in words(page.css_first(".side #s2L1"))
    assert "section one" in words(page.css_first(".side #L1"))
    assert "section two" in client.get("/cables/08TORONTO5/source/?section=2").content.decode()


def test_a_cable_without_a_source_says_so(client: Client) -> None:
    cable = factories.make_cable(reference_id="08TORONTO5")
    Cable.objects.update(source=None)
    cable.sources.all().delete()
    assert client.get("/cables/08TORONTO5/").status_code == 200
    answer = client.get("/cables/08TORONTO5/source/")
    assert answer.status_code == 404
    assert "no source" in answer.content.decode()
