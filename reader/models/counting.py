"""Keeps the derived tables true: stored counts, persons' names, the archive's version.

What is stored is what `live` would count over all cables that are not `Uncounted`. New cables are `expect`ed, which
costs one small row each, and counted together by `settle`. Whoever changes or deletes cables does so inside
`refresh(keys)`. A process that dies in between leaves cables uncounted, never counted wrongly: the next `settle` of an
ingest or of `manage.py count` counts them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Count, F, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone

from reader.models.cables import Cable, CableCaption, CableTag, Release
from reader.models.derived import ALL, ArchiveState, NamedPerson, StoredCount, Uncounted
from reader.models.links import Addressee, Mention, Reference
from reader.models.provenance import Source

Rows = models.QuerySet[Any]
#: Primary keys of cables: a list, a query, or None for all.
Chosen = Sequence[int] | Rows | None
#: key, period, level
Place = tuple[str, str, str]

#: Rows written or read at once.
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that cables are counted by: rows that each name a cable, and the column of what it counts for.

    `cable` is the way from a row to its cable (empty: the row is the cable); `repeats` says that one cable can have
    several rows of one key, which then count once.
    """

    name: str
    rows: Callable[[], Rows]
    key: str = ""
    cable: str = "cable"
    repeats: bool = False


def _people(role: str) -> Callable[[], Rows]:
    return lambda: NamedPerson.objects.filter(role=role)


KINDS: tuple[Kind, ...] = (
    Kind("archive", Cable.objects.all, cable=""),
    Kind("sent", lambda: Cable.objects.exclude(station=None), "station_id", cable=""),
    Kind("received", lambda: Addressee.objects.exclude(station=None), "station_id", repeats=True),
    Kind("tag", CableTag.objects.all, "tag_id"),
    Kind("caption", CableCaption.objects.all, "caption_id"),
    Kind("addressed", lambda: Addressee.objects.exclude(station__agency=None), "station__agency_id", repeats=True),
    Kind("mentioned", lambda: Mention.objects.exclude(agency=None), "agency_id", repeats=True),
    Kind("collection", Source.objects.all, "collection_id", repeats=True),
    *(Kind(role, _people(role), "name") for role in (NamedPerson.SIGNED, NamedPerson.CLASSIFIED, NamedPerson.DRAFTED)),
)
#: Counted by days, without levels.
DAY = "day"
#: Cables that refer to a held cable, by the key of that cable; without periods. A pair counts when both are counted.
CITED = "cited"


def expect(keys: Sequence[int]) -> None:
    """Cables have come in: they are to be counted with the next `settle`."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(Uncounted._meta.db_table)
        cursor.executemany(
            f"INSERT INTO {table} (cable_id, taken) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [(key, False) for key in keys],
        )


def withdraw(keys: Iterable[int]) -> None:
    """Take cables out of the counts before they are changed or deleted; inside the transaction that does so."""
    wanted = list(keys)
    if not wanted:
        return
    with transaction.atomic():
        _next_version()
        waiting = set(Uncounted.objects.filter(cable__in=wanted).values_list("cable_id", flat=True))
        counted = [key for key in wanted if key not in waiting]
        if counted:
            for kind, counts in _counts(counted):
                _take_off(kind, counts)
            NamedPerson.objects.filter(cable__in=counted).delete()
            expect(counted)


def settle() -> int:
    """Count every cable that waits; how many did."""
    if not Uncounted.objects.exists():
        return 0
    with transaction.atomic():
        _next_version()
        # What other ingests add meanwhile is left to them.
        taken = Uncounted.objects.update(taken=True)
        chosen = Uncounted.objects.filter(taken=True).values("cable_id")
        _name_people(chosen)
        for kind, counts in _counts(chosen):
            _put_on(kind, counts)
        Uncounted.objects.filter(taken=True).delete()
        return taken


def rebuild() -> int:
    """Count everything anew; how many cables there are."""
    with transaction.atomic():
        _next_version()
        for model in (StoredCount, NamedPerson, Uncounted):
            model._default_manager.all().delete()
        _name_people(None)
        for kind, counts in _counts(None):
            _put_on(kind, counts)
        return Cable.objects.count()


@contextmanager
def refresh(keys: Iterable[int]) -> Iterator[None]:
    """Change or delete these cables, or what hangs on them, inside of this: counts and versions follow."""
    with transaction.atomic():
        withdraw(keys)
        yield
        settle()


def touch() -> None:
    """Something that pages show was changed, though no cable: a title, a notice, a report's answer."""
    _next_version()


def differences() -> Iterator[tuple[str, Place, int, int]]:
    """(kind, place, stored, counted now) where the two differ; nothing may wait."""
    for kind, counts in _counts(None):
        rows = StoredCount.objects.filter(kind=kind).values_list("key", "period", "level", "count")
        stored = {(key, period, level): count for key, period, level, count in rows}
        for place in sorted(stored.keys() | counts.keys()):
            if stored.get(place, 0) != counts[place]:
                yield kind, place, stored.get(place, 0), counts[place]


def live(kind: Kind, chosen: Chosen = None) -> Counter[Place]:
    """The counts of one kind, counted now."""
    return _count(kind, chosen, _places(chosen))


def _count(kind: Kind, chosen: Chosen, places: Mapping[int, tuple[str, str]]) -> Counter[Place]:
    """Row after row: a third of the time that the database takes to group them."""
    cable = kind.cable or "pk"
    rows = kind.rows() if chosen is None else kind.rows().filter(**{f"{cable}__in": chosen})
    pairs = rows.order_by(cable, kind.key) if kind.repeats else rows.order_by()
    counts: Counter[tuple[Any, tuple[str, str]]] = Counter()
    last: tuple[Any, ...] | None = None
    for pair in pairs.values_list(cable, F(kind.key) if kind.key else Value("")).iterator(_CHUNK):
        if pair != last:
            counts[pair[1], places[pair[0]]] += 1
        last = pair
    return Counter({(str(key), *place): count for (key, place), count in counts.items()})


def _places(chosen: Chosen) -> dict[int, tuple[str, str]]:
    """Cable -> (period, level)."""
    cables = Cable.objects.all() if chosen is None else Cable.objects.filter(pk__in=chosen)
    day = Cast("day", models.CharField())
    rows = cables.order_by().values_list("pk", day, "year", "level").iterator(_CHUNK)
    same: dict[tuple[str, str], tuple[str, str]] = {}
    found = {}
    for pk, when, year, level in rows:
        place = (when[:7] if when else str(year or ""), level or "")
        found[pk] = same.setdefault(place, place)
    return found


def _counts(chosen: Chosen) -> Iterator[tuple[str, Counter[Place]]]:
    """Each kind with what these cables add to it."""
    places = _places(chosen)
    for kind in KINDS:
        counts = _count(kind, chosen, places)
        totals: Counter[Place] = Counter()
        for (key, _, _), count in counts.items():
            totals[key, ALL, ""] += count
        counts.update(totals)
        yield kind.name, counts
    yield DAY, _by_day(chosen)
    yield CITED, _cited(chosen)


def _by_day(chosen: Chosen) -> Counter[Place]:
    rows = Cable.objects.exclude(day=None) if chosen is None else Cable.objects.exclude(day=None).filter(pk__in=chosen)
    return Counter({("", f"{day}", ""): n for day, n in rows.order_by().values_list("day").annotate(n=Count("pk"))})


def _cited(chosen: Chosen) -> Counter[Place]:
    """Pairs of which one cable is chosen, and the other is chosen or counted."""
    pairs = Reference.objects.exclude(target=None).exclude(cable=F("target")).order_by()
    if chosen is None:
        return Counter({(str(key), ALL, ""): n for key, n in _citing(pairs)})
    waiting = Uncounted.objects.filter(taken=False).values("cable_id")
    found = Counter(dict(_citing(pairs.filter(cable__in=chosen).exclude(target__in=waiting))))
    others = pairs.filter(target__in=chosen).exclude(cable__in=chosen).exclude(cable__in=waiting)
    found.update(dict(_citing(others)))
    return Counter({(str(key), ALL, ""): n for key, n in found.items()})


def _citing(pairs: Rows) -> Rows:
    found: Rows = pairs.values_list("target").annotate(n=Count("cable", distinct=True))
    return found


def _put_on(kind: str, counts: Counter[Place]) -> None:
    table = connection.ops.quote_name(StoredCount._meta.db_table)
    _each(
        f"INSERT INTO {table} (kind, key, period, level, count) VALUES (%s, %s, %s, %s, %s)"
        f" ON CONFLICT (kind, key, period, level) DO UPDATE SET count = {table}.count + excluded.count",
        ((kind, *place, count) for place, count in counts.items()),
    )


def _take_off(kind: str, counts: Counter[Place]) -> None:
    table = connection.ops.quote_name(StoredCount._meta.db_table)
    where = "WHERE kind = %s AND key = %s AND period = %s AND level = %s"
    _each(f"UPDATE {table} SET count = count - %s {where}", ((n, kind, *place) for place, n in counts.items()))
    _each(f"DELETE FROM {table} {where} AND count = 0", ((kind, *place) for place in counts))


def _each(statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(rows))


def _name_people(chosen: Chosen) -> None:
    """Store the names on these cables."""
    cables, releases = Cable.objects.order_by(), Release.objects.exclude(drafter="")
    if chosen is not None:
        cables, releases = cables.filter(pk__in=chosen), releases.filter(cable__in=chosen)
    named = cables.filter(~Q(signatures=[]) | ~Q(classified_by="")).values_list("pk", "signatures", "classified_by")
    table = connection.ops.quote_name(NamedPerson._meta.db_table)
    statement = f"INSERT INTO {table} (cable_id, role, name) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
    _each(statement, (row for found in named.iterator(_CHUNK) for row in _names(*found)))
    drafted = releases.order_by().values_list("cable_id", "drafter").iterator(_CHUNK)
    _each(statement, ((pk, NamedPerson.DRAFTED, written(name)) for pk, name in drafted if written(name)))


def _names(pk: int, signatures: Sequence[str], classified_by: str) -> Iterator[tuple[int, str, str]]:
    yield from ((pk, NamedPerson.SIGNED, written(name)) for name in signatures if written(name))
    if written(classified_by):
        yield pk, NamedPerson.CLASSIFIED, written(classified_by)


def written(name: str) -> str:
    """A name as it is listed: as written, its blanks made one.

    >>> written(" A.  SPECIMEN ")
    'A. SPECIMEN'
    """
    return " ".join(name.split())[:300].strip()


def _next_version() -> None:
    """The first statement of whoever writes here: whoever comes second waits for the row until the first is done."""
    now = timezone.now()
    if not ArchiveState.objects.filter(pk=1).update(version=F("version") + 1, changed=now):
        ArchiveState.objects.get_or_create(pk=1, defaults={"version": 1, "changed": now})
