"""The state that an archive is in: what a file taken from it says, so that a later reader knows what was searched."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from haystack import connections
from haystack.query import SearchQuerySet

from reader.models import Cable, IngestRun
from reader.search import fields
from reader.telegram import READER_VERSION


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """How many cables are held and how many of them can be found, the newest ingest run, and the versions at work."""

    name: str
    address: str
    cables: int
    indexed: int
    run: int | None
    run_started: dt.datetime | None
    run_state: str
    engine: str
    index_version: int
    reader_version: str
    language_version: int

    def as_json(self) -> dict[str, Any]:
        """For a file; `newest_run` is null where nothing was ever ingested."""
        run = {"number": self.run, "started": moment(self.run_started), "state": self.run_state}
        return {
            "name": self.name,
            "address": self.address,
            "cables": self.cables,
            "indexed": self.indexed,
            "newest_run": run if self.run is not None else None,
            "engine": self.engine,
            "index_version": self.index_version,
            "reader_version": self.reader_version,
            "language_version": self.language_version,
        }

    def sentence(self) -> str:
        """In words: "7 cables, all searchable; newest run 3 of 2026-11-24T10:00:00Z; index version 1, ..."."""
        found = "all searchable" if self.indexed == self.cables else f"{self.indexed} searchable"
        run = f"newest run {self.run} of {moment(self.run_started)}" if self.run is not None else "no run yet"
        if self.run is not None and self.run_state != "finished":
            run += f" ({self.run_state})"
        versions = (
            f"index version {self.index_version}, reader version {self.reader_version}, "
            f"query language version {self.language_version}"
        )
        return f"{self.cables} cable{'' if self.cables == 1 else 's'}, {found}; {run}; {versions}"


def archive_state() -> ArchiveState:
    """The state now, by two queries and one question to the engine. Raises SearchBackendError when it cannot answer."""
    run = IngestRun.objects.order_by("-started", "-pk").first()
    return ArchiveState(
        name=settings.ARCHIVE_NAME,
        address=f"{settings.BASE_URL}/",
        cables=Cable.objects.count(),
        indexed=int(SearchQuerySet().count()),
        run=run.pk if run else None,
        run_started=run.started if run else None,
        run_state=run.state if run else "",
        engine=type(connections["default"]).__name__,
        index_version=fields.INDEX_VERSION,
        reader_version=READER_VERSION,
        language_version=fields.LANGUAGE_VERSION,
    )


def moment(when: dt.datetime | None) -> str | None:
    """A time in UTC to the second, as files write it: 2026-11-24T10:00:00Z."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if when else None
