"""What is stored and not yet searchable: of runs that were killed, or were told not to index."""

from __future__ import annotations

from dataclasses import dataclass

from reader.models import IngestRun, Source, counting


@dataclass(frozen=True, slots=True)
class Unindexed:
    """Keys of cables to index, and the runs that they come from with their counts at that moment."""

    cables: tuple[int, ...]
    runs: tuple[tuple[int, int, int], ...]

    def done(self) -> None:
        """Say that they are searchable now; a run that has stored more since is left for the next time."""
        for key, new, updated in self.runs:
            IngestRun.objects.filter(pk=key, new=new, updated=updated).update(indexed=True)
        # Lists that the search answers may be others now.
        counting.touch()


def unindexed() -> Unindexed:
    """Everything that waits for the index, the last run's own cables among it."""
    runs = tuple(IngestRun.objects.filter(indexed=False).order_by("pk").values_list("pk", "new", "updated"))
    sources = Source.objects.filter(run__in=[key for key, _, _ in runs]).order_by("cable_id")
    return Unindexed(tuple(sources.values_list("cable_id", flat=True).distinct()), runs)
