"""What every list of cables shares: filters, order, and pages of fixed size that read no more than they show.

Filters by classification and date are answered by the stored counts; others by the search; where the search has no
words for the set, or cannot answer, by the database.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from haystack.exceptions import SearchBackendError

from reader.insight import conditions
from reader.insight.counts import Counts, counts_of, stretch
from reader.insight.holdings import Holding
from reader.insight.rankings import totals_of
from reader.models import Cable
from reader.models.cables import CableQuerySet
from reader.search import Criteria
from reader.search.searching import matching
from reader.views.narrowed import COUNTED, Chip, Narrowed
from reader.views.rows import rows

_log = logging.getLogger(__name__)

PER_PAGE = 30
#: Cables that a list without stored counts counts at most; the list says that there are more.
MOST = 3_000
#: Cables of a holding that make it a large one.
MANY = 20_000


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, and how to get to the others.

    `counts` are the stored counts of what is listed, None where the filters are of a kind that they do not know.
    """

    rows: SafeString
    total: int
    at_least: bool
    number: int
    narrowed: Narrowed
    counts: Counts | None
    search: str
    search_nearly: bool

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """(number, address) to show: the ends, the neighbours, None for a gap."""
        last = max(1, -(-self.total // PER_PAGE))
        return [(n, self.narrowed.page(n) if n else "") for n in shown_pages(self.number, last)]

    @property
    def chips(self) -> list[Chip]:
        """The filters."""
        return self.narrowed.chips()

    @property
    def newest_first(self) -> bool:
        """The order."""
        return self.narrowed.newest

    @property
    def turned(self) -> str:
        """The same list in the other order."""
        return self.narrowed.turned()

    @property
    def widened(self) -> str:
        """The same list without filters."""
        return self.narrowed.widened()


class _Page(NamedTuple):
    """Primary keys of one page, how many cables there are in all (or more), and the page's number."""

    keys: list[int]
    total: int
    number: int
    at_least: bool = False


def listing(request: HttpRequest, holding: Holding) -> Listing:
    """The page of a holding that an address asks for; what the address says wrongly is left out of account."""
    narrowed = Narrowed.of(request.GET)
    shown = holding.within(narrowed.window())
    asked = narrowed.search(holding)
    counts = counts_of(shown) if shown.stored and narrowed.is_counted else None
    page = _counted(shown, counts, narrowed) if counts is not None else _asked(shown, narrowed, asked)
    search = asked.address(reverse("search")) if asked else ""
    return Listing(rows(page.keys), page.total, page.at_least, page.number, narrowed, counts, search, holding.nearly)


def _asked(holding: Holding, narrowed: Narrowed, asked: Criteria | None) -> _Page:
    """The page by the search, else by the database."""
    if asked and not narrowed.is_counted and not holding.nearly:
        found = _searched(asked, narrowed.criteria.page)
        # An index that is behind, or was never made, must not hide what is held.
        if found and found.total:
            return found
    return _read(holding, narrowed)


def _counted(holding: Holding, counts: Counts, narrowed: Narrowed) -> _Page:
    """The page by the stored counts."""
    number, start = _place(narrowed.criteria.page, counts.total)
    keys = stretch(holding, counts, start, start + PER_PAGE, newest=narrowed.newest)
    return _Page(keys, counts.total, number)


def _searched(asked: Criteria, page: int) -> _Page | None:
    """The page from the search; None when it cannot answer."""
    try:
        found = matching(asked)
        start = (page - 1) * PER_PAGE
        hits = found[start : start + PER_PAGE]
        total = int(found.count())
        number, first = _place(page, total)
        if number != page:
            hits = found[first : first + PER_PAGE]
    except SearchBackendError as error:
        _log.error("A list is read from the database, for the search failed: %s", error)
        return None
    return _Page([int(hit.pk) for hit in hits], total, number)


def _read(holding: Holding, narrowed: Narrowed) -> _Page:
    """The page from the database."""
    filters, excluded = (
        {name: values for name, values in chosen.items() if name not in COUNTED}
        for chosen in (narrowed.criteria.filters, narrowed.criteria.excluded)
    )
    # Of many it is cheaper to look at one after the other by date until the page is full than to sort them.
    many = sum(totals_of(*holding.counted).values()) > MANY
    held = holding.among(Cable.objects.all()) if many and holding.stored else holding.cables()
    cables = conditions.narrowed(held, filters, excluded)
    total = cables.order_by()[: MOST + 1].count()
    number, start = _place(narrowed.criteria.page, total)
    keys = list(_ordered(cables, narrowed)[start : start + PER_PAGE].values_list("pk", flat=True))
    return _Page(keys, min(total, MOST), number, total > MOST)


def _place(page: int, total: int) -> tuple[int, int]:
    """The page, else the last one; and the place of its first cable."""
    number = min(page, max(1, -(-total // PER_PAGE)))
    return number, (number - 1) * PER_PAGE


def _ordered(cables: CableQuerySet, narrowed: Narrowed) -> CableQuerySet:
    return cables.newest_first() if narrowed.newest else cables.oldest_first()


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
    """A search: search_address(post="toronto", year=2008) -> /search/?post=toronto&year=2008."""
    given = {name: value for name, value in filters.items() if value not in ("", None)}
    return f"{reverse('search')}?{urlencode(given)}"
