"""Searching: index rate, size, memory, and times of a fixed list of searches, beside peers in the same run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from typing import Any

from tools.bench import machine
from tools.bench.search_corpus import Size, prepare, sizes
from tools.bench.search_engine import quantiles
from tools.bench.search_queries import QUERIES

#: By engine and number of cables: indexed a second, p95 of the engine alone, p95 of the page in milliseconds.
BUDGETS = {
    ("whoosh", 10_000): (100, 25, 60),
    ("tantivy", 251_287): (2_000, 30, 45),
    ("tantivy", 2_332_559): (2_000, 150, 150),
}

_PEERS = (
    ("stock", "stock Haystack + Whoosh"),
    ("fts5", "SQLite FTS5, no facets"),
    ("tantivy", "bare tantivy, no facets"),
)


def run() -> str:
    """A table of indexing, one of searching, one by kind of search, for every size asked for."""
    return "\n\n".join(map(_size, sizes()))


def _size(size: Size) -> str:
    prepare(size)
    engines = ["tantivy", "whoosh"] if size.whoosh else ["tantivy"]
    found = {f"ours, {name}": _measured(size, "search_engine", name) for name in engines}
    for name, said in _PEERS:
        if name != "stock" or size.whoosh:
            found[said] = _measured(size, "search_peers", name)
    about = json.loads(_child(size, "search_peers", "corpus"))
    parts = [about, _indexing(found), _searching(found), _kinds(found), *_budgets(found)]
    return "\n\n".join(part for part in parts if part)


def _measured(size: Size, module: str, name: str) -> dict[str, Any]:
    answer = json.loads(_child(size, module, name))
    answer["load"] = os.getloadavg()[0]
    return dict(answer)


def _child(size: Size, module: str, name: str) -> str:
    directory = size.directory.resolve()
    environment = {
        **os.environ,
        "VAR_DIR": str(directory),
        "SEARCH_URL": f"{name}://{directory / f'index-{name}'}" if module == "search_engine" else "",
        "ALLOWED_HOSTS": "localhost",
    }
    command = [sys.executable, "-m", f"tools.bench.{module}", name, str(directory / f"peer-{name}")]
    return subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout


def _indexing(found: dict[str, dict[str, Any]]) -> str:
    head = ("indexing from stored rows", "cables", "cables/s", "CPU ms each", "MB", "kB each", "peak MB", "load")
    rows = [
        (
            name,
            f"{one['count']:,}",
            f"{one['rate']:,.0f}",
            f"{one['cpu']:.2f}",
            f"{one['size']:,.1f}",
            f"{one['size'] * 1000 / one['count']:.2f}",
            f"{one.get('memory', one['peak']):,.0f}",
            f"{one['load']:.1f}",
        )
        for name, one in found.items()
    ]
    return machine.table(head, rows)


def _searching(found: dict[str, dict[str, Any]]) -> str:
    """Columns of a row of measurement: kind, q, more, total, engine CPU and wall, page CPU and wall."""
    head = ("searching, ms: p50 / p95 / max", "searches", "engine, CPU", "engine, wall", "page, CPU", "page, wall")
    rows = []
    for name, one in found.items():
        cells = [
            _three([row[at] for row in one["rows"]]) if any(row[at] for row in one["rows"]) else ""
            for at in (4, 5, 6, 7)
        ]
        rows.append((name, str(len(one["rows"])), *cells))
    return machine.table(head, rows)


def _kinds(found: dict[str, dict[str, Any]]) -> str:
    ours = {name: one for name, one in found.items() if name.startswith("ours")}
    head = ("page by kind, CPU ms: median / max", "searches", *ours)
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for one in ours.values():
        for kind in dict.fromkeys(asked.kind for asked in QUERIES):
            taken = sorted(row[6] for row in one["rows"] if row[0] == kind)
            by_kind[kind].append(f"{taken[len(taken) // 2]:.1f} / {taken[-1]:.1f}")
    counts = [sum(asked.kind == kind for asked in QUERIES) for kind in by_kind]
    rows = [(kind, str(count), *cells) for (kind, cells), count in zip(by_kind.items(), counts, strict=True)]
    return machine.table(head, rows)


def _budgets(found: dict[str, dict[str, Any]]) -> list[str]:
    rows = []
    for name, one in found.items():
        budget = BUDGETS.get((name.removeprefix("ours, "), one["count"]))
        if budget and name.startswith("ours"):
            rate, engine, page = budget
            got = [quantiles([row[at] for row in one["rows"]])[1] for at in (4, 6)]
            rows.append((f"{name}: cables/s", f"{rate:,}", f"{one['rate']:,.0f}", _met(one["rate"] >= rate)))
            rows.append((f"{name}: engine alone p95", f"{engine}", f"{got[0]:.1f}", _met(got[0] <= engine)))
            rows.append((f"{name}: page p95", f"{page}", f"{got[1]:.1f}", _met(got[1] <= page)))
    return [machine.table(("budget (CPU ms, wall rate)", "asked", "measured", ""), rows)] if rows else []


def _met(met: bool) -> str:
    return "met" if met else "MISSED"


def _three(found: list[float]) -> str:
    return " / ".join(f"{value:.1f}" for value in quantiles(found))
