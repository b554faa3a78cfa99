"""The aggregates of series (MissingCable, SeriesCount) kept true: counted anew after a run, whole or where it changed.

A number counts once, however many cables carry it; numbers of a post under its several names (KYIV, KIEV) are one
series.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Substr

from reader.ingest import bulk
from reader.ingest.report import IngestReport
from reader.models import Cable, MissingCable, Reference, RegisterEntry, SeriesCount, Station, counting
from reader.models.expressions import Series
from reader.telegram import identifiers

#: So many changed cables are counted by their own series; after more of them everything is counted anew.
FEW = 100

#: Place, year, whether airgrams.
Key = tuple[str, int, bool]


def after(report: IngestReport) -> None:
    """Count what a run changed. A killed run, or a reading replaced, leaves no trace of what it took away."""
    if report.killed or report.updated or len(report.changed) > FEW:
        recount()
    elif report.changed:
        recount_around(report.changed)


@transaction.atomic
def recount() -> None:
    """Everything anew, a year's numbers at a time."""
    MissingCable.objects.all().delete()
    SeriesCount.objects.all().delete()
    names = _names()
    _find_missing(Reference.objects.unresolved())
    for first in sorted(_prefixes()):
        _count_series(_beginning("series", first), names)
    counting.touch()


def recount_around(cables: Sequence[int]) -> None:
    """The series of these cables and of the numbers that they cite."""
    recount_numbers(numbers_around(cables))


def numbers_around(cables: Sequence[int]) -> set[str]:
    """The numbers of these cables and those that they cite."""
    cited = Reference.objects.filter(cable__in=cables).exclude(reference_id="").order_by()
    numbers = {*Cable.objects.filter(pk__in=cables).order_by().values_list("number", flat=True)}
    return numbers | {*cited.values_list("reference_id", flat=True)}


@transaction.atomic
def recount_numbers(numbers: set[str]) -> None:
    """The series of these numbers, and who cites them."""
    MissingCable.objects.filter(number__in=numbers).delete()
    # Coalesced, or the database would go through all references without target instead of those to the numbers.
    _find_missing(Reference.objects.alias(held=Coalesce("target", 0)).filter(held=0, reference_id__in=numbers - {""}))
    recount_series({number.rstrip("0123456789") for number in numbers - {""}})
    counting.touch()


@transaction.atomic
def recount_series(series: Iterable[str]) -> None:
    """The counts of some series, with those of the other names of their posts."""
    names = _names()
    keys = {_key(f"{one}1", names) for one in series} - {None}
    wanted = [_series(other, key) for key in keys if key for other in names.others(key[0])]
    SeriesCount.objects.filter(series__in=[_series(key[0], key) for key in keys if key]).delete()
    _count_series(Q(series__in=wanted), names)


@dataclass(slots=True)
class _Names:
    """The names of posts in numbers: each to the one under which its series is counted."""

    chosen: Mapping[str, str]

    def of(self, place: str) -> str:
        """KIEV -> KYIV."""
        return self.chosen.get(place, place)

    def others(self, place: str) -> list[str]:
        """KYIV -> KYIV, KIEV."""
        return [place, *(other for other, chosen in self.chosen.items() if chosen == place)]


def _names() -> _Names:
    rows = Station.objects.renamed().values_list("reference_place", "other_places")
    return _Names({other: place for place, others in rows for other in others if other != place})


@dataclass(slots=True)
class _Tally:
    """The serials of one series."""

    held: set[int] = field(default_factory=set)
    with_text: set[int] = field(default_factory=set)
    cited: set[int] = field(default_factory=set)
    registered: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def row(self, key: Key) -> dict[str, Any]:
        """As a row of SeriesCount: a cited serial beyond all others makes nothing unseen, it may be a slip."""
        known = set().union(*self.registered.values()) - self.held
        highest = max(self.held | known, default=0)
        cited = self.cited - self.held
        seen = self.held | known | {serial for serial in cited if serial <= highest}
        # Keys of digits alone would be places of a list to the database.
        absent = {f"r{register}": len(serials - self.held) for register, serials in self.registered.items()}
        return {
            "series": _series(key[0], key),
            "place": key[0],
            "year": key[1],
            "airgrams": key[2],
            "held": len(self.held),
            "without_text": len(self.held - self.with_text),
            "cited": len(cited),
            "registered": len(known - cited),
            "unseen": highest - len(seen),
            "highest": highest,
            "by_register": {register: count for register, count in absent.items() if count},
        }


def _count_series(chosen: Q, names: _Names) -> None:
    """Write SeriesCount for the series chosen."""
    tallies = _Tallies(names)
    cables = Cable.objects.annotate(series=Series("number")).filter(chosen).order_by()
    for number, missing in cables.values_list("number", "text_missing").iterator():
        tally, serial = tallies.place(number)
        if tally:
            tally.held.add(serial)
            if not missing:
                tally.with_text.add(serial)
    for number in MissingCable.objects.filter(chosen).order_by().values_list("number", flat=True).iterator():
        tally, serial = tallies.place(number)
        if tally:
            tally.cited.add(serial)
    for number, register in _registered(chosen):
        tally, serial = tallies.place(number)
        if tally:
            tally.registered[register].add(serial)
    bulk.insert(SeriesCount, [tally.row(key) for key, tally in tallies.by_key.items()])


def _registered(chosen: Q) -> Iterator[tuple[str, int]]:
    """Numbers of registers that are not held, with the register."""
    held = Cable.objects.filter(number=OuterRef("reference_id"))
    entries = RegisterEntry.objects.annotate(series=Series("reference_id")).filter(chosen, ~Exists(held)).order_by()
    return entries.values_list("reference_id", "register_id").iterator()


@dataclass(slots=True)
class _Tallies:
    """The tallies of series; a series is understood once, for its hundreds of numbers."""

    names: _Names
    by_key: dict[Key, _Tally] = field(default_factory=dict)
    by_series: dict[str, _Tally | None] = field(default_factory=dict)

    def place(self, number: str) -> tuple[_Tally | None, int]:
        """The tally and the serial of a number; no tally for what is no number of a series."""
        series = number.rstrip("0123456789")
        if series not in self.by_series:
            key = _key(number, self.names)
            self.by_series[series] = self.by_key.setdefault(key, _Tally()) if key else None
        return self.by_series[series], int(number[len(series) :] or 0)


def _key(number: str, names: _Names) -> Key | None:
    parts = identifiers.split(number)
    return (names.of(parts[1]), parts[0], parts[2].startswith("A")) if parts and not number[-1].islower() else None


def _series(place: str, key: Key) -> str:
    return identifiers.make(key[1], place, 1, airgram=key[2])[:-1]


def _find_missing(references: QuerySet[Reference]) -> None:
    """Write MissingCable for the numbers that these references without target name."""
    rows = references.order_by().values_list("reference_id").annotate(citing=Count("cable", distinct=True))
    bulk.insert(MissingCable, [row for number, citing in rows.iterator() for row in _missing(number, citing)])


def _missing(number: str, citing: int) -> Iterator[dict[str, Any]]:
    parts = identifiers.split(number)
    if parts:
        year, place, serial = parts
        series = identifiers.make(year, place, 1, airgram=serial.startswith("A"))[:-1]
        yield {
            "number": number,
            "series": series,
            "place": place,
            "year": year,
            "serial": int(serial.lstrip("A")),
            "citing": citing,
        }


def _prefixes() -> set[str]:
    """The years in two digits with which numbers begin, wherever there are some."""
    columns = ((Cable, "number"), (Reference, "reference_id"), (RegisterEntry, "reference_id"))
    firsts = (model.objects.order_by().values_list(Substr(column, 1, 2), flat=True) for model, column in columns)
    return {first for rows in firsts for first in rows.distinct() if first.isdigit()}


def _beginning(column: str, digits: str) -> Q:
    """Numbers of one year, as a range that an index answers."""
    after_it = f"{int(digits) + 1:02d}"
    return Q(**{f"{column}__gte": digits}) & (Q(**{f"{column}__lt": after_it}) if digits != "99" else Q())
