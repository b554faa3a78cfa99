"""Counts of facets: columns are aggregated; columns of many values, when much was found, are read from the terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from tantivy import Query, Searcher

from reader.search.engines.tantivy_engine.schema import JOINT, MANY, SETS, SINGLE, YEARS
from reader.search.engines.tantivy_engine.store import Counts

#: From so many hits on, counting a column of many values takes longer than asking for each term.
MANY_HITS = 60_000
#: More values than any facet has.
_ALL = 60_000


def counts(searcher: Searcher, query: Query, names: Iterable[str], hits: int) -> dict[str, Counts]:
    """How many of the documents found have each value, by field; values that none has are left out."""
    wanted = [name for name in names if name in (*SINGLE, *MANY, *SETS, *YEARS)]
    if not hits:
        return {name: [] for name in wanted}
    terms = [name for name in wanted if name in MANY and hits > MANY_HITS]
    found = _aggregated(searcher, query, [name for name in wanted if name not in terms])
    for name in terms:
        found[name] = [(value, count) for value, count in searcher.terms_with_prefix(name, "", query) if count]
    return found


def counts_between(searcher: Searcher, query: Query, ends: Sequence[int]) -> list[int]:
    """How many of the documents found are dated from each minute to before the next."""
    ranges = [{"from": low, "to": high} for low, high in pairwise(ends)]
    buckets = searcher.aggregate(query, {"dates": {"range": {"field": "minutes", "ranges": ranges}}})["dates"][
        "buckets"
    ]
    found = {bucket.get("from"): bucket["doc_count"] for bucket in buckets}
    return [int(found.get(float(low), 0)) for low in ends[:-1]]


def _aggregated(searcher: Searcher, query: Query, names: list[str]) -> dict[str, Counts]:
    if not names:
        return {}
    request = {name: {"terms": {"field": SETS.get(name, name), "size": _ALL}} for name in names}
    answer = searcher.aggregate(query, request)
    return {name: _read(name, answer[name]["buckets"]) for name in names}


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
