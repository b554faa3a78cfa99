"""When things fail: a page in words, which itself needs nothing that may have failed."""

import pytest
from django.test import Client, RequestFactory

from reader.views.errors import server_error


def test_the_page_for_errors_needs_no_database() -> None:
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b"Something went wrong" in answer.content


@pytest.mark.django_db
def test_an_exception_gives_that_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("reader.views.guide.authority.markings", lambda: 1 / 0)
    answer = client.get("/guide/")
    assert answer.status_code == 500
    assert b"Something went wrong" in answer.content
    assert b"ZeroDivisionError" not in answer.content
