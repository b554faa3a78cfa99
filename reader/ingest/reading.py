"""Reading documents, in this process or in several: results come in the order of the documents."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType

from reader.ingest.received import Received, pack, receive
from reader.parting import begin_work
from reader.telegram import Document, Refusal, Telegram

#: A document with its checksum, or what was refused before.
Marked = tuple[Document, str] | Refusal
Outcome = Received | Refusal
#: Gives the outcomes of a batch, waiting for them where they are still read.
Outcomes = Callable[[], list[Outcome]]
#: What a worker gives back: the documents stay here.
_Reading = tuple[Telegram, bytes] | Refusal

#: Documents that a worker takes at once; a batch of so few is read here, before any worker would have begun.
CHUNK = 40


class Readers:
    """Reads batches of documents; `workers` processes are started when there is something to do for them."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Let the workers go; what they still read is not waited for when an error ends the run."""
        if self._pool:
            self._pool.shutdown(wait=kind is None, cancel_futures=True)

    @property
    def ahead(self) -> int:
        """How many batches may be begun before the first is asked for."""
        return 2 if self.workers > 1 else 0

    def begin(self, batch: Sequence[Marked]) -> Outcomes:
        """Have a batch read; its outcomes in order, when they are asked for."""
        documents = [marked for marked in batch if not isinstance(marked, Refusal)]
        if self.workers < 2 or (self._pool is None and len(documents) <= CHUNK):
            return lambda: [marked if isinstance(marked, Refusal) else receive(*marked) for marked in batch]
        pool = self._started()
        waiting = [pool.submit(_read, documents[at : at + CHUNK]) for at in range(0, len(documents), CHUNK)]
        return lambda: _together(batch, waiting)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Forked workers have the tables loaded, and never touch the database.
            context = multiprocessing.get_context("fork")
            self._pool = ProcessPoolExecutor(self.workers, context, initializer=begin_work, initargs=(os.getpid(),))
        return self._pool


def _together(batch: Sequence[Marked], waiting: Sequence[Future[list[_Reading]]]) -> list[Outcome]:
    """The workers' readings beside their documents."""
    readings = (reading for future in waiting for reading in future.result())
    return [marked if isinstance(marked, Refusal) else _with_document(marked, next(readings)) for marked in batch]


def _with_document(marked: tuple[Document, str], reading: _Reading) -> Outcome:
    return reading if isinstance(reading, Refusal) else Received(*marked, *reading)


def _read(documents: Sequence[tuple[Document, str]]) -> list[_Reading]:
    """What a worker does."""
    return [_without_document(receive(*marked)) for marked in documents]


def _without_document(outcome: Outcome) -> _Reading:
    if isinstance(outcome, Refusal):
        return outcome
    return outcome.telegram, pack(outcome.document)
