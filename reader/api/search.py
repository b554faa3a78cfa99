"""Searching: the query language, the filters and the messages of the search page, the result in parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from reader.api import cursors
from reader.api.addresses import moved, next_path
from reader.api.lists import Part
from reader.api.parameters import Searching
from reader.api.problems import Problem, ProblemError
from reader.api.rows import Row, rows_of
from reader.api.shapes import Marking
from reader.search import Criteria, Facet, Hit, Segment, Snippet
from reader.search.canonical import Unknown, canonical
from reader.search.labels import Labels, labels_of
from reader.search.parts import Part as PartOfResult
from reader.search.parts import Place, PlaceLostError, part_of
from reader.search.results import Message as Said

router = Router(tags=["search"])

#: Values of filters that are not known, which are looked up as names all the same: each takes up to three queries.
_LOOKED_UP = 2


class Asked(Schema):
    """What was asked, as it was understood."""

    q: str
    sort: str
    filters: dict[str, list[str]]
    excluded: dict[str, list[str]]
    sentence: str = Field(description="All of it in words.")
    address: str = Field(description="The path of the page that shows it.")


class Message(Schema):
    """A sentence about the question or the answer."""

    text: str
    position: int | None = Field(description="The character of q that it is about, from 1.")


class Piece(Schema):
    """A piece of text; `found` when it is what was looked for."""

    text: str
    found: bool


class Excerpt(Schema):
    """The best part of a paragraph."""

    number: int | None
    anchor: str
    address: str = Field(description="The path of the paragraph.")
    marking: Marking | None
    pieces: list[Piece]


class FoundCable(Row):
    """A cable found, with its best paragraphs."""

    title_pieces: list[Piece]
    excerpts: list[Excerpt]
    roles: list[str] = Field(description="What agencies that were asked for have to do with it.")


class Value(Schema):
    """A value of a facet, and how many of the cables found have it."""

    value: str
    label: str
    count: int


class Counted(Schema):
    """A facet: its values, the commonest where there are many."""

    name: str
    label: str
    total: int = Field(description="How many values there are.")
    values: list[Value]


class Found(Part):
    """A part of a result."""

    asked: Asked
    total: int
    messages: list[Message]
    facets: list[Counted] = Field(description="Those asked for that have values.")
    cables: list[FoundCable]


@router.get("/search", response={200: Found, 301: None, frozenset({400, 410, 503}): Problem}, operation_id="search")
def search(request: HttpRequest, answer: HttpResponse, asked: Query[Searching]) -> HttpResponse | dict[str, Any]:
    """Cables that answer a question, in parts: follow “next” to have them all, each once.

    The order by relevance can change while cables come in; to take a whole result, sort by date. A value of a filter in
    another case, or a name in place of it, leads to the right one (301).
    """
    written = Criteria.from_params(request.GET).on_page(1)
    labels = labels_of(written.chosen())
    criteria, unknown = _understood(written, labels)
    if criteria != written:
        return moved(request, request.path, [*criteria.params(), *_besides(request)])
    part = _part(criteria, asked)
    following = _following(request, answer, criteria, part.after)
    rows = rows_of(hit.cable.pk for hit in part.hits)
    return {
        "next": following,
        "asked": _asked(criteria, labels),
        "total": part.total,
        "messages": [*(Said(str(one)) for one in unknown), *part.messages],
        "facets": [_counted(facet) for facet in part.facets],
        "cables": [rows[hit.cable.pk] | _found(hit) for hit in part.hits if hit.cable.pk in rows],
    }


def _understood(criteria: Criteria, labels: Labels) -> tuple[Criteria, list[Unknown]]:
    """The criteria with values as the index has them, and those that it has not; many of those are not looked up."""
    unknown = [
        Unknown(name, value, several=False)
        for name, values in criteria.chosen().items()
        for value in values
        if name != "year" and value not in labels.get(name, {})
    ]
    return canonical(criteria, labels) if len(unknown) <= _LOOKED_UP else (criteria, unknown)


def _besides(request: HttpRequest) -> list[tuple[str, str]]:
    """What is asked besides the criteria; a cursor belongs to the criteria that it was given for."""
    return [(name, value) for name in ("limit", "facets") for value in request.GET.getlist(name)]


def _part(criteria: Criteria, asked: Searching) -> PartOfResult:
    place = Place(*cursors.read(asked.cursor, criteria.params(), 2)) if asked.cursor else None
    try:
        return part_of(criteria, asked.limit, place, asked.facets)
    except PlaceLostError as error:
        raise ProblemError(410, f"{error} Begin again without a cursor.") from error


def _following(request: HttpRequest, answer: HttpResponse, criteria: Criteria, place: Place | None) -> str | None:
    if place is None:
        return None
    following = next_path(request, cursors.write(criteria.params(), place.given, place.last))
    answer.headers["Link"] = f'<{following}>; rel="next"'
    return following


def _asked(criteria: Criteria, labels: Labels) -> dict[str, Any]:
    return {
        "q": criteria.q,
        "sort": criteria.sort,
        "filters": criteria.filters,
        "excluded": criteria.excluded,
        "sentence": criteria.sentence(labels),
        "address": criteria.address(),
    }


def _found(hit: Hit) -> dict[str, Any]:
    address = reverse("cable", args=[hit.cable.reference_id])
    return {
        "title_pieces": _pieces(hit.title),
        "excerpts": [_excerpt(snippet, address) for snippet in hit.snippets],
        "roles": hit.roles,
    }


def _excerpt(snippet: Snippet, address: str) -> dict[str, Any]:
    paragraph = snippet.paragraph
    return {
        "number": paragraph.number,
        "anchor": paragraph.anchor,
        "address": f"{address}#{paragraph.anchor}",
        "marking": paragraph.marking,
        "pieces": _pieces(snippet.segments),
    }


def _pieces(segments: Iterable[Segment]) -> list[dict[str, Any]]:
    return [{"text": segment.text, "found": segment.found} for segment in segments]


def _counted(facet: Facet) -> dict[str, Any]:
    values = [{"value": one.value, "label": one.label, "count": one.count} for one in facet.values]
    return {"name": facet.name, "label": facet.label, "total": facet.total, "values": values}
