"""By post, classification, TAGS and agency: what there is, with counts, and the cables of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Max, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from reader.models import Addressee, Agency, Cable, Mention, Station, Tag
from reader.models.cables import CableQuerySet
from reader.telegram import authority
from reader.views import wording
from reader.views.kinds import TAG_KINDS, grouped
from reader.views.listing import listing, search_address
from reader.views.timeline import timeline

#: How many TAGS a post's page names.
NAMED = 10
Role = tuple[str, str, CableQuerySet]


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """Every post that sent a cable held here, by country. Template: reader/posts.html. Context: `posts`."""
    sending = Station.objects.annotate(cables=Count("sent"), first=Min("sent__year"), last=Max("sent__year"))
    return render(request, "reader/posts.html", {"posts": sending.filter(cables__gt=0).order_by("country", "name")})


@require_safe
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """One post: what it sent, what was sent to it.

    Template: reader/post.html. Context: `post`, `roles`, `role`, `listing`, `timeline`, `tags`, `search`.
    """
    if slug != slug.lower():
        return redirect("post", slug.lower(), permanent=True)
    station = get_object_or_404(Station.objects.select_related("agency"), slug=slug)
    roles = (
        ("sent", f"Sent by {station}", Cable.objects.sent_by(station)),
        ("received", f"Addressed to {station}", Cable.objects.addressed_to(station)),
    )
    context = {"post": station} | _by_role(request, roles)
    asked = {"post": slug} if context["role"] == "sent" else {"q": f'to:"{station.name}"'}
    context["search"] = search_address(**asked, **context["listing"].narrowing)
    context["tags"] = _commonest_tags(Cable.objects.sent_by(station))
    return render(request, "reader/post.html", context)


@require_safe
def classifications(request: HttpRequest) -> HttpResponse:
    """Every level with its count. Template: reader/classifications.html. Context: `levels`, `timeline`."""
    counts = dict(Cable.objects.order_by().values_list("level").annotate(n=Count("pk")))
    notes = {row.level: row.notes for row in authority.classifications()}
    levels = [
        {"level": level, "slug": slug, "count": counts.get(level, 0), "notes": notes.get(level or "", "")}
        for slug, level in wording.levels_by_slug().items()
    ]
    return render(request, "reader/classifications.html", {"levels": levels, "timeline": timeline(Cable.objects.all())})


@require_safe
def classification(request: HttpRequest, slug: str) -> HttpResponse:
    """Cables of one level. Template: reader/classification.html. Context: `level`, `listing`, `timeline`, `search`."""
    if slug != slug.lower():
        return redirect("classification", slug.lower(), permanent=True)
    levels = wording.levels_by_slug()
    if slug not in levels:
        raise Http404(f"{slug} is no classification; there are {', '.join(levels)}.")
    level = levels[slug]
    cables = Cable.objects.classified(level)
    shown = listing(request, cables)
    context = {
        "level": level,
        "notes": next((row.notes for row in authority.classifications() if row.level == level), ""),
        "listing": shown,
        "timeline": timeline(cables),
        "search": search_address(**shown.narrowing | {"class": slug}) if level else "",
    }
    return render(request, "reader/classification.html", context)


@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """Every TAGS code on a cable held here. Template: reader/tags.html. Context: `kinds` (see kinds.grouped)."""
    used = Tag.objects.annotate(uses=Count("cables")).filter(uses__gt=0).order_by("code")
    return render(request, "reader/tags.html", {"kinds": grouped(used, TAG_KINDS)})


@require_safe
def tag(request: HttpRequest, code: str) -> HttpResponse:
    """One TAGS code. Template: reader/tag.html. Context: `tag`, `listing`, `timeline`, `search`."""
    found = Tag.objects.filter(code=code).first()
    if found is None:
        return redirect(get_object_or_404(Tag, code=code.upper()), permanent=True)
    cables = Cable.objects.tagged(found)
    shown = listing(request, cables)
    search = search_address(tag=found.code, **shown.narrowing)
    context = {"tag": found, "listing": shown, "timeline": timeline(cables), "search": search}
    return render(request, "reader/tag.html", context)


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """Every agency that sent, received or is mentioned in a cable held here.

    Template: reader/agencies.html. Context: `agencies`: rows with `agency`, `sent`, `received`, `mentioned`.
    """
    sent = _counts(Cable, "station__agency", "pk")
    received = _counts(Addressee, "station__agency", "cable")
    mentioned = _counts(Mention, "agency", "cable")
    rows = [
        {"agency": agency, "sent": sent.get(agency.pk, 0), "received": received.get(agency.pk, 0)}
        | {"mentioned": mentioned.get(agency.pk, 0)}
        for agency in Agency.objects.filter(pk__in={*sent, *received, *mentioned})
    ]
    return render(request, "reader/agencies.html", {"agencies": rows})


@require_safe
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """One agency: cables that it sent, that were addressed to it, that mention it; the page says which.

    Template: reader/agency.html. Context: `agency`, `roles`, `role`, `listing`, `timeline`, `search`.
    """
    if slug != slug.lower():
        return redirect("agency", slug.lower(), permanent=True)
    found = get_object_or_404(Agency, slug=slug)
    roles = (
        ("sent", f"Sent by {found.acronym}", Cable.objects.sent_by_agency(found)),
        ("received", f"Addressed to {found.acronym}", Cable.objects.addressed_to_agency(found)),
        ("mentioned", f"Mentioning {found.acronym}", Cable.objects.mentioning(found)),
    )
    context = {"agency": found} | _by_role(request, roles)
    context["search"] = search_address(agency=slug, **context["listing"].narrowing)
    return render(request, "reader/agency.html", context)


def _by_role(request: HttpRequest, roles: tuple[Role, ...]) -> dict[str, Any]:
    """`?role=` chooses; else the first that has cables. `roles` are (name, title, count, chosen) rows."""
    counts = {name: cables.count() for name, _, cables in roles}
    asked = request.GET.get("role", "")
    role = asked if asked in counts else next((name for name in counts if counts[name]), roles[0][0])
    title, cables = next((title, cables) for name, title, cables in roles if name == role)
    return {
        "roles": [(name, words, counts[name], name == role) for name, words, _ in roles],
        "role": role,
        "role_title": title,
        "listing": listing(request, cables),
        "timeline": timeline(cables),
    }


def _commonest_tags(cables: CableQuerySet) -> Any:
    rows = Tag.objects.filter(cables__in=cables).annotate(uses=Count("cables"))
    return rows.order_by("-uses", "code")[:NAMED]


def _counts(model: Callable[..., Any], by: str, what: str) -> dict[int, int]:
    """Key -> distinct cables."""
    rows = model.objects.exclude(**{by: None}).order_by().values_list(by)  # type: ignore[attr-defined]
    return dict(rows.annotate(n=Count(what, distinct=True)))
