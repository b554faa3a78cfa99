"""The text as transmitted: its lines, the regions they belong to, and the bytes as received."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reader.models import Cable, Source
from reader.telegram import Document, read
from reader.telegram.formats import FORMATS, documents
from reader.views.finding import elsewhere
from reader.views.seams import Region

_LINE_END = re.compile(r"\r\n|\n|\r")
#: What a region's kind is called in the margin of the source page.
REGION_WORDS = {
    "furniture": "page furniture",
    "envelope": "envelope",
    "classification": "classification",
    "caption": "caption",
    "passing": "passing line",
    "executive-order": "executive order",
    "tags": "TAGS",
    "subject": "subject",
    "references": "references",
    "classified-by": "classified by",
    "heading": "heading",
    "paragraph": "paragraph",
    "page-break": "page break",
    "signature": "signature",
    "unknown": "not understood",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source: its number, its text, its region's kind; `name` only where a region begins."""

    number: int
    text: str
    kind: str
    name: str


@require_safe
def source(request: HttpRequest, reference_id: str) -> HttpResponse:
    """The text as transmitted, line by line.

    `?sha256=` (its beginning is enough) or `?section=` choose among several sources; else the one of the reading.
    Template: reader/source.html. Context: `cable`, `source`, `sources`, `lines`, `raw_address`.
    """
    cable = Cable.objects.select_related("station", "source__collection").filter(reference_id=reference_id).first()
    if cable is None:
        return elsewhere(reference_id, "cable-source", request)
    chosen = _chosen(request, cable)
    context = {
        "cable": cable,
        "source": chosen,
        "sources": cable.sources.select_related("collection").defer("data"),
        "lines": list(_lines(cable, chosen)),
        "raw_address": f"{reverse('cable-source-raw', args=[reference_id])}?sha256={chosen.sha256[:16]}",
    }
    return render(request, "reader/source.html", context)


@require_safe
def raw(request: HttpRequest, reference_id: str) -> HttpResponse:
    """The bytes as received, to be saved; never shown by a browser as a page."""
    cable = Cable.objects.select_related("source").filter(reference_id=reference_id).first()
    if cable is None:
        return elsewhere(reference_id, "cable-source-raw", request)
    chosen = _chosen(request, cable)
    response = HttpResponse(chosen.raw, content_type="text/plain")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(cable, chosen)}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Checksum-Sha256"] = chosen.sha256
    return response


def document(source: Source) -> Document:
    """The document of a source, unwrapped again from its bytes; plain lines where no format knows them."""
    unwrap = partial(documents, source.raw, path=source.path, member=source.member or None)
    for format_name in (source.format if source.format in FORMATS else None, None):
        found = [piece for piece in unwrap(format=format_name) if isinstance(piece, Document)]
        if found:
            return next((piece for piece in found if piece.format == source.format), found[0])
    text = source.raw.decode(source.encoding or "utf-8", "replace")
    return Document(tuple(_LINE_END.split(text)), path=source.path, member=source.member or None)


def _chosen(request: HttpRequest, cable: Cable) -> Source:
    digest, section = request.GET.get("sha256", ""), request.GET.get("section", "")
    if digest:
        return get_object_or_404(cable.sources.select_related("collection"), sha256__startswith=digest.lower())
    if section.isdecimal():
        found = cable.sources.select_related("collection").filter(section=int(section)).first()
        if found:
            return found
    chosen = cable.source or cable.sources.first()
    if chosen is None:
        raise Http404(f"{cable} has no source")
    return chosen


def _lines(cable: Cable, source: Source) -> Iterator[Line]:
    """Every line with its region; a source that the reading does not come from is read for the occasion."""
    text = document(source)
    own = source.pk == cable.source_id
    regions = spans_of(cable.regions) if own else [(r.kind, *r.lines) for r in read(text).regions]
    kinds = kinds_of(regions, len(text.lines))
    before = ""
    for number, (line, kind) in enumerate(zip(text.lines, kinds, strict=True), 1):
        yield Line(number, line, kind, REGION_WORDS.get(kind, "") if kind != before else "")
        # A blank line inside a region does not begin it anew.
        before = before if kind == "blank" else kind


def kinds_of(regions: Sequence[Region], count: int) -> list[str]:
    """The kind of each of so many lines."""
    kinds = ["unknown"] * count
    for kind, first, last in regions:
        for number in range(max(first, 1), min(last, count) + 1):
            kinds[number - 1] = kind
    return kinds


def spans_of(stored: list[dict[str, object]]) -> list[Region]:
    """Stored regions as (kind, first line, last line)."""
    return [(str(region["kind"]), *region["lines"]) for region in stored]  # type: ignore[misc]


def _file_name(cable: Cable, source: Source) -> str:
    """A name that is safe in a header: the id and the beginning of the sha256."""
    return f"{re.sub(r'[^A-Za-z0-9_-]', '_', cable.reference_id)}-{source.sha256[:8]}.txt"
