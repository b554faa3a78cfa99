"""What explains: how to read a cable, how to search, what this archive is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reader.models import Collection
from reader.search.fields import FACETS, FIELDS, MARKINGS, SORTS
from reader.telegram import authority
from reader.views.example import EXAMPLE

#: Kinds of caption and TAGS as the guide names them, in its order.
CAPTION_KINDS = {
    "distribution": "Who may get it",
    "handling": "How it is treated",
    "channel": "Closed circuits of readers",
    "transmission": "Numbers of series and operating signals",
}
TAG_KINDS = {
    "subject": "Subjects: four letters, the first names the field",
    "program": "Programs: four letters that begin with K",
    "country": "Countries and territories: two letters, which are not those of ISO",
    "geographic": "Regions",
    "organization": "Organizations",
    "obsolete": "Given up",
    "other": "Misprints and free terms met on TAGS lines",
}


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How to read a cable. Template: reader/guide.html. Context: the authority tables, and `example`."""
    markings = authority.markings()
    context = {
        "example": EXAMPLE,
        "classifications": authority.classifications(),
        "precedences": authority.precedences(),
        "markings": [row for row in markings if row.notes.startswith("seen") or not row.caveats],
        "marking_count": len(markings),
        "captions": _grouped(authority.captions(), CAPTION_KINDS),
        "tags": _grouped(authority.tags(), TAG_KINDS),
        "reasons": _by_order(authority.reasons()),
    }
    return render(request, "reader/guide.html", context)


@require_safe
def search_help(request: HttpRequest) -> HttpResponse:
    """The query language, from the table of fields. Template: reader/search_help.html."""
    context = {
        "fields": [field for field in FIELDS if not field.marking],
        "markings": MARKINGS,
        "facets": list(FACETS.items()),
        "sorts": SORTS,
    }
    return render(request, "reader/search_help.html", context)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this archive is and promises. Template: reader/about.html. Context: `collections`."""
    return render(request, "reader/about.html", {"collections": Collection.objects.all()})


def _grouped(rows: Iterable[Any], kinds: dict[str, str]) -> list[tuple[str, str, list[Any]]]:
    """(kind, title, rows) in the order of the kinds; rows of a kind not named come last under its own name."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.kind].append(row)
    return [(kind, kinds.get(kind, kind), groups[kind]) for kind in (*kinds, *(groups.keys() - kinds)) if groups[kind]]


def _by_order(rows: Iterable[authority.ReasonRow]) -> list[tuple[str, list[authority.ReasonRow]]]:
    groups: dict[str, list[authority.ReasonRow]] = defaultdict(list)
    for row in rows:
        groups[row.order].append(row)
    return list(groups.items())
