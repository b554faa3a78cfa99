"""The cable page, its twins as JSON and plain text, and what to say of a cable that is not held."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reader.models import Cable, Reference
from reader.search import Marker
from reader.telegram.provisional import is_provisional
from reader.views import contract, related, result_trail, sources
from reader.views.finding import canonical, held_address
from reader.views.hits import marked
from reader.views.letter import letter
from reader.views.result_trail import Asked

#: What a link to another cable does not need.
_LONG_OF_TARGET = tuple(
    f"target__{name}"
    for name in (
        "summary", "regions", "field_lines", "warnings", "executive_order_text", "classification_as_written",
        "source__data",
    )
)  # fmt: skip


@require_safe
def cable(request: HttpRequest, reference_id: str) -> HttpResponse:
    """The reading of one cable.

    Models: Cable and everything that points to it. Template: reader/cable.html, or reader/cable_absent.html (404).
    Context: `cable`, `letter` (groups of paragraphs), `paragraphs`, `references`, `addressees`, `tags`, `captions`,
    `reasons`, `release`, `sources`, `furniture`, `agencies`, `cited_by`, `neighbours`, `namesakes`; reached from a
    search also `trail`, `places` (paragraphs in which something was found), `places_total`, `subject_found`.
    """
    found = _whole().filter(reference_id=reference_id).first()
    if found is None:
        return _elsewhere(request, reference_id)
    return render(request, "reader/cable.html", _context(found, result_trail.asked_by(request.GET)))


@require_safe
def as_json(_request: HttpRequest, reference_id: str) -> HttpResponse:
    """The stored reading in the shape of the parse contract."""
    found = _by_id(reference_id)
    return JsonResponse(contract.stored_reading(found), json_dumps_params={"indent": 1, "ensure_ascii": False})


@require_safe
def as_text(_request: HttpRequest, reference_id: str) -> HttpResponse:
    """A plain reading copy, with the classification above and below."""
    found = _by_id(reference_id)
    return HttpResponse(contract.reading_copy(found), content_type="text/plain; charset=utf-8")


def _by_id(reference_id: str) -> Cable:
    return get_object_or_404(_whole(), reference_id=canonical(reference_id) or reference_id)


def _whole() -> QuerySet[Cable]:
    """Cables with everything that one row each can bring along."""
    return Cable.objects.select_related("station", "subject_marking", "source__collection", "source__run", "release")


def _elsewhere(request: HttpRequest, written: str) -> HttpResponse:
    """A redirect to the canonical address; else a page that says what is known of the absent cable."""
    held = held_address(written)
    if held:
        return redirect("cable", held, permanent=True)
    meant = canonical(written)
    if meant is None or is_provisional(meant):
        raise Http404(f"{written} is no reference id")
    citing = Reference.objects.filter(reference_id=meant).order_by("cable__date")
    context = {"reference_id": meant, "cited_by": related.citing_cables(citing[: related.SHOWN])}
    return render(request, "reader/cable_absent.html", context, status=404)


def _context(cable: Cable, asked: Asked | None) -> dict[str, Any]:
    paragraphs = list(cable.paragraphs.select_related("marking"))
    marker = Marker.of(asked.criteria.q) if asked else None
    found = result_trail.matches(marker, paragraphs) if marker else {}
    references = list(cable.references.select_related("target__source__collection").defer(*_LONG_OF_TARGET))
    mentions = list(cable.mentions.select_related("agency", "paragraph").order_by("paragraph__position", "start"))
    nearby = list(related.nearby(cable))
    return {
        "cable": cable,
        "paragraphs": paragraphs,
        "letter": letter(cable, paragraphs, references, mentions, found),
        "references": [reference for reference in references if reference.paragraph_id is None],
        "addressees": related.addressees(cable),
        "tags": cable.cabletag_set.select_related("tag"),
        "captions": cable.cablecaption_set.select_related("caption"),
        "reasons": related.reasons(cable),
        "release": getattr(cable, "release", None),
        "sources": cable.sources.select_related("collection", "run").defer("data"),
        "furniture": sources.furniture(cable),
        "agencies": related.agencies(mentions),
        "cited_by": related.cited_by(cable),
        "neighbours": related.neighbours(cable, nearby),
        "namesakes": [other for other in nearby if cable.is_numbered and other.number == cable.number],
        "canonical_address": reverse("cable", args=[cable.reference_id]),
        "trail": result_trail.trail(asked, cable.reference_id) if asked else None,
        "places": [(paragraph, found[paragraph.pk]) for paragraph in paragraphs if paragraph.pk in found],
        "places_total": sum(one.count for one in found.values()),
        "subject_found": marked(marker.segments(cable.subject, "subject")) if marker else None,
    }
