"""Results as the page shows them: the cable, its addresses made once, what was found marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.safestring import SafeString

from reader import markup, markup_lists
from reader.search import Hit, Results, Segment, Snippet
from reader.search.cards import FoundCable
from reader.search.results import PAGE_SIZE
from reader.views.chips import level, portion
from reader.views.result_trail import trail_queries
from reader.views.strips import strip


def rows(results: Results) -> SafeString:
    """The results of one page as items of a list; each leads to the cable as reached from here."""
    first = (results.criteria.page - 1) * PAGE_SIZE + 1
    query = trail_queries(results.criteria)
    return markup_lists.results(_row(hit, place, query(place)) for place, hit in enumerate(results.hits, first))


def marked(segments: Iterable[Segment]) -> SafeString:
    """Segments as HTML, the found ones in <mark>."""
    return markup.marked((segment.text, segment.found) for segment in segments)


def _row(hit: Hit, place: int, query: str) -> markup_lists.Row:
    cable = hit.cable
    address = f"{reverse('cable', args=[cable.reference_id])}?{query}"
    return markup_lists.Row(
        place=place,
        moment=cable.date.isoformat() if cable.date else "",
        day=f"{cable.day.day} {cable.day:%b %Y}" if cable.day else "",
        address=address,
        title=marked(hit.title),
        title_kind="subject" if cable.subject else "headline" if cable.headline else "none",
        reference_id=cable.reference_id,
        numbered=bool(cable.number),
        station=cable.station or "",
        station_address=reverse("post", args=[cable.station_slug]) if cable.station_slug else "",
        states=list(_states(cable)),
        strip=strip(cable.paragraphs, address),
        roles="; ".join(hit.roles),
        excerpts=[_excerpt(snippet, address) for snippet in hit.snippets],
        level=level(cable.level, cable.caveats),
    )


def _states(cable: FoundCable) -> Iterator[str]:
    if cable.text_missing:
        yield "text missing"
    elif cable.partial:
        yield "partial text"
    if cable.fictional:
        yield "fictional"


def _excerpt(snippet: Snippet, address: str) -> markup_lists.Excerpt:
    paragraph = snippet.paragraph
    return markup_lists.Excerpt(
        paragraph.number, f"{address}#{paragraph.anchor}", portion(paragraph.marking), marked(snippet.segments)
    )
