"""A search from criteria to results, in order."""

from __future__ import annotations

from reader.models import Cable
from reader.search.criteria import Criteria
from reader.search.results import PAGE_SIZE, Hit, Message, Results, Segment


def search(criteria: Criteria) -> Results:
    """What the archive holds for these criteria: one page of hits, facets, messages. Never raises for bad input."""
    cables = Cable.objects.newest_first()
    for word in criteria.q.split():
        cables = cables.filter(paragraphs__text__icontains=word)
    cables = cables.distinct()
    total = cables.count()
    pages = -(-total // PAGE_SIZE)
    page = min(criteria.page, max(pages, 1))
    found = cables.for_lists()[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return Results(
        criteria.on_page(page),
        total,
        pages,
        [Hit(cable, (Segment(cable.subject or cable.headline or cable.reference_id),)) for cable in found],
        messages=[] if total else [Message("Nothing was found.")],
    )
