"""Documents made ready for the engine, a batch at a time, on all cores when there are many."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection
from haystack import connections

from reader.models import Cable
from reader.parting import begin_afresh
from reader.search.documents import documented

#: Cables of a batch, and from how many cables on other processes are worth their beginning.
BATCH, MANY = 250, 5_000
#: Batches that are made or wait for each process: what is ready stays little.
_AHEAD = 2

#: Primary keys, with the stamps that the index has of them.
Batch = tuple[list[int], dict[int, str]]
#: Makes of a prepared document what is written of it.
Tell = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Produced:
    """What came of a batch: how many cables it had, what is to be written of them, and which of them are held."""

    taken: int
    told: list[Any]
    missing: list[int]
    changed: list[int]


def produced(pks: Iterable[int], stamps: Mapping[int, tuple[str, str]], tell: Tell | None) -> Iterator[Produced]:
    """Batch by batch what is to be written of those cables whose stamp is not that of the index.

    Without `tell` nothing is made ready: the cables are compared only.
    """
    wanted = list(pks)
    batches = _batches(wanted, stamps)
    if len(wanted) < MANY or not _can_share():
        for batch in batches:
            yield make(batch, tell)
    else:
        yield from _shared(batches, tell)


def make(batch: Batch, tell: Tell | None) -> Produced:
    """One batch: what a process does."""
    pks, stamps = batch
    made = [one for one in documented(pks) if stamps.get(one.pk) != one.search_document["stamp"]]
    missing = [one.pk for one in made if one.pk not in stamps]
    changed = [one.pk for one in made if one.pk in stamps]
    told = [tell(prepared) for prepared in map(_index().full_prepare, made)] if tell else []
    return Produced(len(pks), told, missing, changed)


def _batches(pks: Sequence[int], stamps: Mapping[int, tuple[str, str]]) -> Iterator[Batch]:
    waiting = iter(pks)
    while batch := list(islice(waiting, BATCH)):
        yield batch, {pk: stamps[pk][1] for pk in batch if pk in stamps}


def _can_share() -> bool:
    """Whether other processes see what this one does: not what is not committed yet, nor a database in memory."""
    in_memory = getattr(connection, "is_in_memory_db", None)
    return not (connection.in_atomic_block or (in_memory and in_memory())) and _cores() > 1


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _shared(batches: Iterator[Batch], tell: Tell | None) -> Iterator[Produced]:
    """Made by several processes, in order; those begin afresh, since this one has threads and connections."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(_cores(), context, initializer=begin_afresh, initargs=(os.getpid(),))
    try:
        waiting = deque(pool.submit(make, batch, tell) for batch in islice(batches, _AHEAD * _cores()))
        while waiting:
            yield waiting.popleft().result()
            waiting.extend(pool.submit(make, batch, tell) for batch in islice(batches, 1))
    finally:
        pool.shutdown(cancel_futures=True)


def _index() -> Any:
    return connections["default"].get_unified_index().get_index(Cable)
