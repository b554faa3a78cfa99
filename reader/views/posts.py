"""By post and by country: a map and a table of who sent what, and the cables of each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reader.insight import holdings
from reader.insight.rankings import by_country, postings, totals_of
from reader.models import Station
from reader.views.conditional import archive_page, kept
from reader.views.shelf import Role, shelf, shelf_by_role
from reader.views.world import world


@archive_page
@kept
def posts(request: HttpRequest) -> HttpResponse:
    """Every post that sent a cable held here, by country, and on a map.

    Template: reader/posts.html. Context: `posts` (rankings.Posting), `world`.
    """
    rows = postings()
    return render(
        request, "reader/posts.html", {"posts": rows, "world": world((row.station, row.cables) for row in rows)}
    )


@archive_page
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """One post: what it sent, what was sent to it.

    Template: reader/post.html. Context: `post`, and that of `shelf_by_role`.
    """
    if slug != slug.lower():
        return redirect("post", slug.lower(), permanent=True)
    station = get_object_or_404(Station.objects.select_related("agency"), slug=slug)
    roles = [
        Role("sent", f"Sent by {station}", holdings.sent_by(station)),
        Role("received", f"Addressed to {station}", holdings.received_by(station)),
    ]
    return render(request, "reader/post.html", {"post": station, **shelf_by_role(request, roles)})


@archive_page
@kept
def countries(request: HttpRequest) -> HttpResponse:
    """Every country that a cable held here was sent from.

    Template: reader/countries.html. Context: `countries` (code, name, posts, cables), `world`.
    """
    places = world((row.station, row.cables) for row in postings())
    return render(request, "reader/countries.html", {"countries": by_country(), "world": places})


@archive_page
def country(request: HttpRequest, code: str) -> HttpResponse:
    """One country: its posts, and what they sent.

    Template: reader/country.html. Context: `code`, `name`, `posts` (station, count), `world`, and that of `shelf`.
    """
    if code != code.upper():
        return redirect("country", code.upper(), permanent=True)
    stations = {station.pk: station for station in Station.objects.filter(country_code=code)}
    totals = totals_of("sent", stations)
    if not totals:
        raise Http404(f"No cable from a country of the code {code} is in this archive.")
    sending = [(stations[int(key)], count) for key, count in sorted(totals.items(), key=lambda row: (-row[1], row[0]))]
    context = {
        "code": code,
        "name": sending[0][0].country,
        "posts": sending,
        **shelf(request, holdings.from_country(code, [station for station, _ in sending])),
    }
    return render(request, "reader/country.html", context)
