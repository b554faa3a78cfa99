"""Paths -> batches of what was read: discover, unwrap, leave out what is held, read. Lazily, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.ingest.discover import discover
from reader.ingest.reading import Marked, Outcomes, Readers
from reader.ingest.received import Received, checksum
from reader.ingest.report import Options
from reader.ingest.write import held_checksums
from reader.telegram import Document, Refusal
from reader.telegram.formats import documents

#: Bytes of texts in one batch, however few documents they are.
BATCH_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """What was read, what was refused, how many texts are held already; `files` were opened up to here."""

    files: int
    held: int
    received: list[Received]
    problems: list[Refusal]


@dataclass(slots=True)
class _Files:
    """Counts the files as they are opened."""

    opened: int = 0


def batches(paths: Iterable[str], options: Options, readers: Readers) -> Iterator[Batch]:
    """Batches in the order of the paths; some are begun ahead, so that workers read while others are stored."""
    waiting: deque[tuple[int, int, Outcomes]] = deque()
    for files, outcomes in _full(paths, options):
        fresh = _fresh(outcomes)
        waiting.append((files, len(outcomes) - len(fresh), readers.begin(fresh)))
        if len(waiting) > readers.ahead:
            yield _finished(*waiting.popleft())
    while waiting:
        yield _finished(*waiting.popleft())


def _full(paths: Iterable[str], options: Options) -> Iterator[tuple[int, list[Document | Refusal]]]:
    """Runs of at most `options.batch` outcomes and about BATCH_BYTES bytes, with the files opened so far."""
    files = _Files()
    batch: list[Document | Refusal] = []
    weight = said = 0
    for outcome in _outcomes(paths, options, files):
        batch.append(outcome)
        weight += len(outcome.raw) if isinstance(outcome, Document) else 0
        if len(batch) >= options.batch or weight >= BATCH_BYTES:
            yield files.opened, batch
            batch, weight, said = [], 0, files.opened
    if batch or files.opened > said:
        yield files.opened, batch


def _outcomes(paths: Iterable[str], options: Options, files: _Files) -> Iterator[Document | Refusal]:
    """What the files hold."""
    for piece in discover(paths):
        files.opened += 1
        if isinstance(piece, Refusal):
            yield piece
        else:
            yield from documents(
                piece.data,
                path=piece.path,
                member=piece.member,
                hints=piece.hints,
                format=options.format,
                first_line=piece.first_line,
            )


def _fresh(outcomes: Iterable[Document | Refusal]) -> list[Marked]:
    """Documents with their checksums, without those that are held: they need not be read."""
    marked: list[Marked] = [one if isinstance(one, Refusal) else (one, checksum(one)) for one in outcomes]
    held = held_checksums(one[1] for one in marked if not isinstance(one, Refusal))
    return [one for one in marked if isinstance(one, Refusal) or one[1] not in held]


def _finished(files: int, held: int, outcomes: Outcomes) -> Batch:
    """A batch when its reading is done."""
    batch = Batch(files, held, [], [])
    for outcome in outcomes():
        if isinstance(outcome, Refusal):
            batch.problems.append(outcome)
        else:
            batch.received.append(outcome)
    return batch
