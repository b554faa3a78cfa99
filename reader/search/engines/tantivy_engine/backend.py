"""Haystack's interface to the engine: backend, query and engine classes."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import numpy as np
from haystack.backends import BaseEngine, BaseSearchBackend, log_query
from haystack.exceptions import SearchBackendError
from haystack.models import SearchResult
from haystack.utils import get_identifier
from numpy.typing import NDArray
from tantivy import Order, Query, Searcher

from reader.search.engines.builds import Building
from reader.search.engines.shape import minutes
from reader.search.engines.tantivy_engine.analysis import MARKS
from reader.search.engines.tantivy_engine.counting import FEW, MOST, Counted, Wanted, commonest, counts, counts_between
from reader.search.engines.tantivy_engine.evaluation import Asked, is_costly, is_scored
from reader.search.engines.tantivy_engine.schema import MANY, NEWEST, OLDEST, Told, told
from reader.search.engines.tantivy_engine.store import Opened, Store, current, open_build, stamps
from reader.search.engines.tantivy_engine.writer import build, fill_build, write
from reader.search.engines.tree import EVERYTHING, Tree, TreeQuery

_log = logging.getLogger(__name__)

_ORDERS = {"date": (OLDEST, Order.Asc), "-date": (NEWEST, Order.Desc)}


class TantivyBackend(BaseSearchBackend):  # type: ignore[misc]
    """An index of cables in the directory PATH."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.store = Store(options["PATH"])

    # Writing

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> int:
        """Index these cables; gives how many."""
        del commit
        return self.write(map(told, map(index.full_prepare, iterable)))

    #: Makes of a prepared document what is written of it, in any process.
    told = staticmethod(told)

    def write(self, these: Iterable[Told]) -> int:
        """Index what was told of cables; gives how many."""
        return write(self.store, these)

    @contextmanager
    def rebuilding(self) -> Iterator[Building]:
        """A new index beside the live one, which takes its place at the end; an interrupted one is gone on with."""
        with self.store.building() as directory:
            fill = partial(fill_build, self.store, directory)
            with self.store.guarded():
                known = dict(stamps(open_build(directory)))
            yield Building(known, fill)

    def unfinished(self) -> int:
        """How many documents an interrupted rebuild has."""
        directory = self.store.unfinished()
        if directory is None:
            return 0
        with suppress(SearchBackendError), self.store.guarded():
            return int(open_build(directory).searcher().num_docs)
        return 0

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        """Take a cable out, by object or identifier ("reader.cable.5")."""
        del commit
        self.remove_pks([int(get_identifier(obj_or_string).rpartition(".")[2])])

    def remove_pks(self, pks: Iterable[int]) -> None:
        """Take cables out by primary key, in one commit."""
        wanted = list(pks)
        if wanted and current(self.store):
            write(self.store, (), wanted)

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """Empty the index. One model is indexed, so that naming models changes nothing."""
        del models, commit
        try:
            empty = (found := current(self.store)) is None or not found.searcher().num_docs
        except SearchBackendError:
            empty = False
        if not empty:
            build(self.store, ())

    def check(self) -> None:
        """Read everything once. Raises SearchBackendError when a part of it cannot be read."""
        self.store.check()

    # Reading

    def stamps(self) -> dict[int, tuple[str, str]]:
        """Primary key -> (reference id, stamp of the document) of everything indexed."""
        opened = current(self.store)
        if opened is None:
            return {}
        with self.store.guarded():
            return dict(stamps(opened))

    def vocabulary(self, prefix: str) -> list[tuple[str, int]]:
        """Words of the text, as written, that begin so, each with the cables that have it in its commonest field."""
        opened = current(self.store)
        if opened is None:
            return []
        counts: dict[str, int] = {}
        with self.store.guarded():
            searcher = opened.searcher()
            for mark in MARKS.values():
                for term, count in searcher.terms_with_prefix("written", mark + prefix):
                    counts[term[1:]] = max(counts.get(term[1:], 0), count)
        return sorted(counts.items())

    def words_starting(self, prefix: str) -> list[str]:
        """The same words without counts; perhaps with some whose cables were removed.

        Those of a letter are kept: a slip is looked for among all of them.
        """
        opened = current(self.store)
        if opened is None or len(prefix) != 1:
            return [word for word, _ in self.vocabulary(prefix)]
        if prefix not in opened.words:
            opened.words[prefix] = [word for word, _ in self.vocabulary(prefix)]
        return opened.words[prefix]

    def values_starting(self, field: str, prefix: str, most: int) -> list[str]:
        """Values of a counted field that begin so, those of most cables first; perhaps of cables that were removed."""
        opened = current(self.store)
        if opened is None:
            return []
        with self.store.guarded():
            searcher = opened.searcher()
            if not prefix and field in MANY:
                return [value for value, _ in opened.listed(searcher, field).most[:most]]
            return [value for value, _ in searcher.terms_with_prefix(field, prefix, limit=most)]

    def counts_between(self, query: Tree, moments: Sequence[dt.datetime]) -> list[int]:
        """How many documents of a query are dated from each moment to before the next, in ascending order."""
        opened = current(self.store)
        if opened is None:
            return [0] * (len(moments) - 1)
        with self.store.guarded():
            searcher = opened.searcher()
            asked = Asked(opened.index.schema, searcher).query(query)
            return counts_between(searcher, asked, [minutes(moment) for moment in moments])

    def keys(self, query: Tree) -> NDArray[np.int64]:
        """Primary keys of all documents of a query, in no order."""
        opened = current(self.store)
        if opened is None:
            return np.zeros(0, np.int64)
        with self.store.guarded():
            searcher = opened.searcher()
            asked = Asked(opened.index.schema, searcher).query(query)
            # Ordered by a column, a hit brings the column's value, and no document need be read.
            hits: Any = searcher.search(asked, max(searcher.num_docs, 1), count=False, order_by_field="pk").hits
            return np.fromiter((pk for pk, _ in hits), np.int64)

    @log_query  # type: ignore[untyped-decorator]
    def search(
        self,
        query: Tree | str = EVERYTHING,
        *,
        sort_by: list[str] | None = None,
        start_offset: int = 0,
        end_offset: int | None = None,
        facets: dict[str, Any] | None = None,
        result_class: type[SearchResult] | None = None,
        **ignored: Any,
    ) -> dict[str, Any]:
        """Haystack's dictionary of results, hits and facets. Raises SearchBackendError when the index is unusable."""
        del ignored
        asked = EVERYTHING if isinstance(query, str) else query
        opened = current(self.store)
        if opened is None:
            return {"results": [], "hits": 0, "facets": {"fields": {name: [] for name in facets or ()}}}
        order = (sort_by or [""])[0] or ("" if is_scored(asked) else "-date")
        try:
            with self.store.guarded():
                return _answer(opened, asked, order, (start_offset, end_offset), facets or {}, result_class)
        except SearchBackendError as error:
            if error.__cause__:
                _log.exception("Answering from the search index at %s failed", self.store.path)
            raise


def _answer(
    opened: Opened,
    asked: Tree,
    order: str,
    wanted: tuple[int, int | None],
    facets: dict[str, Any],
    result_class: type[SearchResult] | None,
) -> dict[str, Any]:
    searcher = opened.searcher()
    query = Asked(opened.index.schema, searcher).query(asked)
    start, end = wanted
    limit = max((searcher.num_docs if end is None else end) - start, 1)
    by, direction = _ORDERS.get(order, (None, Order.Desc))
    # Its type says nothing of the count.
    found: Any = searcher.search(query, limit, order_by_field=by, offset=start, order=direction)
    counted = _counted(opened, searcher, asked, query, facets, found.count)
    return {
        "results": _results(searcher, found.hits if end is None or end > start else [], by, result_class),
        "hits": found.count,
        "facets": {"fields": counted.fields, "cut": dict.fromkeys(counted.cut, True)},
    }


def _counted(
    opened: Opened, searcher: Searcher, asked: Tree, query: Query, facets: dict[str, Any], hits: int
) -> Counted:
    """Counts of all cables are kept as long as the state of the index: the first page of an archive asks for them."""
    listed = partial(opened.listed, searcher)
    most = {name: (options or {}).get("commonest") for name, options in facets.items()}
    if asked != EVERYTHING:
        return counts(searcher, query, Wanted(most, hits, is_costly(asked)), listed)
    missing = dict.fromkeys(name for name in facets if name not in opened.kept)
    opened.kept.update(counts(searcher, query, Wanted(missing, hits), listed).fields)
    return _kept(opened, most)


def _kept(opened: Opened, wanted: Mapping[str, int | None]) -> Counted:
    """What is kept of the counts of all cables, cut where that was asked for."""
    long = {name for name, every in opened.kept.items() if len(every) > FEW}
    cut = frozenset(name for name, most in wanted.items() if name in long and most and most <= MOST)
    for name in cut.difference(opened.commonest):
        opened.commonest[name] = commonest(opened.kept[name])
    fields = {name: (opened.commonest if name in cut else opened.kept)[name] for name in wanted if name in opened.kept}
    return Counted(fields, cut)


def _results(
    searcher: Searcher, hits: list[tuple[Any, Any]], by: str | None, kind: type[SearchResult] | None
) -> list[SearchResult]:
    made = []
    for score, address in hits:
        stored = searcher.doc(address)
        made.append(
            (kind or SearchResult)(
                "reader",
                "cable",
                stored.get_first("pk"),
                0.0 if by else float(score),
                reference_id=stored.get_first("reference_id"),
            )
        )
    return made


class TantivyQuery(TreeQuery):
    """Made into a query of tantivy by evaluation.py."""


class TantivyEngine(BaseEngine):  # type: ignore[misc]
    """What Haystack loads by its dotted path."""

    backend = TantivyBackend
    query = TantivyQuery
