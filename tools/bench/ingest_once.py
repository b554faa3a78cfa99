"""One ingest into an empty archive: `python -m tools.bench.ingest_once read|all PATH...` prints JSON.

`read` reads and stores nothing; `all` stores and then makes searchable. VAR_DIR, DATABASE_URL and SEARCH_URL say where.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

import django

Samples = list[tuple[float, int]]


def stored(paths: list[str], dry_run: bool) -> dict[str, Any]:
    """Rates in cables a second: of all, of the first and of the last tenth; CPU milliseconds a cable."""
    from reader.ingest import Options, Progress, ingest

    start, before = time.perf_counter(), _cpu()
    samples: Samples = [(0.0, 0)]

    def watch(progress: Progress) -> None:
        samples.append((time.perf_counter() - start, progress.new + progress.updated + progress.unchanged))

    report = ingest(paths, Options(dry_run=dry_run, workers=os.cpu_count() or 1), progress=watch)
    seconds, count = time.perf_counter() - start, report.new + report.updated
    assert not report.problems, report.problems[:3]
    return {
        "count": count,
        "seconds": seconds,
        "rate": count / seconds,
        "first": _rate(samples, 0, count // 10),
        "last": _rate(samples, count - count // 10, count),
        "cpu": (_cpu() - before) * 1000 / count,
        **_memory(),
    }


def searchable(count: int) -> dict[str, Any]:
    """Indexes all that was stored."""
    from reader.management.searchable import make_searchable

    start, before = time.perf_counter(), _cpu()
    failure = make_searchable(sys.stderr.write)
    assert not failure, failure
    seconds = time.perf_counter() - start
    index = Path(os.environ["SEARCH_URL"].partition("://")[2])
    return {"seconds": seconds, "cpu": (_cpu() - before) * 1000 / count, "index": _size(index), **_memory()}


def _rate(samples: Samples, low: int, high: int) -> float:
    """Between the batches that reach so many cables."""
    begun = next(taken for taken, done in samples if done >= low)
    ended = next(taken for taken, done in samples if done >= high)
    return (high - low) / (ended - begun) if ended > begun else float("nan")


def _cpu() -> float:
    """Seconds of processor of this process and of those it started that have ended."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _memory() -> dict[str, float]:
    """MB at most so far: of this process, and of the largest that it started."""
    kinds = {"peak": resource.RUSAGE_SELF, "child": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(kind).ru_maxrss / 1024 for name, kind in kinds.items()}


def _size(path: Path) -> float:
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6


def _database() -> float:
    """MB of the database."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).stat().st_size / 1e6
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return float(cursor.fetchone()[0]) / 1e6


def main(what: str, paths: list[str]) -> int:
    """Prints a JSON object."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cablearchive.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    found = stored(paths, what == "read")
    found["database"] = 0.0 if what == "read" else _database()
    if what == "all":
        found["searchable"] = searchable(found["count"])
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
