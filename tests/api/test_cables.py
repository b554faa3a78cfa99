"""A cable by the API: the same as its page's JSON; its paragraphs, what it refers to, and what refers to it."""

import pytest
from django.test import Client

from reader.models import Cable
from tests import factories
from tests.api.answers import everything, problem, told

pytestmark = pytest.mark.django_db

CABLES = "/api/v1/cables"


def test_a_cable_is_what_its_page_gives_as_json(client: Client, archive: list[Cable]) -> None:
    for cable in archive:
        answer = client.get(f"{CABLES}/{cable.reference_id}")
        assert answer.json() == client.get(f"/cables/{cable.reference_id}.json").json()
        assert f"</cables/{cable.reference_id}/>" in answer.headers["Link"]


def test_a_number_written_otherwise_leads_to_the_cable(client: Client, archive: list[Cable]) -> None:
    for written in ("08ottawa00734", "Ottawa 734, 2008", "08 OTTAWA 734"):
        for part in ("", "/paragraphs?limit=1", "/references?limit=1", "/cited-by?limit=1"):
            answer = client.get(f"{CABLES}/{written}{part}")
            assert answer.status_code == 301
            assert answer.headers["Location"] == f"{CABLES}/08OTTAWA734{part}"


def test_a_cable_that_is_not_held_is_a_problem(client: Client, archive: list[Cable]) -> None:
    for written in ("99NOWHERE1", "nonsense", "%00", "08TORONTO152_b"):
        for part in ("", "/paragraphs", "/references"):
            assert problem(client, f"{CABLES}/{written}{part}", 404)


def test_paragraphs_have_markings_and_addresses(client: Client, archive: list[Cable]) -> None:
    paragraphs = told(client, f"{CABLES}/08OTTAWA734/paragraphs")["paragraphs"]
    assert [row["number"] for row in paragraphs] == [1, 2]
    assert paragraphs[1] == {
        "number": 2,
        "marking": {"as_written": "(C)", "level": "CONFIDENTIAL", "caveats": []},
        "heading": None,
        "text": "Truckers told the RCMP they were worried.",
        "lines": [2, 2],
        "position": 2,
        "anchor": "p2",
        "address": "/cables/08OTTAWA734/#p2",
        "role": None,
    }
    page = client.get("/cables/08OTTAWA734/").content.decode()
    assert 'id="p2"' in page


def test_paragraphs_come_in_parts(client: Client, many: list[Cable]) -> None:
    rows = everything(client, f"{CABLES}/08OTTAWA9/paragraphs?limit=1", "paragraphs")
    assert [row["position"] for row in rows] == [1, 2, 3]


def test_references_say_what_is_held(client: Client, archive: list[Cable]) -> None:
    rows = told(client, f"{CABLES}/08TORONTO152/references")["references"]
    assert [(row["label"], row["reference_id"], row["held"], row["address"]) for row in rows] == [
        ("A", "08OTTAWA734", True, "/cables/08OTTAWA734/"),
        ("B", "07QUEBEC99", False, None),
    ]


def test_references_come_in_parts(client: Client, many: list[Cable]) -> None:
    rows = everything(client, f"{CABLES}/08OTTAWA20/references?limit=2", "references")
    assert [row["reference_id"] for row in rows] == [f"08OTTAWA{number}" for number in range(15, 20)]


def test_what_refers_to_a_cable_comes_oldest_first(client: Client, many: list[Cable]) -> None:
    rows = everything(client, f"{CABLES}/08OTTAWA38/cited-by?limit=2", "cables")
    # 08OTTAWA41 and later have no date.
    assert [row["id"] for row in rows] == [f"08OTTAWA{number}" for number in (39, 40, 41, 42, 43)]
    assert [row["date"] is None for row in rows] == [False, False, True, True, True]


def test_what_refers_to_a_cable_that_is_not_held(client: Client, archive: list[Cable]) -> None:
    answer = told(client, f"{CABLES}/07QUEBEC99/cited-by")
    assert answer["held"] is False
    assert [row["id"] for row in answer["cables"]] == ["08TORONTO152"]
    assert client.get(f"{CABLES}/07quebec099/cited-by").headers["Location"] == f"{CABLES}/07QUEBEC99/cited-by"
    assert told(client, f"{CABLES}/99NOWHERE1/cited-by")["cables"] == []
    assert problem(client, f"{CABLES}/nonsense/cited-by", 404)


def test_a_cable_does_not_cite_itself(client: Client, db: None) -> None:
    cable = factories.make_cable(reference_id="08TORONTO7", references=["08TORONTO7"])
    cable.references.update(target=cable)
    assert told(client, f"{CABLES}/08TORONTO7/cited-by")["cables"] == []


def test_a_cable_without_number_is_found_by_its_provisional_id(client: Client, db: None) -> None:
    factories.make_cable(reference_id="UNNUMBERED-1a2b3c4d", number="")
    reading = told(client, f"{CABLES}/UNNUMBERED-1a2b3c4d")
    assert reading["reference_id"] is None
    assert reading["archive"]["provisional_id"] == "UNNUMBERED-1a2b3c4d"
