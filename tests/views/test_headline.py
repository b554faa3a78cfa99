"""A headline is plain text once it is read: angle brackets in it are shown as they are, the same everywhere."""

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests import factories
from tests.views.pages import words

pytestmark = pytest.mark.django_db

WRITTEN = "<img src=x onerror=alert(9)> Gulls <counted> & fed"


def test_angle_brackets_are_shown_the_same_everywhere(client: Client) -> None:
    factories.make_cable(reference_id="08TORONTO1", subject="", headline=WRITTEN)
    page = LexborHTMLParser(client.get("/cables/08TORONTO1/").content.decode())
    rows = LexborHTMLParser(client.get("/").content.decode())
    source = LexborHTMLParser(client.get("/cables/08TORONTO1/source/").content.decode())
    assert page.css("img") == rows.css("img") == source.css("img") == []
    for shown in (page.css_first("title"), page.css_first("h1"), rows.css_first(".row h3"), source.css_first("h1")):
        assert WRITTEN in words(shown)
    assert WRITTEN in client.get("/cables/08TORONTO1.txt").content.decode()


def test_a_headline_beside_a_subject_too(client: Client) -> None:
    factories.make_cable(reference_id="08TORONTO1", subject="Gulls", headline=WRITTEN)
    page = LexborHTMLParser(client.get("/cables/08TORONTO1/").content.decode())
    assert WRITTEN in words(page.css_first("details.rest"))
