"""Readings -> rows: of new cables in bulk, of one cable in the place of its old reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Max

from reader.ingest import bulk, resolve, rows
from reader.ingest.child_rows import Rows, children
from reader.ingest.choice import Choice, Text, choose
from reader.ingest.corrections import Corrections
from reader.ingest.directory import Directory
from reader.ingest.rewrite import rewrite
from reader.ingest.sections import Reading
from reader.ingest.stored import telegram_of
from reader.models import Cable, Paragraph, Preference, Reference, Release, Source


class Readings:
    """Stores readings; the directory gives the keys of names."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory

    def add(self, readings: Sequence[tuple[int, Reading]]) -> None:
        """Store what hangs on cables that are stored: (key of the cable, its reading)."""
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

    def put(self, cable: Cable, choice: Choice) -> None:
        """Give a stored cable another reading; what a person set right stays, over what was read."""
        corrections = Corrections(cable.pk)
        reading = corrections.reading(choice)
        row = corrections.row(rows.cable(reading.telegram, cable.reference_id, self.directory))
        if (row["date"], row["station_id"]) != (cable.date, cable.station_id):
            # Who referred to it by its moment and post may mean another one now.
            Reference.objects.filter(target=cable, kind="dtg").update(target=None)
        rewrite(cable, row, choice.source)
        self.add([(cable.pk, reading)])
        corrections.keep()
        sent = row["date"] if row["date_source"] in resolve.SENT and row["date_has_time"] else None
        resolve.incoming([resolve.Arrived(cable.pk, cable.reference_id, sent)], self.directory.stations)

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


def choice_of(cable: int) -> Choice | None:
    """What the stored texts of a cable give, each read anew."""
    return choose(texts_of(Source.objects.filter(cable=cable).order_by("pk")))


def texts_of(sources: Iterable[Source]) -> list[Text]:
    """Stored sources as texts, in their order; those whose format no longer takes them are passed over."""
    listed = list(sources)
    given = ranks(source.pk for source in listed)
    read = ((source.pk, telegram_of(source)) for source in listed)
    return [Text(key, telegram, given.get(key, 0)) for key, telegram in read if telegram]


def ranks(sources: Iterable[int]) -> dict[int, int]:
    """Source -> the last run that preferred it."""
    preferred = Preference.objects.filter(source__in=list(sources))
    return dict(preferred.order_by().values_list("source").annotate(last=Max("run")))
