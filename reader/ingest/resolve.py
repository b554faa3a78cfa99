"""References -> cables, in both directions: what new cables refer to, and who was waiting for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reader.ingest import bulk
from reader.ingest.directory import Stations
from reader.models import Cable, Reference

#: Where a moment comes from that references can name a cable by; what a page states is none.
SENT = ("dtg", "person")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A cable that came in, as far as references can name it. `dtg` only when it was read from the DTG line."""

    key: int
    reference_id: str
    dtg: dt.datetime | None


def outgoing(rows: Sequence[dict[str, Any]], stations: Stations) -> None:
    """Set `target_id` in rows of Reference whose cable is held; call it when the cables of the batch are stored."""
    by_number = dict(
        Cable.objects.filter(reference_id__in={row["reference_id"] for row in rows if row["reference_id"]})
        .order_by()
        .values_list("reference_id", "pk")
    )
    by_dtg = _sent_at({row["dtg"] for row in rows if _by_dtg(row)})
    for row in rows:
        if row["reference_id"]:
            row["target_id"] = by_number.get(row["reference_id"])
        elif _by_dtg(row):
            row["target_id"] = by_dtg.get((row["dtg"], stations.find(row["sender"])))


def incoming(cables: Sequence[Arrived], stations: Stations) -> int:
    """Point references that were waiting at cables that have come; how many did."""
    numbers = {cable.reference_id: cable.key for cable in cables}
    waiting = Reference.objects.filter(target=None, reference_id__in=numbers).order_by()
    found = [(numbers[number], key) for key, number in waiting.values_list("pk", "reference_id")]
    bulk.point(Reference, "target_id", found)
    return len(found) + _incoming_by_dtg(cables, stations)


def released(numbers: Iterable[str], moments: Iterable[dt.datetime], stations: Stations) -> list[tuple[int, int]]:
    """What references would point at, whose cable was taken out: (cable, reference).

    Another cable of the number that they name, or the only one left of a moment and post.
    """
    waiting = Reference.objects.filter(target=None).order_by()
    others: dict[str, int] = {}
    for number, key in Cable.objects.filter(number__in=set(numbers) - {""}).order_by("pk").values_list("number", "pk"):
        others.setdefault(number, key)
    named = waiting.filter(reference_id__in=others).values_list("pk", "reference_id")
    sent = _sent_at(moments)
    timed = waiting.filter(kind="dtg", dtg__in={moment for moment, _ in sent}).values_list("pk", "sender", "dtg")
    targets = ((sent.get((dtg, stations.find(sender))), key) for key, sender, dtg in timed if dtg)
    return [(others[number], key) for key, number in named] + [(target, key) for target, key in targets if target]


def _incoming_by_dtg(cables: Sequence[Arrived], stations: Stations) -> int:
    moments = {cable.dtg for cable in cables if cable.dtg}
    if not moments:
        return 0
    rows = Reference.objects.filter(kind="dtg", target=None, dtg__in=moments).order_by()
    waiting = list(rows.values_list("pk", "sender", "dtg"))
    sent = _sent_at(dtg for _, _, dtg in waiting if dtg)
    found = 0
    for key, sender, dtg in waiting:
        target = sent.get((dtg, stations.find(sender))) if dtg else None
        if target:
            found += Reference.objects.filter(pk=key).update(target=target)
    return found


def _by_dtg(row: dict[str, Any]) -> bool:
    return row["kind"] == "dtg" and bool(row["dtg"]) and bool(row["sender"])


def _sent_at(moments: Iterable[dt.datetime]) -> dict[tuple[dt.datetime, int | None], int]:
    """(date-time group, station) -> cable; of several cables of one minute and post none can be chosen."""
    moments = set(moments)
    if not moments:
        return {}
    found: dict[tuple[dt.datetime, int | None], int] = {}
    unclear: set[tuple[dt.datetime, int | None]] = set()
    rows = Cable.objects.filter(
        date__in=moments, date_source__in=SENT, date_has_time=True, station__isnull=False
    ).order_by()
    for date, station, key in rows.values_list("date", "station", "pk"):
        if date is not None and found.setdefault((date, station), key) != key:
            unclear.add((date, station))
    return {place: key for place, key in found.items() if place not in unclear}
