"""The page about the API, made of the description that the API gives of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reader.api.urls import api


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for."""

    path: str
    said: str
    parameters: list[dict[str, Any]]
    runs: bool  # whether the path can be followed as it is


@require_safe
def programs(request: HttpRequest) -> HttpResponse:
    """What programs can ask for. Template: reader/programs.html. Context: `operations`, `filters`, `root`."""
    described = api.get_openapi_schema()["paths"]
    operations = [_operation(path, methods["get"]) for path, methods in described.items()]
    filters = [one["name"] for one in _query(described["/api/v1/search"]["get"]) if _is_filter(one)]
    context = {"operations": operations, "filters": filters, "root": settings.BASE_URL}
    return render(request, "reader/programs.html", context)


def _operation(path: str, described: dict[str, Any]) -> Operation:
    parameters = [one for one in _query(described) if not _is_filter(one)]
    return Operation(path, described["description"].split("\n\n")[0], parameters, "{" not in path)


def _query(described: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in described["parameters"] if one["in"] == "query"]


def _is_filter(parameter: dict[str, Any]) -> bool:
    """The filters of the search are many and all of one kind."""
    return bool(parameter["schema"].get("type") == "array" and parameter["name"] != "facets")
