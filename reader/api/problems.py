"""Errors as problem details (RFC 9457): a status, and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http.client import responses

from django.http import HttpResponse
from ninja import Schema
from pydantic import Field

CONTENT_TYPE = "application/problem+json"


class Mistake(Schema):
    """What is wrong with one parameter."""

    parameter: str
    message: str


class Problem(Schema):
    """Why there is no answer, and what to do."""

    type: str = Field(default="about:blank", description="Always about:blank: the status says it all.")
    title: str = Field(description="The status in words.")
    status: int
    detail: str = Field(description="A sentence for people.")
    errors: list[Mistake] = Field(default=[], description="With status 400: which parameters are wrong.")


class ProblemError(Exception):
    """Raised by an operation that has no answer."""

    def __init__(self, status: int, detail: str, parameter: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.errors = [Mistake(parameter=parameter, message=detail)] if parameter else []


def problem(
    status: int, detail: str, errors: Iterable[Mistake] = (), headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """The answer."""
    told = Problem(title=responses[status], status=status, detail=detail, errors=list(errors))
    return HttpResponse(told.model_dump_json(), status=status, content_type=CONTENT_TYPE, headers=headers)
