"""The views that answer with files: the result in one of the formats, and the search frozen."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from haystack.exceptions import SearchBackendError

from reader.search import Criteria
from reader.search.found import find
from reader.search.frozen import freeze
from reader.search.state import archive_state
from reader.views.exports.cables import passing
from reader.views.exports.formats import FORMATS
from reader.views.exports.provenance import Provenance

#: Letters of a query that a file's name shows.
_NAMED = 40


@require_safe
def export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The whole result as a file of one of FORMATS, streamed; 503 with a sentence when the engine cannot answer."""
    criteria, kind = Criteria.from_params(request.GET), FORMATS.get(ending)
    if kind is None:
        raise Http404(f"A result cannot be had as .{ending}, but as {', '.join(FORMATS)}.")
    try:
        provenance = provenance_of(request, criteria)
    except SearchBackendError:
        return unavailable(request)
    lines = kind.lines(provenance, passing(map(int, provenance.found.pks), kind.needs))
    return attachment(lines, kind.content_type, file_name(criteria, ending))


@require_safe
def frozen(request: HttpRequest) -> HttpResponseBase:
    """The search as a file that can be cited and compared later; 503 when the engine cannot answer."""
    criteria = Criteria.from_params(request.GET).on_page(1)
    try:
        pieces = freeze(criteria, timezone.now())
    except SearchBackendError:
        return unavailable(request)
    return attachment(pieces, "application/json; charset=utf-8", file_name(criteria, "frozen.json"))


def provenance_of(request: HttpRequest, criteria: Criteria, limit: int | None = None) -> Provenance:
    """The search asked now. Raises SearchBackendError when the engine cannot answer."""
    return Provenance(
        criteria=criteria,
        sentence=criteria.sentence(),
        found=find(criteria, limit),
        state=archive_state(),
        exported=timezone.now(),
        root=request.build_absolute_uri("/"),
    )


def attachment(pieces: Iterable[str], content_type: str, name: str) -> StreamingHttpResponse:
    """A file to be saved under this name (RFC 6266)."""
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)


def file_name(criteria: Criteria, ending: str) -> str:
    """cablearchive-police-corruption-2026-11-24.csv: letters, digits and hyphens of the query, and the day."""
    asked = slugify(criteria.q)[:_NAMED].strip("-")
    parts = (slugify(settings.ARCHIVE_NAME) or "cables", asked or "search", f"{timezone.now():%Y-%m-%d}")
    return f"{'-'.join(parts)}.{ending}"


def unavailable(request: HttpRequest) -> HttpResponse:
    """A page that says so when the engine cannot answer."""
    return render(request, "reader/search_unavailable.html", status=503)
