"""The first page: what the archive holds, and the ways in."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reader.models import Cable, Collection, Station, Tag
from reader.views.timeline import timeline

#: How many posts and TAGS the first page names.
NAMED = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the archive holds, by year, classification and collection.

    Template: reader/home.html. Context: `timeline`, `collections`, `posts`, `tags`, `latest`.
    """
    context = {
        "timeline": timeline(Cable.objects.all()),
        "collections": Collection.objects.annotate(cables=Count("sources__cable", distinct=True)).filter(cables__gt=0),
        "posts": Station.objects.annotate(cables=Count("sent"))
        .filter(cables__gt=0)
        .order_by("-cables", "name")[:NAMED],
        "tags": Tag.objects.annotate(uses=Count("cables")).filter(uses__gt=0).order_by("-uses", "code")[:NAMED],
        "latest": Cable.objects.newest_first().for_lists().defer("source__data")[:6],
    }
    return render(request, "reader/home.html", context)
