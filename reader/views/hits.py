"""Results as templates write them: the cable, its addresses made once, what was found marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reader import markup
from reader.models import Cable
from reader.search import Results, Segment, Snippet
from reader.search.results import PAGE_SIZE
from reader.views.chips import portion
from reader.views.result_trail import trail_query


@dataclass(frozen=True, slots=True)
class Row:
    """One result. `place` is its place in the result, from 1; `address` leads to the cable as reached from here."""

    place: int
    cable: Cable
    title: SafeString
    address: str
    roles: str
    snippets: list[Excerpt]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A paragraph's best part, with the address of the paragraph."""

    number: int | None
    address: str
    chip: SafeString
    text: SafeString


def rows(results: Results) -> list[Row]:
    """The results of one page."""
    first = (results.criteria.page - 1) * PAGE_SIZE + 1
    made = []
    for place, hit in enumerate(results.hits, first):
        address = f"{hit.cable.get_absolute_url()}?{trail_query(results.criteria, place)}"
        excerpts = [_excerpt(snippet, address) for snippet in hit.snippets]
        made.append(Row(place, hit.cable, marked(hit.title), address, "; ".join(hit.roles), excerpts))
    return made


def marked(segments: Iterable[Segment]) -> SafeString:
    """Segments as HTML, the found ones in <mark>."""
    return markup.marked((segment.text, segment.found) for segment in segments)


def _excerpt(snippet: Snippet, address: str) -> Excerpt:
    paragraph = snippet.paragraph
    return Excerpt(
        paragraph.number, f"{address}#{paragraph.anchor}", portion(paragraph.marking), marked(snippet.segments)
    )
