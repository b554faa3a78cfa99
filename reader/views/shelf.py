"""What the page of every holding shows: its timeline and its list, each narrowing the other."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest

from reader.insight.holdings import Holding
from reader.insight.rankings import totals_of
from reader.views.listing import Listing, listing
from reader.views.narrowed import Narrowed
from reader.views.timeline import Address, timeline


class Role(NamedTuple):
    """One of several holdings of a page: its name in addresses, the words for it, the holding."""

    name: str
    words: str
    holding: Holding


class Tab(NamedTuple):
    """A role as a page offers it."""

    name: str
    words: str
    cables: int
    chosen: bool


def shelf(request: HttpRequest, holding: Holding) -> dict[str, Any]:
    """`listing`, and `timeline` (None where the filters are of a kind that the stored counts do not know)."""
    shown = listing(request, holding)
    drawn = timeline(shown.counts, _narrower(shown)) if shown.counts is not None else None
    return {"listing": shown, "timeline": drawn}


def shelf_by_role(request: HttpRequest, roles: list[Role]) -> dict[str, Any]:
    """The same for the role of `?role=`, else the first that has cables; with `roles`, `role`, `role_title`."""
    counts = {role.name: _total(role.holding) for role in roles}
    asked = request.GET.get("role", "")
    chosen = asked if asked in counts else next((name for name in counts if counts[name]), roles[0].name)
    role = next(role for role in roles if role.name == chosen)
    return {
        "roles": [Tab(one.name, one.words, counts[one.name], one is role) for one in roles],
        "role": role.name,
        "role_title": role.words,
        **shelf(request, role.holding),
    }


def _total(holding: Holding) -> int:
    kind, keys = holding.counted
    return sum(totals_of(kind, keys).values())


def _narrower(shown: Listing) -> Address:
    """A month or year of the timeline narrows the list."""
    narrowed: Narrowed = shown.narrowed

    def address(year: int, month: int | None) -> str:
        query = narrowed.in_month(year, month) if month else narrowed.with_filter("year", str(year))
        return f"{query}#listing-title"

    return address
