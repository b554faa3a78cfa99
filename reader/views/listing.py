"""What every list of cables shares: order, pages of fixed size, and the addresses of its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.urls import reverse

from reader.models import Cable
from reader.models.cables import CableQuerySet
from reader.views import wording

PER_PAGE = 30
_YEAR = re.compile(r"[0-9]{4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, and how to get to the others."""

    page: Page[Cable]
    newest_first: bool
    year: int | None
    level: str | None  # the slug
    kept: tuple[tuple[str, str], ...]  # the page's parameters besides page

    @property
    def total(self) -> int:
        """How many cables the whole list has."""
        return self.page.paginator.count

    @property
    def pages(self) -> list[int | None]:
        """Numbers to show: the ends, the neighbours, None for a gap."""
        return shown_pages(self.page.number, self.page.paginator.num_pages)

    @property
    def query(self) -> str:
        """The parameters that another page of the same list keeps, ready for one more."""
        return _query(self.kept)

    @property
    def turned(self) -> str:
        """The same list in the other order."""
        others = [(key, value) for key, value in self.kept if key != "sort"]
        return urlencode([*others, ("sort", "date" if self.newest_first else "-date")])

    @property
    def widened(self) -> str:
        """The same list without its year and level."""
        return urlencode([(key, value) for key, value in self.kept if key not in {"year", "class"}])

    @property
    def narrowed(self) -> str:
        """For one more `year=`."""
        return _query((key, value) for key, value in self.kept if key != "year")

    @property
    def words(self) -> str:
        """What the list was narrowed to: "of 2008, confidential"; else empty."""
        level = wording.levels_by_slug().get(self.level or "")
        return ", ".join([*([f"of {self.year}"] if self.year else []), *([level.lower()] if level else [])])

    @property
    def narrowing(self) -> dict[str, object]:
        """The narrowing as filters of the search."""
        return {"year": self.year, "class": self.level}


def listing(request: HttpRequest, cables: CableQuerySet) -> Listing:
    """`?year=`, `?class=`, `?sort=date|-date` and `?page=` of a set of cables.

    What is no year, level or page is left out of account.
    """
    newest = request.GET.get("sort") == "-date"
    year, level = request.GET.get("year", ""), request.GET.get("class", "")
    narrowed = cables.in_year(int(year)) if _YEAR.fullmatch(year) else cables
    if level in wording.levels_by_slug():
        narrowed = narrowed.classified(wording.levels_by_slug()[level])
    ordered = narrowed.newest_first() if newest else narrowed.oldest_first()
    # The bytes as received are no part of a list.
    page = Paginator(ordered.for_lists().defer("source__data"), PER_PAGE).get_page(request.GET.get("page"))
    return Listing(page, newest, int(year) if _YEAR.fullmatch(year) else None, level or None, _kept(request))


def _kept(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    return tuple((name, request.GET[name]) for name in ("role", "year", "class", "sort") if request.GET.get(name))


def _query(pairs: Iterable[tuple[str, str]]) -> str:
    query = urlencode(list(pairs))
    return f"{query}&" if query else ""


def shown_pages(number: int, last: int) -> list[int | None]:
    """(5, 20) -> [1, None, 4, 5, 6, None, 20]."""
    wanted = sorted({1, number - 1, number, number + 1, last} & set(range(1, last + 1)))
    shown: list[int | None] = []
    for page in wanted:
        previous = shown[-1] if shown else None
        if previous is not None and page - previous > 1:
            shown.append(None)
        shown.append(page)
    return shown


def search_address(**filters: object) -> str:
    """The same set as a search: search_address(post="toronto", year=2008) -> /search/?post=toronto&year=2008."""
    given = {name: value for name, value in filters.items() if value not in ("", None)}
    return f"{reverse('search')}?{urlencode(given)}"
