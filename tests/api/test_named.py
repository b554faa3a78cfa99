"""Posts, TAGS, agencies, captions and collections by the API."""

import pytest
from django.test import Client

from reader.models import Cable
from tests import factories
from tests.api.answers import everything, problem, told

pytestmark = pytest.mark.django_db

API = "/api/v1"


def test_the_beginning_leads_everywhere(client: Client, archive: list[Cable]) -> None:
    begin = told(client, f"{API}/")
    assert begin["cables"] == 3
    for address in begin["links"].values():
        told(client, address)


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("posts", "slug", ["ottawa", "toronto"]),
        ("tags", "code", ["CA", "PREL", "SENV"]),
        ("captions", "slug", ["sipdis"]),
        ("collections", "name", ["demonstration", "main"]),
    ],
)
def test_lists_name_what_the_archive_holds_once_in_order(
    client: Client, archive: list[Cable], name: str, key: str, expected: list[str]
) -> None:
    assert [row[key] for row in told(client, f"{API}/{name}")[name]] == expected
    assert [row[key] for row in everything(client, f"{API}/{name}?limit=1", name)] == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("posts/ottawa", {"name": "AMEMBASSY OTTAWA", "country": "Canada", "sent": 1, "received": 1}),
        ("tags/PREL", {"code": "PREL", "known": True, "cables": 1}),
        ("agencies/rcmp", {"acronym": "RCMP", "sent": 0, "received": 0, "mentioned": 1}),
        ("captions/sipdis", {"name": "SIPDIS", "kind": "distribution", "cables": 1}),
        ("collections/demonstration", {"title": "Demonstration", "fictional": True, "cables": 0}),
    ],
)
def test_one_of_each(client: Client, archive: list[Cable], address: str, expected: dict[str, object]) -> None:
    row = told(client, f"{API}/{address}")
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize("address", ["posts/OTTAWA", "tags/prel", "agencies/RCMP", "captions/Sipdis"])
def test_another_case_leads_to_the_right_one(client: Client, archive: list[Cable], address: str) -> None:
    answer = client.get(f"{API}/{address}")
    assert answer.status_code == 301
    assert answer.headers["Location"].lower() == f"{API}/{address}".lower()
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("address", ["posts/x", "tags/x", "agencies/x", "captions/x", "collections/x", "tags/%00"])
def test_what_is_not_there_is_a_problem(client: Client, archive: list[Cable], address: str) -> None:
    assert problem(client, f"{API}/{address}", 404)


def test_counts_agree_with_the_search_that_each_row_leads_to(client: Client, many: list[Cable]) -> None:
    for name, count in (("posts", "sent"), ("tags", "cables"), ("captions", "cables"), ("collections", "cables")):
        for row in everything(client, f"{API}/{name}?limit=20", name)[:5]:
            assert told(client, row["search"])["total"] == row[count], row


def test_agencies_are_those_that_cables_have_to_do_with(client: Client, archive: list[Cable]) -> None:
    slugs = [row["slug"] for row in everything(client, f"{API}/agencies?limit=1", "agencies")]
    assert "rcmp" in slugs
    assert slugs == sorted(set(slugs))
    for slug in slugs:
        row = told(client, f"{API}/agencies/{slug}")
        assert row["sent"] + row["received"] + row["mentioned"] > 0


def test_a_collection_counts_cables_and_not_their_sources(client: Client, archive: list[Cable]) -> None:
    factories.make_source(archive[0], b"another copy")
    assert told(client, f"{API}/collections/main")["cables"] == 3
