"""Stored texts read again by the present reader, without the files that they came from."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from reader.ingest import tally
from reader.ingest.choice import Choice, Text, choose
from reader.ingest.corrections import Corrections
from reader.ingest.difference import Stored, changes, stored
from reader.ingest.directory import Directory
from reader.ingest.interruption import interruption
from reader.ingest.pipeline import WORKER_GONE
from reader.ingest.preconditions import check_database, database_errors
from reader.ingest.processes import mark_killed, this_process
from reader.ingest.reading import Marked, Outcomes, Readers
from reader.ingest.readings import Readings, ranks
from reader.ingest.received import number_of
from reader.ingest.report import IngestError
from reader.ingest.stored import document_of
from reader.ingest.unindexed import stale
from reader.models import Cable, Correction, IngestRun, Source, counting
from reader.telegram import READER_VERSION, Refusal, Telegram

#: Cables read and stored at once.
BATCH = 300
#: Ids that are kept for each field, as examples.
NAMED = 5


@dataclass(slots=True)
class RereadReport:
    """What reading again changed, or would change: cables by field, with some ids for each."""

    cables: int = 0
    changed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    state: str = "running"
    next: str = ""
    seconds: float = 0.0

    def note(self, reference_id: str, names: set[str]) -> None:
        """Count one cable that has changed in these fields."""
        self.changed += 1
        for name in names:
            self.fields[name] += 1
            named = self.examples.setdefault(name, [])
            if len(named) < NAMED:
                named.append(reference_id)

    def account(self) -> str:
        """One line.

        >>> RereadReport(cables=1200, changed=1, seconds=0.5).account()
        '1,200 cables read again, 1 changed, 0 texts refused; 0.5 s'
        """
        refused = f"{len(self.refused):,} text{'' if len(self.refused) == 1 else 's'} refused"
        cables = f"{self.cables:,} cable{'' if self.cables == 1 else 's'}"
        return f"{cables} read again, {self.changed:,} changed, {refused}; {self.seconds:.1f} s"


@dataclass(frozen=True, slots=True)
class _Begun:
    """Cables whose texts are being read."""

    cables: list[int]
    sources: list[Source]
    outcomes: Outcomes


def reread(
    *,
    dry_run: bool = False,
    workers: int = 1,
    begin: str = "",
    who: str = "",
    progress: Callable[[RereadReport], None] | None = None,
    report: RereadReport | None = None,
) -> RereadReport:
    """Read every stored text again, cable after cable from the id `begin` on, and store what has changed.

    Raises IngestError when it cannot run. A text that the reader refuses now leaves its cable as it was.
    """
    report = report or RereadReport()
    with database_errors():
        check_database()
        first = _first(begin)
        run = None if dry_run else _begin(who)
        try:
            _read(first, workers, report, run, progress)
        except BrokenProcessPool as error:
            report.state = "failed"
            raise IngestError(WORKER_GONE.replace("the same command", "it")) from error
        except BaseException:
            report.state = "failed"
            raise
        finally:
            if run:
                _finish(run, report)
    return report


def _first(begin: str) -> int:
    """The key of the cable to begin with."""
    if not begin:
        return 0
    key = Cable.objects.filter(reference_id=begin).values_list("pk", flat=True).first()
    if key is None:
        raise IngestError(f"There is no cable {begin} to begin with. Nothing was changed.")
    return key


def _begin(who: str) -> IngestRun:
    """The row of this run, by which one that is killed is known."""
    mark_killed()
    return IngestRun.objects.create(
        started=timezone.now(),
        heard=timezone.now(),
        who=who,
        options={"command": "reread"},
        process=this_process(),
        reader_version=READER_VERSION,
        indexed=True,
    )


def _finish(run: IngestRun, report: RereadReport) -> None:
    if report.changed:
        tally.recount()
    run.state, run.finished = report.state, timezone.now()
    run.updated, run.unchanged = report.changed, report.cables - report.changed
    run.options = {**run.options, "fields": dict(report.fields.most_common())}
    run.save()


def _read(
    first: int,
    workers: int,
    report: RereadReport,
    run: IngestRun | None,
    progress: Callable[[RereadReport], None] | None,
) -> None:
    """Batch after batch; some are begun ahead, so that workers read while others are compared."""
    began = time.monotonic()
    keys = list(Cable.objects.filter(pk__gte=first).order_by("pk").values_list("pk", flat=True))
    readings = Readings(Directory(pretend=run is None))
    try:
        with interruption() as watch, Readers(workers) as readers:
            for begun in _batches(keys, readers):
                if watch.asked:
                    report.state = "interrupted"
                    report.next = Cable.objects.values_list("reference_id", flat=True).get(pk=begun.cables[0])
                    return
                _take(begun, readings, report, run)
                if progress:
                    progress(report)
        report.state = "finished"
    finally:
        report.seconds = time.monotonic() - began


def _batches(keys: Sequence[int], readers: Readers) -> Iterator[_Begun]:
    waiting: deque[_Begun] = deque()
    for at in range(0, len(keys), BATCH):
        waiting.append(_begun(list(keys[at : at + BATCH]), readers))
        if len(waiting) > readers.ahead:
            yield waiting.popleft()
    yield from waiting


def _begun(cables: list[int], readers: Readers) -> _Begun:
    """Have the texts of some cables read."""
    sources = list(Source.objects.filter(cable__in=cables).order_by("pk"))
    return _Begun(cables, sources, readers.begin([_marked(source) for source in sources]))


def _marked(source: Source) -> Marked:
    document = document_of(source)
    if document is None:
        reason = f"It is no longer taken for the format {source.format}."
        return Refusal(source.path, "other-format", reason, source.member or None)
    return document, source.sha256


def _take(begun: _Begun, readings: Readings, report: RereadReport, run: IngestRun | None) -> None:
    """Compare a batch, and store what is new in one transaction."""
    texts = _texts(begun, report)
    with transaction.atomic():
        held = stored(begun.cables)
        chosen = {key: choose(texts.get(key, [])) for key in begun.cables if key in held.cables}
        corrected = {
            key: Corrections(key)
            for key in Correction.objects.standing().filter(cable__in=held.cables).values_list("cable", flat=True)
        }
        differing = {
            key: (choice, names)
            for key, choice in chosen.items()
            if choice and (names := changes(key, choice, held, readings.directory, corrected.get(key)))
        }
        for key, choice in chosen.items():
            if choice and key not in corrected:
                _note_number(held.cables[key], choice, report)
        if run:
            for key in corrected.keys() - differing.keys():
                corrected[key].keep()
            _store({key: choice for key, (choice, _) in differing.items()}, held, readings)
            _store_sources(begun.sources, texts)
            IngestRun.objects.filter(pk=run.pk).update(heard=timezone.now())
    report.cables += len(held.cables)
    for key, (_, names) in differing.items():
        report.note(held.cables[key]["reference_id"], names)


def _texts(begun: _Begun, report: RereadReport) -> dict[int, list[Text]]:
    """The readings of each cable's texts, in their order."""
    given = ranks(source.pk for source in begun.sources)
    texts: dict[int, list[Text]] = {}
    for source, outcome in zip(begun.sources, begun.outcomes(), strict=True):
        if isinstance(outcome, Refusal):
            report.refused.append((str(source), outcome.reason))
        else:
            texts.setdefault(source.cable_id, []).append(Text(source.pk, outcome.telegram, given.get(source.pk, 0)))
    return texts


def _store(chosen: dict[int, Choice], held: Stored, readings: Readings) -> None:
    """Put new readings in the place of old ones; the others are of this reader now, too."""
    counting.withdraw(chosen)
    for cable in Cable.objects.filter(pk__in=chosen).order_by("pk"):
        readings.put(cable, chosen[cable.pk])
    stale(list(chosen))
    counting.settle()
    older = [key for key, row in held.cables.items() if row["reader_version"] != READER_VERSION and key not in chosen]
    Cable.objects.filter(pk__in=older).update(reader_version=READER_VERSION)


def _store_sources(sources: Sequence[Source], texts: dict[int, list[Text]]) -> None:
    """What a text itself says to be: partial, corrected, a section."""
    read: dict[int, Telegram] = {text.source: text.telegram for listed in texts.values() for text in listed}
    for source in sources:
        telegram = read.get(source.pk)
        if telegram is None:
            continue
        section, sections = telegram.section or (None, None)
        said = {"partial": telegram.partial, "corrected": telegram.corrected, "section": section, "sections": sections}
        if any(getattr(source, name) != value for name, value in said.items()):
            Source.objects.filter(pk=source.pk).update(**said)


def _note_number(cable: dict[str, object], choice: Choice, report: RereadReport) -> None:
    """A number that is read otherwise now: ids are given for good, so that it is only told."""
    number = number_of(choice.reading.telegram.reference_id or "")
    if number != cable["number"]:
        report.renamed.append((str(cable["reference_id"]), number))
