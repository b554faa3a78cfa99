"""What search engines may list: an index of files that are streamed, each with at most 50,000 addresses.

A file has the cables of one stretch of primary keys: to find it nothing is counted and nothing passed over, however
many cables there are, and a cable stays in its file for good.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Exists, Max, OuterRef
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from reader.context import ROOMS
from reader.models import Cable, CableTag, Station, Tag

#: Addresses of a file at most: the protocol's limit.
MOST = 50_000
#: Rows that are read at once.
_CHUNK = 2_000

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

Entry = tuple[str, dt.datetime | None]


@require_safe
def index(_request: HttpRequest) -> StreamingHttpResponse:
    """The files that there are."""
    last = Cable.objects.aggregate(last=Max("pk"))["last"] or 0
    parts = [reverse("sitemap-cables", args=[number]) for number in range(1, -(-last // MOST) + 1)]
    return _xml("sitemapindex", "sitemap", ((address, None) for address in [reverse("sitemap-rooms"), *parts]))


@require_safe
def rooms(_request: HttpRequest) -> StreamingHttpResponse:
    """Everything but the cables: the rooms, and the pages of posts and TAGS that cables have."""
    names = ("home", *(name for name, _ in ROOMS), "search-help", "about")
    posts = Station.objects.filter(Exists(Cable.objects.filter(station=OuterRef("pk")))).order_by("slug")
    tags = Tag.objects.filter(Exists(CableTag.objects.filter(tag=OuterRef("pk")))).order_by("code")
    pages = (row.get_absolute_url() for rows in (posts, tags) for row in rows.iterator(_CHUNK))
    return _xml("urlset", "url", ((address, None) for address in (*(reverse(name) for name in names), *pages)))


@require_safe
def cables(_request: HttpRequest, number: int) -> StreamingHttpResponse:
    """The cables of one file, from 1."""
    if not 0 < number < 10_000:
        raise Http404("There is no such file.")
    stretch = Cable.objects.filter(pk__gt=(number - 1) * MOST, pk__lte=number * MOST).order_by("pk")
    before, _, after = reverse("cable", args=["@"]).partition("@")
    rows = stretch.values_list("reference_id", "updated").iterator(_CHUNK)
    return _xml("urlset", "url", ((f"{before}{quote(name)}{after}", updated) for name, updated in rows))


def _xml(root: str, element: str, entries: Iterable[Entry]) -> StreamingHttpResponse:
    return StreamingHttpResponse(_pieces(root, element, entries), content_type="application/xml; charset=utf-8")


def _pieces(root: str, element: str, entries: Iterable[Entry]) -> Iterator[str]:
    yield f"{_HEAD}<{root} {_SPACE}>\n"
    for address, updated in entries:
        when = f"<lastmod>{updated:%Y-%m-%dT%H:%M:%SZ}</lastmod>" if updated else ""
        yield f"<{element}><loc>{escape(settings.BASE_URL + address)}</loc>{when}</{element}>\n"
    yield f"</{root}>\n"
