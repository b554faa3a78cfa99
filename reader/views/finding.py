"""From what stands in an address to the cable that is meant."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from reader.models import Cable, Correction, Release
from reader.telegram import identifiers

_SUFFIX = re.compile(r"_[a-z]{1,2}$", re.I)


def canonical(written: str) -> str | None:
    """The canonical id of any form of a cable's number, with the suffix that tells two of one number apart.

    >>> canonical("08 toronto 000165_B")
    '08TORONTO165_b'
    """
    suffix = _SUFFIX.search(written)
    number = identifiers.canonical(written[: suffix.start()] if suffix else written)
    return f"{number}{suffix.group().lower() if suffix else ''}" if number else None


def held_address(written: str) -> str | None:
    """The id under which the archive holds what is meant; None when it holds no such cable."""
    meant = canonical(written) or ""
    if meant and Cable.objects.filter(reference_id=meant).exists():
        return meant
    if meant and (renamed := _renamed(meant)):
        return renamed
    released = Release.objects.filter(document_number=written.upper()).order_by("cable__reference_id")
    return released.values_list("cable__reference_id", flat=True).first()


def _renamed(reference_id: str) -> str | None:
    """The id of a cable that had this one until it was set right."""
    return Correction.objects.of_ids(reference_id).order_by("-pk").values_list("cable__reference_id", flat=True).first()


def elsewhere(written: str, name: str, request: HttpRequest | None = None) -> HttpResponse:
    """A redirect to the canonical form of a page about a cable, with what was asked; Http404 for one not held."""
    held = held_address(written)
    if held is None:
        raise Http404(f"{written} is not in this archive")
    query = request.META.get("QUERY_STRING", "") if request else ""
    return redirect(f"{reverse(name, args=[held])}{'?' + query if query else ''}", permanent=True)
