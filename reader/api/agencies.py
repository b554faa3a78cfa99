"""Agencies: who sent cables, whom they were addressed to, whom they talk about."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from reader.api import named
from reader.api.lists import Part, part_of
from reader.api.parameters import Paging
from reader.models import Addressee, Agency, Cable, Mention

router = Router(tags=["agencies"])


class AgencyRow(Schema):
    """An agency, body or organization."""

    slug: str
    acronym: str
    name: str | None
    address: str = Field(description="The path of its page.")
    search: str = Field(description="The path of its cables in this API: sent, received or mentioning it.")
    kind: str | None
    country_code: str | None
    aliases: list[str]
    known: bool = Field(description="Whether the authority table has it; else a cable defined it.")


class AgencyAlone(AgencyRow):
    """An agency, and what it has to do with the cables held."""

    sent: int
    received: int
    mentioned: int


class Agencies(Part):
    """Agencies by slug."""

    agencies: list[AgencyRow]


@router.get("/agencies", response={200: Agencies} | named.LIST, operation_id="agencies", url_name="agencies")
def agencies(request: HttpRequest, asked: Query[Paging], answer: HttpResponse) -> dict[str, Any]:
    """Every agency that sent, received or is mentioned in a cable held here."""
    met = Agency.objects.filter(
        Exists(Mention.objects.filter(agency=OuterRef("pk")))
        | Exists(Cable.objects.filter(station__agency=OuterRef("pk")))
        | Exists(Addressee.objects.filter(station__agency=OuterRef("pk")))
    )
    rows, following = part_of(request, answer, met, ["slug"], asked)
    return {"next": following, "agencies": [_agency(row) for row in rows]}


@router.get("/agencies/{slug:slug}", response={200: AgencyAlone} | named.ONE, operation_id="agency", url_name="agency")
def agency(request: HttpRequest, slug: str) -> HttpResponse | dict[str, Any]:
    """One agency, with how many cables it sent, was sent, and is mentioned in."""
    return named.one(Agency.objects, "slug", slug, _alone, "api:agency")


def _alone(row: Agency) -> dict[str, Any]:
    return _agency(row) | {
        "sent": Cable.objects.sent_by_agency(row).count(),
        "received": _cables(Addressee.objects.filter(station__agency=row)),
        "mentioned": _cables(Mention.objects.filter(agency=row)),
    }


def _cables(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(n=Count("cable", distinct=True))["n"])


def _agency(row: Agency) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "acronym": row.acronym,
        "name": row.name or None,
        "address": row.get_absolute_url(),
        "search": named.search_path("agency", row.slug),
        "kind": row.kind or None,
        "country_code": row.country_code or None,
        "aliases": row.aliases,
        "known": row.known,
    }
