"""What cables are filed under: TAGS, captions, and the collections that sources came in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from reader.api import named
from reader.api.lists import Part, part_of
from reader.api.parameters import Paging
from reader.models import CableCaption, CableTag, Caption, Collection, Source, Tag

router = Router(tags=["terms"])

_SEARCH = "The path of its cables in this API."
_CABLES = "Cables held that have it."

Telling = Callable[[Any], dict[str, Any]]


class TagRow(Schema):
    """A TAGS code."""

    code: str
    title: str | None
    kind: str | None
    notes: str | None
    address: str = Field(description="The path of its page.")
    known: bool = Field(description="Whether the authority table has it.")
    search: str = Field(description=_SEARCH)
    cables: int = Field(description=_CABLES)


class CaptionRow(Schema):
    """A caption, such as NODIS."""

    slug: str
    name: str
    meaning: str | None
    kind: str | None
    known: bool = Field(description="Whether the authority table has it.")
    search: str = Field(description=_SEARCH)
    cables: int = Field(description=_CABLES)


class CollectionRow(Schema):
    """A body of sources."""

    name: str
    title: str
    notice: str | None = Field(description="A few HTML tags can stand in it: escape it, or clean it.")
    fictional: bool
    search: str = Field(description=_SEARCH)
    cables: int = Field(description=_CABLES)


class Tags(Part):
    """TAGS by code."""

    tags: list[TagRow]


class Captions(Part):
    """Captions by slug."""

    captions: list[CaptionRow]


class Collections(Part):
    """Collections by name."""

    collections: list[CollectionRow]


@router.get("/tags", response={200: Tags} | named.LIST, operation_id="tags", url_name="tags")
def tags(request: HttpRequest, asked: Query[Paging], answer: HttpResponse) -> dict[str, Any]:
    """Every TAGS code on a cable held here."""
    used = Tag.objects.filter(Exists(CableTag.objects.filter(tag=OuterRef("pk"))))
    rows, following = part_of(request, answer, used, ["code"], asked)
    return {"next": following, "tags": _counted(rows, CableTag, "tag", _tag)}


@router.get("/tags/{path:code}", response={200: TagRow} | named.ONE, operation_id="tag", url_name="tag")
def tag(request: HttpRequest, code: str) -> HttpResponse | dict[str, Any]:
    """One TAGS code."""
    return named.one(Tag.objects, "code", code, _alone(CableTag, "tag", _tag), "api:tag")


@router.get("/captions", response={200: Captions} | named.LIST, operation_id="captions", url_name="captions")
def captions(request: HttpRequest, asked: Query[Paging], answer: HttpResponse) -> dict[str, Any]:
    """Every caption on a cable held here."""
    used = Caption.objects.filter(Exists(CableCaption.objects.filter(caption=OuterRef("pk"))))
    rows, following = part_of(request, answer, used, ["slug"], asked)
    return {"next": following, "captions": _counted(rows, CableCaption, "caption", _caption)}


@router.get("/captions/{slug:slug}", response={200: CaptionRow} | named.ONE, operation_id="caption", url_name="caption")
def caption(request: HttpRequest, slug: str) -> HttpResponse | dict[str, Any]:
    """One caption."""
    tell = _alone(CableCaption, "caption", _caption)
    return named.one(Caption.objects, "slug", slug, tell, "api:caption")


@router.get(
    "/collections", response={200: Collections} | named.LIST, operation_id="collections", url_name="collections"
)
def collections(request: HttpRequest, asked: Query[Paging], answer: HttpResponse) -> dict[str, Any]:
    """Every collection of this archive, also those that hold nothing yet."""
    rows, following = part_of(request, answer, Collection.objects.all(), ["name"], asked)
    return {"next": following, "collections": _counted(rows, Source, "collection", _collection)}


@router.get(
    "/collections/{slug:name}", response={200: CollectionRow} | named.ONE, operation_id="collection",
    url_name="collection",
)  # fmt: skip
def collection(request: HttpRequest, name: str) -> HttpResponse | dict[str, Any]:
    """One collection."""
    tell = _alone(Source, "collection", _collection)
    return named.one(Collection.objects, "name", name, tell, "api:collection")


def _counted(rows: list[Any], model: Any, by: str, tell: Telling) -> list[dict[str, Any]]:
    """Rows with how many cables are filed under each."""
    # A code or caption stands on a cable once; a collection can have several sources of one cable.
    filed = named.counts(model, by, rows, several=model is Source)
    return [tell(row) | {"cables": filed.get(row.pk, 0)} for row in rows]


def _alone(model: Any, by: str, tell: Telling) -> Telling:
    return lambda row: _counted([row], model, by, tell)[0]


def _tag(row: Tag) -> dict[str, Any]:
    stated = {name: getattr(row, name) or None for name in ("title", "kind", "notes")}
    address, search = row.get_absolute_url(), named.search_path("tag", row.code)
    return stated | {"code": row.code, "known": row.known, "address": address, "search": search}


def _caption(row: Caption) -> dict[str, Any]:
    stated = {name: getattr(row, name) or None for name in ("meaning", "kind")}
    search = named.search_path("caption", row.slug)
    return stated | {"slug": row.slug, "name": row.name, "known": row.known, "search": search}


def _collection(row: Collection) -> dict[str, Any]:
    told = {"name": row.name, "title": row.title, "notice": row.notice or None, "fictional": row.fictional}
    return told | {"search": named.search_path("collection", row.name)}
