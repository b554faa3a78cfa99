"""Every address answers as it should: 200, 301 to the canonical one, or 404 in words."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

#: Answer 200 in an empty archive too.
ALWAYS = (
    "/",
    "/dates/",
    "/posts/",
    "/classifications/",
    "/tags/",
    "/agencies/",
    "/search/",
    "/guide/",
    "/help/search/",
    "/about/",
    "/robots.txt",
    "/healthz",
)


@pytest.mark.parametrize("address", ALWAYS)
def test_open_in_an_empty_archive(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *ALWAYS,
        "/dates/2008/",
        "/dates/2008/05/",
        "/dates/2008/05/28/",
        "/dates/undated/",
        "/posts/ottawa/",
        "/posts/toronto/",
        "/posts/toronto/?role=received",
        "/posts/toronto/?year=2008&class=unclassified&sort=-date&page=9",
        "/posts/toronto/?year=x&class=none&page=minus",
        "/classifications/confidential/",
        "/classifications/not-stated/",
        "/tags/PREL/",
        "/tags/CA/",
        "/agencies/rcmp/",
        "/agencies/rcmp/?role=mentioned",
        "/cables/08TORONTO152/",
        "/cables/08TORONTO152/source/",
        "/cables/08TORONTO152/source/raw",
        "/cables/08TORONTO152.json",
        "/cables/08TORONTO152.txt",
        "/cables/09TORONTO3/",
        "/search/?q=lake",
    ],
)
def test_open(client: Client, archive: list, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/cables/08toronto152/", "/cables/08TORONTO152/"),
        ("/cables/08TORONTO000152/", "/cables/08TORONTO152/"),
        ("/cables/2008TORONTO152/", "/cables/08TORONTO152/"),
        ("/cables/08%20Toronto%20152/", "/cables/08TORONTO152/"),
        ("/cables/08toronto152/source/", "/cables/08TORONTO152/source/"),
        ("/cables/08toronto152/source/raw", "/cables/08TORONTO152/source/raw"),
        ("/posts/Toronto/", "/posts/toronto/"),
        ("/tags/prel/", "/tags/PREL/"),
        ("/agencies/RCMP/", "/agencies/rcmp/"),
        ("/classifications/Confidential/", "/classifications/confidential/"),
    ],
)
def test_other_forms_lead_to_the_canonical_address(client: Client, archive: list, address: str, canonical: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"]) == (301, canonical)


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/cables/nonsense/",
        "/cables/99NOWHERE1/",
        "/cables/99NOWHERE1/source/",
        "/cables/99NOWHERE1/source/raw",
        "/cables/99NOWHERE1.json",
        "/cables/99NOWHERE1.txt",
        "/cables/08TORONTO152/source/?sha256=00",
        "/dates/1999/",
        "/dates/2008/13/",
        "/dates/2008/00/",
        "/dates/2008/02/30/",
        "/dates/0000/01/",
        "/posts/atlantis/",
        "/classifications/cosmic/",
        "/tags/NONESUCH/",
        "/agencies/nobody/",
    ],
)
def test_not_here(client: Client, archive: list, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "No Station" not in answer.content.decode()
    assert "<h1" in answer.content.decode()


def test_an_absent_cable_names_those_that_cite_it(client: Client, archive: list) -> None:
    answer = client.get("/cables/07quebec99/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "07QUEBEC99" in page
    assert "/cables/08TORONTO152/" in page


def test_two_cables_of_one_number(client: Client, archive: list) -> None:
    factories.make_cable(reference_id="08TORONTO152_b", number="08TORONTO152", subject="The other one")
    assert "08TORONTO152_b" in client.get("/cables/08TORONTO152/").content.decode()
    assert client.get("/cables/08toronto152_B/").headers["Location"] == "/cables/08TORONTO152_b/"


def test_a_released_telegram_is_found_by_its_document_number(client: Client, archive: list) -> None:
    from reader.models import Release

    Release.objects.create(cable=archive[0], document_number="2008OTTAWA00734")
    assert client.get("/cables/2008ottawa00734/").headers["Location"] == "/cables/08OTTAWA734/"


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post("/").status_code == 405


def test_health_needs_no_database(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"
