"""Runs and the processes behind them: a run whose process is gone was killed, and is marked as interrupted."""

from __future__ import annotations

import datetime as dt
import os
import socket
from pathlib import Path

from django.utils import timezone

from reader.models import IngestRun

#: A run of another host is taken for dead when it was not heard of for so long; a batch takes seconds.
SILENCE = dt.timedelta(hours=1)


def this_process() -> str:
    """Host, process id and the moment of its start, by which a later process of the same id is told apart."""
    return _process(os.getpid())


def mark_killed() -> tuple[str, ...]:
    """Mark runs as interrupted that still count as running and are not; they, in words. What they stored is kept."""
    killed = [run for run in IngestRun.objects.filter(state="running").order_by("pk") if not _is_alive(run)]
    for run in killed:
        IngestRun.objects.filter(pk=run.pk, state="running").update(state="interrupted", finished=run.heard)
    return tuple(str(run) for run in killed)


def _is_alive(run: IngestRun) -> bool:
    """On this host, whether its process runs; on another, whether it was heard of lately."""
    host, _, rest = run.process.partition(" ")
    pid = rest.partition(" ")[0]
    if host == socket.gethostname() and pid.isdecimal():
        return _exists(int(pid)) and _process(int(pid)) == run.process
    return (run.heard or run.started) > timezone.now() - SILENCE


def _process(pid: int) -> str:
    return f"{socket.gethostname()} {pid} {_start(pid)}".rstrip()


def _start(pid: int) -> str:
    """When a process began, in the system's ticks; empty where the system does not say, or when it has ended."""
    try:
        # The name of the program stands in brackets and may hold blanks; the start is the 22nd field.
        state, *fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except (OSError, ValueError):
        return ""
    # Nobody may have asked yet how it ended: it is listed still, and runs no more.
    return "" if state in ("Z", "X") or len(fields) < 19 else fields[18]


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # Another user's process is one.
        return True
    return True
