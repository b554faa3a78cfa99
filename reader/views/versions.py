"""The texts of one cable as received, and the difference between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reader.models import Cable, Source
from reader.telegram import read
from reader.views.difference import Difference, difference
from reader.views.finding import elsewhere
from reader.views.sources import document

#: Letters of a sha256 that an address has.
_SHORT = 16


@dataclass(frozen=True, slots=True)
class Version:
    """One text of the cable; `letter` is what the difference calls it, when it is one of the two."""

    source: Source
    letter: str
    is_read: bool  # the reading comes from this one

    @property
    def short(self) -> str:
        """The beginning of its sha256."""
        return self.source.sha256[:_SHORT]


@require_safe
def versions(request: HttpRequest, reference_id: str) -> HttpResponse:
    """Every source with its sha256; of several, two compared: `?a=` and `?b=` (sha256 or its beginning) say which.

    Template: reader/versions.html. Context: `cable`, `versions`, `a`, `b` (Versions or None), `difference`.
    """
    cable = Cable.objects.select_related("station", "source__collection").defer("source__data")
    found = cable.filter(reference_id=reference_id).first()
    if found is None:
        return elsewhere(reference_id, "cable-versions", request)
    sources = list(found.sources.select_related("collection"))
    a, b = _two(request, found, sources)
    letters = {source.pk: letter for source, letter in ((b, "B"), (a, "A")) if source}
    listed = [Version(one, letters.get(one.pk, ""), one.pk == found.source_id) for one in sources]
    context = {
        "cable": found,
        "versions": listed,
        "a": next((one for one in listed if one.letter == "A"), None),
        "b": next((one for one in listed if one.letter == "B"), None),
        "difference": compared(a, b) if a and b else None,
        "canonical_address": reverse("cable-versions", args=[found.reference_id]),
    }
    return render(request, "reader/versions.html", context)


def compared(a: Source, b: Source) -> Difference:
    """Two sources, each read for the occasion."""
    return difference(read(document(a)).paragraphs, read(document(b)).paragraphs)


def _two(request: HttpRequest, cable: Cable, sources: Sequence[Source]) -> tuple[Source | None, Source | None]:
    """The texts asked for; else that of the reading and the first other one of the same section."""
    asked_a, asked_b = _asked(request, "a", sources), _asked(request, "b", sources)
    own = next((one for one in sources if one.pk == cable.source_id), sources[0] if sources else None)
    a = asked_a or (own if own is not asked_b else None)
    if a is None:
        a = next((one for one in sources if one is not asked_b), None)
    b = asked_b or next((one for one in sources if a and one is not a and one.section == a.section), None)
    return (a, b) if a is not b and b is not None else (None, None)


def _asked(request: HttpRequest, name: str, sources: Sequence[Source]) -> Source | None:
    digest = request.GET.get(name, "").lower()
    if not digest:
        return None
    found = [one for one in sources if one.sha256.startswith(digest)]
    if len(found) != 1:
        raise Http404(f"{digest} names no source of this cable")
    return found[0]
