"""Paths -> batches of what was read: discover, unwrap, leave out what is held, read. Lazily, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.ingest import bagged
from reader.ingest.discover import Piece, Sieve, discover
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
    """What was read and what was refused; `files` were opened up to here.

    `held` are the checksums of texts that the archive has already, one for each time that one was met.
    """

    files: int
    received: list[Received]
    problems: list[Refusal]
    held: list[str]


#: What a file gave, with the number of files opened before it and with it.
_Found = tuple[int, Document | Refusal]
#: The same with its checksum, and whether the archive holds it.
_Judged = tuple[int, Marked, bool]


def batches(paths: Iterable[str], options: Options, readers: Readers, sieve: Sieve | None = None) -> Iterator[Batch]:
    """Batches in the order of the paths; some are begun ahead, so that workers read while others are stored."""
    waiting: deque[tuple[list[_Judged], Outcomes]] = deque()
    for found in _full(paths, options, sieve or Sieve()):
        judged = _judged(found)
        waiting.append((judged, readers.begin([marked for _, marked, held in judged if not held])))
        if len(waiting) > readers.ahead:
            yield _finished(*waiting.popleft(), fail_fast=options.fail_fast)
    while waiting:
        yield _finished(*waiting.popleft(), fail_fast=options.fail_fast)


def _full(paths: Iterable[str], options: Options, sieve: Sieve) -> Iterator[list[_Found]]:
    """Runs of at most `options.batch` outcomes and about BATCH_BYTES bytes."""
    batch: list[_Found] = []
    weight = 0
    for found in _outcomes(paths, options, sieve):
        batch.append(found)
        weight += len(found[1].raw) if isinstance(found[1], Document) else 0
        if len(batch) >= options.batch or weight >= BATCH_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _outcomes(paths: Iterable[str], options: Options, sieve: Sieve) -> Iterator[_Found]:
    """What the files hold; never nothing, or a file would vanish."""
    opened = 0
    for piece in _pieces(paths, sieve):
        # A dump comes in several pieces, and is one file.
        opened += isinstance(piece, Refusal | Document) or piece.first_line == 1
        if isinstance(piece, Refusal | Document):
            yield opened, piece
            continue
        found = documents(
            piece.data,
            path=piece.path,
            member=piece.member,
            hints=piece.hints,
            format=options.format,
            first_line=piece.first_line,
        )
        empty = True
        for outcome in found:
            empty = False
            yield opened, outcome
        if empty:
            yield opened, Refusal(piece.path, "no-cable", "Nothing in it has the form of a cable.", piece.member)


def _pieces(paths: Iterable[str], sieve: Sieve) -> Iterator[Piece | Document | Refusal]:
    """What the paths hold; of a bag that an archive wrote, the documents as they once came in."""
    for path in paths:
        parts = bagged.parts(path)
        yield from bagged.texts(parts) if parts else discover([path], sieve)


def _judged(found: Iterable[_Found]) -> list[_Judged]:
    """Documents with their checksums, and whether they are held: those need not be read."""
    marked: list[tuple[int, Marked]] = [
        (opened, one if isinstance(one, Refusal) else (one, checksum(one))) for opened, one in found
    ]
    held = held_checksums(one[1] for _, one in marked if not isinstance(one, Refusal))
    return [(opened, one, not isinstance(one, Refusal) and one[1] in held) for opened, one in marked]


def _finished(judged: Iterable[_Judged], outcomes: Outcomes, *, fail_fast: bool) -> Batch:
    """A batch when its reading is done; up to its first problem, where that is to end the run."""
    received: list[Received] = []
    problems: list[Refusal] = []
    held: list[str] = []
    files = 0
    read = iter(outcomes())
    for opened, marked, is_held in judged:
        files = opened
        if is_held:
            assert not isinstance(marked, Refusal)
            held.append(marked[1])
            continue
        outcome = next(read)
        if isinstance(outcome, Received):
            received.append(outcome)
            continue
        problems.append(outcome)
        if fail_fast:
            break
    return Batch(files, received, problems, held)
