"""All values of one facet of a search, and a search inside them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from haystack.exceptions import SearchBackendError

from reader.search import Criteria, Facet
from reader.search.fields import FACETS
from reader.search.searching import values_of
from reader.views.narrowing import values

#: Values that are listed at most; the words looked for find the others.
MOST = 500


@require_safe
def facet(request: HttpRequest, name: str) -> HttpResponse:
    """Every value of a facet under a search's criteria, with `?find=` those that have these words.

    Template: reader/values.html. Context: `criteria`, `label`, `find`, `values`, `listed`, `total`, `kept`, `back`,
    `sentence`, `available`.
    """
    if name not in FACETS:
        raise Http404(f"{name} is no facet")
    criteria = Criteria.from_params(request.GET).on_page(1)
    find = request.GET.get("find", "").replace("\x00", " ").strip()[:100]
    found = _found(criteria, name, find)
    context = {
        "criteria": criteria,
        "label": FACETS[name].label,
        "find": find,
        "values": values(criteria, found) if found else "",
        "listed": len(found.values) if found else 0,
        "total": found.total if found else 0,
        "kept": criteria.params(),
        "back": criteria.address(),
        "sentence": criteria.sentence(),
        "available": found is not None,
    }
    return render(request, "reader/values.html", context)


def _found(criteria: Criteria, name: str, find: str) -> Facet | None:
    try:
        return values_of(criteria, name, find, MOST)
    except SearchBackendError:
        return None
