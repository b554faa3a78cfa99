"""Batches of read documents -> rows: one transaction a batch, new cables in bulk, further texts singly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from reader.ingest import bulk, resolve, rows
from reader.ingest.candidates import dated, held_candidates
from reader.ingest.choice import Standing, Text, offer, outdoes
from reader.ingest.directory import Directory
from reader.ingest.identity import same_cable
from reader.ingest.ids import Ids
from reader.ingest.readings import Readings, choice_of, ranks
from reader.ingest.received import Received, bytes_of, pack
from reader.ingest.sections import reading_of
from reader.ingest.stored import telegram_of
from reader.ingest.unindexed import stale
from reader.ingest.wording import printable
from reader.models import Cable, Preference, Source, counting

Row = dict[str, Any]


@dataclass(slots=True)
class Written:
    """What became of a batch: keys of new and of changed cables, and how many texts were known already."""

    new: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    unchanged: int = 0


class Writer:
    """Stores batches for one run and collection; keeps the directory of names between them.

    With `replace`, what it stores gives the reading of its cable, however good the other texts are.
    """

    def __init__(self, run: int, collection: int, *, replace: bool = False) -> None:
        self.run = run
        self.collection = collection
        self.replace = replace
        self.forget()

    def forget(self) -> None:
        """Read the names anew: some that are remembered were taken back with what could not be stored."""
        self.directory = Directory()
        self.readings = Readings(self.directory)

    def write(self, batch: Sequence[Received]) -> Written:
        """Store one batch: all of it, or nothing when the database refuses."""
        written = Written()
        with transaction.atomic():
            fresh = unheld(batch)
            written.unchanged = len(batch) - len(fresh)
            for group in _unentangled(fresh):
                self._store(group, written)
        return written

    def prefer(self, checksums: Iterable[str]) -> list[int]:
        """Have texts that are held give their cables' readings; keys of the cables that have another one now."""
        changed = []
        for source in Source.objects.filter(sha256__in=list(checksums)).defer("data").order_by("pk"):
            of_cable = ranks(Source.objects.filter(cable=source.cable_id).values_list("pk", flat=True))
            if of_cable.get(source.pk, 0) and of_cable[source.pk] == max(of_cable.values()):
                continue
            counting.withdraw([source.cable_id])
            Preference.objects.create(source=source, run_id=self.run)
            if self._choose_again(Cable.objects.get(pk=source.cable_id)):
                stale([source.cable_id])
                changed.append(source.cable_id)
        return changed

    def _store(self, group: Sequence[Received], written: Written) -> None:
        """Store texts of distinct numbers, and texts without one, each of which is a cable of its own."""
        held = held_candidates({received.number for received in group if received.number})
        counting.withdraw(candidate.key for candidates in held.values() for candidate in candidates)
        ids = Ids(group)
        new: list[tuple[Received, str]] = []
        for received in group:
            candidates = held.get(received.number, [])
            known = same_cable(dated(received), [p.text for p in received.telegram.paragraphs], candidates)
            if known:
                self._add_text(received, known.key)
                written.updated.append(known.key)
            else:
                new.append((received, ids.give(received, candidates)))
        ids.done()
        written.new += self._add_cables(new)

    def _add_cables(self, new: Sequence[tuple[Received, str]]) -> list[int]:
        """Store new cables with all that hangs on them; their keys."""
        keys, sources = bulk.reserve(Cable, len(new)), bulk.reserve(Source, len(new))
        readings = [reading_of(received.telegram) for received, _ in new]
        cables = [
            {"id": key, "source_id": source, **_stamps(), **rows.cable(reading.telegram, reference_id, self.directory)}
            for key, source, reading, (_, reference_id) in zip(keys, sources, readings, new, strict=True)
        ]
        bulk.insert(Cable, cables)
        bulk.insert(
            Source,
            [
                self._source(received, source, key)
                for source, key, (received, _) in zip(sources, keys, new, strict=True)
            ],
        )
        self.readings.add(list(zip(keys, readings, strict=True)))
        resolve.incoming([_arrived(row) for row in cables], self.directory.stations)
        counting.expect(keys)
        return keys

    def _add_text(self, received: Received, key: int) -> None:
        """Store a further text of a known cable; where it is better than the others, the reading comes from it."""
        cable = Cable.objects.select_related("source").get(pk=key)
        source_id = bulk.reserve(Source, 1)[0]
        bulk.insert(Source, [self._source(received, source_id, key)])
        if self.replace:
            Preference.objects.create(source_id=source_id, run_id=self.run)
        if Preference.objects.filter(source__cable=cable).exists():
            self._choose_again(cable)
            return
        offered = offer([*self._sections_beside(received, key, source_id), Text(source_id, received.telegram)])
        if outdoes(offered, _standing(cable)):
            self.readings.put(cable, offered)

    def _sections_beside(self, received: Received, key: int, source: int) -> list[Text]:
        """The sections of a cable that are held, for a further one."""
        if not received.telegram.section:
            return []
        held = Source.objects.filter(cable=key, section__isnull=False).exclude(pk=source)
        read = ((source.pk, telegram_of(source)) for source in held.order_by("pk"))
        return [Text(source, telegram) for source, telegram in read if telegram and telegram.section]

    def _choose_again(self, cable: Cable) -> bool:
        """Give a cable the reading that its stored texts give; whether another source gives it now."""
        choice = choice_of(cable.pk)
        if choice is None or (choice.source == cable.source_id and not choice.is_joined):
            return False
        changed = choice.source != cable.source_id
        self.readings.put(cable, choice)
        return changed

    def _source(self, received: Received, key: int, cable: int) -> Row:
        document, telegram = received.document, received.telegram
        section, sections = telegram.section or (None, None)
        return {
            "id": key,
            "cable_id": cable,
            "collection_id": self.collection,
            "run_id": self.run,
            "sha256": received.sha256,
            "data": received.packed or pack(document),
            "size": len(bytes_of(document)),
            "path": printable(document.path),
            "member": printable(document.member or ""),
            "first_line": document.first_line,
            "format": document.format,
            "encoding": document.encoding,
            "hints": {name: value for name, value in asdict(document.hints).items() if value is not None},
            "address": document.hints.address or "",
            "captured": rows.moment(document.hints.captured),
            "partial": telegram.partial,
            "corrected": telegram.corrected,
            "section": section,
            "sections": sections,
            "received": timezone.now(),
        }


def unheld(batch: Sequence[Received]) -> list[Received]:
    """Those whose bytes are not in the archive yet, each once."""
    distinct: dict[str, Received] = {}
    for received in batch:
        distinct.setdefault(received.sha256, received)
    held = held_checksums(distinct)
    return [received for checksum, received in distinct.items() if checksum not in held]


def held_checksums(checksums: Iterable[str]) -> set[str]:
    """Which of these sources the archive has."""
    return set(Source.objects.filter(sha256__in=list(checksums)).order_by().values_list("sha256", flat=True))


def _unentangled(batch: Sequence[Received]) -> Iterator[list[Received]]:
    """The batch in runs without a repeated number: a second text of a number must see the first one stored."""
    group: list[Received] = []
    numbers: set[str] = set()
    for received in batch:
        if received.number in numbers:
            yield group
            group, numbers = [], set()
        group.append(received)
        numbers |= {received.number} - {""}
    if group:
        yield group


def _standing(cable: Cable) -> Standing:
    """What the reading of a stored cable is worth, where nobody preferred a text."""
    worth = (0, cable.paragraph_count > 0, not cable.partial, cable.corrected_copy)
    joined = cable.source is not None and cable.source.section is not None
    return Standing(worth, (lambda: len(set(cable.paragraphs.values_list("section", flat=True)))) if joined else None)


def _arrived(row: Row) -> resolve.Arrived:
    return resolve.Arrived(row["id"], row["reference_id"], row["date"] if row["date_source"] == "dtg" else None)


def _stamps() -> Row:
    now = timezone.now()
    return {"created": now, "updated": now}
