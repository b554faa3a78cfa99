"""What pages say of fictional cables: in an archive without any, in one with nothing else, and in a mixed one."""

import datetime as dt

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from reader.models import Cable, Collection
from tests import factories
from tests.views.pages import words

pytestmark = pytest.mark.django_db


def _cable(reference_id: str, *, fictional: bool, **fields: object) -> Cable:
    collection = factories.make_collection("tales" if fictional else "main", fictional=fictional)
    return factories.make_cable(reference_id=reference_id, collection=collection, **fields)


def _banner(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return page.partition('aria-label="Fictional cables">')[2].partition("</aside>")[0]


def test_a_fictional_collection_without_cables_makes_no_banner(client: Client) -> None:
    factories.ensure_authority()
    _cable("08TORONTO1", fictional=False)
    assert Collection.objects.filter(fictional=True).exists()
    assert [_banner(client, address) for address in ("/", "/cables/08TORONTO1/", "/guide/")] == ["", "", ""]


def test_an_archive_of_nothing_else_is_called_fictional(client: Client) -> None:
    _cable("08TORONTO1", fictional=True)
    assert "<strong>Fictional.</strong>" in _banner(client, "/")
    assert "Tales" in _banner(client, "/cables/08TORONTO1/")


@pytest.mark.parametrize("view", ["", "source/"])
def test_a_mixed_archive_tells_them_apart(client: Client, view: str) -> None:
    _cable("08TORONTO1", fictional=True)
    _cable("08TORONTO2", fictional=False)
    assert "Some cables here are fictional." in _banner(client, "/")
    assert "This cable is not one of them." in _banner(client, f"/cables/08TORONTO2/{view}")
    assert "Tales" in _banner(client, f"/cables/08TORONTO1/{view}")
    assert "This cable is fictional." in client.get(f"/cables/08TORONTO1/{view}").content.decode()


def test_fictional_cables_are_marked_wherever_a_page_lists_them(client: Client) -> None:
    """Around a real cable: its neighbours, those it refers to and those that refer to it, the look-up."""
    _cable("08TORONTO1", fictional=True, subject="Invented one")
    _cable("08TORONTO2", fictional=False, subject="Sent", references=["08TORONTO1"])
    _cable("08TORONTO3", fictional=True, subject="Invented three", references=["08TORONTO2", "08TORONTO9"])
    for number, address in enumerate(("08TORONTO1", "08TORONTO2", "08TORONTO3"), 1):
        Cable.objects.filter(reference_id=address).update(date=dt.datetime(2008, 5, number, tzinfo=dt.UTC))
    page = LexborHTMLParser(client.get("/cables/08TORONTO2/").content.decode())
    around = [words(link) for link in page.css(".neighbours a")]
    assert len(around) == 2
    listed = [words(item) for item in page.css(".refs li")]
    assert len(listed) == 2
    absent = LexborHTMLParser(client.get("/cables/08TORONTO9/").content.decode())
    found = LexborHTMLParser(client.get("/lookup/?ids=08TORONTO1").content.decode())
    listed += [words(item) for item in (*absent.css(".refs li"), *found.css(".numbers tbody tr"))]
    assert [said for said in around + listed if "fictional" not in said] == []
    assert "fictional" not in words(
        LexborHTMLParser(client.get("/lookup/?ids=08TORONTO2").content.decode()).css_first(".numbers tbody tr")
    )
