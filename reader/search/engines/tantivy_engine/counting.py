"""Counts of facets: columns are aggregated; columns of many values, when much was found, in quicker ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tantivy import Query, Searcher

from reader.search.engines.tantivy_engine.schema import JOINT, MANY, SETS, SINGLE, YEARS

Counts = list[tuple[str, int]]

#: From so many hits on, counting a column of many values takes longer than asking for each of FEW terms.
MANY_HITS, FEW = 60_000, 2_000
#: An aggregation gives up at 65,000 values: one of so many is not tried on more than CUT_HITS.
TOO_MANY = 30_000
#: More values than any facet has.
_ALL = 10_000_000

#: An archive names tens of thousands of agencies, and counting each takes long. Where only the commonest values are
#: wanted, those are counted that most cables of the archive have: between LEAST and MOST of them, and of a result those
#: that at least one cable in SHARE has. A value outside of them has no more cables than in the whole archive.
LEAST, MOST, SHARE = 50, 1_000, 1_000
#: Up to so many hits, counting all values is quicker than finding the candidates in the dictionary.
CUT_HITS = 10_000


@dataclass(frozen=True, slots=True)
class Listed:
    """The values of a field in the whole index: how many, and the commonest with their cables (removed ones too)."""

    total: int
    most: Counts

    @classmethod
    def of(cls, searcher: Searcher, field: str) -> Listed:
        """Reads the dictionary of a field."""
        every = searcher.terms_with_prefix(field, "")
        return cls(len(every), list(every[: MOST + 1]))

    def candidates(self, hits: int) -> tuple[list[str], int]:
        """The values to count for so many hits, and how many cables any other has at most."""
        often = sum(count * SHARE >= hits for _, count in self.most[:MOST])
        taken = max(often, LEAST)
        left = self.most[taken : taken + 1]
        return [value for value, _ in self.most[:taken]], left[0][1] if left else 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be counted: fields, with how many of their commonest values are wanted at least (None: all of them).

    `costly` says that a query takes long to evaluate, so that asking once is better than asking in the best way.
    """

    facets: Mapping[str, int | None]
    hits: int
    costly: bool = False


def commonest(every: Counts) -> Counts:
    """Of all counts of a field those that a page may list."""
    return sorted(every, key=lambda row: (-row[1], row[0]))[:MOST]


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by field, values that nothing found has left out; of the fields in `cut` rarer values are left out too."""

    fields: dict[str, Counts]
    cut: frozenset[str] = frozenset()


def counts(searcher: Searcher, query: Query, wanted: Wanted, listed: Callable[[str], Listed]) -> Counted:
    """How many of the documents found have each value."""
    names = [name for name in wanted.facets if name in (*SINGLE, *MANY, *SETS, *YEARS)]
    if not wanted.hits:
        return Counted({name: [] for name in names})
    there = [name for name in names if name not in MANY or listed(name).total]
    some = {name: listed(name).candidates(wanted.hits) for name in there if _is_cut(wanted, name, listed)}
    terms = {name for name in there if name not in some and _is_by_terms(wanted, name, listed)}
    found = _aggregated(
        searcher, query, {name: some[name][0] if name in some else None for name in there if name not in terms}
    )
    inexact = _inexact(wanted, found, some)
    terms.update(name for name in inexact if _is_by_terms(wanted, name, listed))
    found |= _aggregated(searcher, query, dict.fromkeys(name for name in inexact if name not in terms))
    for name in terms:
        found[name] = [(value, count) for value, count in searcher.terms_with_prefix(name, "", query) if count]
    return Counted({name: found.get(name, []) for name in names}, frozenset(some).difference(inexact))


def _is_by_terms(wanted: Wanted, name: str, listed: Callable[[str], Listed]) -> bool:
    """Whether to read counts from the terms: where that is quicker, or an aggregation would refuse so many values."""
    if name not in MANY:
        return False
    quicker = not wanted.costly and wanted.hits > MANY_HITS and listed(name).total <= FEW
    return quicker or (wanted.hits > CUT_HITS and listed(name).total > TOO_MANY)


def _is_cut(wanted: Wanted, name: str, listed: Callable[[str], Listed]) -> bool:
    """Whether to count candidates only."""
    return name in MANY and wanted.facets[name] is not None and wanted.hits > CUT_HITS and listed(name).total > FEW


def _inexact(wanted: Wanted, found: Mapping[str, Counts], some: Mapping[str, tuple[list[str], int]]) -> list[str]:
    """The fields of which a value that was not counted may be among those wanted."""
    inexact = []
    for name, (_, others) in some.items():
        least = sorted((count for _, count in found[name]), reverse=True)[: wanted.facets[name]]
        if len(least) < (wanted.facets[name] or 0) or least[-1] <= others:
            inexact.append(name)
    return inexact


def counts_between(searcher: Searcher, query: Query, ends: Sequence[int]) -> list[int]:
    """How many of the documents found are dated from each minute to before the next."""
    ranges = [{"from": low, "to": high} for low, high in pairwise(ends)]
    buckets = searcher.aggregate(query, {"dates": {"range": {"field": "minutes", "ranges": ranges}}})["dates"][
        "buckets"
    ]
    found = {bucket.get("from"): bucket["doc_count"] for bucket in buckets}
    return [int(found.get(float(low), 0)) for low in ends[:-1]]


def _aggregated(searcher: Searcher, query: Query, names: Mapping[str, list[str] | None]) -> dict[str, Counts]:
    """Counts of fields in one go: of some values, or of all (None)."""
    if not names:
        return {}
    answer = searcher.aggregate(query, {name: {"terms": _terms(name, values)} for name, values in names.items()})
    return {name: _read(name, answer[name]["buckets"]) for name in names}


def _terms(name: str, values: list[str] | None) -> dict[str, Any]:
    # Each segment gives all that it has: counts are exact.
    request: dict[str, Any] = {"field": SETS.get(name, name), "size": _ALL, "segment_size": _ALL}
    return request if values is None else {**request, "include": values}


def _read(name: str, buckets: list[dict[str, Any]]) -> Counts:
    if name in YEARS:
        return [(str(int(bucket["key"])), bucket["doc_count"]) for bucket in buckets if bucket["key"]]
    if name not in SETS:
        return [(bucket["key"], bucket["doc_count"]) for bucket in buckets if bucket["key"]]
    found: Counter[str] = Counter()
    for bucket in buckets:
        for value in bucket["key"].split(JOINT):
            found[value] += bucket["doc_count"]
    del found[""]
    return list(found.items())
