"""`python -m tests.ingest.driving VERB ...`: an ingest of small batches in a process of its own, made to be killed.

    ingest FOLDER POINT        ingest as the command does; POINT is `sql:N`, `file:N` (die with the Nth of them), `-`
    counted FOLDER FILE        the same, and write how many of each there were, and the seconds, to FILE
    finish FOLDER FILE         ingest, verify index and counts, write what the archive holds to FILE

Says `begun` when the ingest begins.
"""  # fmt: skip

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import django

COLLECTION = "cables"


class Countdown:
    """Counts events, and ends the process without a word at one of them."""

    def __init__(self, point: str) -> None:
        self.kind, _, at = point.partition(":")
        self.at = int(at or 0)
        self.counts = {"sql": 0, "file": 0}
        # Workers are forked from this process, and are not what is to be killed.
        self.process = os.getpid()

    def count(self, kind: str) -> None:
        if os.getpid() != self.process:
            return
        self.counts[kind] += 1
        if kind == self.kind and self.counts[kind] == self.at:
            os.kill(self.process, signal.SIGKILL)

    def statement(self, execute: Callable[..., Any], *asked: Any) -> Any:
        """For Django's connection: before each statement."""
        self.count("sql")
        return execute(*asked)

    def event(self, name: str, args: tuple[Any, ...]) -> None:
        """For Python's audit: before each file is opened to be written, renamed or removed."""
        if name in {"os.rename", "os.remove", "os.mkdir", "os.truncate"} or (name == "open" and _writes(args)):
            self.count("file")


def _writes(args: tuple[Any, ...]) -> bool:
    flags = args[2] if len(args) > 2 else 0
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _small_batches() -> None:
    from reader.ingest import batches, reading

    batches.BATCH_BYTES = 60_000
    reading.CHUNK = 4


def _ingest(folder: str, point: str) -> tuple[Countdown, float]:
    from django.core.management import call_command
    from django.db import connection

    _small_batches()
    countdown = Countdown(point)
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(countdown.statement))
        print("begun", flush=True)  # noqa: T201
        sys.addaudithook(countdown.event)
        began = time.monotonic()
        try:
            call_command("ingest", folder, collection=COLLECTION, workers=2)
        except SystemExit as ended:
            # Some of the files are meant to be refused.
            if ended.code != 1:
                raise
        return countdown, time.monotonic() - began


def _half_stored() -> list[str]:
    """Cables of which a part is missing; raises when the index cannot be read."""
    from django.db.models import Count, F, Q

    from reader.models import Cable
    from reader.search import indexing

    indexing.verify()
    counted = Cable.objects.annotate(texts=Count("paragraphs", distinct=True), files=Count("sources", distinct=True))
    half = Q(source=None) | Q(files=0) | ~Q(texts=F("paragraph_count"))
    return sorted(counted.filter(half).values_list("reference_id", flat=True))


def _finish(folder: str, file: str) -> None:
    from django.core.management import call_command
    from django.db import connection

    from reader.ingest import processes
    from reader.models import IngestProblem, IngestRun, Uncounted
    from tests.content import contents

    half_stored = _half_stored()
    _ingest(folder, "-")
    problems = IngestProblem.objects.filter(run=IngestRun.objects.latest("pk")).order_by("pk")
    told = {
        **contents(),
        "half stored": half_stored,
        "problems": [list(row) for row in problems.values_list("path", "member", "line", "code", "reason")],
        "running": [str(run) for run in IngestRun.objects.filter(state="running")],
        "unindexed": [str(run) for run in IngestRun.objects.filter(indexed=False)],
        "uncounted": list(Uncounted.objects.values_list("cable__reference_id", flat=True)),
        "gone": list(processes.mark_killed()),
    }
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            told["integrity"] = [row[0] for row in cursor.execute("PRAGMA integrity_check").fetchall()]
            told["keys"] = cursor.execute("PRAGMA foreign_key_check").fetchall()
    Path(file).write_text(json.dumps(told))
    call_command("index", verify=True)
    call_command("count", verify=True)


def main(verb: str, folder: str, *more: str) -> None:
    """See above."""
    django.setup()
    if verb == "ingest":
        _ingest(folder, *more)
    elif verb == "counted":
        countdown, seconds = _ingest(folder, "-")
        Path(more[0]).write_text(json.dumps({**countdown.counts, "time": seconds}))
    else:
        _finish(folder, *more)


if __name__ == "__main__":
    main(*sys.argv[1:])
