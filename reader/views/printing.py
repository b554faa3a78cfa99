"""A result on paper: a reading list of its first cables, the highest classification above and below."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe
from haystack.exceptions import SearchBackendError

from reader.models import Cable
from reader.search import Criteria
from reader.telegram import LEVELS
from reader.views import wording
from reader.views.exports.cables import ROWS, in_chunks
from reader.views.exports.downloads import provenance_of, unavailable

#: Cables that are listed.
PRINTED = 1000


@require_safe
def printed(request: HttpRequest) -> HttpResponseBase:
    """A list to print.

    Models: Cable with its paragraphs' markings. Template: reader/search_print.html. Context: `criteria`, `provenance`,
    `cables`, `total`, `banner` (the words of the highest classification), `banner_role`, `levels` (counts in words).
    """
    criteria = Criteria.from_params(request.GET).on_page(1)
    try:
        provenance = provenance_of(request, criteria)
    except SearchBackendError:
        return unavailable(request)
    cables = list(in_chunks(provenance.found.pks[:PRINTED].tolist(), ROWS))
    highest = highest_of(cables)
    context = {
        "criteria": criteria,
        "provenance": provenance,
        "cables": cables,
        "total": len(provenance.found),
        "limit": PRINTED,
        "banner": wording.banner(highest, caveats_of(cables, highest)),
        "banner_role": wording.role(highest, caveats_of(cables, highest)),
    }
    return render(request, "reader/search_print.html", context)


def highest_of(cables: Sequence[Cable]) -> str | None:
    """The highest classification of these cables; None when none of them states one."""
    return max((cable.level for cable in cables if cable.level), key=LEVELS.index, default=None)


def caveats_of(cables: Sequence[Cable], level: str | None) -> list[str]:
    """The caveats of the cables of this level, each once."""
    return list(dict.fromkeys(caveat for cable in cables if cable.level == level for caveat in cable.caveats))
