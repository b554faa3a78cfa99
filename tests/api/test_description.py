"""What the API says of itself, held against what it does, by questions made from the description.

In process, through WSGI; the same questions every time.
"""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi import checks

from reader.api.urls import api
from reader.models import Cable
from tests.api.answers import told

pytestmark = pytest.mark.django_db

DESCRIPTION = "/api/v1/openapi.json"

#: What a path's parameters can be in the archive of these tests, so that not every question ends in 404.
HELD = {
    "reference_id": "08TORONTO152",
    "slug": {"posts": "ottawa", "agencies": "rcmp", "captions": "sipdis"},
    "code": "CA",
    "name": "demonstration",
}
CONFORMS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    schemathesis.checks.not_a_server_error,
]
PATHS = sorted(api.get_openapi_schema()["paths"])

same_questions = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=10,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def connection_kept(db: None) -> Iterator[None]:
    """As Django's own client does: the test's transaction must outlive a request."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def operations(archive: list[Cable]) -> dict[str, schemathesis.APIOperation]:
    """Every operation by its path."""
    described = schemathesis.openapi.from_wsgi(DESCRIPTION, WSGIHandler())
    return {path: described[path]["GET"] for path in PATHS}


def about_what_is_held(case: Case) -> Case:
    """The same question about something that the archive has."""
    for name in case.path_parameters:
        value = HELD[name]
        case.path_parameters[name] = value if isinstance(value, str) else value[case.operation.path.split("/")[3]]
    return case


def ask(case: Case, *more: object) -> None:
    case.call_and_validate(checks=[*CONFORMS, *more])


def test_answers_are_as_described(operations: dict[str, schemathesis.APIOperation]) -> None:
    for operation in operations.values():

        @same_questions
        @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        def holds(case: Case) -> None:
            # No cursor but those given is one, and text that is no address leads nowhere: both are tested elsewhere.
            case.query.pop("cursor", None)
            ask(about_what_is_held(case), checks.positive_data_acceptance)

        holds()


def test_whatever_is_asked_the_answer_is_one_of_those_described(
    operations: dict[str, schemathesis.APIOperation],
) -> None:
    for operation in operations.values():

        @same_questions
        @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        def holds(case: Case) -> None:
            ask(case)

        holds()


def test_what_is_not_as_described_is_refused(operations: dict[str, schemathesis.APIOperation]) -> None:
    with_query = [path for path in PATHS if any(one.location == "query" for one in operations[path].query)]
    assert len(with_query) > 8
    for path in with_query:

        @same_questions
        @given(case=operations[path].as_strategy(generation_mode=GenerationMode.NEGATIVE))
        def holds(case: Case) -> None:
            ask(about_what_is_held(case), checks.negative_data_rejection)

        holds()


def test_the_description_is_whole(client: Client) -> None:
    described = told(client, DESCRIPTION)
    assert described["openapi"].startswith("3.1")
    assert described["info"]["description"]
    operations = [methods["get"] for methods in described["paths"].values()]
    assert all(set(methods) == {"get"} for methods in described["paths"].values())
    assert len({one["operationId"] for one in operations}) == len(operations) == len(PATHS)
    for one in operations:
        assert one["summary"]
        assert one["description"], one["operationId"]
        for parameter in one["parameters"]:
            assert parameter["in"] == "path" or parameter["description"], parameter["name"]
