"""By agency: what it sent, what was addressed to it, and the cables that name it; the page says which."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reader.insight import holdings
from reader.insight.rankings import agencies_like, how_many, ranked, sent_by_agencies, totals_of
from reader.models import Agency
from reader.views.conditional import archive_page, kept
from reader.views.paging import Paging, asked_for
from reader.views.shelf import Role, shelf_by_role

PER_PAGE = 100
#: What the list can be ordered by: in the address, the words for it, the kind of stored counts.
ORDERS = (
    ("mentioned", "Most named in cables", "mentioned"),
    ("received", "Most addressed", "addressed"),
    ("sent", "Most sent", ""),
)


@archive_page
@kept
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies that sent, received or are named in cables held here.

    Template: reader/agencies.html. Context: `agencies` (rows with `agency`, `sent`, `received`, `mentioned`), `orders`,
    `paging`, `find`.
    """
    find = asked_for(request, "find")
    by = next((row for row in ORDERS if row[0] == request.GET.get("by")), ORDERS[0])
    sent = sent_by_agencies()
    if find:
        total, page = 0, agencies_like(find, PER_PAGE)
        paging = Paging.of(request, len(page), PER_PAGE)
    else:
        total = how_many(by[2]) if by[2] else len(sent)
        paging = Paging.of(request, total, PER_PAGE, ("by",))
        page = _page(by[2], sent, paging)
    context = {
        "agencies": _rows(page, sent),
        "orders": [(name, words, name == by[0]) for name, words, _ in ORDERS],
        "paging": paging,
        "find": find,
        "total": total,
    }
    return render(request, "reader/agencies.html", context)


@archive_page
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """One agency. Template: reader/agency.html. Context: `agency`, and that of `shelf_by_role`."""
    if slug != slug.lower():
        return redirect("agency", slug.lower(), permanent=True)
    found = get_object_or_404(Agency, slug=slug)
    roles = [
        Role("sent", f"Sent by {found.acronym}", holdings.sent_by_agency(found)),
        Role("received", f"Addressed to {found.acronym}", holdings.addressed_to_agency(found)),
        Role("mentioned", f"Mentioning {found.acronym}", holdings.mentioning(found)),
    ]
    return render(request, "reader/agency.html", {"agency": found, **shelf_by_role(request, roles)})


def _page(kind: str, sent: Any, paging: Paging) -> list[Agency]:
    if kind:
        return [row.thing for row in ranked(kind, Agency, paging.start, paging.end)]
    keys = sorted(sent, key=lambda key: (-sent[key], key))[paging.start : paging.end]
    found = Agency.objects.in_bulk(keys)
    return [found[key] for key in keys]


def _rows(page: list[Agency], sent: Any) -> list[dict[str, Any]]:
    received, mentioned = (totals_of(kind, [agency.pk for agency in page]) for kind in ("addressed", "mentioned"))
    rows = [
        {
            "agency": agency,
            "sent": sent.get(agency.pk, 0),
            "received": received.get(str(agency.pk), 0),
            "mentioned": mentioned.get(str(agency.pk), 0),
        }
        for agency in page
    ]
    return [row for row in rows if row["sent"] or row["received"] or row["mentioned"]]
