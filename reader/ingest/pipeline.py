"""Files -> rows: a run takes batches of what was read, writes them, and reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path

from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from reader.ingest import tally
from reader.ingest.batches import Batch, batches
from reader.ingest.discover import Sieve
from reader.ingest.interruption import interruption
from reader.ingest.preconditions import check_collection, check_database, check_paths, database_errors
from reader.ingest.processes import mark_killed, this_process
from reader.ingest.reading import Readers
from reader.ingest.rehearsal import Rehearsal
from reader.ingest.report import IngestError, IngestReport, Options, Progress
from reader.ingest.wording import printable
from reader.ingest.write import Writer, Written
from reader.models import Collection, IngestProblem, IngestRun, counting
from reader.telegram import READER_VERSION, Refusal

Watcher = Callable[[Progress], None]
#: Takes a batch and counts it in the report.
Taker = Callable[[Batch], None]

#: Cables after which the stored counts of pages follow; at the end of a run they always do.
SETTLED = 50_000

WORKER_GONE = (
    "A process that reads has ended without a word, perhaps for want of memory. Batches that were finished are stored, "
    "nothing is half stored. Run the same command again, with --workers 1 if it happens again."
)


def ingest(
    paths: Iterable[str],
    options: Options | None = None,
    *,
    who: str = "",
    progress: Watcher | None = None,
    report: IngestReport | None = None,
) -> IngestReport:
    """Take files, directories, globs and archives into the archive; prints nothing.

    `progress` is called after each batch. The first Ctrl-C ends the ingest after the batch at hand. Raises
    IngestError when it cannot run at all, with a sentence that says what to do; a `report` that was given says then
    how far it came.
    """
    options, asked, report = options or Options(), list(paths), report or IngestReport()
    check_paths(asked)
    check_collection(options.collection)
    with database_errors():
        check_database()
        take = _rehearse if options.dry_run else _run
        take(asked, options, report, who, progress)
    return report


def _run(paths: Sequence[str], options: Options, report: IngestReport, who: str, progress: Watcher | None) -> None:
    """One run from its first row to its last."""
    report.killed = mark_killed()
    run = _begin(paths, options, who)
    report.run = run.pk
    assert run.collection_id is not None
    writer = Writer(run.pk, run.collection_id, replace=options.replace)
    try:
        _take(paths, options, report, progress, lambda batch: _store(batch, writer, run, report))
    finally:
        report.changed = list(dict.fromkeys(report.changed))
        if not connection.needs_rollback:
            counting.settle()
            tally.after(report)
            run.state, run.finished = report.state, timezone.now()
            run.save(update_fields=["state", "finished"])


def _rehearse(
    paths: Sequence[str], options: Options, report: IngestReport, _who: str, progress: Watcher | None
) -> None:
    """The report of a run that does not take place."""
    with closing(Rehearsal(replace=options.replace)) as rehearsal:
        _take(paths, options, report, progress, lambda batch: _foresee(batch, rehearsal, report))


def _take(paths: Sequence[str], options: Options, report: IngestReport, progress: Watcher | None, take: Taker) -> None:
    """Batch after batch until the files or the patience are at their end; the report says how it ended."""
    began = time.monotonic()
    sieve = Sieve(options.since.timestamp() if options.since else None)
    try:
        with interruption() as watch, Readers(options.workers) as readers:
            for batch in batches(paths, options, readers, sieve):
                report.files = batch.files
                take(batch)
                if progress:
                    counts = (report.files, report.new, report.updated, report.unchanged)
                    progress(Progress(*counts, tuple(batch.problems)))
                if watch.asked or (options.fail_fast and batch.problems):
                    report.state = "interrupted" if watch.asked else "stopped"
                    return
        report.state = "finished"
    except BrokenProcessPool as error:
        report.state = "failed"
        raise IngestError(WORKER_GONE) from error
    except BaseException as error:
        report.state = "interrupted" if isinstance(error, KeyboardInterrupt) else "failed"
        raise
    finally:
        report.passed_over = sieve.passed_over
        report.seconds = time.monotonic() - began


def _store(batch: Batch, writer: Writer, run: IngestRun, report: IngestReport) -> None:
    """Write one batch, its problems and the run's counts in one transaction."""
    before = report.new + report.updated
    with transaction.atomic():
        written = _written(batch, writer)
        preferred = writer.prefer(batch.held) if writer.replace else []
        IngestProblem.objects.bulk_create([_problem(run, refusal) for refusal in batch.problems])
        report.new += len(written.new)
        report.updated += len(written.updated) + len(preferred)
        report.unchanged += len(batch.held) - len(preferred) + written.unchanged
        report.problems += batch.problems
        _save_counts(run, report)
    report.added += written.new
    report.changed += written.new + written.updated + preferred
    if (report.new + report.updated) // SETTLED > before // SETTLED:
        counting.settle()


def _written(batch: Batch, writer: Writer) -> Written:
    """Write what was received; a text that the database does not take is refused, and the others are stored."""
    try:
        return writer.write(batch.received)
    except (DataError, IntegrityError, OverflowError, ValueError):
        writer.forget()
    written = Written()
    for received in batch.received:
        try:
            one = writer.write([received])
        except (DataError, IntegrityError, OverflowError, ValueError) as error:
            writer.forget()
            reason = f"What was read in it cannot be stored ({' '.join(str(error).split())[:200]}). Please report it."
            batch.problems.append(Refusal(received.document.path, "not-storable", reason, received.document.member))
        else:
            written.new += one.new
            written.updated += one.updated
            written.unchanged += one.unchanged
    return written


def _foresee(batch: Batch, rehearsal: Rehearsal, report: IngestReport) -> None:
    """Count what would become of one batch."""
    foreseen = rehearsal.take(batch.received)
    report.new += foreseen.new
    preferred = rehearsal.prefer(batch.held)
    report.updated += foreseen.updated + preferred
    report.unchanged += len(batch.held) - preferred + foreseen.unchanged
    report.problems += batch.problems


def _begin(paths: Sequence[str], options: Options, who: str) -> IngestRun:
    """The row of this run, in its collection."""
    collection, _ = Collection.objects.get_or_create(
        name=options.collection, defaults={"title": options.collection.replace("-", " ").capitalize()}
    )
    return IngestRun.objects.create(
        started=timezone.now(),
        who=who,
        paths=[printable(path) for path in paths],
        options={**options.kept(), "directory": _directory()},
        collection=collection,
        process=this_process(),
        heard=timezone.now(),
        reader_version=READER_VERSION,
    )


def _directory() -> str:
    """Where relative paths begin; empty where that directory is gone."""
    try:
        return printable(str(Path.cwd()))
    except OSError:
        return ""


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
