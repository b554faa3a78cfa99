"""What this archive is: what it holds, where that came from and when, its standing, how to cite it, whom to ask."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reader.insight import holdings
from reader.insight.counts import counts_of
from reader.insight.rankings import how_many, ranked
from reader.models import ArchiveState, Cable, Collection, IngestRun
from reader.views import wording
from reader.views.calendars import month_words
from reader.views.conditional import archive_page, kept

#: Runs that are told, the newest.
RUNS = 10


@archive_page
@kept
def about(request: HttpRequest) -> HttpResponse:
    """Template: reader/about.html.

    Context: `cables`, `first` and `last` (months in words), `undated`, `levels` ((words, cables)), `posts`,
    `collections` ((collection, cables)), `runs`, `changed`, `example` (a cable to show how one is cited), `contact`.
    """
    context = {
        **_holds(),
        "posts": how_many("sent"),
        "collections": ranked("collection", Collection),
        "runs": IngestRun.objects.exclude(new=0, updated=0)
        .exclude(state="undone")
        .exclude(collection=None)
        .select_related("collection")
        .defer("paths", "options")[:RUNS],
        "changed": ArchiveState.objects.filter(pk=1).values_list("changed", flat=True).first(),
        "example": Cable.objects.exclude(day=None).only("reference_id").order_by("pk").first(),
        "home": request.build_absolute_uri(reverse("home")),
        "mail": _is_mail(settings.CONTACT),
    }
    return render(request, "reader/about.html", context)


def _holds() -> dict[str, Any]:
    """Totals of the archive, from the stored counts."""
    counts = counts_of(holdings.everything())
    months = sorted(counts.by_month())
    by_level = counts.by_level()
    return {
        "cables": counts.total,
        "first": month_words(*months[0]) if months else "",
        "last": month_words(*months[-1]) if months else "",
        "undated": counts.total - counts.by_year().total(),
        "levels": [
            (wording.level_words(level), by_level[level])
            for level in wording.levels_by_slug().values()
            if level and by_level[level]
        ],
        "unstated": by_level[""],
    }


def _is_mail(contact: str) -> bool:
    try:
        validate_email(contact)
    except ValidationError:
        return False
    return True
