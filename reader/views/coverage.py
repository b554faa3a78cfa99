"""Coverage: which numbers of a post and year are held, and which are known, or must be, and are not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from reader.insight import coverage as insight
from reader.insight import ledger as ledgers
from reader.insight.coverage import MEASURES, PER_PAGE, REGISTERED, UNSEEN
from reader.insight.ledger import Day, Ledger, Run
from reader.insight.places import Post, Posts
from reader.models import SeriesCount
from reader.views import coverage_drawing as drawing
from reader.views import tables
from reader.views.conditional import archive_page, kept
from reader.views.listing import shown_pages

#: Pages of squares that are all named.
_PAGES = 12
#: Steps of the table's heat.
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One year of one post."""

    year: int
    count: int
    step: int


@archive_page
@kept
def overview(request: HttpRequest) -> HttpResponse:
    """The archive by post and year. Template: reader/coverage.html.

    Context: `totals` (name, words, count), `counted`, `measure`, `rows` ((post, cells, total)), `years`, `registers`,
    `page`, `pages`, `sort`. `?show=` takes a measure, `?register=` a register, `?sort=post|count`, `?page=`.
    """
    registers = insight.registers()
    register = next((one.register for one in registers if one.register.name == request.GET.get("register")), None)
    asked = request.GET.get("show", "")
    measure = REGISTERED if register else asked if asked in MEASURES else insight.HELD
    sort = "post" if request.GET.get("sort") == "post" else "count"
    page = Paginator(insight.places(measure, sort, register), PER_PAGE).get_page(request.GET.get("page"))
    totals, years = insight.totals(), insight.years(measure, register)
    context = {
        "totals": [(name, words, totals[name]) for name, words in MEASURES.items()],
        "counted": any(totals.values()),
        "measure": measure,
        "measure_words": f"Of {register}, not held" if register else MEASURES[measure],
        "register": register,
        "registers": registers,
        "sort": sort,
        "page": page,
        "pages": shown_pages(page.number, page.paginator.num_pages),
        "query": _query(request, "show", "register", "sort"),
        "years": years,
        "rows": _rows(insight.rows([place for place, _ in page], measure, register), years),
    }
    return render(request, "reader/coverage.html", context)


@require_safe
def overview_file(request: HttpRequest) -> HttpResponseBase:
    """Every series with its counts, as CSV."""
    return tables.as_csv(request, "coverage", insight.everything())


@archive_page
def post(request: HttpRequest, slug: str) -> HttpResponse:
    """One post's years. Template: reader/coverage_post.html. Context: `post`, `series`, `totals`."""
    if slug != slug.lower():
        return redirect("coverage-post", slug.lower(), permanent=True)
    found = Posts().at(slug)
    series = list(SeriesCount.objects.of_places([found.place]).order_by("year", "airgrams"))
    if not series and not found.station:
        raise Http404(f"No number of {slug} is held, cited or registered here.")
    totals = [(name, words, sum(getattr(one, name) for one in series)) for name, words in MEASURES.items()]
    return render(request, "reader/coverage_post.html", {"post": found, "series": series, "totals": totals})


@archive_page
def year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """One post's numbers of one year. Template: reader/coverage_year.html.

    Context: `post`, `year`, `books` (see Book), `before`, `after` (years that there are), `day_numbers`.
    `?from=` says with which serial the squares begin.
    """
    if slug != slug.lower():
        return redirect("coverage-year", slug.lower(), year, permanent=True)
    found = Posts().at(slug)
    books = [Book.of(one, _first(request)) for one in ledgers.ledgers(found, year)]
    if not books:
        raise Http404(f"No number of {slug} of {year} is held, cited or registered here.")
    years = list(SeriesCount.objects.of_places([found.place]).values_list("year", flat=True).distinct())
    context = {
        "post": found,
        "year": year,
        "books": books,
        "day_numbers": range(1, 32),
        "before": max((one for one in years if one < year), default=None),
        "after": min((one for one in years if one > year), default=None),
    }
    return render(request, "reader/coverage_year.html", context)


@require_safe
def year_file(request: HttpRequest, slug: str, year: int) -> HttpResponseBase:
    """Every serial of the year, as CSV."""
    found = Posts().at(slug)
    books = ledgers.ledgers(found, year)
    if not books:
        raise Http404(f"No number of {slug} of {year} is held, cited or registered here.")
    names = ledgers.registers()
    rows = (row for book in books for row in _serials(book, names))
    return tables.as_csv(request, f"coverage-{found.slug}-{year}", rows)


@dataclass(frozen=True, slots=True)
class Book:
    """A ledger as the page shows it; squares and table show serials `first` to `last`."""

    ledger: Ledger
    counts: list[tuple[str, str, int]]
    first: int
    last: int
    strip: Any
    squares: Any
    runs: list[Run]
    filled: list[int]
    months: list[drawing.Month]
    gone: list[tuple[dt.date, Day]]

    @classmethod
    def of(cls, ledger: Ledger, asked: int) -> Book:
        """The page of a ledger on which serial `asked` is; the first one with something, when none (0) is asked for."""
        filled = _filled(ledger)
        first = min(drawing.page_of(asked or next(iter(filled), 1)), drawing.page_of(max(ledger.highest, 1)))
        last = min(first + drawing.PAGE - 1, ledger.highest)
        counts = ledger.counts
        days = ledger.days()
        return cls(
            ledger=ledger,
            counts=[(name, words, counts[name]) for name, words in MEASURES.items()],
            first=first,
            last=last,
            strip=drawing.strip(ledger),
            squares=drawing.squares(ledger, first, last) if last else "",
            runs=list(ledger.runs(first, last)),
            filled=filled,
            months=drawing.months(ledger, days) if days else [],
            gone=sorted((day, what) for day, what in days.items() if what.without_text),
        )

    @property
    def kind(self) -> str:
        """What its numbers are."""
        return drawing.kind(self.ledger)

    @property
    def pages(self) -> list[tuple[int, int, bool] | None]:
        """(first, last, whether shown) of pages of squares on which something is known; None for a gap."""
        firsts = sorted({*self.filled, self.first})
        shown = (
            shown_pages(firsts.index(self.first) + 1, len(firsts))
            if len(firsts) > _PAGES
            else range(1, len(firsts) + 1)
        )
        return [number and self._page(firsts[number - 1]) for number in shown]  # type: ignore[misc]

    def _page(self, first: int) -> tuple[int, int, bool]:
        return first, min(first + drawing.PAGE - 1, self.ledger.highest), first == self.first


def _filled(ledger: Ledger) -> list[int]:
    """The first serials of the pages on which something is known."""
    thousands = {(serial - 1) // drawing.PAGE for serial in ledger.known if serial <= ledger.highest}
    return sorted(thousand * drawing.PAGE + 1 for thousand in thousands)


def _serials(book: Ledger, names: Mapping[int, str]) -> Any:
    """A row for each serial up to the highest, and for those cited beyond it."""
    for serial in [*range(1, book.highest + 1), *(one.serial for one in book.beyond)]:
        one = book.known.get(serial)
        yield {
            "number": book.number(serial),
            "kind": "airgram" if book.airgrams else "telegram",
            "serial": serial,
            "state": one.state if one else UNSEEN,
            "date": one.day if one else None,
            "cited_by": one.citing if one else 0,
            "registers": [names[key] for key in one.registers] if one else [],
        }


def _rows(rows: Sequence[insight.Row], years: Sequence[int]) -> list[tuple[Post, list[Cell], int]]:
    """Each post's cells, the same years for all; the busier the darker."""
    most = max((count for row in rows for count in row.years.values()), default=0)
    return [
        (
            row.post,
            [Cell(year, row.years.get(year, 0), _step(row.years.get(year, 0), most)) for year in years],
            row.total,
        )
        for row in rows
    ]


def _step(count: int, most: int) -> int:
    return min(_STEPS, ceil(_STEPS * sqrt(count / most))) if most and count else 0


def _first(request: HttpRequest) -> int:
    asked = request.GET.get("from", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0


def _query(request: HttpRequest, *names: str) -> str:
    query = urlencode([(name, request.GET[name]) for name in names if request.GET.get(name)])
    return f"{query}&" if query else ""
