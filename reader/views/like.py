"""Cables like one, by the words that they share."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from haystack.exceptions import SearchBackendError

from reader.models import Cable
from reader.search import Criteria
from reader.search.similar import Alike, alike
from reader.views.finding import held_address


@require_safe
def like(request: HttpRequest, reference_id: str) -> HttpResponse:
    """The cables most like one. A page of its own: it changes with the archive, and the cable's page does not.

    Template: reader/like.html. Context: `cable`, `terms` (the words that they were looked for by), `cables`,
    `as_search`, `available`.
    """
    held = Cable.objects.filter(reference_id=reference_id).exists()
    if not held and (meant := held_address(reference_id)):
        return redirect("cable-like", meant, permanent=True)
    cable = get_object_or_404(Cable.objects.select_related("station"), reference_id=reference_id)
    found = _found(cable)
    rows = Cable.objects.for_lists().defer("source__data").in_bulk(found.pks) if found else {}
    context = {
        "cable": cable,
        "terms": found.terms if found else (),
        "cables": [rows[pk] for pk in found.pks if pk in rows] if found else [],
        "as_search": Criteria(q=f"({' OR '.join(found.terms)}) -id:{cable.reference_id}").address() if found else "",
        "available": found is not None,
    }
    return render(request, "reader/like.html", context)


def _found(cable: Cable) -> Alike | None:
    try:
        return alike(cable)
    except SearchBackendError:
        return None
