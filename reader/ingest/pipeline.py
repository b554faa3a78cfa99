"""Files -> rows: discover, unwrap, leave out what is held, read, write, report; one stage after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing

from django.db import connection, transaction
from django.utils import timezone

from reader.ingest.discover import discover
from reader.ingest.interruption import interruption
from reader.ingest.preconditions import check_collection, check_database, check_paths, database_errors
from reader.ingest.processes import mark_killed, this_process
from reader.ingest.received import Received, checksum, receive
from reader.ingest.rehearsal import Rehearsal
from reader.ingest.report import IngestReport, Options, Progress
from reader.ingest.wording import printable
from reader.ingest.write import Writer, held_checksums
from reader.models import Collection, IngestProblem, IngestRun
from reader.telegram import READER_VERSION, Document, Refusal
from reader.telegram.formats import documents

#: Bytes of texts in one batch, however few documents they are.
BATCH_BYTES = 16_000_000

Watcher = Callable[[Progress], None]
Batch = Sequence[Document | Refusal]
#: Takes a batch, counts it in the report, returns its problems.
Taker = Callable[[Batch], list[Refusal]]


def ingest(
    paths: Iterable[str], options: Options | None = None, *, who: str = "", progress: Watcher | None = None
) -> IngestReport:
    """Take files, directories, globs and archives into the archive; prints nothing.

    `progress` is called after each batch. The first Ctrl-C ends the ingest after the batch at hand. Raises
    IngestError when it cannot run at all, with a sentence that says what to do.
    """
    options, asked = options or Options(), list(paths)
    check_paths(asked)
    check_collection(options.collection)
    with database_errors():
        check_database()
        return _rehearse(asked, options, progress) if options.dry_run else _run(asked, options, who, progress)


def _run(paths: Sequence[str], options: Options, who: str, progress: Watcher | None) -> IngestReport:
    """One run from its first row to its last."""
    killed = mark_killed()
    run = _begin(paths, options, who)
    report = IngestReport(run=run.pk, killed=killed)
    assert run.collection_id is not None
    writer = Writer(run.pk, run.collection_id)
    try:
        _take(paths, options, report, progress, lambda batch: _store(batch, writer, run, report))
    finally:
        report.changed = list(dict.fromkeys(report.changed))
        if not connection.needs_rollback:
            run.state, run.finished = report.state, timezone.now()
            run.save(update_fields=["state", "finished"])
    return report


def _rehearse(paths: Sequence[str], options: Options, progress: Watcher | None) -> IngestReport:
    """The report of a run that does not take place."""
    report = IngestReport()
    with closing(Rehearsal()) as rehearsal:
        _take(paths, options, report, progress, lambda batch: _foresee(batch, rehearsal, report))
    return report


def _take(paths: Sequence[str], options: Options, report: IngestReport, progress: Watcher | None, take: Taker) -> None:
    """Batch after batch until the files or the patience are at their end; the report says how it ended."""
    began = time.monotonic()
    try:
        with interruption() as watch:
            for batch in _batches(_outcomes(paths, options, report), options.batch):
                problems = take(batch)
                if progress:
                    progress(Progress(report.files, report.new, report.updated, report.unchanged, tuple(problems)))
                if watch.asked:
                    report.state = "interrupted"
                    return
        report.state = "finished"
    except BaseException as error:
        report.state = "interrupted" if isinstance(error, KeyboardInterrupt) else "failed"
        raise
    finally:
        report.seconds = time.monotonic() - began


def _outcomes(paths: Iterable[str], options: Options, report: IngestReport) -> Iterator[Document | Refusal]:
    """What the files hold, in order; counts the files."""
    for piece in discover(paths):
        report.files += 1
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


def _batches(outcomes: Iterable[Document | Refusal], size: int) -> Iterator[list[Document | Refusal]]:
    """Runs of at most `size` outcomes and about BATCH_BYTES bytes."""
    batch: list[Document | Refusal] = []
    weight = 0
    for outcome in outcomes:
        batch.append(outcome)
        weight += len(outcome.raw) if isinstance(outcome, Document) else 0
        if len(batch) >= size or weight >= BATCH_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


def _store(batch: Batch, writer: Writer, run: IngestRun, report: IngestReport) -> list[Refusal]:
    """Read and write one batch, its problems and the run's counts in the same transaction; the batch's problems."""
    fresh, held = _fresh(batch)
    received, problems = _read(fresh)
    with transaction.atomic():
        written = writer.write(received)
        IngestProblem.objects.bulk_create([_problem(run, refusal) for refusal in problems])
        report.new += len(written.new)
        report.updated += len(written.updated)
        report.unchanged += held + written.unchanged
        report.problems += problems
        _save_counts(run, report)
    report.changed += written.new + written.updated
    return problems


def _foresee(batch: Batch, rehearsal: Rehearsal, report: IngestReport) -> list[Refusal]:
    """Read one batch and count what would become of it; the batch's problems."""
    fresh, held = _fresh(batch)
    received, problems = _read(fresh)
    foreseen = rehearsal.take(received)
    report.new += foreseen.new
    report.updated += foreseen.updated
    report.unchanged += held + foreseen.unchanged
    report.problems += problems
    return problems


def _fresh(batch: Batch) -> tuple[list[tuple[Document, str] | Refusal], int]:
    """Documents with their checksums, without those that are held, which are counted: they need not be read."""
    marked = [outcome if isinstance(outcome, Refusal) else (outcome, checksum(outcome)) for outcome in batch]
    held = held_checksums(outcome[1] for outcome in marked if not isinstance(outcome, Refusal))
    fresh = [outcome for outcome in marked if isinstance(outcome, Refusal) or outcome[1] not in held]
    return fresh, len(marked) - len(fresh)


def _read(outcomes: Iterable[tuple[Document, str] | Refusal]) -> tuple[list[Received], list[Refusal]]:
    """What was read, and what was refused here or before, each in order."""
    received: list[Received] = []
    problems: list[Refusal] = []
    for outcome in outcomes:
        result = outcome if isinstance(outcome, Refusal) else receive(*outcome)
        if isinstance(result, Refusal):
            problems.append(result)
        else:
            received.append(result)
    return received, problems


def _begin(paths: Sequence[str], options: Options, who: str) -> IngestRun:
    """The row of this run, in its collection."""
    collection, _ = Collection.objects.get_or_create(
        name=options.collection, defaults={"title": options.collection.replace("-", " ").capitalize()}
    )
    return IngestRun.objects.create(
        started=timezone.now(),
        who=who,
        paths=[printable(path) for path in paths],
        options={"collection": options.collection, "format": options.format},
        collection=collection,
        process=this_process(),
        heard=timezone.now(),
        reader_version=READER_VERSION,
    )


def _save_counts(run: IngestRun, report: IngestReport) -> None:
    run.indexed = not report.new and not report.updated
    run.files, run.new, run.updated = report.files, report.new, report.updated
    run.unchanged, run.problem_count = report.unchanged, len(report.problems)
    run.heard = timezone.now()
    run.save(update_fields=["files", "new", "updated", "unchanged", "problem_count", "indexed", "heard"])


def _problem(run: IngestRun, refusal: Refusal) -> IngestProblem:
    return IngestProblem(
        run=run,
        path=printable(refusal.path),
        member=printable(refusal.member or ""),
        line=refusal.line,
        code=refusal.code,
        reason=refusal.reason,
    )
