"""The cables that a text could belong to: those that are held under its number, or were until it was set right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from reader.ingest import rows
from reader.ingest.identity import Candidate, Dated
from reader.ingest.received import Received, number_of
from reader.models import Cable, Correction, Paragraph


def held_candidates(numbers: set[str]) -> dict[str, list[Candidate]]:
    """The cables that are held under these numbers, in the order of their suffixes."""
    held: dict[str, list[Candidate]] = {}
    found = Cable.objects.filter(number__in=numbers).order_by("pk")
    for key, reference_id, number, date, has_time in found.values_list(
        "pk", "reference_id", "number", "date", "date_has_time"
    ):
        candidate = Candidate(key, reference_id, Dated(date, has_time), partial(_texts, key))
        held.setdefault(number, []).append(candidate)
    for number, candidate in _read_as(numbers):
        held.setdefault(number, []).append(candidate)
    return held


def dated(received: Received) -> Dated:
    """The date of a text; sections of one cable are sent minutes apart, so only their day counts."""
    date, has_time, _ = rows.date_of(received.telegram)
    return Dated(date, has_time and not received.telegram.section)


def _read_as(numbers: set[str]) -> Iterator[tuple[str, Candidate]]:
    """(number, cable) of cables whose numbers a person has set right: other texts of theirs are read as they were."""
    corrected = Correction.objects.standing().filter(field=Correction.NUMBER).order_by("pk")
    columns = ("value_read", "cable", "cable__date", "cable__date_has_time")
    for read, key, date, has_time in corrected.values_list(*columns):
        if number_of(read) in numbers:
            yield number_of(read), Candidate(key, read, Dated(date, has_time), partial(_texts, key))


def _texts(key: int) -> list[str]:
    return list(Paragraph.objects.filter(cable=key).order_by("position").values_list("text", flat=True))
