"""The addresses under /api/v1/: every view of the API behind its door."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from ninja import Router, Schema
from pydantic import Field

from reader.api import agencies, cables, posts, search, terms
from reader.api.addresses import moved
from reader.api.door import Api, door, knows_errors
from reader.api.problems import problem
from reader.models import Cable

app_name = "api"

DESCRIPTION = """\
The archive for programs: what its pages show, as JSON. Everything can be read, nothing changed; no key is needed.

Addresses in answers are paths, to be read against the address that was asked. Lists come in parts: follow `next`, as it
is, until it is null. Errors are problem details (RFC 9457). What a source does not state is null or an empty list."""

root = Router(tags=["archive"])


class Root(Schema):
    """The archive, and where to go from here."""

    name: str
    contact: str | None
    cables: int = Field(description="How many cables are held.")
    links: dict[str, str] = Field(description="Paths, by what they lead to.")


@root.get("/", response=Root, operation_id="root", url_name="root")
def begin(request: HttpRequest) -> dict[str, Any]:
    """The archive, and where to go from here."""
    lists = ("search", "posts", "tags", "agencies", "captions", "collections")
    links = {name: reverse(f"api:{name}") for name in lists} | {"description": reverse("api:openapi-json")}
    return {
        "name": settings.ARCHIVE_NAME,
        "contact": settings.CONTACT or None,
        "cables": Cable.objects.count(),
        "links": links,
    }


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """Without the slash at its end, if that is all; 404."""
    if rest.endswith("/"):
        return moved(request, f"{reverse('api:root')}{quote(rest.rstrip('/'))}")
    return problem(404, f"There is nothing at this address. The description is at {reverse('api:openapi-json')}.")


api = Api(title=settings.ARCHIVE_NAME, version="1", description=DESCRIPTION, docs_url=None, urls_namespace=app_name)
knows_errors(api)
for router in (root, search.router, cables.router, posts.router, agencies.router, terms.router):
    api.add_router("", router)

urlpatterns: list[Any] = [*api.urls[0], path("<path:rest>", nothing)]
for pattern in urlpatterns:
    pattern.callback = door(pattern.callback)
