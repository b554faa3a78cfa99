"""What no database takes (NUL, numbers beyond its columns) in addresses and parameters: never a failure."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

PLACES = (
    "/cables/{}/",
    "/cables/08{}1/",
    "/cables/{}/source/",
    "/cables/{}/source/raw",
    "/cables/{}/cite/",
    "/cables/{}.json",
    "/cables/{}.ris",
    "/cables/{}/thread/",
    "/cables/{}/versions/",
    "/tags/{}/",
    "/people/{}/",
    "/api/v1/cables/{}",
    "/api/v1/tags/{}",
    "/api/v1/agencies/{}",
    "/api/v1/search?q={}",
    "/api/v1/lookup?text={}",
    "/complete/?q={}",
    "/lookup/?text={}",
    "/people/?q={}",
    "/people/?begins={}",
    "/search/values/post/?begins={}",
    "/search/compare/?q={}",
)
#: Lists and their parameters.
LISTS = ("/search/", "/search/print/", "/search/export.csv", "/dates/", "/dates/2008/", "/posts/toronto/", "/missing/")
MORE = ("/study/", "/study/cables/", "/most-cited/", "/tags/CA/", "/coverage/", "/threads/", "/dates/undated/")
NAMES = ("q", "class", "year", "post", "tag", "agency", "caption", "marking", "concept", "country", "collection")
OTHERS = (
    "signed",
    "classified-by",
    "drafter",
    "person",
    "role",
    "to",
    "page",
    "sort",
    "not-tag",
    "place",
    "by",
    "from",
)
NUL, HUGE = "%00", "99999999999999999999"


@pytest.mark.parametrize("value", [NUL, f"a{NUL}b", HUGE], ids=["NUL", "NUL in it", "huge"])
@pytest.mark.parametrize("place", PLACES)
def test_addresses(client: Client, archive: list, place: str, value: str) -> None:
    assert client.get(place.format(value)).status_code < 500


@pytest.mark.parametrize("address", [*LISTS, *MORE])
def test_parameters(client: Client, archive: list, address: str) -> None:
    for name in (*NAMES, *OTHERS):
        for value in (NUL, f"a{NUL}b", HUGE, f"-{HUGE}"):
            answer = client.get(f"{address}?{name}={value}")
            assert answer.status_code < 500, (name, value)
            if answer.streaming:
                b"".join(answer)


def test_a_report_with_a_nul_is_asked_for_again(client: Client, archive: list) -> None:
    answer = client.post("/cables/08OTTAWA734/report/", {"text": "Wrong\0 here", "contact": "a\0b"})
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("form", ["", "csv"])
def test_numbers_are_looked_up_with_a_nul_between_them(client: Client, archive: list, form: str) -> None:
    answer = client.post("/lookup/", {"ids": "08OTTAWA734\0\n08TORONTO\0 152", "as": form}, follow=True)
    assert answer.status_code == 200
    assert "08OTTAWA734" in b"".join(answer).decode()


def test_a_post_that_cannot_be_one_is_passed_over(client: Client, archive: list) -> None:
    assert client.get("/missing/?post=a/b").status_code == 200
