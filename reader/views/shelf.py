"""What the page of every holding shows: its timeline and its list, each narrowing the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest

from reader.insight.holdings import Holding
from reader.insight.rankings import sums
from reader.views.listing import listing
from reader.views.narrowed import Narrowed
from reader.views.timeline import timeline


class Role(NamedTuple):
    """One of several holdings of a page: its name in addresses, the words for it, the holding; `tab` is shorter."""

    name: str
    words: str
    holding: Holding
    tab: str = ""


class Tab(NamedTuple):
    """A role as a page offers it."""

    name: str
    words: str
    cables: int
    chosen: bool


def shelf(request: HttpRequest, holding: Holding) -> dict[str, Any]:
    """`listing`, and `timeline` (None where the filters are of a kind that the stored counts do not know)."""
    shown = listing(request, holding)
    drawn = timeline(shown.counts, _Narrowing(shown.narrowed)) if shown.counts is not None else None
    return {"listing": shown, "timeline": drawn}


def shelf_by_role(request: HttpRequest, roles: list[Role]) -> dict[str, Any]:
    """The same for the role of `?role=`, else the first that has cables; with `roles`, `role`, `role_title`."""
    counts = dict(zip((role.name for role in roles), sums([role.holding.counted for role in roles]), strict=True))
    asked = request.GET.get("role", "")
    chosen = asked if asked in counts else next((name for name in counts if counts[name]), roles[0].name)
    role = next(role for role in roles if role.name == chosen)
    return {
        "roles": [Tab(one.name, one.tab or one.words, counts[one.name], one is role) for one in roles],
        "role": role.name,
        "role_title": role.words,
        **shelf(request, role.holding),
    }


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """The timeline of a list narrows the list."""

    narrowed: Narrowed

    def period(self, year: int, month: int | None) -> str:
        """To a month or year."""
        query = self.narrowed.in_month(year, month) if month else self.narrowed.with_filter("year", str(year))
        return f"{query}{_LIST}"

    def level(self, slug: str) -> tuple[str, str]:
        """To a classification, or to all others."""
        if self.narrowed.criteria.filters.get("class"):
            return "", ""
        return f"{self.narrowed.with_filter('class', slug)}{_LIST}", f"{self.narrowed.without_class(slug)}{_LIST}"


#: Where a narrowed list begins on its page.
_LIST = "#listing-title"
