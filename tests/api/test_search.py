"""Searching by the API: the page's language and filters, messages, facets, and parts that give each cable once."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from haystack.exceptions import SearchBackendError

from reader.models import Cable
from reader.search import indexing
from tests import factories
from tests.api.answers import everything, parts, problem, told
from tests.search.engines import using

pytestmark = pytest.mark.django_db

SEARCH = "/api/v1/search"


def at(day: int) -> dt.datetime:
    return dt.datetime(2008, 5, day, tzinfo=dt.UTC)


def test_a_cable_found_tells_what_a_row_does_and_its_best_paragraphs(client: Client, archive: list[Cable]) -> None:
    found = told(client, f"{SEARCH}?q=truckers")
    assert found["total"] == 1
    assert found["next"] is None
    (cable,) = found["cables"]
    assert cable["id"] == cable["reference_id"] == "08OTTAWA734"
    assert cable["address"] == "/cables/08OTTAWA734/"
    assert cable["cable"] == "/api/v1/cables/08OTTAWA734"
    assert cable["date"] == "2008-05-28T19:32:00Z"
    assert cable["post"] == "AMEMBASSY OTTAWA"
    assert cable["classification"] == {"level": "CONFIDENTIAL", "caveats": [], "as_written": ""}
    assert cable["tags"] == ["PREL", "CA"]
    (excerpt,) = cable["excerpts"]
    assert (excerpt["number"], excerpt["address"]) == (2, "/cables/08OTTAWA734/#p2")
    assert excerpt["marking"] == {"as_written": "(C)", "level": "CONFIDENTIAL", "caveats": []}
    assert [piece for piece in excerpt["pieces"] if piece["found"]] == [{"text": "Truckers", "found": True}]
    assert "".join(piece["text"] for piece in excerpt["pieces"]) == "Truckers told the RCMP they were worried."


def test_the_same_cables_as_on_the_page(client: Client, many: list[Cable]) -> None:
    for query in (
        "q=lake",
        "q=lake+-counted",
        "q=sbu:lake&post=ottawa",
        "not-tag=X001&sort=date",
        "year=2008&class=secret",
    ):
        page = client.get(f"/search/?{query}", follow=True).context["results"]
        found = told(client, f"{SEARCH}?{query}")
        assert found["total"] == page.total, query
        assert [row["id"] for row in found["cables"]] == [hit.cable.reference_id for hit in page.hits], query


def test_what_was_asked_is_said_as_understood(client: Client, many: list[Cable]) -> None:
    asked = told(client, f"{SEARCH}?q=lake&post=ottawa&not-tag=X001&sort=-date")["asked"]
    assert asked["filters"] == {"post": ["ottawa"]}
    assert asked["excluded"] == {"tag": ["X001"]}
    assert asked["sentence"] == "Cables with lake, sent by AMEMBASSY OTTAWA, not tagged X001"
    assert asked["address"] == "/search/?q=lake&post=ottawa&not-tag=X001&sort=-date"


def test_a_name_in_place_of_a_value_leads_to_the_value(client: Client, many: list[Cable]) -> None:
    answer = client.get(f"{SEARCH}?q=lake&post=AMEMBASSY+Ottawa&not-tag=x001&facets=tag&limit=3")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{SEARCH}?q=lake&post=ottawa&not-tag=X001&limit=3&facets=tag"


def test_many_values_that_are_none_are_told_without_looking_for_each(
    client: Client, many: list[Cable], django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(12):
        found = told(client, f"{SEARCH}?{'&'.join(f'post=x{number}' for number in range(50))}")
    assert found["messages"][0]["text"] == "No post is called “x0” here."
    assert len(found["messages"]) > 50


def test_mistakes_of_a_query_are_told_as_on_the_page(client: Client, archive: list[Cable]) -> None:
    query = "q=%22ice+roads&post=nowhere"
    found = told(client, f"{SEARCH}?{query}")
    page = client.get(f"/search/?{query}").context
    assert [one["text"] for one in found["messages"]] == [
        *map(str, page["unknown"]),
        *(message.text for message in page["results"].messages),
    ]
    assert [one["position"] for one in found["messages"]][:2] == [None, 1]


def test_facets_are_counted_when_asked_for(client: Client, many: list[Cable]) -> None:
    assert told(client, f"{SEARCH}?q=lake")["facets"] == []
    facets = {one["name"]: one for one in told(client, f"{SEARCH}?q=lake&facets=post&facets=tag")["facets"]}
    assert set(facets) == {"post", "tag"}
    assert facets["post"]["values"] == [
        {"value": "halifax", "label": "AMCONSUL HALIFAX", "count": 23},
        {"value": "ottawa", "label": "AMEMBASSY OTTAWA", "count": 22},
    ]
    assert facets["tag"]["total"] == 47


def test_a_facet_of_single_values_counts_each_as_if_it_stood_alone(client: Client, many: list[Cable]) -> None:
    (facet,) = told(client, f"{SEARCH}?post=ottawa&facets=post&tag=PREL")["facets"]
    assert {one["value"]: one["count"] for one in facet["values"]} == {"halifax": 23, "ottawa": 22}


@pytest.fixture(params=["whoosh", "tantivy"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[None]:
    with using(request.param, tmp_path / "index"):
        yield


@pytest.mark.parametrize("query", ["", "q=lake", "q=lake&sort=date", "sort=-date&facets=year", "q=lake&not-tag=X007"])
def test_all_parts_together_give_every_cable_once(client: Client, engine: None, many: list[Cable], query: str) -> None:
    whole = [row["id"] for row in told(client, f"{SEARCH}?{query}&limit=100")["cables"]]
    assert sorted(whole) == sorted(cable.reference_id for cable in many if "X007" not in query or cable != many[7])
    for limit in (7, 44, 45):
        ids = [row["id"] for row in everything(client, f"{SEARCH}?{query}&limit={limit}", "cables")]
        assert ids == whole, limit


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_cables_that_come_in_between_two_parts_make_none_come_twice_or_never(
    client: Client, engine: None, many: list[Cable], sort: str
) -> None:
    ids: list[str] = []
    for number, part in enumerate(parts(client, f"{SEARCH}?sort={sort}&limit=10")):
        ids += [row["id"] for row in part["cables"]]
        if number < 3:
            fresh = [factories.make_cable(reference_id=f"08LISBON{number}{day}", date=at(day)) for day in (1, 30)]
            indexing.update([cable.pk for cable in fresh])
    assert len(ids) == len(set(ids))
    assert {cable.reference_id for cable in many} <= set(ids)


def test_a_place_that_is_gone_is_said_to_be(client: Client, many: list[Cable]) -> None:
    first = told(client, f"{SEARCH}?sort=date&limit=10")
    last = Cable.objects.get(reference_id=first["cables"][-1]["id"])
    indexing.remove([last.reference_id])
    assert "Begin again without a cursor" in problem(client, first["next"], 410)


def test_a_cursor_belongs_to_its_search(client: Client, many: list[Cable]) -> None:
    following = told(client, f"{SEARCH}?q=lake&limit=10")["next"]
    assert "belongs to another list" in problem(client, following.replace("q=lake", "q=rcmp"), 400)
    assert len(told(client, following.replace("limit=10", "limit=3"))["cables"]) == 3


def test_the_header_leads_on_too(client: Client, many: list[Cable]) -> None:
    answer = client.get(f"{SEARCH}?q=lake&limit=10")
    assert answer.headers["Link"] == f'<{answer.json()["next"]}>; rel="next"'


def test_a_cable_without_number_has_an_id_and_no_reference_id(client: Client, db: None) -> None:
    cable = factories.make_cable(reference_id="UNNUMBERED-1a2b3c4d", number="")
    indexing.update([cable.pk])
    (row,) = told(client, SEARCH)["cables"]
    assert (row["id"], row["reference_id"]) == ("UNNUMBERED-1a2b3c4d", None)


def test_an_engine_that_fails_is_a_problem(client: Client, archive: list[Cable], monkeypatch, caplog) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SearchBackendError("the disk is gone")

    monkeypatch.setattr("reader.api.search.part_of", fail)
    said = problem(client, f"{SEARCH}?q=lake", 503)
    assert "disk" not in said
    assert "the disk is gone" in caplog.text


def test_an_empty_archive_says_so(client: Client, db: None) -> None:
    found = told(client, f"{SEARCH}?q=lake&facets=year")
    assert (found["total"], found["cables"], found["facets"]) == (0, [], [])
    assert found["messages"] == [{"text": "The archive holds no cables yet.", "position": None}]
