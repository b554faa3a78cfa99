"""Every list and page of the administration answers, with data, in a number of queries that does not grow with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reader.models import Cable, Concept, Correction, IngestProblem, Mention, Register, RegisterEntry, Release, Report
from tests.factories import make_cable, make_run

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files that were not collected
]

MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "reader"), key=lambda model: model.__name__
)
LOOK_ONLY = {
    "Cable",
    "Paragraph",
    "Reference",
    "Mention",
    "Release",
    "IngestRun",
    "IngestProblem",
    "Source",
    "Correction",
}


def fill(user: Any) -> None:
    """One more of everything."""
    number = Cable.objects.count()
    target = make_cable(paragraphs=[("(U)", "It is.")])
    cable = make_cable(
        paragraphs=[("(SBU)", "The RCMP knows."), ("(U)", "More.")],
        to=["SECSTATE WASHDC", f"FICTIONAL OFFICE {number}"],
        tags=["PREL", "CA"],
        captions=["SIPDIS"],
        mentions={"RCMP": 1},
        references=[target.reference_id, "08QUITO1"],
    )
    release = Release.objects.create(cable=cable, document_number="1975EXAMPL00001")
    release.concepts.add(Concept.objects.get_or_create(name="FISHERIES", slug="fisheries")[0])
    run = make_run(finished=timezone.now(), problem_count=1)
    IngestProblem.objects.create(run=run, path="a.txt", code="empty", reason="It is empty.")
    Report.objects.create(cable=cable, paragraph=cable.paragraphs.first(), text="The marking is wrong.")
    Correction.objects.create(cable=cable, field="subject", value_given="LAKES", why="A misprint.", who=user)
    register = Register.objects.create(name=f"register-{number}", title="A register")
    RegisterEntry.objects.create(register=register, reference_id="08TORONTO1")


def address(model: type, page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.fixture
def filled(admin_user: Any) -> Any:
    fill(admin_user)
    return admin_user


def test_every_model_but_rows_of_lists_is_registered() -> None:
    names = {model.__name__ for model in MODELS}
    assert {"Cable", "Source", "Station", "Agency", "Tag", "IngestRun", "IngestProblem", "Report"} <= names


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_list_answers(model: Any, filled: Any, admin_client: Client) -> None:
    assert model._default_manager.exists()
    response = admin_client.get(address(model, "changelist"), {"q": "x"})
    assert response.status_code == 200
    response = admin_client.get(address(model, "changelist"))
    assert response.status_code == 200
    assert response.context["cl"].result_count


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_page_of_a_row_answers(model: Any, filled: Any, admin_client: Client) -> None:
    row = model._default_manager.order_by("-pk").first()
    assert admin_client.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_was_read_is_only_looked_at(model: Any, filled: Any, admin_client: Client) -> None:
    row = model._default_manager.order_by("-pk").first()
    refused = admin_client.post(address(model, "change", row.pk), {}).status_code == 403
    assert refused == (model.__name__ in LOOK_ONLY)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_longer_list_takes_no_more_queries(model: Any, filled: Any, admin_client: Client) -> None:
    counts = []
    for _ in range(2):
        admin_client.get(address(model, "changelist"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            admin_client.get(address(model, "changelist"))
        counts.append(len(queries))
        for _ in range(3):
            fill(filled)
    assert counts[0] == counts[1]
    assert counts[0] <= 14


def test_a_cables_page_takes_a_fixed_number_of_queries(filled: Any, admin_client: Client) -> None:
    few = make_cable(to=["SECSTATE WASHDC"], references=["08QUITO1"])
    many = make_cable(
        to=["AMEMBASSY OTTAWA", "AMEMBASSY QUITO", "AMEMBASSY LIMA"],
        references=[few.reference_id, "08QUITO1", "08LIMA2"],
    )
    counts = []
    for cable in (few, few, many):
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(address(Cable, "change", cable.pk))
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_a_run_shows_its_problems_and_how_many_of_each_reason(filled: Any, admin_client: Client) -> None:
    run = IngestProblem.objects.get().run
    page = admin_client.get(address(type(run), "change", run.pk)).content.decode()
    assert "It is empty." in page
    assert "empty: 1" in page
    listed = f"/admin/reader/ingestproblem/?run__id__exact={run.pk}"
    assert f'href="{listed}">Problems' in page
    brought = f"/admin/reader/source/?run__id__exact={run.pk}"
    assert f'href="{brought}">Texts it brought' in page
    assert admin_client.get(brought).context["cl"].result_count == run.sources.count()
    assert admin_client.get(listed).context["cl"].result_count == 1


def test_the_queue_of_reports_is_worked_off(filled: Any, admin_client: Client) -> None:
    report = Report.objects.get()
    page = admin_client.get(address(Report, "change", report.pk)).content.decode()
    assert "The RCMP knows." in page
    admin_client.post(address(Report, "changelist"), {"action": "mend", "_selected_action": [report.pk]})
    report.refresh_from_db()
    assert report.state == "mended"


def test_mentions_waiting_for_a_decision_can_be_listed(filled: Any, admin_client: Client) -> None:
    response = admin_client.get(address(Mention, "changelist"), {"agency__isempty": "1"})
    assert response.context["cl"].result_count == 0


def test_a_cable_without_a_number_is_named_as_such_and_can_be_listed(filled: Any, admin_client: Client) -> None:
    cable = make_cable(reference_id="UNNUMBERED-1a2b3c4d", number="")
    response = admin_client.get(address(Cable, "changelist"), {"number__isempty": "1"})
    assert response.context["cl"].result_count == 1
    named = "UNNUMBERED-1a2b3c4d (provisional: number not stated)"
    assert named in response.content.decode()
    assert named in admin_client.get(address(Cable, "change", cable.pk)).content.decode()
    numbered = admin_client.get(address(Cable, "changelist"), {"number__isempty": "0"})
    assert "UNNUMBERED" not in numbered.content.decode()


def test_a_cables_page_says_what_was_odd_in_words(filled: Any, admin_client: Client) -> None:
    odd = [
        {"code": "no-tags", "message": "No TAGS line was found.", "line": None},
        {"code": "dtg-differs", "message": "The day differs.", "line": 4},
    ]
    cable = make_cable(warnings=odd)
    page = admin_client.get(address(Cable, "change", cable.pk)).content.decode()
    assert "No TAGS line was found.<br>line 4: The day differs." in page


def test_the_administration_names_the_archive(admin_client: Client) -> None:
    page = admin_client.get("/admin/").content.decode()
    assert "cablearchive: administration" in page
    assert "reader/icon.svg" in page
