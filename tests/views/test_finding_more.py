"""Completion as JSON, and cables like one."""

import pytest
from django.test import Client

from reader.search import indexing
from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def gulls() -> None:
    said = "Seagulls nesting near the lighthouse were counted by volunteers."
    made = [
        factories.make_cable(reference_id=f"08OTTAWA{n}", tags=["SENV"], paragraphs=[("(U)", said)]) for n in (1, 2, 3)
    ]
    made += [factories.make_cable(paragraphs=[("(U)", "Tariffs on lumber.")]) for _ in range(20)]
    indexing.update(cable.pk for cable in made)


def test_completion(client: Client, gulls: None) -> None:
    answer = client.get("/complete/", {"q": "lighthouse seag"})
    assert answer.json() == {
        "q": "lighthouse seag",
        "options": [{"text": "lighthouse seagulls", "label": "seagulls", "kind": "word", "note": ""}],
    }
    assert client.get("/complete/").json() == {"q": "", "options": []}
    assert client.post("/complete/").status_code == 405


def test_cables_like_one(client: Client, gulls: None) -> None:
    page = page_of(client, "/cables/08OTTAWA2/")
    assert page.css_first('a[href="/cables/08OTTAWA2/like/"]') is not None
    page = page_of(client, "/cables/08OTTAWA2/like/")
    assert {words(row) for row in page.css(".row .id")} == {"08OTTAWA1", "08OTTAWA3"}
    search = next(link.attributes["href"] for link in page.css("p a") if words(link) == "Open as a search")
    assert {words(row) for row in page_of(client, search or "").css(".hit .id")} == {"08OTTAWA1", "08OTTAWA3"}
    assert client.get("/cables/08ottawa2/like/").headers["Location"] == "/cables/08OTTAWA2/like/"
    assert client.get("/cables/08OTTAWA99/like/").status_code == 404


def test_a_cable_with_nothing_to_go_by(client: Client, gulls: None) -> None:
    factories.make_cable(reference_id="08OTTAWA9", subject="", paragraphs=[])
    assert "No cable here shares" in words(page_of(client, "/cables/08OTTAWA9/like/").css_first(".empty"))


def test_few_queries(client: Client, gulls: None, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        client.get("/cables/08OTTAWA2/like/")
