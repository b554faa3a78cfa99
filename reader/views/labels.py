"""By what stands on a cable: classification, TAGS, caption; and by the collection that it came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reader.insight import holdings
from reader.insight.counts import counts_of
from reader.insight.rankings import Ranked, how_many, ranked
from reader.models import Caption, Collection, Tag
from reader.telegram import authority
from reader.views import wording
from reader.views.conditional import archive_page, kept
from reader.views.kinds import CAPTION_KINDS, TAG_KINDS
from reader.views.shelf import shelf
from reader.views.timeline import timeline

#: TAGS and captions that a page lists, the commonest; the search finds the others.
MOST = 1_500
Group = tuple[str, str, list[Ranked]]


@archive_page
@kept
def classifications(request: HttpRequest) -> HttpResponse:
    """Every level with its count. Template: reader/classifications.html. Context: `levels`, `timeline`."""
    counts = counts_of(holdings.everything())
    by_level = counts.by_level()
    notes = {row.level: row.notes for row in authority.classifications()}
    levels = [
        {"level": level, "slug": slug, "count": by_level[level or ""], "notes": notes.get(level or "", "")}
        for slug, level in wording.levels_by_slug().items()
    ]
    return render(request, "reader/classifications.html", {"levels": levels, "timeline": timeline(counts)})


@archive_page
def classification(request: HttpRequest, slug: str) -> HttpResponse:
    """Cables of one level. Template: reader/classification.html. Context: `level`, `notes`, and that of `shelf`."""
    if slug != slug.lower():
        return redirect("classification", slug.lower(), permanent=True)
    levels = wording.levels_by_slug()
    if slug not in levels:
        raise Http404(f"{slug} is no classification; there are {', '.join(levels)}.")
    level = levels[slug]
    context = {
        "level": level,
        "notes": next((row.notes for row in authority.classifications() if row.level == level), ""),
        **shelf(request, holdings.of_level(level, slug)),
    }
    return render(request, "reader/classification.html", context)


@archive_page
@kept
def tags(request: HttpRequest) -> HttpResponse:
    """The TAGS codes on cables held here. Template: reader/tags.html. Context: `kinds`, `total`."""
    rows = sorted(ranked("tag", Tag, 0, MOST), key=lambda row: str(row.thing.code))
    return render(request, "reader/tags.html", {"kinds": _grouped(rows, TAG_KINDS), "total": how_many("tag")})


@archive_page
def tag(request: HttpRequest, code: str) -> HttpResponse:
    """One TAGS code. Template: reader/tag.html. Context: `tag`, and that of `shelf`."""
    found = Tag.objects.filter(code=code).first()
    if found is None:
        return redirect(get_object_or_404(Tag, code=code.upper()), permanent=True)
    return render(request, "reader/tag.html", {"tag": found, **shelf(request, holdings.tagged(found))})


@archive_page
@kept
def captions(request: HttpRequest) -> HttpResponse:
    """The captions on cables held here. Template: reader/captions.html. Context: `kinds`, `total`."""
    rows = ranked("caption", Caption, 0, MOST)
    context = {"kinds": _grouped(rows, CAPTION_KINDS), "total": how_many("caption")}
    return render(request, "reader/captions.html", context)


@archive_page
def caption(request: HttpRequest, slug: str) -> HttpResponse:
    """One caption. Template: reader/caption.html. Context: `caption`, and that of `shelf`."""
    if slug != slug.lower():
        return redirect("caption", slug.lower(), permanent=True)
    found = get_object_or_404(Caption, slug=slug)
    return render(request, "reader/caption.html", {"caption": found, **shelf(request, holdings.captioned(found))})


@archive_page
@kept
def collections(request: HttpRequest) -> HttpResponse:
    """The collections that hold cables. Template: reader/collections.html. Context: `collections` (Ranked)."""
    return render(request, "reader/collections.html", {"collections": ranked("collection", Collection)})


@archive_page
def collection(request: HttpRequest, name: str) -> HttpResponse:
    """One collection. Template: reader/collection.html. Context: `collection`, and that of `shelf`."""
    if name != name.lower() and not Collection.objects.filter(name=name).exists():
        return redirect("collection", name.lower(), permanent=True)
    found = get_object_or_404(Collection, name=name)
    context = {"collection": found, **shelf(request, holdings.collected(found))}
    return render(request, "reader/collection.html", context)


def _grouped(rows: Sequence[Ranked], kinds: dict[str, str]) -> list[Group]:
    """(kind, title, rows) in the order of the kinds; rows of a kind not named come last under its own name."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.thing.kind, []).append(row)
    order = (*kinds, *(groups.keys() - kinds))
    return [(kind, kinds.get(kind, kind), groups[kind]) for kind in order if kind in groups]
