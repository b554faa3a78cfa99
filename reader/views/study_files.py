"""The study as files: every table in full, a row a number, and the cables behind a number as any export.

Each file says what was asked, when, and in which state the archive was, so that another reader can check it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify

from reader.insight import study
from reader.insight.study_columns import Columns
from reader.models.comparing import PORTIONS
from reader.search.found import Found
from reader.search.frozen import search_json
from reader.search.state import archive_state, moment
from reader.views import study_tables, wording
from reader.views.exports.cables import passing
from reader.views.exports.downloads import attachment
from reader.views.exports.formats import FORMATS
from reader.views.exports.provenance import Provenance
from reader.views.lookup_files import safe_cell
from reader.views.study import answering, chosen_conditions, newest_first
from reader.views.study_asking import Asked
from reader.views.study_conditions import COUNT_WORDS, PORTION_WORDS

ABOUT = (
    "Numbers of a study of classification. Each row: table, row, column, what is counted (cables or paragraphs), the "
    "number, and where the archive lists the cables. `meanings` says what the names of columns mean."
)

#: What the names of `study.SUMMED` mean; cables have COUNT_WORDS.
SUM_WORDS: Mapping[str, str] = {
    "paragraphs": "paragraphs with text or a marking",
    "paragraphs-unmarked": "paragraphs without a portion marking",
    "paragraphs-classified": "paragraphs of cables classified Restricted or higher",
    "paragraphs-classified-u": "unclassified paragraphs of cables classified Restricted or higher",
}


class Number(NamedTuple):
    """One number of a table; `picked` are the conditions that list its cables."""

    table: str
    row: str
    column: str
    counts: str
    number: int
    picked: dict[str, str]


def every_number(columns: Columns) -> Iterator[Number]:
    """All numbers, table by table; rows and columns that have none are left out."""
    for name, total in study.totals(columns).items():
        yield Number("figures", "all", name, _unit(name), total, _counted(name))
    slugs = list(wording.levels_by_slug())
    highest = study.against_highest(columns)
    yield from _grid("level-by-highest-portion", highest, ("level", slugs), ("highest", slugs))
    cables, paragraphs = study.inside(columns)
    yield from _grid("level-by-paragraphs", cables, ("level", slugs), ("portion", PORTIONS))
    yield from _grid("level-by-paragraphs", paragraphs, ("level", slugs), ("portion", PORTIONS), "paragraphs")
    for dimension in study.DIMENSIONS:
        yield from _dimension(columns, dimension)
    current = [*slugs[:-1], "other", slugs[-1]]
    yield from _grid("original-by-current", study.releases(columns), ("original", slugs), ("current", current))
    waited = study.waiting(columns)
    years = [str(year) for year in waited.years]
    yield from _grid("years-waited-by-original", waited.counts, ("wait", years), ("original", slugs))


def _unit(name: str) -> str:
    return "paragraphs" if name in study.SUMMED else "cables"


def _counted(name: str) -> dict[str, str]:
    return {"count": name} if name in study.COUNTED else {}


def _grid(
    table: str, counts: Any, down: tuple[str, Iterable[str]], across: tuple[str, Iterable[str]], unit: str = "cables"
) -> Iterator[Number]:
    """The numbers of a table of two conditions."""
    for row, numbers in zip(down[1], counts.tolist(), strict=True):
        for column, number in zip(across[1], numbers, strict=True):
            if number:
                yield Number(table, row, column, unit, number, {down[0]: row, across[0]: column})


def _dimension(columns: Columns, dimension: str) -> Iterator[Number]:
    found = study.breakdown(columns, dimension)
    names = study_tables.names(dimension, found.keys.tolist(), columns)
    for key, numbers in zip(found.keys.tolist(), found.numbers.tolist(), strict=True):
        if key not in names:
            continue
        value = names[key].value
        for name, number in zip(study.NUMBERS, numbers, strict=True):
            if number:
                picked = _counted(name) | {"by": f"{dimension}:{value}"}
                yield Number(f"by-{dimension}", value, name, _unit(name), number, picked)


@answering
def tables(request: HttpRequest, found: Asked, ending: str) -> HttpResponseBase:
    """Every table as one file, streamed."""
    if ending not in _KINDS:
        raise Http404(f"The tables cannot be had as .{ending}, but as {', '.join(_KINDS)}.")
    content_type, write = _KINDS[ending]
    now = timezone.now()
    name = f"{slugify(settings.ARCHIVE_NAME) or 'cables'}-study-{now:%Y-%m-%d}.{ending}"
    return attachment(write(_Origin.of(request, found)), content_type, name)


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a file comes from."""

    asked: Asked
    root: str
    search: dict[str, Any]
    exported: str
    state: dict[str, Any]
    state_words: str

    @classmethod
    def of(cls, request: HttpRequest, found: Asked) -> _Origin:
        state, root = archive_state(), request.build_absolute_uri("/").rstrip("/")
        search = search_json(found.criteria) | {"address": root + found.address("study")}
        words = f"{state.name}: {state.sentence()}"
        return cls(found, root, search, moment(timezone.now()) or "", state.as_json(), words)

    def listed(self, number: Number) -> str:
        """Where the cables of a number are listed, in full; empty for a number of paragraphs."""
        if number.counts != "cables":
            return ""
        return self.root + study_tables.Lister.of(self.asked)(**number.picked)


_HEADS = (
    "table", "row", "column", "counts", "number", "cables_address", "study", "study_address", "exported", "archive",
)  # fmt: skip


def _csv(origin: _Origin) -> Iterator[str]:
    """A row a number under one row of headings; where it comes from stands in the last columns of every row."""
    said = (origin.search["sentence"], origin.search["address"], origin.exported, origin.state_words)
    yield "\ufeff" + _line(_HEADS)
    for number in every_number(origin.asked.columns):
        row = (number.table, number.row, number.column, number.counts, str(number.number), origin.listed(number))
        yield _line((*row, *said))


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([safe_cell(" ".join(cell.split())) for cell in cells])
    return written.getvalue()


def _json(origin: _Origin) -> Iterator[str]:
    """One object; a number a line."""
    said = {
        "about": ABOUT,
        "study": origin.search,
        "exported": origin.exported,
        "archive": origin.state,
        "meanings": {**COUNT_WORDS, **SUM_WORDS, **{f"portion {name}": w for name, w in PORTION_WORDS.items()}},
        "columns": ["table", "row", "column", "counts", "number", "cables_address"],
    }
    yield json.dumps(said, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "numbers": [\n'
    before = ""
    for number in every_number(origin.asked.columns):
        row = [number.table, number.row, number.column, number.counts, number.number, origin.listed(number)]
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


_KINDS: Mapping[str, tuple[str, Callable[[_Origin], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8; header=present", _csv),
    "json": ("application/json; charset=utf-8", _json),
}


@dataclass(frozen=True, slots=True)
class _Listed(Provenance):
    """Where a list of cables behind a number comes from: its address is the list's, not the search's."""

    listed: str = ""

    @property
    def address(self) -> str:
        """The address of the list."""
        return self.absolute(self.listed)


@answering
def cables(request: HttpRequest, found: Asked, ending: str) -> HttpResponseBase:
    """The cables behind a number, as any export of a search."""
    if ending not in FORMATS:
        raise Http404(f"Cables cannot be had as .{ending}, but as {', '.join(FORMATS)}.")
    chosen = chosen_conditions(request, found)
    pks = newest_first(found.columns, chosen)
    kind = FORMATS[ending]
    provenance = _Listed(
        criteria=found.criteria.sorted_by("-date"),
        sentence="; ".join([found.sentence, *(one.words for one in chosen)]),
        found=Found(pks.astype(np.int64), np.zeros(len(pks))),
        state=archive_state(),
        exported=timezone.now(),
        root=request.build_absolute_uri("/"),
        listed=found.address("study-cables", **{one.name: one.value for one in chosen}),
    )
    now = provenance.exported
    name = f"{slugify(settings.ARCHIVE_NAME) or 'cables'}-study-cables-{now:%Y-%m-%d}.{ending}"
    lines = kind.lines(provenance, passing(map(int, pks), kind.needs))
    return attachment(lines, kind.content_type, name)
