"""Pages say what state of the archive they are of: who has them is told so, until something changes."""

from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from haystack.exceptions import SearchBackendError

from reader.models import Cable, Collection, counting
from reader.views import study
from tests import factories

pytestmark = pytest.mark.django_db

COUNTED = ("/coverage/", "/coverage/ottawa/", "/missing/", "/threads/", "/study/")
PAGES = ("/", "/dates/2008/", "/tags/PREL/?not-class=secret", "/posts/", "/cables/08OTTAWA734/", *COUNTED)


@pytest.mark.parametrize("address", PAGES)
def test_who_has_a_page_is_not_sent_it_again(
    client: Client, archive: list[Cable], address: str, django_assert_max_num_queries: Any
) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert "no-cache" in first.headers["Cache-Control"]
    assert first.headers["Last-Modified"]
    with django_assert_max_num_queries(2):
        again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"if-modified-since": first.headers["Last-Modified"]}).status_code == 304


@pytest.mark.parametrize("address", PAGES)
def test_a_change_is_seen_at_once(client: Client, archive: list[Cable], address: str) -> None:
    tag = client.get(address).headers["ETag"]
    with counting.refresh([archive[0].pk]):
        Cable.objects.filter(pk=archive[0].pk).update(subject="Ice roads melt")
    answer = client.get(address, headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


def test_what_an_administrator_changes_is_seen_at_once(client: Client, archive: list[Cable]) -> None:
    assert b"Harbor papers" not in client.get("/collections/").content
    held = Collection.objects.get(name="main")
    Collection.objects.filter(pk=held.pk).update(title="Harbor papers")
    user = get_user_model().objects.create(username="keeper")
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(Collection),
        object_id=str(held.pk),
        action_flag=CHANGE,
    )
    assert b"Harbor papers" in client.get("/collections/").content


def test_a_kept_page_is_made_without_asking(
    client: Client, archive: list[Cable], django_assert_num_queries: Any
) -> None:
    first = client.get("/tags/").content
    with django_assert_num_queries(1):
        assert client.get("/tags/").content == first
    factories.make_cable(tags=["KTIP"])
    assert b"KTIP" in client.get("/tags/").content


@pytest.mark.parametrize("address", ["/coverage/", "/missing/", "/threads/", "/study/"])
def test_pages_that_count_much_are_made_once(
    client: Client, archive: list[Cable], address: str, django_assert_num_queries: Any
) -> None:
    first = client.get(address).content
    with django_assert_num_queries(1):
        assert client.get(address).content == first


def test_what_failed_is_not_to_be_had_again(client: Client, archive: list[Cable], monkeypatch: Any) -> None:
    def fails(_request: Any) -> None:
        raise SearchBackendError("gone")

    monkeypatch.setattr(study, "asked", fails)
    answer = client.get("/study/?q=ice")
    assert answer.status_code == 503
    assert "no-store" in answer.headers["Cache-Control"]


def test_other_methods_are_refused(client: Client, archive: list[Cable]) -> None:
    assert client.post("/tags/").status_code == 405
