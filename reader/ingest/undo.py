"""A run taken back: its texts go, and the archive is as it would be without them. Ids once given stay given."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from reader.ingest import bulk, ids, names, resolve, tally
from reader.ingest.directory import Directory
from reader.ingest.interruption import interruption
from reader.ingest.preconditions import check_database, database_errors
from reader.ingest.processes import mark_killed
from reader.ingest.readings import Readings, choice_of
from reader.ingest.report import IngestError
from reader.ingest.retry import run_of
from reader.ingest.rewrite import PARTS
from reader.ingest.unindexed import stale
from reader.models import Cable, Collection, Correction, IngestRun, Preference, Reference, Report, Source, counting

#: Texts taken out in one transaction.
BATCH = 200
#: So many numbers are counted by their own series; after more of them everything is counted anew.
FEW = 400
#: Cables named one by one.
NAMED = 5


@dataclass(slots=True)
class UndoReport:
    """What was taken out, or would be: texts, cables of which none is left, cables with another reading."""

    run: int
    texts: int = 0
    gone: int = 0
    changed: int = 0
    state: str = "undoing"
    seconds: float = 0.0
    numbers: set[str] = field(default_factory=set)

    def told(self) -> dict[str, Any]:
        """As plain data."""
        counts = {"texts": self.texts, "gone": self.gone, "changed": self.changed}
        return {"run": self.run, "state": self.state, **counts, "seconds": round(self.seconds, 3)}

    def account(self) -> str:
        """One line.

        >>> UndoReport(7, texts=1200, gone=1, changed=2, seconds=0.5).account()
        'Run 7: 1,200 texts taken out, 1 cable gone, 2 cables read from other texts; 0.5 s'
        """
        return (
            f"Run {self.run}: {_counted(self.texts, 'text')} taken out, {_counted(self.gone, 'cable')} gone, "
            f"{_counted(self.changed, 'cable')} read from other texts; {self.seconds:.1f} s"
        )


def undo(
    said: str, *, dry_run: bool = False, force: bool = False, progress: Callable[[UndoReport], None] | None = None
) -> UndoReport:
    """Take out the texts of a run, by its number or `last`; raises IngestError when that must not or cannot be.

    What is stored by others is kept: cables that they have texts of are read from those. An undo that was interrupted
    is gone on with by the next.
    """
    began = time.monotonic()
    with database_errors():
        check_database()
        mark_killed()
        run = run_of(said)
        _check(run, force=force)
        if dry_run:
            return _foreseen(run)
        report = UndoReport(run.pk)
        again = run.state == "undoing"
        IngestRun.objects.filter(pk=run.pk).update(state="undoing")
        _take_out(run, report, progress)
        _count(report, whole=again)
        if report.state == "undone":
            _leave_collection(run)
            IngestRun.objects.filter(pk=run.pk).update(state="undone", heard=timezone.now())
    report.seconds = time.monotonic() - began
    return report


def _check(run: IngestRun, *, force: bool) -> None:
    """What keeps a run from being taken back."""
    if run.state == "running":
        raise IngestError(f"The {run} is still running: stop it first.")
    if run.state == "undone":
        raise IngestError(f"The {run} was taken back already; nothing was changed.")
    worked_on = _worked_on(run)
    if worked_on and not force:
        named = ", ".join(worked_on[:NAMED]) + (f" and {len(worked_on) - NAMED:,} more" if worked_on[NAMED:] else "")
        raise IngestError(
            f"Corrections or readers' reports would go with their cables ({named}). "
            "Nothing was changed; add --force if that is meant."
        )


def _worked_on(run: IngestRun) -> list[str]:
    """Ids of cables that would go and that somebody has corrected or reported on."""
    touched = {key for model in (Correction, Report) for key in model._default_manager.values_list("cable", flat=True)}
    mine = set(Source.objects.filter(run=run, cable__in=touched).values_list("cable", flat=True))
    others = set(Source.objects.exclude(run=run).filter(cable__in=mine).values_list("cable", flat=True))
    going = Cable.objects.filter(pk__in=mine - others).order_by("reference_id")
    return list(going.values_list("reference_id", flat=True))


def _foreseen(run: IngestRun) -> UndoReport:
    """What an undo would take out."""
    texts = Source.objects.filter(run=run).order_by()
    cables = set(texts.values_list("cable", flat=True).distinct())
    kept = set(Source.objects.filter(cable__sources__run=run).exclude(run=run).values_list("cable", flat=True))
    read = Cable.objects.filter(pk__in=kept, source__run=run).count()
    return UndoReport(run.pk, texts=texts.count(), gone=len(cables - kept), changed=read, state="foreseen")


def _take_out(run: IngestRun, report: UndoReport, progress: Callable[[UndoReport], None] | None) -> None:
    """Batch after batch, until nothing of the run is left."""
    with interruption() as watch:
        while cables := _next(run):
            with transaction.atomic():
                _without(run, cables, report)
                IngestRun.objects.filter(pk=run.pk).update(heard=timezone.now())
            if progress:
                progress(report)
            if watch.asked:
                report.state = "interrupted"
                return
    report.state = "undone"


def _next(run: IngestRun) -> list[int]:
    """Cables that have texts of the run, or whose readings it chose."""
    texts = Source.objects.filter(run=run).order_by("pk").values_list("cable", flat=True)[:BATCH]
    chosen = Preference.objects.filter(run=run).order_by("pk").values_list("source__cable", flat=True)[:BATCH]
    return list(dict.fromkeys(texts)) or list(dict.fromkeys(chosen))


def _without(run: IngestRun, cables: Sequence[int], report: UndoReport) -> None:
    """These cables without the run's texts, and everything that follows from it."""
    report.numbers |= tally.numbers_around(cables)
    counting.withdraw(cables)
    used = names.used_by(cables)
    readings_before = dict(Cable.objects.filter(pk__in=cables).values_list("pk", "source"))
    numbers, moments = _known_by(cables)
    mine = Source.objects.filter(run=run, cable__in=cables)
    kept = set(Source.objects.filter(cable__in=cables).exclude(run=run).values_list("cable", flat=True))
    going = [key for key in cables if key not in kept]
    ids.withdraw(going)
    Preference.objects.filter(run=run, source__cable__in=cables).delete()
    Cable.objects.filter(source__in=mine.values("pk")).update(source=None)
    report.texts += mine.count()
    for part in PARTS:
        part._default_manager.filter(cable__in=going).delete()
    mine.delete()
    Cable.objects.filter(pk__in=going).delete()
    report.gone += len(going)
    report.changed += _read_again([key for key in cables if key in kept], readings_before)
    names.take_out(used)
    _point_anew(numbers, moments)
    stale(list(cables))
    counting.settle()


def _read_again(cables: Sequence[int], before: Mapping[int, int | None]) -> int:
    """Give cables the readings of the texts that are left; how many are read from another text now."""
    readings = Readings(Directory()) if cables else None
    changed = 0
    for cable in Cable.objects.filter(pk__in=cables).order_by("pk"):
        choice = choice_of(cable.pk)
        if choice and readings:
            readings.put(cable, choice)
            changed += choice.source != before[cable.pk]
        elif cable.source_id is None:
            # The reader takes none of them any more: the reading stays, and a text that is there stands beside it.
            Cable.objects.filter(pk=cable.pk).update(source=cable.sources.order_by("pk").first())
    return changed


def _known_by(cables: Sequence[int]) -> tuple[set[str], set[dt.datetime]]:
    """What others may refer to them by."""
    rows = Cable.objects.filter(pk__in=cables).order_by()
    numbers = set(rows.values_list("number", flat=True))
    dates = rows.filter(date_source__in=resolve.SENT).values_list("date", flat=True)
    return numbers, {date for date in dates if date}


def _point_anew(numbers: set[str], moments: set[dt.datetime]) -> None:
    """References whose cable is gone, to another that they name."""
    found = resolve.released(numbers, moments, Directory().stations)
    if found:
        citing = Reference.objects.filter(pk__in=[key for _, key in found]).values_list("cable", flat=True)
        counting.withdraw(set(citing))
        bulk.point(Reference, "target_id", found)


def _count(report: UndoReport, *, whole: bool) -> None:
    """The aggregates of series; whole where an earlier process left no trace of what it took out."""
    if whole or len(report.numbers) > FEW:
        tally.recount()
    elif report.numbers:
        tally.recount_numbers(report.numbers)


def _leave_collection(run: IngestRun) -> None:
    """A collection that only runs taken back had made, and nobody has described, goes with them."""
    collection = Collection.objects.filter(runs=run).first()
    if collection is None or collection.name == "main" or collection.fictional or collection.notice:
        return
    title = collection.name.replace("-", " ").capitalize()
    others = collection.runs.exclude(pk=run.pk).exclude(state="undone")
    if collection.title == title and not collection.sources.exists() and not others.exists():
        collection.runs.update(collection=None)
        collection.delete()


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
