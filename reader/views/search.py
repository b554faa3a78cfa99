"""The search page: criteria from the address, results from the door of search, and what to try when there are none."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from haystack.exceptions import SearchBackendError

from reader.search import Chip, Criteria, Results, search
from reader.search.canonical import canonical
from reader.search.fields import SORTS
from reader.search.offers import Offer, offers
from reader.search.spelling import Correction, corrections
from reader.views.agency_named import agency_named
from reader.views.histogram import histogram
from reader.views.hits import rows
from reader.views.listing import shown_pages
from reader.views.narrowing import narrowings
from reader.views.typed_number import typed_number


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to try: in words, with the search that it gives."""

    text: str
    criteria: Criteria


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Results of a search; a cable's number typed alone leads to the cable.

    Template: reader/search.html. Context: `criteria`, `sentence`, `chips`, `results`, `rows`, `histogram`,
    `corrections`, `offers`, `narrowings`, `pages`, `sorts`, `suggestions`, `typed` (a number that is no cable's, or
    whose words are searched for), `unknown` (values of filters), `agency_named`.
    """
    criteria = Criteria.from_params(request.GET)
    typed = typed_number(request, criteria)
    if typed and typed.leads_to:
        return redirect(typed.leads_to)
    named = agency_named(criteria, request.GET.get("agency-named", "").replace("\x00", "").strip())
    if named and named.leads_to:
        return redirect(named.leads_to)
    found = search(criteria)
    meant, unknown = canonical(criteria, found.labels) if found.labels else (criteria, [])
    if meant != criteria:
        return redirect(meant.address())
    criteria = found.criteria
    chips = criteria.chips(found.labels)
    offered = _offers(found)
    context = {
        "criteria": criteria,
        "results": found,
        "rows": rows(found),
        "narrowings": narrowings(criteria, found.facets),
        "histogram": histogram(found),
        # The name of something is no slip.
        "corrections": [] if offered else _corrections(found),
        "offers": offered,
        "chips": chips,
        "sentence": criteria.sentence(found.labels),
        "kept": [(name, value) for name, value in criteria.on_page(1).params() if name != "q"],
        "study": criteria.sorted_by("relevance").address(reverse("study")),
        "feed": criteria.sorted_by("relevance").address(reverse("search-feed")),
        "first_page": criteria.on_page(1).address(),
        "pages": [(n, criteria.on_page(n).address() if n else "") for n in shown_pages(criteria.page, found.pages)],
        "sorts": [(label, criteria.sorted_by(value).address(), value == criteria.sort) for value, label, _ in SORTS],
        "suggestions": [] if found.total else _suggestions(criteria, chips),
        "typed": typed,
        "unknown": unknown,
        "agency_named": named,
    }
    return render(request, "reader/search.html", context)


def _corrections(found: Results) -> list[Correction]:
    """Other spellings of a query that found next to nothing."""
    try:
        return corrections(found.criteria, found.total) if found.available else []
    except SearchBackendError:
        return []


def _offers(found: Results) -> list[Offer]:
    """The posts, codes, agencies and captions that the words typed are the name of."""
    try:
        return offers(found.criteria) if found.available else []
    except SearchBackendError:
        return []


def _suggestions(criteria: Criteria, chips: list[Chip]) -> list[Suggestion]:
    """What a searcher may try instead, nearest first."""
    without = [Suggestion(_without_words(chip), chip.remove) for chip in chips]
    words = criteria.q.split()
    if '"' in criteria.q:
        bare = " ".join(criteria.q.replace('"', " ").split())
        without.append(Suggestion("words anywhere, not as an exact phrase", criteria.asking(bare)))
    elif len(words) > 1 and not {"OR", "AND", "NOT"} & set(words):
        without.append(Suggestion("with any of the words instead of all of them", criteria.asking(" OR ".join(words))))
    if criteria.q and chips:
        without.append(Suggestion("words in the whole archive", Criteria(q=criteria.q)))
    return without


def _without_words(chip: Chip) -> str:
    return f"{'not excluding' if chip.excluded else 'without'} “{chip.label}: {chip.value_label}”"
