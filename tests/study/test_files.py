"""The study as files: every number of the pages, where it comes from, and the cables behind a number."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import urlsplit

from django.http import QueryDict
from django.test import Client, RequestFactory

from reader.insight import study
from reader.insight.study_columns import columns
from reader.models import Cable
from reader.views.study import newest_first
from reader.views.study_asking import asked
from reader.views.study_conditions import conditions
from reader.views.study_files import every_number


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_every_number_of_cables_has_its_list(client: Client, indexed: list[Cable]) -> None:
    rows = list(csv.DictReader(io.StringIO(text(client, "/study/tables.csv?q=police"))))
    assert {row["table"] for row in rows} >= {"figures", "level-by-highest-portion", "by-year", "original-by-current"}
    here = asked(RequestFactory().get("/study/?q=police"))
    wrong = []
    for row in rows:
        assert (row["counts"] == "cables") == bool(row["cables_address"])
        if row["cables_address"]:
            params = QueryDict(urlsplit(row["cables_address"]).query)
            assert params["q"] == "police"
            if len(newest_first(here.columns, conditions(params, here.columns))) != int(row["number"]):
                wrong.append(row)
    assert wrong == []
    assert rows[0]["study"] == "Cables with police"
    assert rows[0]["study_address"] == "http://testserver/study/?q=police"
    assert "48 cables, all searchable" in rows[0]["archive"]


def test_both_files_have_the_same_numbers(client: Client, indexed: list[Cable]) -> None:
    said = json.loads(text(client, "/study/tables.json"))
    rows = list(csv.reader(io.StringIO(text(client, "/study/tables.csv"))))
    assert [[str(cell) for cell in row] for row in said["numbers"]] == [row[:6] for row in rows[1:]]
    assert said["columns"] == rows[0][:6]
    assert said["archive"]["cables"] == len(indexed)
    assert {row[2] for row in said["numbers"] if row[0] == "by-post"} <= set(said["meanings"])


def test_numbers_of_dimensions_add_up(studied: list[Cable]) -> None:
    rows = [number for number in every_number(columns()) if number.table == "by-post" and number.column == "above"]
    assert sum(number.number for number in rows) == study.totals(columns())["above"]


def test_the_cables_of_a_number_can_be_taken_along(client: Client, indexed: list[Cable]) -> None:
    rows = list(csv.DictReader(io.StringIO(text(client, "/study/cables.csv?q=police&count=above"))))
    shown = client.get("/study/cables/?q=police&count=above").context["shown"]
    held = Cable.objects.in_bulk(shown)
    assert [row["reference_id"] for row in rows] == [held[pk].reference_id for pk in shown]
    assert rows[0]["search"] == "Cables with police; classified above every portion marking"
    assert rows[0]["search_address"] == "http://testserver/study/cables/?q=police&count=above"


def test_other_endings_are_refused_in_words(client: Client, studied: list[Cable]) -> None:
    assert client.get("/study/tables.pdf").status_code == 404
    assert client.get("/study/cables.pdf?count=above").status_code == 404
    assert client.get("/study/cables.csv?count=nonsense").status_code == 404
