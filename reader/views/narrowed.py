"""What the address of a list asks for besides its page: the filters of the search, a month, the order, the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from reader.insight.holdings import Holding, Window, month_ends
from reader.search import Criteria
from reader.search.fields import FACETS
from reader.search.labels import Labels, labels_of
from reader.views import wording
from reader.views.calendars import month_words

#: Filters that the stored counts answer.
COUNTED = frozenset({"class", "year"})
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)
#: What an address of a list may carry besides the search's own.
_KEPT = ("role",)

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in words, and the address of the list without it."""

    label: str
    value: str
    excluded: bool
    address: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters as a search has them, a month (`?date=2008-05`), and what else the address keeps."""

    criteria: Criteria
    month: tuple[int, int] | None
    kept: Pairs

    @classmethod
    def of(cls, params: QueryDict) -> Narrowed:
        """Of an address; what it does not know it leaves out."""
        criteria = replace(Criteria.from_params(params), q="")
        kept = tuple((name, value) for name in _KEPT if (value := params.get(name, "")))
        return cls(criteria, _month(params.get("date", "")), kept)

    @property
    def newest(self) -> bool:
        """Whether the newest cables come first."""
        return self.criteria.sort == "-date"

    @property
    def anything(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.criteria.filters or self.criteria.excluded or self.month)

    @property
    def is_counted(self) -> bool:
        """Whether the stored counts answer all of it."""
        return COUNTED.issuperset(self.criteria.filters) and COUNTED.issuperset(self.criteria.excluded)

    def window(self) -> Window:
        """Classifications, years and the month."""
        return Window(
            levels=_levels(self.criteria.filters.get("class")),
            not_levels=_levels(self.criteria.excluded.get("class")) or frozenset(),
            years=_years(self.criteria.filters.get("year")),
            not_years=_years(self.criteria.excluded.get("year")) or frozenset(),
            month=self.month,
        )

    def search(self, holding: Holding) -> Criteria | None:
        """The same as a search; None where a search has no words for it."""
        filters = dict(self.criteria.filters)
        for name, value in holding.facet:
            if name in self.criteria.filters and not FACETS[name].many:
                return None
            filters[name] = (*filters.get(name, ()), value)
        if not holding.facet and not holding.asked and (holding.windows or not holding.members.is_everything):
            return None
        date = f"date:{self.month[0]:04d}-{self.month[1]:02d}" if self.month else ""
        asked = " ".join(part for part in (holding.asked, date) if part)
        return replace(
            self.criteria, q=asked, page=1, sort=self.criteria.sort if self.newest else "date", filters=filters
        )

    def chips(self) -> list[Chip]:
        """Every filter."""
        labels = _labels(self.criteria)
        chips = [
            Chip(chip.label, chip.value_label, chip.excluded, replace(self, criteria=chip.remove).address())
            for chip in self.criteria.chips(labels)
        ]
        if self.month:
            chips.append(Chip("Month", month_words(*self.month), False, replace(self, month=None).address()))
        return chips

    def address(self, *more: tuple[str, str]) -> str:
        """The address of this list from its own page: `?...`."""
        return f"?{urlencode([*self._pairs(), *more])}"

    def with_filter(self, name: str, value: str) -> str:
        """The list with one value of a filter alone: a year takes the place of another and of a month."""
        filters = {**self.criteria.filters, name: (value,)}
        month = None if name == "year" else self.month
        return replace(self, criteria=replace(self.criteria, page=1, filters=filters), month=month).address()

    def without_class(self, slug: str) -> str:
        """The list without the cables of one classification."""
        return replace(self, criteria=self.criteria.excluding("class", slug)).address()

    def in_month(self, year: int, month: int) -> str:
        """The list of one month alone."""
        filters = {name: values for name, values in self.criteria.filters.items() if name != "year"}
        criteria = replace(self.criteria, page=1, filters=filters)
        return replace(self, criteria=criteria, month=(year, month)).address()

    def turned(self) -> str:
        """The list in the other order."""
        return replace(self, criteria=self.criteria.sorted_by("date" if self.newest else "-date")).address()

    def widened(self) -> str:
        """The list without any filter."""
        return replace(self, criteria=Criteria(sort=self.criteria.sort), month=None).address()

    def page(self, number: int) -> str:
        """Another page of the list."""
        return replace(self, criteria=self.criteria.on_page(number)).address()

    def _pairs(self) -> Iterable[tuple[str, str]]:
        date = [("date", f"{self.month[0]:04d}-{self.month[1]:02d}")] if self.month else []
        sort = {"relevance": "", "date": ""}.get(self.criteria.sort, self.criteria.sort)
        others = [(name, value) for name, value in self.criteria.params() if name not in {"sort", "page"}]
        yield from (*self.kept, *others, *date)
        yield from ((("sort", sort),) if sort else ())
        yield from ((("page", str(self.criteria.page)),) if self.criteria.page > 1 else ())


def _month(text: str) -> tuple[int, int] | None:
    found = _MONTH.fullmatch(text)
    if not found:
        return None
    year, month = int(found[1]), int(found[2])
    try:
        month_ends(year, month)
    except ValueError:
        return None
    return year, month


def _levels(slugs: tuple[str, ...] | None) -> frozenset[str] | None:
    """Stored levels of slugs; a slug of no level is a level that no cable has."""
    known = wording.levels_by_slug()
    return None if slugs is None else frozenset((known[slug] or "") if slug in known else "?" for slug in slugs)


def _years(values: tuple[str, ...] | None) -> frozenset[int] | None:
    if values is None:
        return None
    return frozenset(int(value) if value.isascii() and value.isdigit() and len(value) < 5 else -1 for value in values)


def _labels(criteria: Criteria) -> Labels:
    chosen = criteria.chosen()
    return labels_of(chosen) if chosen else {}
