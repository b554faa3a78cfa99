"""The cables that a text could belong to: those that are held under its number."""

from __future__ import annotations

from functools import partial

from reader.ingest import rows
from reader.ingest.identity import Candidate, Dated
from reader.ingest.received import Received
from reader.models import Cable, Paragraph


def held_candidates(numbers: set[str]) -> dict[str, list[Candidate]]:
    """The cables that are held under these numbers, in the order of their suffixes."""
    held: dict[str, list[Candidate]] = {}
    found = Cable.objects.filter(number__in=numbers).order_by("pk")
    for key, reference_id, number, date, has_time in found.values_list(
        "pk", "reference_id", "number", "date", "date_has_time"
    ):
        candidate = Candidate(key, reference_id, Dated(date, has_time), partial(_texts, key))
        held.setdefault(number, []).append(candidate)
    return held


def dated(received: Received) -> Dated:
    """The date of a text; sections of one cable are sent minutes apart, so only their day counts."""
    date, has_time, _ = rows.date_of(received.telegram)
    return Dated(date, has_time and not received.telegram.section)


def _texts(key: int) -> list[str]:
    return list(Paragraph.objects.filter(cable=key).order_by("position").values_list("text", flat=True))
