"""Addresses of the API; all of them are paths, to be read against the address that was asked."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse


def cable_path(reference_id: str) -> str:
    """The whole cable."""
    return reverse("api:cable", args=[reference_id])


def next_path(request: HttpRequest, cursor: str) -> str:
    """The same question, going on behind a cursor."""
    pairs = [(name, value) for name, values in request.GET.lists() if name != "cursor" for value in values]
    return f"{request.path}?{urlencode([*pairs, ('cursor', cursor)])}"


def moved(request: HttpRequest, path: str, pairs: Sequence[tuple[str, str]] | None = None) -> HttpResponse:
    """A redirect for good to the right address of the same; `pairs` stand behind the question mark, else what did."""
    query = request.META.get("QUERY_STRING", "") if pairs is None else urlencode(pairs)
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
