"""What is stored and not yet searchable: of runs that were killed or told not to index, of readings changed or gone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from reader.models import Cable, IngestRun, Source, StaleDocument, counting

#: Keys that are looked for at once.
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Unindexed:
    """Keys of cables to index and of cables that are gone, and where they come from.

    `runs` are runs with their counts at that moment, `until` is the last of the stale documents.
    """

    cables: tuple[int, ...]
    runs: tuple[tuple[int, int, int], ...]
    gone: tuple[int, ...] = ()
    until: int = 0

    def done(self) -> None:
        """Say that they are searchable now; a run that has stored more since is left for the next time."""
        for key, new, updated in self.runs:
            IngestRun.objects.filter(pk=key, new=new, updated=updated).update(indexed=True)
        StaleDocument.objects.filter(pk__lte=self.until).delete()
        # Lists that the search answers may be others now.
        counting.touch()


def unindexed() -> Unindexed:
    """Everything that waits for the index, the last run's own cables among it."""
    runs = tuple(IngestRun.objects.filter(indexed=False).order_by("pk").values_list("pk", "new", "updated"))
    sources = Source.objects.filter(run__in=[key for key, _, _ in runs]).order_by("cable_id")
    stale = dict(StaleDocument.objects.order_by("pk").values_list("pk", "cable"))
    there = _held(sorted(set(stale.values())))
    of_runs = set(sources.values_list("cable_id", flat=True).distinct())
    gone = set(stale.values()) - there - of_runs
    return Unindexed(tuple(sorted(of_runs | there)), runs, tuple(sorted(gone)), max(stale, default=0))


def stale(cables: list[int]) -> None:
    """Note that the documents of these cables are no longer true; in the transaction that makes them so."""
    table = connection.ops.quote_name(StaleDocument._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} (cable) VALUES (%s)", [(key,) for key in cables])


def _held(keys: list[int]) -> set[int]:
    """Those that are cables."""
    chunks = (keys[at : at + _CHUNK] for at in range(0, len(keys), _CHUNK))
    return {key for chunk in chunks for key in Cable.objects.filter(pk__in=chunk).values_list("pk", flat=True)}
