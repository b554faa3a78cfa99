"""What was asked: an immutable object that reads addresses, makes those of its neighbours, says itself in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict

from reader.search.fields import FACETS, NOT_STATED, SORTS
from reader.search.labels import Labels, labels_of

#: Characters of a query that are read; the rest is left out, and the results say so.
LONGEST_QUERY = 2000

_SORTS = tuple(value for value, _, _ in SORTS)
_NOT = "not-"

Filters = Mapping[str, tuple[str, ...]]


#: Where a parameter stands in an address.
_RANK = {name: at for at, name in enumerate(("q", *FACETS, *(_NOT + name for name in FACETS), "sort", "page"))}


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter as a removable chip: `remove` are the criteria without it."""

    name: str
    label: str
    value: str
    value_label: str
    excluded: bool
    remove: Criteria


@dataclass(frozen=True, slots=True)
class Criteria:
    """A search: the words `q`, filters by facet, excluded values, order and page (from 1).

    Filters are keyed by the names of `fields.FACETS`; every change goes back to page 1.
    """

    q: str = ""
    sort: str = "relevance"
    page: int = 1
    filters: Filters = field(default_factory=dict)
    excluded: Filters = field(default_factory=dict)

    @classmethod
    def from_params(cls, params: QueryDict) -> Criteria:
        """Criteria of an address; what it does not know it leaves out."""
        sort = params.get("sort", "")
        return cls(
            q=(params.get("q") or "").replace("\x00", " ").strip(),
            sort=sort if sort in _SORTS else "relevance",
            page=_page(params.get("page")),
            filters=_filters(params, ""),
            excluded=_filters(params, _NOT),
        )

    def params(self) -> list[tuple[str, str]]:
        """Pairs of an address, in a fixed order; defaults left out."""
        pairs = [("q", self.q)] if self.q else []
        for prefix, chosen in (("", self.filters), (_NOT, self.excluded)):
            pairs += [(prefix + name, value) for name in FACETS for value in chosen.get(name, ())]
        if self.sort != "relevance":
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def address(self, path: str = "/search/") -> str:
        """The address of these criteria on a page."""
        query = urlencode(self.params())
        return f"{path}?{query}" if query else path

    def adding(self, name: str, value: str) -> Criteria:
        """With a value included, and not excluded any more."""
        return replace(
            self, page=1, filters=_with(self.filters, name, value), excluded=_without(self.excluded, name, value)
        )

    def excluding(self, name: str, value: str) -> Criteria:
        """With a value excluded, and not included any more."""
        return replace(
            self, page=1, filters=_without(self.filters, name, value), excluded=_with(self.excluded, name, value)
        )

    def removing(self, name: str, value: str) -> Criteria:
        """With a value neither included nor excluded."""
        return replace(
            self, page=1, filters=_without(self.filters, name, value), excluded=_without(self.excluded, name, value)
        )

    def address_with(self, name: str, *, excluded: bool = False, path: str = "/search/") -> Callable[[str], str]:
        """A function that gives the address with one more value of a facet, quickly: for long lists of values.

        Right for values that are neither included nor excluded yet.
        """
        key = _NOT + name if excluded else name
        pairs = self.on_page(1).params()
        cut = sum(_RANK[other] <= _RANK[key] for other, _ in pairs)
        before, after = (urlencode(part) for part in (pairs[:cut], pairs[cut:]))
        start = f"{path}?{before}{'&' if before else ''}{key}="
        end = f"&{after}" if after else ""
        return lambda value: f"{start}{quote_plus(value)}{end}"

    def on_page(self, page: int) -> Criteria:
        """The same search on another page."""
        return replace(self, page=max(1, page))

    def sorted_by(self, sort: str) -> Criteria:
        """The same search in another order."""
        return replace(self, page=1, sort=sort if sort in _SORTS else "relevance")

    def asking(self, q: str) -> Criteria:
        """Other words under the same filters."""
        return replace(self, page=1, q=q.strip())

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Every value that is included or excluded, by facet."""
        names = [name for name in FACETS if name in self.filters or name in self.excluded]
        return {name: (*self.filters.get(name, ()), *self.excluded.get(name, ())) for name in names}

    def chips(self, labels: Labels | None = None) -> list[Chip]:
        """A chip for every filter, in the order of the facets; `labels` when they are known already."""
        known = labels_of(self.chosen()) if labels is None else labels
        return [
            Chip(name, FACETS[name].label, value, _label(known, name, value), excluded, self.removing(name, value))
            for excluded, chosen in ((False, self.filters), (True, self.excluded))
            for name in FACETS
            for value in chosen.get(name, ())
        ]

    def sentence(self, labels: Labels | None = None) -> str:
        """What was asked, in words: "Cables with police corruption, classified Secret, not tagged KTIP"."""
        known = labels_of(self.chosen()) if labels is None else labels
        parts = [f"with {self.q}"] if self.q else []
        parts += [_said(known, name, values, "") for name, values in _ordered(self.filters)]
        parts += [_said(known, name, values, "not ") for name, values in _ordered(self.excluded)]
        return f"Cables {', '.join(parts)}" if parts else "All cables"


def _page(text: str | None) -> int:
    return min(max(1, int(text)), 1_000_000) if text and text.isascii() and text.isdigit() and len(text) < 8 else 1


def _filters(params: QueryDict, prefix: str) -> Filters:
    found = {name: _distinct(params.getlist(prefix + name)) for name in FACETS}
    return {name: values for name, values in found.items() if values}


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value.strip()))


def _with(chosen: Filters, name: str, value: str) -> Filters:
    if name not in FACETS:
        raise ValueError(f"{name!r} is no facet; the facets are {', '.join(FACETS)}.")
    return {**chosen, name: _distinct((*chosen.get(name, ()), value))}


def _without(chosen: Filters, name: str, value: str) -> Filters:
    left = {key: tuple(v for v in values if (key, v) != (name, value)) for key, values in chosen.items()}
    return {key: values for key, values in left.items() if values}


def _ordered(chosen: Filters) -> list[tuple[str, tuple[str, ...]]]:
    return [(name, chosen[name]) for name in FACETS if chosen.get(name)]


def _label(labels: Labels, name: str, value: str) -> str:
    return labels.get(name, {}).get(value, value)


def _said(labels: Labels, name: str, values: tuple[str, ...], before: str) -> str:
    row = FACETS[name]
    if name == "class" and values == (NOT_STATED,):
        return "with a stated classification" if before else "without a stated classification"
    # Two values of a field that a cable has one of mean either; else both. What is excluded is excluded each.
    joiner = " and " if row.many and not before else " or "
    return before + row.said.format(joiner.join(_label(labels, name, value) for value in values))
