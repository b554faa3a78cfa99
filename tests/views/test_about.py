"""The page about the archive says what it holds, where that came from, when, and whom to write to."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from reader.models import Cable
from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


def text(client: Client) -> str:
    return words(page_of(client, "/about/").css_first("main"))


def test_what_it_holds(client: Client, archive: list[Cable]) -> None:
    said = text(client)
    assert "3 cables of 2 posts, sent from May 2008 to May 2008. 1 cable states no date." in said
    assert "By classification when sent: unclassified 1, confidential 1; not stated 1." in said


def test_where_it_came_from_and_when(client: Client, archive: list[Cable]) -> None:
    run = factories.make_run(new=3, problem_count=2, collection=factories.make_collection("main"))
    run.finished = timezone.now()
    run.save()
    page = page_of(client, "/about/")
    assert page.css_first('a[href="/collections/main/"]') is not None
    row = page.css_first("time").parent.parent
    assert [words(cell) for cell in row.css("td.n")] == ["3", "0", "2"]


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("keeper@example.org", '<a href="mailto:keeper@example.org">keeper@example.org</a>. '),
        ("Room 12, Lake Street", "<p>Room 12, Lake Street. "),
        ("", "has named no address"),
    ],
)
def test_whom_to_write_to(client: Client, db: None, settings: Any, contact: str, shown: str) -> None:
    settings.CONTACT = contact
    assert shown in client.get("/about/").content.decode()


def test_an_empty_archive(client: Client, db: None) -> None:
    assert "No cables yet." in text(client)


def test_how_to_cite(client: Client, archive: list[Cable]) -> None:
    assert page_of(client, "/about/").css_first(f'a[href="/cables/{archive[0].reference_id}/cite/"]') is not None
