"""Cables in lists: what a row tells of each, from two queries however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from ninja import Schema
from pydantic import Field

from reader.api.addresses import cable_path
from reader.api.shapes import Classification
from reader.models import Cable, CableTag
from reader.views.exports import telling

#: What a row tells; the long columns, and the bytes as received, stay where they are.
_COLUMNS = (
    "reference_id", "number", "date", "date_source", "date_has_time", "level", "caveats", "classification_as_written",
    "precedence", "subject", "headline", "paragraph_count", "word_count", "text_missing", "partial",
    "originator_station", "station__name", "station__slug", "source__collection__name", "source__collection__fictional",
)  # fmt: skip


class Row(Schema):
    """A cable in a list."""

    id: str = Field(description="What addresses are made of: the reference id, or a provisional one.")
    reference_id: str | None = Field(description="Null when the source states no number.")
    address: str = Field(description="The path of the page.")
    cable: str = Field(description="The path of the whole cable in this API.")
    date: str | None
    date_source: str | None
    post: str | None = Field(description="The name of the post that sent it.")
    post_slug: str | None
    precedence: str | None
    classification: Classification | None
    title: str
    title_kind: str = Field(description="subject, headline or none.")
    tags: list[str]
    paragraph_count: int
    word_count: int
    text_missing: bool
    partial: bool
    collection: str | None
    fictional: bool | None


def rows_of(pks: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Rows by primary key; cables that are gone are left out."""
    return {cable.pk: row_of(cable) for cable in for_rows(Cable.objects.filter(pk__in=list(pks)).order_by())}


def for_rows(cables: QuerySet[Cable]) -> QuerySet[Cable]:
    """With what rows tell, and no more."""
    wanted = cables.select_related("station", "source__collection").only(*_COLUMNS)
    return wanted.prefetch_related(Prefetch("cabletag_set", CableTag.objects.select_related("tag")))


def row_of(cable: Cable) -> dict[str, Any]:
    """The keys of a Row."""
    collection = cable.source.collection if cable.source else None
    return {
        "id": cable.reference_id,
        "reference_id": cable.reference_id if cable.is_numbered else None,
        "address": cable.get_absolute_url(),
        "cable": cable_path(cable.reference_id),
        "date": telling.date_of(cable) or None,
        "date_source": cable.date_source or None,
        "post": telling.sender_of(cable) or None,
        "post_slug": cable.station.slug if cable.station else None,
        "precedence": cable.precedence or None,
        "classification": _classification(cable),
        "title": cable.title,
        "title_kind": cable.title_kind,
        "tags": telling.tags_of(cable),
        "paragraph_count": cable.paragraph_count,
        "word_count": cable.word_count,
        "text_missing": cable.text_missing,
        "partial": cable.partial,
        "collection": collection.name if collection else None,
        "fictional": collection.fictional if collection else None,
    }


def _classification(cable: Cable) -> dict[str, Any] | None:
    if not cable.level and not cable.classification_as_written:
        return None
    return {"level": cable.level, "caveats": cable.caveats, "as_written": cable.classification_as_written}
