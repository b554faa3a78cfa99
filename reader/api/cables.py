"""A cable, its paragraphs, what it refers to, and what refers to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from ninja import Query, Router
from pydantic import Field

from reader.api import shapes
from reader.api.addresses import moved
from reader.api.lists import Part, part_of
from reader.api.parameters import Paging
from reader.api.problems import Problem, ProblemError
from reader.api.rows import Row, for_rows, row_of
from reader.models import Cable, Paragraph, Reference
from reader.views import contract
from reader.views.finding import canonical, held_address

router = Router(tags=["cables"])

#: What an operation on one cable can end in, besides its answer; a number written otherwise leads to the cable (301).
_PROBLEMS: dict[Any, Any] = {301: None, frozenset({400, 404}): Problem}
_PAGED: dict[Any, Any] = {301: None, frozenset({400, 404, 410}): Problem}

_WHOLE = Cable.objects.select_related("station", "subject_marking", "source__collection", "release").defer(
    "source__data"
)
_NAMED = (
    "cable_id", "label", "text", "kind", "reference_id", "sender", "dtg", "target__reference_id", "paragraph__anchor",
)  # fmt: skip

#: For lists by date: those without one come last.
_LAST = Value(dt.datetime(9999, 12, 31, tzinfo=dt.UTC), output_field=DateTimeField())


class ListedParagraph(shapes.Paragraph):
    """A paragraph with its place and address."""

    position: int
    anchor: str
    address: str = Field(description="The path of the paragraph.")
    role: str | None = Field(description="summary or comment.")


class ListedReference(shapes.Reference):
    """A reference, of the list at the head of the cable or from its text."""

    address: str | None = Field(description="The path of the page of the cable that it names, when that is held.")
    sender: str | None
    dtg: str | None = Field(description="Where a cable is named by sender and date-time group.")
    paragraph: str | None = Field(description="The anchor of the paragraph whose text names it; null in the list.")


class Paragraphs(Part):
    """Paragraphs in their order."""

    paragraphs: list[ListedParagraph]


class References(Part):
    """References in their order."""

    references: list[ListedReference]


class Citing(Part):
    """Cables that refer to one cable, oldest first."""

    reference_id: str
    held: bool = Field(description="Whether the archive holds the cable that they refer to.")
    cables: list[Row]


@router.get("/cables/{reference_id}", response={200: shapes.Cable} | _PROBLEMS, operation_id="cable", url_name="cable")
def cable(request: HttpRequest, reference_id: str) -> HttpResponse:
    """The whole reading of one cable, the same as /cables/{reference_id}.json.

    A number in any form that people write leads to the cable (301).
    """
    found = _WHOLE.filter(reference_id=reference_id).first()
    if found is None:
        return _elsewhere(request, reference_id, "api:cable")
    page = f'<{found.get_absolute_url()}>; rel="alternate"; type="text/html"'
    return JsonResponse(contract.stored_reading(found), headers={"Link": page})


@router.get(
    "/cables/{reference_id}/paragraphs",
    response={200: Paragraphs} | _PAGED,
    operation_id="paragraphs",
    url_name="paragraphs",
)
def paragraphs(request: HttpRequest, reference_id: str, asked: Query[Paging], answer: HttpResponse) -> Any:
    """The paragraphs of a cable, each with its marking and its address."""
    held = Cable.objects.filter(reference_id=reference_id).first()
    if held is None:
        return _elsewhere(request, reference_id, "api:paragraphs")
    rows, following = part_of(request, answer, held.paragraphs.select_related("marking"), ["position"], asked)
    page = held.get_absolute_url()
    return {"next": following, "paragraphs": [_paragraph(row, page) for row in rows]}


@router.get(
    "/cables/{reference_id}/references",
    response={200: References} | _PAGED,
    operation_id="references",
    url_name="references",
)
def references(request: HttpRequest, reference_id: str, asked: Query[Paging], answer: HttpResponse) -> Any:
    """What a cable refers to: the entries of its list, then the cables that its text names."""
    held = Cable.objects.filter(reference_id=reference_id).first()
    if held is None:
        return _elsewhere(request, reference_id, "api:references")
    named = held.references.select_related("paragraph", "target").only(*_NAMED)
    rows, following = part_of(request, answer, named, ["position", "pk"], asked)
    return {"next": following, "references": [_reference(row) for row in rows]}


@router.get(
    "/cables/{reference_id}/cited-by",
    response={200: Citing} | _PAGED,
    operation_id="cited_by",
    url_name="cited-by",
)
def cited_by(request: HttpRequest, reference_id: str, asked: Query[Paging], answer: HttpResponse) -> Any:
    """The cables that refer to one, oldest first; also where the archive does not hold that one."""
    held = Cable.objects.filter(reference_id=reference_id).first()
    if held is None and canonical(reference_id) != reference_id:
        return _elsewhere(request, reference_id, "api:cited-by", canonical(reference_id))
    naming = Reference.objects.filter(target=held) if held else Reference.objects.filter(reference_id=reference_id)
    cables = Cable.objects.filter(pk__in=naming.values("cable")).annotate(when=Coalesce("date", _LAST))
    others = cables.exclude(pk=held.pk) if held else cables
    rows, following = part_of(request, answer, for_rows(others), ["when", "reference_id"], asked)
    return {
        "next": following,
        "reference_id": reference_id,
        "held": held is not None,
        "cables": [row_of(row) for row in rows],
    }


def _elsewhere(request: HttpRequest, written: str, name: str, meant: str | None = None) -> HttpResponse:
    """A redirect to the same under the canonical number; 404 when no cable is meant that is held."""
    leads_to = held_address(written) or meant
    if leads_to is None:
        raise ProblemError(404, f"The archive holds no cable “{written}”.")
    return moved(request, reverse(name, args=[leads_to]))


def _paragraph(row: Paragraph, page: str) -> dict[str, Any]:
    placed = {"position": row.position, "anchor": row.anchor, "address": f"{page}#{row.anchor}"}
    return contract.paragraph(row) | placed | {"role": row.role or None}


def _reference(row: Reference) -> dict[str, Any]:
    return contract.reference(row) | {
        "address": row.target.get_absolute_url() if row.target else None,
        "sender": row.sender or None,
        "dtg": f"{row.dtg:%Y-%m-%dT%H:%M:%SZ}" if row.dtg else None,
        "paragraph": row.paragraph.anchor if row.paragraph else None,
    }
