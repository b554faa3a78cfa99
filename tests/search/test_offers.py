"""Words that are the name of a post, code, agency or caption are offered as such, beside what the words find."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from reader.search import Criteria, indexing
from reader.search.offers import offers
from tests.search.cables import make_archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive() -> None:
    make_archive()
    indexing.rebuild()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("toronto", [("Cables from Toronto", "post:toronto", 4)]),
        ("AMCONSUL TORONTO", [("Cables from AMCONSUL TORONTO", 'post:"amconsul toronto"', 4)]),
        ("canada", [("Cables from posts in Canada", "country:canada", 5)]),
        ("ktip", [("TAGS KTIP, Trafficking in persons", "tag:KTIP", 2)]),
        ("noforn", [("Caption NOFORN", "caption:noforn", 1)]),
        ("rcmp", [("Agency RCMP: sent by it, addressed to it or naming it", "agency:rcmp", 2)]),
        ("fisheries", [("Concept FISHERIES", "concept:fisheries", 1)]),
        ("police", []), ("toronto police", []), ("post:toronto", []), ("toronto OR quito", []), ("-toronto", []),
        ("PTER", []), ("", []), ("?", []), ('"toronto', []),
    ],
)  # fmt: skip
def test_names_are_offered(typed: str, expected: list[tuple[str, str, int]]) -> None:
    found = [(one.text, one.criteria.q, one.total) for one in offers(Criteria(q=typed))]
    assert [(text.split(", Traf")[0], *rest) for text, *rest in found] == [
        (text.split(", Traf")[0], *rest) for text, *rest in expected
    ]


def test_filters_stay() -> None:
    asked = Criteria(q="toronto", filters={"year": ("2008",)})
    assert [(one.criteria.filters, one.total) for one in offers(asked)] == [({"year": ("2008",)}, 1)]


@pytest.mark.parametrize(
    "asked", ["q=toronto", "q=toronto&agency=rcmp&not-tag=PGOV", "q=rcmp&agency=rcmp", "q=agency:rcmp"]
)
def test_a_page_of_results_asks_at_most_twelve_times(
    client: Client, asked: str, django_assert_max_num_queries: Any
) -> None:
    client.get("/search/?q=lake")
    with django_assert_max_num_queries(12):
        assert client.get(f"/search/?{asked}").status_code == 200


@pytest.mark.parametrize(("typed", "meant"), [("quito", ["post:quito"]), ("traficking", ["trafficking"])])
def test_a_name_is_no_slip(client: Client, typed: str, meant: list[str]) -> None:
    """A name leads to its cables, and to no other spelling; a slip is set right."""
    context = client.get(f"/search/?q={typed}").context
    led = [one.criteria.q for one in (*context["offers"], *context["corrections"])]
    assert led == meant
