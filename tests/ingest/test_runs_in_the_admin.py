"""Runs and problems in the administration: counts, reasons, files, and problems as a file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from reader.models import IngestProblem, IngestRun
from tests.ingest.test_ingest import Ran, cable

pytestmark = pytest.mark.django_db

EXPORT = "admin:reader_ingestproblem_export"


@pytest.fixture
def runs(tmp_path: Path) -> list[IngestRun]:
    """Two runs with problems, of which one looks like a formula."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(cable())
        (tmp_path / name / "b.txt").write_text("")
        (tmp_path / name / "c.txt").write_text("Milk\nEggs\nBread\n")
        Ran(str(tmp_path / name))
    IngestProblem.objects.filter(path__endswith="second/b.txt").update(path="=cmd|' /C calc'!A0")
    return list(IngestRun.objects.order_by("pk"))


def exported(client: Client, **asked: object) -> list[dict[str, str]]:
    response = client.get(reverse(EXPORT), asked)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


def test_all_problems_as_csv(runs: list[IngestRun], admin_client: Client) -> None:
    rows = exported(admin_client)
    assert [int(row["run"]) for row in rows].count(runs[0].pk) == 2
    assert {row["code"] for row in rows} == {"empty", "no-cable"}
    problem = IngestProblem.objects.filter(run=runs[0], code="no-cable").get()
    row = next(row for row in rows if row["path"] == problem.path)
    assert (row["reason"], row["line"]) == (problem.reason, str(problem.line))


def test_those_of_one_run_or_reason(runs: list[IngestRun], admin_client: Client) -> None:
    assert len(exported(admin_client, run__id__exact=runs[0].pk)) == 2
    assert len(exported(admin_client, code="empty")) == 2
    assert len(exported(admin_client, q="first/c.txt")) == 1


def test_a_spreadsheet_computes_none_of_it(runs: list[IngestRun], admin_client: Client) -> None:
    rows = exported(admin_client, run__id__exact=runs[1].pk)
    assert "'=cmd|' /C calc'!A0" in {row["path"] for row in rows}


def test_nobody_else_has_them(runs: list[IngestRun], client: Client) -> None:
    response = client.get(reverse(EXPORT))
    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_a_filter_that_makes_no_sense_is_no_error_of_ours(runs: list[IngestRun], admin_client: Client) -> None:
    assert admin_client.get(reverse(EXPORT), {"run__id__exact": "x"}).status_code == 400


def test_the_page_of_a_run(runs: list[IngestRun], admin_client: Client) -> None:
    page = admin_client.get(reverse("admin:reader_ingestrun_change", args=[runs[0].pk])).content.decode()
    assert "empty: 1, no-cable: 1" in page
    assert f'{reverse(EXPORT)}?run__id__exact={runs[0].pk}"' in page
    assert f"{reverse('admin:reader_source_changelist')}?run__id__exact={runs[0].pk}" in page
    listed = admin_client.get(reverse("admin:reader_ingestproblem_changelist"), {"code": "empty"}).content.decode()
    assert f"{reverse(EXPORT)}?code=empty" in listed
    texts = admin_client.get(reverse("admin:reader_source_changelist"), {"run__id__exact": runs[0].pk})
    assert texts.status_code == 200
    assert texts.context["cl"].result_count == 1
