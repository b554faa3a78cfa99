"""Addresses of the API; all of them are paths, to be read against the address that was asked."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse


def cable_path(reference_id: str) -> str:
    """The whole cable."""
    return reverse("api:cable", args=[reference_id])


def next_path(request: HttpRequest, cursor: str) -> str:
    """The same question, going on behind a cursor."""
    pairs = [(name, value) for name, values in request.GET.lists() if name != "cursor" for value in values]
    return f"{request.path}?{urlencode([*pairs, ('cursor', cursor)])}"
