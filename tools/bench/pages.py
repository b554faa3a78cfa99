"""Pages: processor time and database queries of home, landing, browse, cable, thread, coverage and study pages.

Each row of page_addresses.PAGES is a kind of page; its addresses are drawn from the archive, the largest posts, TAGS
and agencies among them. "Made" is a page that nothing was kept of; "kept" is the same page asked for again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tools.bench import machine
from tools.bench.page_addresses import PAGES
from tools.bench.search_corpus import Size, prepare, sizes
from tools.bench.search_engine import quantiles

#: Queries that a page may make.
MOST_QUERIES = 12


def run() -> str:
    """A table for every size asked for."""
    return "\n\n".join(map(_size, sizes()))


def _size(size: Size) -> str:
    prepare(size)
    found = json.loads(_child(size))
    rows = [_row(name, found["pages"][name]) for name, *_ in PAGES if found["pages"].get(name)]
    missing = [name for name, *_ in PAGES if not found["pages"].get(name)]
    head = ("pages, CPU ms", "pages", "made p50", "p95", "max", "kept p95", "asked", "", "queries", "kB")
    said = [f"{found['cables']:,} cables; brought up to date in {found['counted']:.0f} s of processor time."]
    said += [machine.table(head, rows)]
    said += [f"Not measured, for the archive has none: {', '.join(missing)}."] if missing else []
    return "\n".join(said)


def _row(name: str, measured: list[dict[str, Any]]) -> tuple[str, ...]:
    budget = next(asked for row, _, _, asked in PAGES if row == name)
    p50, p95, most = quantiles([one["made"] for one in measured] * 2)
    kept = quantiles([one["kept"] for one in measured] * 2)[1]
    queries = max(one["queries"] for one in measured)
    # Landing pages are kept; the others are made each time.
    met = min(p95, kept) <= budget and queries <= MOST_QUERIES
    return (
        name,
        str(len(measured)),
        f"{p50:.1f}",
        f"{p95:.1f}",
        f"{most:.1f}",
        f"{kept:.1f}",
        f"{budget}",
        "met" if met else "MISSED",
        str(queries),
        f"{max(one['size'] for one in measured) / 1000:.0f}",
    )


def _child(size: Size) -> str:
    directory = size.directory.resolve()
    index = directory / "index-tantivy"
    environment = {
        **os.environ,
        "VAR_DIR": str(directory),
        "SEARCH_URL": f"tantivy://{index}" if index.exists() else "",
        "ALLOWED_HOSTS": "localhost",
        "RATE_LIMITS": "off",
    }
    command = [sys.executable, "-m", "tools.bench.page_times"]
    return subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True).stdout
