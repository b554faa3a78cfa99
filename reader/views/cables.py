"""The cable page, its twins as JSON and plain text, and what to say of a cable that is not held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reader.models import Cable, Correction, Paragraph, Reference, Source
from reader.search import Marker
from reader.telegram.provisional import is_provisional
from reader.views import contract, questions, references, related, result_trail, transmitted
from reader.views.by_marking import Kinds
from reader.views.citing import Cited
from reader.views.conditional import archive_page
from reader.views.finding import canonical, held_address
from reader.views.hits import marked
from reader.views.letter import Letter, Links, by_anchor
from reader.views.result_trail import Asked
from reader.views.seams import seams
from reader.views.sources import spans_of


@require_safe
def cable(request: HttpRequest, reference_id: str) -> HttpResponseBase:
    """A cable's own page answers 304 while the archive is the same; one reached from a search is made each time.

    What it shows is told at `shown`.
    """
    asked = result_trail.asked_by(request.GET)
    return shown(request, reference_id, asked) if asked else _unchanged(request, reference_id)


def shown(request: HttpRequest, reference_id: str, asked: Asked | None = None) -> HttpResponse:
    """The reading of one cable, with the text as transmitted beside it.

    Models: Cable and everything that points to it. Template: reader/cable.html, or reader/cable_absent.html (404).
    Context: `cable`, `cited`, `letter` (groups of paragraphs), `paragraphs`, `kinds`, `sheets` and `origins` (as
    transmitted), `references`, `also_named`, `addressees`, `tags`, `captions`, `reasons`, `release`, `concepts`,
    `sources`, `agencies`, `cited_by`, `neighbours`, `namesakes`, `corrections`, `corrected`; reached from a
    search also `trail`, `places` (paragraphs in which something was found), `places_total`, `subject_found`.
    """
    rows = questions.CABLE(reference_id=reference_id)
    if not rows:
        return _elsewhere(request, reference_id)
    found = rows[0]
    context = _context(found, asked)
    permalink = request.build_absolute_uri(found.get_absolute_url())
    context["cited"] = Cited(found, None, permalink, settings.ARCHIVE_NAME, timezone.now().date())
    return render(request, "reader/cable.html", context)


_unchanged = archive_page(shown)


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
    paragraphs, sources = questions.PARAGRAPHS(cable=cable.pk), questions.SOURCES(cable=cable.pk)
    cable.source = next((source for source in sources if source.pk == cable.source_id), None)
    nearby, labels = related.nearby(cable), questions.LABELS(cable=cable.pk)
    release = getattr(cable, "release", None)
    corrections = questions.CORRECTIONS(cable=cable.pk) if getattr(cable, "corrected", False) else []
    return {
        "cable": cable,
        "paragraphs": paragraphs,
        "addressees": related.addressees(cable),
        "tags": [row for row in labels if row["kind"] == "tag"],
        "captions": [row for row in labels if row["kind"] == "caption"],
        "reasons": related.reasons(cable),
        "release": release,
        "concepts": questions.CONCEPTS(release=release.pk) if release else (),
        "sources": sources,
        "corrections": corrections,
        "corrected": {row.field: row for row in corrections if not row.anchor},
        "cited_by": related.cited_by(cable),
        "neighbours": related.neighbours(cable, nearby),
        "namesakes": [other for other in nearby if cable.is_numbered and other.number == cable.number],
        "canonical_address": reverse("cable", args=[cable.reference_id]),
        **_transmitted(cable, sources, paragraphs),
        **_read(cable, paragraphs, asked, corrections),
    }


def _transmitted(cable: Cable, sources: list[Source], paragraphs: list[Paragraph]) -> dict[str, Any]:
    """The other side of the page."""
    sheets = transmitted.sheets(cable, sources, paragraphs)
    return {"sheets": sheets, "origins": transmitted.origins(cable, sheets)}


def _read(
    cable: Cable, paragraphs: list[Paragraph], asked: Asked | None, corrections: Sequence[Correction]
) -> dict[str, Any]:
    """The text with its links, what it names, and what a search found in it."""
    marker = Marker.of(asked.criteria.q) if asked else None
    found = result_trail.matches(marker, paragraphs) if marker else {}
    by_pk = {paragraph.pk: paragraph for paragraph in paragraphs}
    mentions = questions.MENTIONS(cable=cable.pk)
    named = references.named_by(questions.REFERENCES(cable=cable.pk), by_pk)
    links = Links()
    links.add_references(named.all, named.entries)
    links.add_mentions(mentions)
    kinds = Kinds.of(paragraphs)
    joints = seams(paragraphs, spans_of(cable.regions))
    letter = Letter(links, kinds, found, joints, cable.get_absolute_url(), by_anchor(corrections))
    return {
        "letter": letter.groups(paragraphs),
        "kinds": kinds.kinds,
        "references": named.listed,
        "also_named": named.also,
        "agencies": related.agencies(mentions, by_pk),
        "trail": result_trail.trail(asked, cable.reference_id) if asked else None,
        "places": [(paragraph, found[paragraph.pk]) for paragraph in paragraphs if paragraph.pk in found],
        "places_total": sum(one.count for one in found.values()),
        "subject_found": marked(marker.segments(cable.subject, "subject")) if marker else None,
    }
