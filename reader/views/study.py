"""The study of classification: the pages that count, and the list of cables behind each number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from urllib.parse import urlencode

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from haystack.exceptions import SearchBackendError

from reader.insight import study as numbers
from reader.insight.study_columns import Columns, Ints
from reader.views import study_chart, study_tables, wording
from reader.views.conditional import archive_page, kept
from reader.views.exports.downloads import unavailable
from reader.views.exports.formats import FORMATS
from reader.views.listing import PER_PAGE, shown_pages
from reader.views.rows import rows
from reader.views.study_asking import Asked, asked
from reader.views.study_conditions import Condition, NoSuchValueError, conditions, narrowed, picked

#: Rows of a dimension on the first page, and on a page of its own.
NAMED, ROWS = 10, 100

Page = Callable[..., HttpResponseBase]


def answering(view: Page) -> Page:
    """A view that is given what was asked: 503 when the engine cannot answer, a redirect for values typed otherwise."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        try:
            found = asked(request)
        except SearchBackendError:
            return unavailable(request)
        if found.meant != found.criteria:
            others = [(name, value) for name, value in request.GET.items() if name not in dict(found.criteria.params())]
            return redirect(f"{request.path}?{urlencode([*found.meant.params(), *others])}")
        return view(request, found, *args, **kwargs)

    return answer


@archive_page
@kept
@answering
def study(request: HttpRequest, found: Asked) -> HttpResponse:
    """Everything at a glance. Template: reader/study.html.

    Context: `asked`, `figures`, `careful` (rows), `highest`, `inside`, `strips`, `dimensions`, `chart`, `legend`,
    `released` (None where no telegram is), `files`.
    """
    context = {
        "asked": found,
        "totals": numbers.totals(found.columns),
        "figures": study_tables.named_counts(found, _FIGURES),
        "careful": [row for row in study_tables.named_counts(found, _CAREFUL) if row.cells[0].number],
        "sums": _sums(found.columns),
        "highest": study_tables.against_highest(found),
        "inside": study_tables.inside(found),
        "strips": _strips(found.columns),
        "chart": study_chart.by_year(numbers.breakdown(found.columns, "year")),
        "legend": study_chart.PARTS,
        "dimensions": [_dimension(found, name, NAMED) for name in study_tables.DIMENSIONS],
        "released": _released(found),
        "files": [(words, found.address("study-tables", ending)) for ending, words in TABLES.items()],
    }
    return render(request, "reader/study.html", context)


#: Endings of the tables as files.
TABLES = {"csv": "spreadsheet (CSV)", "json": "JSON"}

_FIGURES = (
    ("Cables", "cables", "", ""),
    ("With a classification and portion markings, and so compared", "compared", "cables", "all"),
    ("Classified above every portion marking", "above", "compared", "those compared"),
    ("the same, and every paragraph is marked", "above-all", "compared", "those compared"),
    ("Classified as their highest portion marking", "same", "compared", "those compared"),
    ("With a portion marked above their classification", "below", "compared", "those compared"),
    ("With paragraphs, but no portion markings", "without-marks", "cables", "all"),
    ("With an unmarked paragraph", "some-unmarked", "cables", "all"),
    ("Classified Restricted or higher", "classified", "cables", "all"),
    ("the same, with an unclassified paragraph", "classified-with-u", "classified", "the classified"),
)
_CAREFUL = (
    ("Without a stated classification", "unstated", "cables", "all"),
    ("Without a paragraph", "empty", "cables", "all"),
    ("Held in part only", "partial", "cables", "all"),
    ("Their text did not survive", "textless", "cables", "all"),
    ("Their classification was read from the page they were on", "hinted", "cables", "all"),
    ("Released telegrams, without portion markings as a rule", "released", "cables", "all"),
)


def _sums(columns: Columns) -> dict[str, object]:
    """Paragraphs in words: how many, and which shares of them."""
    total = numbers.totals(columns)
    return {
        "paragraphs": total["paragraphs"],
        "unmarked": total["paragraphs-unmarked"],
        "unmarked_share": study_tables.share(total["paragraphs-unmarked"], total["paragraphs"]),
        "classified": total["paragraphs-classified"],
        "classified_u": total["paragraphs-classified-u"],
        "classified_u_share": study_tables.share(total["paragraphs-classified-u"], total["paragraphs-classified"]),
    }


def _strips(columns: Columns) -> list[study_chart.Strip]:
    levels = [(wording.level_words(level), wording.role(level)) for level in wording.levels_by_slug().values()]
    return study_chart.strips(levels, numbers.inside(columns)[1].tolist())


def _dimension(found: Asked, name: str, rows: int) -> dict[str, object]:
    """A dimension on the first page: all years, else the commonest values."""
    title, head, _ = study_tables.DIMENSIONS[name]
    counted = numbers.breakdown(found.columns, name)
    shown = counted if name == "year" else counted.ordered("cables").cut(0, rows)
    return {
        "name": name,
        "title": title,
        "head": head,
        "table": study_tables.by(found, name, shown, len(counted)),
        "address": found.address("study-by", name),
    }


def _released(found: Asked) -> dict[str, object] | None:
    if not numbers.totals(found.columns)["released"]:
        return None
    waiting = numbers.waiting(found.columns)
    days = waiting.days
    return {
        "table": study_tables.releases(found),
        "waits": study_tables.waits(found, waiting),
        "chart": study_chart.by_wait(waiting),
        "known": int(waiting.counts.sum()),
        "unknown": study_tables.Cell(waiting.unknown, study_tables.Lister.of(found)(wait="unknown")),
        "times": [f"{day / numbers.YEAR:.1f}" for day in days] if days else [],
    }


@archive_page
@answering
def by(request: HttpRequest, found: Asked, dimension: str) -> HttpResponse:
    """All values of one dimension, `?order=` by a number of study_tables.COLUMNS. Template: reader/study_by.html."""
    if dimension not in study_tables.DIMENSIONS:
        raise Http404(f"The study counts by {', '.join(study_tables.DIMENSIONS)}, not by {dimension}.")
    title, head, one = study_tables.DIMENSIONS[dimension]
    counted = numbers.breakdown(found.columns, dimension)
    names = [column.name for column in study_tables.COLUMNS]
    order = request.GET.get("order", "") if request.GET.get("order") in names else ""
    ordered = counted.ordered(order or "cables") if order or dimension != "year" else counted
    pages = max(-(-len(counted) // ROWS), 1)
    page = min(_page(request), pages)
    table = study_tables.by(found, dimension, ordered.cut((page - 1) * ROWS, page * ROWS), len(counted))
    kept = [*found.kept, *([("order", order)] if order else [])]
    context = {
        "asked": found,
        "dimension": dimension,
        "title": title,
        "head": head,
        "one": one,
        "table": table,
        "chart": study_chart.by_year(counted) if dimension == "year" else None,
        "legend": study_chart.PARTS,
        "orders": _orders(dimension, order),
        "back": found.address("study"),
        "pages": shown_pages(page, pages),
        "page": page,
        "query": f"{urlencode(kept)}{'&' if kept else ''}",
    }
    return render(request, "reader/study_by.html", context)


def _orders(dimension: str, order: str) -> list[tuple[str, str, bool]]:
    """What a table can be ordered by: words, value, whether it is."""
    first = [("Year", "", not order)] if dimension == "year" else []
    usual = "" if dimension == "year" else "cables"
    return first + [(one.head, one.name, one.name == (order or usual)) for one in study_tables.COLUMNS]


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 8 else 1


@archive_page
@answering
def cables(request: HttpRequest, found: Asked) -> HttpResponse:
    """The cables behind a number, newest first. Template: reader/study_cables.html.

    Context: `asked`, `conditions` (words, address without it), `total`, `shown` (keys), `rows`, `pages`, `page`,
    `query`, `search` (the same as a search, where one can say it), `files`.
    """
    chosen = chosen_conditions(request, found)
    pks = newest_first(found.columns, chosen)
    pages = max(-(-len(pks) // PER_PAGE), 1)
    page = min(_page(request), pages)
    shown = pks[(page - 1) * PER_PAGE : page * PER_PAGE].tolist()
    same = narrowed(found.criteria, chosen)
    kept = [*found.kept, *((one.name, one.value) for one in chosen)]
    context = {
        "asked": found,
        "back": found.address("study"),
        "conditions": [(one.words, _without(found, chosen, one)) for one in chosen],
        "total": len(pks),
        "shown": shown,
        "rows": rows(shown) if shown else "",
        "pages": shown_pages(page, pages),
        "page": page,
        "query": f"{urlencode(kept)}{'&' if kept else ''}",
        "search": same.address() if same else "",
        "files": [
            (kind.words, f"{reverse('study-cables-file', args=[kind.ending])}?{urlencode(kept)}")
            for kind in FORMATS.values()
        ],
    }
    return render(request, "reader/study_cables.html", context)


def chosen_conditions(request: HttpRequest, found: Asked) -> list[Condition]:
    """The conditions of the address; 404 with a sentence for a value that there is not."""
    try:
        return conditions(request.GET, found.columns)
    except NoSuchValueError as error:
        raise Http404(str(error)) from error


def newest_first(columns: Columns, chosen: Sequence[Condition]) -> Ints:
    """Primary keys of the cables that are picked, the newest first, the undated last."""
    at = np.flatnonzero(picked(columns, chosen))
    keys: Ints = columns.pk[at[np.argsort(columns.rank[at])]]
    return keys


def _without(found: Asked, chosen: Sequence[Condition], one: Condition) -> str:
    return found.address("study-cables", **{other.name: other.value for other in chosen if other is not one})
