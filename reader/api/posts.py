"""Posts: who sent cables."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from reader.api import named
from reader.api.lists import Part, part_of
from reader.api.parameters import Paging
from reader.models import Addressee, Cable, Station

router = Router(tags=["posts"])


class Post(Schema):
    """A post or office that sends cables. Null is what no authority table and no cable says."""

    slug: str
    name: str = Field(description="As written after FM.")
    address: str = Field(description="The path of its page.")
    search: str = Field(description="The path of its cables in this API.")
    routing_indicator: str | None
    kind: str | None
    place: str | None
    reference_place: str | None = Field(description="How its cables' numbers name it.")
    country: str | None
    country_code: str | None
    latitude: float | None
    longitude: float | None
    known: bool = Field(description="Whether the authority table has it; else a cable names it.")
    sent: int = Field(description="Cables held that it sent.")


class PostAlone(Post):
    """A post, and how much was sent to it."""

    received: int = Field(description="Cables held that were addressed to it.")


class Posts(Part):
    """Posts by slug."""

    posts: list[Post]


@router.get("/posts", response={200: Posts} | named.LIST, operation_id="posts", url_name="posts")
def posts(request: HttpRequest, asked: Query[Paging], answer: HttpResponse) -> dict[str, Any]:
    """Every post that sent a cable held here."""
    sending = Station.objects.filter(Exists(Cable.objects.filter(station=OuterRef("pk"))))
    rows, following = part_of(request, answer, sending, ["slug"], asked)
    sent = named.counts(Cable, "station", rows)
    return {"next": following, "posts": [_post(row, sent.get(row.pk, 0)) for row in rows]}


@router.get("/posts/{slug:slug}", response={200: PostAlone} | named.ONE, operation_id="post", url_name="post")
def post(request: HttpRequest, slug: str) -> HttpResponse | dict[str, Any]:
    """One post."""
    return named.one(Station.objects, "slug", slug, _alone, "api:post")


def _alone(row: Station) -> dict[str, Any]:
    received = Addressee.objects.filter(station=row).aggregate(n=Count("cable", distinct=True))["n"]
    return _post(row, row.sent.count()) | {"received": received}


def _post(row: Station, sent: int) -> dict[str, Any]:
    stated = ("routing_indicator", "kind", "place", "reference_place", "country", "country_code")
    return {name: getattr(row, name) or None for name in stated} | {
        "slug": row.slug,
        "name": row.name,
        "address": row.get_absolute_url(),
        "search": named.search_path("post", row.slug),
        "latitude": row.latitude,
        "longitude": row.longitude,
        "known": row.known,
        "sent": sent,
    }
