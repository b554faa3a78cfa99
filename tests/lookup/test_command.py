"""`manage.py lookup`: JSON lines, whatever is typed."""

import io
import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def lookup(*texts: str, **options: Any) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("lookup", *texts, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_row_for_each_number(archive: list) -> None:
    assert lookup("  Toronto 152, 28 May 2008 ", "08OTTAWA734; 07 Quebec 99\nlake levels") == [
        {"as_written": "Toronto 152, 28 May 2008", "reference_id": "08TORONTO152", "held": True},
        {"as_written": "08OTTAWA734", "reference_id": "08OTTAWA734", "held": True},
        {"as_written": "07 Quebec 99", "reference_id": "07QUEBEC99", "held": False},
        {"as_written": "lake levels", "reference_id": None, "held": False},
    ]


@pytest.mark.parametrize("texts", [(), ("-",)])
def test_the_standard_input_is_read(archive: list, monkeypatch: pytest.MonkeyPatch, texts: tuple[str, ...]) -> None:
    given = "São Paulo 348, 2006\r\n08TORONTO152\r\n".encode() + b"\xff\n"
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(given)))
    assert [(row["reference_id"], row["held"]) for row in lookup(*texts)] == [
        ("06SAOPAULO348", False),
        ("08TORONTO152", True),
        (None, False),
    ]


def test_the_year_of_numbers_that_state_none(archive: list) -> None:
    assert lookup("Toronto 152", year=2008)[0]["held"]


@pytest.mark.parametrize("text", ["08TORONTO152_a", "https://example.org/plusd/cables/08TORONTO152_a.html"])
def test_the_mark_of_a_first_cable_is_let_go(archive: list, text: str) -> None:
    assert lookup(text) == [{"as_written": text, "reference_id": "08TORONTO152", "held": True}]


def test_nothing_is_no_mistake(archive: list) -> None:
    assert lookup("  \n ") == []
