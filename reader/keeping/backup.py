"""`backup FILE`: every row of the archive as it stood at one moment, in one file, while it is in use.

    about.json               format, time, migrations, columns of each table, last keys
    tables/NAME/000001.gz    JSON, a row a line, some megabytes each, gzipped
    checksums.json           sha256 of each member before it, and the number of rows of each table

A tar file. The search index is not in it: it is made from the rows.
"""  # fmt: skip

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from reader.keeping import tables
from reader.keeping.mistakes import KeepingError

FORMAT = "cablearchive backup 1"
ABOUT, CHECKSUMS = "about.json", "checksums.json"
#: Characters of one member before it is compressed: what is in memory at once.
PART = 8_000_000

#: Called with a table's name and how many of its rows are written.
Progress = Callable[[str, int], None]


def back_up(path: Path, progress: Progress | None = None) -> dict[str, int]:
    """Write the archive to a new file; table -> rows. Readers and an ingest go on meanwhile."""
    if path.exists():
        raise KeepingError(f"{path} is there already. Name a new file, or take that one away first.")
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("xb") as file:
            with tarfile.open(fileobj=file, mode="w") as tar, one_moment():
                written = _Writer(tar, progress)
                written.everything()
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except OSError as error:
        raise KeepingError(f"{path} cannot be written ({error.strerror}). Nothing is left of it.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return written.rows


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read inside of this is the archive at one moment, whatever is written meanwhile; nobody waits for it."""
    if connection.in_atomic_block:
        # Whoever began it answers for it.
        yield
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Django's own transactions would take the place of the one that may write.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@dataclass(slots=True)
class _Writer:
    """Writes the members one after another, and remembers what they are."""

    tar: tarfile.TarFile
    progress: Progress | None
    rows: dict[str, int] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)

    def everything(self) -> None:
        """From the first member to the last."""
        kept = tables.kept()
        about = {
            "format": FORMAT,
            "archive": settings.ARCHIVE_NAME,
            "made": timezone.now().isoformat(),
            "migrations": tables.migrations(),
            "tables": {model._meta.db_table: tables.columns(model) for model in kept},
            "last_keys": tables.next_keys(),
        }
        self._add(ABOUT, _json(about))
        for model in kept:
            self._table(model)
        self._add(CHECKSUMS, _json({"sha256": self.sums, "rows": self.rows}))

    def _table(self, model: type[models.Model]) -> None:
        name = model._meta.db_table
        self.rows[name] = 0
        for number, lines in enumerate(_parts(tables.dumped(model)), 1):
            self._add(f"tables/{name}/{number:06}.gz", gzip.compress("\n".join(lines).encode(), 5, mtime=0))
            self.rows[name] += len(lines)
            if self.progress:
                self.progress(name, self.rows[name])

    def _add(self, name: str, data: bytes) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = len(data), int(time.time()), 0o600
        self.tar.addfile(member, io.BytesIO(data))
        self.sums[name] = hashlib.sha256(data).hexdigest()


def _parts(lines: Iterator[str]) -> Iterator[list[str]]:
    """Lines in lists of about PART characters."""
    part: list[str] = []
    size = 0
    for line in lines:
        part.append(line)
        size += len(line)
        if size >= PART:
            yield part
            part, size = [], 0
    if part:
        yield part


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=1, sort_keys=True).encode()
