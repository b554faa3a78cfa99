"""Links with which a result can be taken home, each saying how much it is before it comes."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from reader.search import Results
from reader.views import wording
from reader.views.exports.formats import FORMATS, Format
from reader.views.printing import PRINTED

register = template.Library()


@register.inclusion_tag("reader/parts/taking_home.html")
def taking_home(results: Results) -> dict[str, Any]:
    """The files that the result can be had as, with their sizes, and its other forms."""
    criteria = results.criteria.on_page(1)
    return {
        "total": results.total,
        "files": [
            (kind.words, criteria.address(f"{reverse('search')}export.{kind.ending}"), about_bytes(kind, results))
            for kind in FORMATS.values()
        ],
        "printed": min(results.total, PRINTED),
        "print_address": criteria.address(reverse("search-print")),
        "frozen_address": criteria.address(reverse("search-frozen")),
        "feed_address": criteria.sorted_by("relevance").address(reverse("search-feed")),
    }


def about_bytes(kind: Format, results: Results) -> str:
    """The size of a file in words, estimated from the cables on this page: "about 2.4 MB"."""
    characters = [sum(paragraph.length for paragraph in hit.cable.paragraphs) for hit in results.hits]
    mean = sum(characters) / len(characters) if characters else 0
    size = results.total * (kind.fixed + kind.per_character * mean)
    return f"about {_rounded(size)}"


def _rounded(size: float) -> str:
    for unit, factor in (("GB", 1e9), ("MB", 1e6)):
        if size >= factor:
            amount = size / factor
            return f"{amount:.1f} {unit}" if amount < 10 else f"{wording.thin(round(amount))} {unit}"
    return f"{max(1, round(size / 1000))} kB"
