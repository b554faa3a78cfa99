"""Results as the page shows them: the cable, its addresses made once, what was found marked."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.safestring import SafeString

from reader import markup, markup_lists
from reader.search import Hit, Results, Segment, Snippet
from reader.search.results import PAGE_SIZE
from reader.views.chips import portion
from reader.views.result_trail import trail_queries
from reader.views.rows import row


def rows(results: Results) -> SafeString:
    """The results of one page as items of a list; each leads to the cable as reached from here."""
    first = (results.criteria.page - 1) * PAGE_SIZE + 1
    query = trail_queries(results.criteria)
    return markup_lists.results(_row(hit, place, query(place)) for place, hit in enumerate(results.hits, first))


def marked(segments: Iterable[Segment]) -> SafeString:
    """Segments as HTML, the found ones in <mark>."""
    return markup.marked((segment.text, segment.found) for segment in segments)


def _row(hit: Hit, place: int, query: str) -> markup_lists.Row:
    address = f"{reverse('cable', args=[hit.cable.reference_id])}?{query}"
    excerpts = [_excerpt(snippet, address) for snippet in hit.snippets]
    return row(
        hit.cable, place, query=f"?{query}", title=marked(hit.title), said="; ".join(hit.roles), excerpts=excerpts
    )


def _excerpt(snippet: Snippet, address: str) -> markup_lists.Excerpt:
    paragraph = snippet.paragraph
    return markup_lists.Excerpt(
        paragraph.number, f"{address}#{paragraph.anchor}", portion(paragraph.marking), marked(snippet.segments)
    )
