"""Ingest: cables a second read, stored and made searchable, on SQLite and PostgreSQL, and how the rate holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.bench import machine
from tools.bench.search_corpus import BOTH, Size, generate, sizes
from tools.postgres.cluster import Unavailable, cluster

#: Cables a second that are read and stored in SQLite, and the seconds until a whole archive is searchable.
STORED, SEARCHABLE = 1_300, 300
WHOLE = 251_287

#: A server as one would run it: whatever it says is stored is on the disk.
_CAREFUL = ("shared_buffers=512MB", "max_wal_size=4GB", "listen_addresses=")

_HEAD = (
    "what",
    "cables",
    "seconds",
    "cables/s",
    "first tenth",
    "last tenth",
    "CPU ms each",
    "peak MB, own",
    "peak MB, a child",
    "database MB",
    "index MB",
)


def run() -> str:
    """A table for every size asked for (both collections together are left to the bench of search)."""
    return "\n\n".join(_size(size) for size in sizes() if size is not BOTH)


def _size(size: Size) -> str:
    cables = generate(size)
    rows = [_row("read only", _child(cables, "read", ""))]
    with tempfile.TemporaryDirectory(dir=size.directory) as directory:
        found = _child(cables, "all", f"sqlite:///{Path(directory).resolve() / 'cables.sqlite3'}", directory)
    rows += _stages("SQLite", found)
    verdict = _verdict(found)
    try:
        with cluster(settings=_CAREFUL) as url, tempfile.TemporaryDirectory(dir=size.directory) as directory:
            rows += _stages("PostgreSQL", _child(cables, "all", url, directory))
    except Unavailable as error:
        verdict += f"\nNot measured on PostgreSQL: {error}"
    return f"{machine.table(_HEAD, rows)}\n{verdict}"


def _stages(name: str, found: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    yield _row(f"{name}: read and stored", found)
    searchable = found["searchable"]
    rate = found["count"] / (found["seconds"] + searchable["seconds"])
    size = f"{searchable['index']:,.0f}"
    yield (
        f"{name}: made searchable",
        *(f"{found['count']:,}", f"{searchable['seconds']:,.0f}", f"{found['count'] / searchable['seconds']:,.0f}"),
        *("", "", f"{searchable['cpu']:.2f}", f"{searchable['peak']:,.0f}", f"{searchable['child']:,.0f}", "", size),
    )
    whole = found["seconds"] + searchable["seconds"]
    yield (f"{name}: poured in", f"{found['count']:,}", f"{whole:,.0f}", f"{rate:,.0f}", *[""] * 7)


def _row(name: str, found: dict[str, Any]) -> tuple[str, ...]:
    return (
        name,
        f"{found['count']:,}",
        *(f"{found[key]:,.0f}" for key in ("seconds", "rate", "first", "last")),
        f"{found['cpu']:.2f}",
        *(f"{found[key]:,.0f}" for key in ("peak", "child")),
        f"{found['database']:,.0f}" if found["database"] else "",
        "",
    )


def _verdict(found: dict[str, Any]) -> str:
    if found["count"] != WHOLE:
        return ""
    whole = found["seconds"] + found["searchable"]["seconds"]
    stored = "met" if found["rate"] >= STORED else "MISSED"
    poured = "met" if whole <= SEARCHABLE else "MISSED"
    return (
        f"Budgets: {STORED:,} cables/s read and stored in SQLite: {stored}; "
        f"the whole archive searchable within {SEARCHABLE} s: {poured}."
    )


@contextmanager
def _somewhere(directory: str) -> Iterator[str]:
    if directory:
        yield directory
    else:
        with tempfile.TemporaryDirectory() as made:
            yield made


def _child(cables: list[Path], what: str, database: str, directory: str = "") -> dict[str, Any]:
    """What one ingest in a process of its own measured."""
    with _somewhere(directory) as var:
        environment = {
            **os.environ,
            "VAR_DIR": str(Path(var).resolve()),
            "DATABASE_URL": database,
            "SEARCH_URL": f"tantivy://{Path(var).resolve() / 'index'}",
        }
        command = [sys.executable, "-m", "tools.bench.ingest_once", what, *map(str, cables)]
        answer = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout
    return dict(json.loads(answer.splitlines()[-1]))
