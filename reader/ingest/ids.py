"""Ids for new cables: one that was given once is not given to another cable, also when the first was taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.ingest.candidates import dated
from reader.ingest.identity import Candidate, Dated, differ, next_id
from reader.ingest.received import Received
from reader.models import Cable, Source, WithdrawnCable
from reader.telegram.provisional import possible, provisional


class Ids:
    """The ids of a group's new cables; those of cables that come back are no longer withdrawn."""

    def __init__(self, group: Sequence[Received]) -> None:
        numbers = {received.number for received in group if received.number}
        self._withdrawn: dict[str, list[WithdrawnCable]] = {}
        for row in WithdrawnCable.objects.filter(number__in=numbers).order_by("pk"):
            self._withdrawn.setdefault(row.number, []).append(row)
        self._provisional = _provisional_ids(group)
        self._back: list[int] = []

    def give(self, received: Received, held: Sequence[Candidate]) -> str:
        """The id for a new cable beside those that are held under its number: its old one where it comes back."""
        if not received.number:
            return self._provisional[received.sha256]
        withdrawn = self._withdrawn.get(received.number, [])
        former = next((row for row in withdrawn if received.sha256 in row.sources), None)
        former = former or next((row for row in withdrawn if not differ(dated(received), _dated(row))), None)
        if former is None:
            given = [one.reference_id for one in held] + [one.reference_id for one in withdrawn]
            return next_id(received.number, given)
        withdrawn.remove(former)
        self._back.append(former.pk)
        return former.reference_id

    def done(self) -> None:
        """Forget that those were withdrawn which came back."""
        back = WithdrawnCable.objects.filter(pk__in=self._back)
        if self._back:
            back.delete()
        if self._provisional:
            WithdrawnCable.objects.filter(reference_id__in=self._provisional.values()).delete()


def withdraw(cables: Iterable[int]) -> None:
    """Remember the ids of cables that are about to go, with what they can be known by."""
    keys = list(cables)
    sources: dict[int, list[str]] = {}
    for key, sha256 in Source.objects.filter(cable__in=keys).order_by("pk").values_list("cable", "sha256"):
        sources.setdefault(key, []).append(sha256)
    rows = Cable.objects.filter(pk__in=keys).order_by("pk").only("reference_id", "number", "date", "date_has_time")
    WithdrawnCable.objects.bulk_create(
        WithdrawnCable(
            reference_id=row.reference_id,
            number=row.number,
            date=row.date,
            date_has_time=row.date_has_time,
            sources=sources.get(row.pk, []),
        )
        for row in rows
    )


def _dated(row: WithdrawnCable) -> Dated:
    return Dated(row.date, row.date_has_time)


def _provisional_ids(group: Iterable[Received]) -> dict[str, str]:
    """Checksum -> provisional id of those without a number: longer than usual where another cable has the short one."""
    given: dict[str, str] = {}
    for received in group:
        if not received.number:
            ids = possible(received.sha256)
            held = Cable.objects.filter(reference_id__in=ids).order_by().values_list("reference_id", flat=True)
            former = dict(WithdrawnCable.objects.filter(reference_id__in=ids).values_list("reference_id", "sources"))
            own = next((name for name, sources in former.items() if received.sha256 in sources), None)
            given[received.sha256] = own or provisional(received.sha256, {*held, *former, *given.values()})
    return given
