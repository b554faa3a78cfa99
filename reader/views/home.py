"""The first page: what the archive holds, and the ways in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reader.insight.counts import counts_of, stretch
from reader.insight.holdings import everything
from reader.insight.rankings import leaders
from reader.models import Collection, Station, Tag, Uncounted
from reader.views.conditional import archive_page, kept
from reader.views.rows import rows
from reader.views.timeline import timeline

#: How many posts and TAGS the first page names, and how many of the latest cables.
NAMED, LATEST = 12, 6


@archive_page
@kept
def home(request: HttpRequest) -> HttpResponse:
    """What the archive holds, by month, classification and collection.

    Template: reader/home.html. Context: `timeline`, `collections`, `posts`, `tags`, `latest`, `uncounted`.
    """
    counts = counts_of(everything())
    first = leaders({"sent": (Station, NAMED), "tag": (Tag, NAMED), "collection": (Collection, NAMED)})
    context = {
        "timeline": timeline(counts),
        "collections": first["collection"],
        "posts": first["sent"],
        "tags": first["tag"],
        "latest": rows(stretch(everything(), counts, 0, LATEST, newest=True)),
        "uncounted": Uncounted.objects.exists(),
    }
    return render(request, "reader/home.html", context)
