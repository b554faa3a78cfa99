"""What explains: how to read a cable, how to search, what this archive is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reader.search.fields import FACETS, FIELDS, MARKINGS, SORTS
from reader.telegram import authority
from reader.views.example import EXAMPLE
from reader.views.kinds import CAPTION_KINDS, TAG_KINDS, grouped


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
        "captions": grouped(authority.captions(), CAPTION_KINDS),
        "tags": grouped(authority.tags(), TAG_KINDS),
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


def _by_order(rows: Iterable[authority.ReasonRow]) -> list[tuple[str, list[authority.ReasonRow]]]:
    groups: dict[str, list[authority.ReasonRow]] = defaultdict(list)
    for row in rows:
        groups[row.order].append(row)
    return list(groups.items())
