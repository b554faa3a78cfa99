"""Batches of read documents -> rows: one transaction a batch, new cables in bulk, further texts singly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from reader.ingest import bulk, resolve, rows
from reader.ingest.candidates import dated, held_candidates
from reader.ingest.child_rows import Rows, children
from reader.ingest.directory import Directory
from reader.ingest.identity import next_id, same_cable
from reader.ingest.received import Received, bytes_of, pack
from reader.ingest.rewrite import rewrite
from reader.ingest.sections import Reading, join, reading_of
from reader.ingest.stored import telegram_of
from reader.ingest.wording import printable
from reader.models import Cable, Paragraph, Reference, Release, Source, counting
from reader.telegram.provisional import possible, provisional

Row = dict[str, Any]


@dataclass(slots=True)
class Written:
    """What became of a batch: keys of new and of changed cables, and how many texts were known already."""

    new: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    unchanged: int = 0


class Writer:
    """Stores batches for one run and collection; keeps the directory of names between them."""

    def __init__(self, run: int, collection: int) -> None:
        self.run = run
        self.collection = collection
        self.directory = Directory()

    def write(self, batch: Sequence[Received]) -> Written:
        """Store one batch: all of it, or nothing when the database refuses."""
        written = Written()
        with transaction.atomic():
            fresh = unheld(batch)
            written.unchanged = len(batch) - len(fresh)
            for group in _unentangled(fresh):
                self._store(group, written)
        return written

    def _store(self, group: Sequence[Received], written: Written) -> None:
        """Store texts of distinct numbers, and texts without one, each of which is a cable of its own."""
        held = held_candidates({received.number for received in group if received.number})
        counting.withdraw(candidate.key for candidates in held.values() for candidate in candidates)
        provisional_ids = _provisional_ids(group)
        new: list[tuple[Received, str]] = []
        for received in group:
            candidates = held.get(received.number, [])
            known = same_cable(dated(received), [p.text for p in received.telegram.paragraphs], candidates)
            if known:
                self._add_text(received, known.key)
                written.updated.append(known.key)
            else:
                given = [candidate.reference_id for candidate in candidates]
                new.append((received, provisional_ids.get(received.sha256) or next_id(received.number, given)))
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
        self._add_children(list(zip(keys, readings, strict=True)))
        resolve.incoming([_arrived(row) for row in cables], self.directory.stations)
        counting.expect(keys)
        return keys

    def _add_children(self, readings: Sequence[tuple[int, Reading]]) -> None:
        """Store what hangs on cables: (key of the cable, its reading)."""
        paragraph_ids = iter(bulk.reserve(Paragraph, sum(len(reading.telegram.paragraphs) for _, reading in readings)))
        together: Rows = {}
        for key, reading in readings:
            ids = [next(paragraph_ids) for _ in reading.telegram.paragraphs]
            for model, listed in children(reading.telegram, key, ids, self.directory, reading.sections).items():
                together.setdefault(model, []).extend(listed)
        resolve.outgoing(together.get(Reference, []), self.directory.stations)
        for model, listed in together.items():
            bulk.insert(model, listed)
        self._add_concepts(
            {key: reading.telegram.release.concepts for key, reading in readings if reading.telegram.release}
        )

    def _add_concepts(self, concepts: dict[int, tuple[str, ...]]) -> None:
        """Link releases to their index terms: key of the cable -> terms."""
        releases = dict(Release.objects.filter(cable__in=concepts).values_list("cable_id", "pk")) if concepts else {}
        bulk.insert(
            Release.concepts.through,
            [
                {"release_id": releases[key], "concept_id": concept}
                for key, names in concepts.items()
                for concept in self.directory.concepts.of(names)
            ],
        )

    def _add_text(self, received: Received, key: int) -> None:
        """Store a further text of a known cable; where it is better than the others, the reading comes from it."""
        cable = Cable.objects.select_related("source").get(pk=key)
        source_id = bulk.reserve(Source, 1)[0]
        bulk.insert(Source, [self._source(received, source_id, key)])
        reading, chosen = self._reading(received, cable, source_id)
        if not _is_better(reading, received, cable):
            return
        rewrite(cable, rows.cable(reading.telegram, cable.reference_id, self.directory), chosen)
        self._add_children([(key, reading)])
        date, _, kind = rows.date_of(reading.telegram)
        arrived = resolve.Arrived(key, cable.reference_id, date if kind == "dtg" else None)
        resolve.incoming([arrived], self.directory.stations)

    def _reading(self, received: Received, cable: Cable, source_id: int) -> tuple[Reading, int]:
        """What a further text gives, together with the sections that are held; and the source to show with it."""
        if not received.telegram.section:
            return reading_of(received.telegram), source_id
        held = Source.objects.filter(cable=cable, section__isnull=False).order_by(
            "section", "partial", "-corrected", "pk"
        )
        sections = {source.pk: telegram_of(source) for source in held}
        telegrams = [telegram for telegram in sections.values() if telegram and telegram.section]
        first = next((key for key, telegram in sections.items() if telegram and telegram.section), source_id)
        return (join(telegrams), first) if telegrams else (reading_of(received.telegram), source_id)

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


def _provisional_ids(group: Iterable[Received]) -> dict[str, str]:
    """Checksum -> provisional id of those without a number: longer than usual where another cable has the short one."""
    given: dict[str, str] = {}
    for received in group:
        if not received.number:
            held = Cable.objects.filter(reference_id__in=possible(received.sha256)).order_by()
            taken = {*held.values_list("reference_id", flat=True), *given.values()}
            given[received.sha256] = provisional(received.sha256, taken)
    return given


def _is_better(reading: Reading, received: Received, cable: Cable) -> bool:
    """Whether a reading should take the place of the cable's own; of equals, the one that came first stays."""
    held = (cable.paragraph_count > 0, not cable.partial, cable.corrected_copy)
    if reading.worth == held and received.telegram.section and cable.source and cable.source.section is not None:
        return len(set(reading.sections)) > len(set(cable.paragraphs.values_list("section", flat=True)))
    return reading.worth > held


def _arrived(row: Row) -> resolve.Arrived:
    return resolve.Arrived(row["id"], row["reference_id"], row["date"] if row["date_source"] == "dtg" else None)


def _stamps() -> Row:
    now = timezone.now()
    return {"created": now, "updated": now}
