"""The page about the API says what the API does."""

import re
from pathlib import Path

import pytest
from django.test import Client

from reader.ingest import Options, ingest
from tests.house.source import ROOT
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


def test_every_operation_is_named_and_those_that_can_be_followed_answer(client: Client, archive: list) -> None:
    page = page_of(client, "/api/")
    described = client.get("/api/v1/openapi.json").json()["paths"]
    assert [words(row) for row in page.css("tbody th")] == list(described)
    for link in page.css("tbody th a"):
        assert client.get(link.attributes["href"]).status_code == 200


def test_filters_are_those_of_the_search(client: Client, archive: list) -> None:
    said = words(page_of(client, "/api/").css_first("article"))
    assert "not-collection" in said
    assert client.get("/api/v1/search?not-collection=main").status_code == 200


def test_examples_of_the_documentation_work_on_the_story(client: Client, db: None) -> None:
    ingest([str(ROOT / "tests" / "cables")], Options(collection="demonstration"))
    from reader.models import Cable
    from reader.search import indexing

    indexing.update(list(Cable.objects.values_list("pk", flat=True)))
    told = Path(ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    addresses = re.findall(r"curl -s 'http://127\.0\.0\.1:8000(/[^']+)'", told)
    assert len(addresses) > 8
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found = {name: value for name, value in answer.json().items() if name in ("cables", "paragraphs", "facets")}
        assert "facets=" in address or found.pop("facets", None) in (None, [])
        assert all(found.values()), address
