"""Haystack's interface to the engine: backend, query and engine classes."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import numpy as np
from haystack.backends import BaseEngine, BaseSearchBackend, log_query
from haystack.exceptions import SearchBackendError
from haystack.models import SearchResult
from haystack.utils import get_identifier
from numpy.typing import NDArray

from reader.search.engines.builds import Building
from reader.search.engines.shape import COLUMNS, UNDATED, Document, minutes
from reader.search.engines.tree import EVERYTHING, Branch, Leaf, TreeQuery
from reader.search.engines.whoosh_engine.evaluation import Scores, evaluate
from reader.search.engines.whoosh_engine.generation import Generation, current, damaged, open_build
from reader.search.engines.whoosh_engine.postings import Ids
from reader.search.engines.whoosh_engine.store import Store
from reader.search.engines.whoosh_engine.writer import build, fill_build, write

_log = logging.getLogger(__name__)


def _nothing(before: Generation) -> tuple[int, ...]:
    """No document is to be deleted but those that are replaced."""
    del before
    return ()


#: With more hits than this, and few wanted, the best are picked before they are sorted.
_MANY = 2000


class WhooshBackend(BaseSearchBackend):  # type: ignore[misc]
    """An index of cables in the directory PATH."""

    def __init__(self, connection_alias: str, **options: Any) -> None:
        super().__init__(connection_alias, **options)
        self.store = Store(options["PATH"])

    # Writing

    def update(self, index: Any, iterable: Iterable[Any], commit: bool = True) -> int:
        """Index these cables, in one commit; gives how many."""
        del commit
        return self.write(map(index.full_prepare, iterable))

    @staticmethod
    def told(document: Document) -> Document:
        """Of a prepared document all is written as it is."""
        return document

    def write(self, these: Iterable[Document]) -> int:
        """Index what was told of cables; gives how many."""
        return write(self.store, these, _nothing)

    @contextmanager
    def rebuilding(self) -> Iterator[Building]:
        """A new index beside the live one, which takes its place at the end; an interrupted one is gone on with."""
        with self.store.building() as directory:
            yield Building(open_build(self.store, directory).stamps(), partial(fill_build, self.store, directory))

    def unfinished(self) -> int:
        """How many documents an interrupted rebuild has."""
        directory = self.store.unfinished()
        with suppress(Exception):
            return int(open_build(self.store, directory).live.sum()) if directory else 0
        return 0

    def remove(self, obj_or_string: Any, commit: bool = True) -> None:
        """Take a cable out, by object or identifier ("reader.cable.5")."""
        del commit
        self.remove_pks([int(get_identifier(obj_or_string).rpartition(".")[2])])

    def remove_pks(self, pks: Iterable[int]) -> None:
        """Take cables out by primary key, in one commit."""
        wanted = np.array(list(pks), np.int64)
        if len(wanted) and current(self.store):
            write(self.store, (), lambda before: np.flatnonzero(np.isin(before.cards.pks, wanted)).tolist())

    def clear(self, models: Any = None, commit: bool = True) -> None:
        """Empty the index. One model is indexed, so that naming models changes nothing."""
        del models, commit
        try:
            empty = (found := current(self.store)) is None or not found.size
        except SearchBackendError:
            empty = False
        if not empty:
            build(self.store, ())

    def check(self) -> None:
        """Read everything once. Raises SearchBackendError when a part of it cannot be read."""
        found = current(self.store)
        try:
            if found:
                found.examine()
        except Exception as error:
            raise damaged(self.store, error) from error

    # Reading

    def stamps(self) -> dict[int, tuple[str, str]]:
        """Primary key -> (reference id, stamp of the document) of everything indexed."""
        found = current(self.store)
        return found.stamps() if found else {}

    def values_starting(self, field: str, prefix: str, most: int) -> list[str]:
        """Values of a counted field that begin so, those of most cables first."""
        found = current(self.store)
        if found is None:
            return []
        counted = [row for row in found.cards.columns[field].counts(found.live) if row[0].startswith(prefix)]
        return [value for value, _ in sorted(counted, key=lambda row: (-row[1], row[0]))[:most]]

    def keys(self, query: Branch | Leaf) -> NDArray[np.int64]:
        """Primary keys of all documents of a query, in no order."""
        found = current(self.store)
        if found is None:
            return np.zeros(0, np.int64)
        return found.cards.pks[evaluate(found, query).mask].astype(np.int64)

    def counts_between(self, query: Branch | Leaf, moments: Sequence[dt.datetime]) -> list[int]:
        """How many documents of a query are dated from each moment to before the next, in ascending order."""
        found = current(self.store)
        if found is None:
            return [0] * (len(moments) - 1)
        dates = np.sort(found.cards.minutes[evaluate(found, query).mask])
        return [int(n) for n in np.diff(np.searchsorted(dates, [minutes(moment) for moment in moments]))]

    def vocabulary(self, prefix: str) -> list[tuple[str, int]]:
        """Words of the text, as written (folded, not stemmed), that begin so, each with how many cables have it."""
        found = current(self.store)
        return found.vocabulary(prefix) if found else []

    def words_starting(self, prefix: str) -> list[str]:
        """The same words without counts, much faster; perhaps with some whose cables were removed."""
        found = current(self.store)
        segments = found.segments if found else []
        return sorted(set().union(*(segment.postings.listed_starting(prefix) for segment in segments)))

    @log_query  # type: ignore[untyped-decorator]
    def search(
        self,
        query: Branch | Leaf | str = EVERYTHING,
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
        generation = current(self.store)
        if generation is None:
            return {"results": [], "hits": 0, "facets": {"fields": {name: [] for name in facets or ()}}}
        try:
            return self._answer(generation, asked, sort_by, start_offset, end_offset, facets, result_class)
        except SearchBackendError:
            raise
        except Exception as error:
            _log.exception("Answering from the search index at %s failed", self.store.path)
            raise damaged(self.store, error) from error

    def _answer(
        self,
        generation: Generation,
        query: Branch | Leaf,
        sort_by: list[str] | None,
        start: int,
        end: int | None,
        facets: dict[str, Any] | None,
        result_class: type[SearchResult] | None,
    ) -> dict[str, Any]:
        found = evaluate(generation, query)
        ids = np.flatnonzero(found.mask)
        order = (sort_by or [""])[0]
        best = _sorted(generation, ids, found.scores, order, end)[start:end]
        counts = {name: generation.cards.columns[name].counts(found.mask) for name in facets or () if name in COLUMNS}
        return {
            "results": _results(generation, best, found.scores, result_class or SearchResult),
            "hits": len(ids),
            "facets": {"fields": counts},
        }


def _sorted(generation: Generation, ids: Ids, scores: Scores | None, order: str, end: int | None) -> Ids:
    """Documents in order: by date, or by score and then newest first; undated ones come last."""
    pks, dates = generation.cards.pks, generation.cards.minutes
    if order == "date":
        ascending = np.where(dates[ids] == UNDATED, -UNDATED, dates[ids])
        return ids[np.lexsort((pks[ids], ascending))]
    if order == "-date" or scores is None:
        return ids[np.lexsort((pks[ids], -dates[ids]))]
    if end is not None and len(ids) > _MANY and end < _MANY // 4:
        kth = np.partition(scores[ids], len(ids) - end)[len(ids) - end]
        ids = ids[scores[ids] >= kth]
    return ids[np.lexsort((pks[ids], -dates[ids], -scores[ids]))]


def _results(generation: Generation, ids: Ids, scores: Scores | None, kind: type[SearchResult]) -> list[SearchResult]:
    return [
        kind(
            "reader",
            "cable",
            int(generation.cards.pks[number]),
            float(scores[number]) if scores is not None else 0.0,
            reference_id=generation.cards.references[number],
        )
        for number in ids.tolist()
    ]


class WhooshQuery(TreeQuery):
    """Evaluated by evaluation.py."""


class WhooshEngine(BaseEngine):  # type: ignore[misc]
    """What Haystack loads by its dotted path."""

    backend = WhooshBackend
    query = WhooshQuery
