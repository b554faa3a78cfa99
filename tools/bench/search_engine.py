"""Measures one engine of ours in a process of its own: `python -m tools.bench.search_engine` prints JSON.

VAR_DIR and SEARCH_URL say which archive and engine. Processor time is that of the process, so that what else the
machine does counts less; wall time stands beside it.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django

from tools.bench.search_queries import QUERIES, Asked

TURNS = 3


def spent(work: Callable[[], Any]) -> tuple[float, float]:
    """(processor, wall) milliseconds of the best of some turns."""
    best = (float("inf"), float("inf"))
    for _ in range(TURNS):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        best = min(best, ((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000))
    return best


def quantiles(found: list[float]) -> tuple[float, float, float]:
    """Median, 95th percentile, greatest."""
    return statistics.median(found), statistics.quantiles(found, n=20, method="inclusive")[-1], max(found)


def peak() -> float:
    """Greatest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size_of(path: Path) -> float:
    """MB of all files below."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6


def indexed(path: Path) -> dict[str, float]:
    """Builds the index from stored rows: rate, processor milliseconds a cable, size."""
    from reader.search import indexing

    cpu, wall = time.process_time(), time.perf_counter()
    count = indexing.rebuild()
    taken = time.perf_counter() - wall
    return {
        "count": count,
        "rate": count / taken,
        "cpu": (time.process_time() - cpu) * 1000 / count,
        "size": size_of(path),
    }


def searched() -> dict[str, Any]:
    """Times of every query: by the engine alone with all facets, and as a page through Django."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    rows = []
    for asked in QUERIES:
        criteria = _criteria(asked)
        address = criteria.address()
        total = _engine(criteria)
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        engine, page = spent(partial(_engine, criteria)), spent(partial(client.get, address))
        rows.append((asked.kind, asked.q, asked.more, total, *engine, *page))
    return {"rows": rows}


def _criteria(asked: Asked) -> Any:
    from django.http import QueryDict

    from reader.search import Criteria

    params = QueryDict(asked.more, mutable=True)
    params["q"] = asked.q
    return Criteria.from_params(params)


def _engine(criteria: Any) -> int:
    """One search by Haystack's interface with all facets: 20 results, their number, the counts."""
    from reader.search.facets import MOST
    from reader.search.searching import faceted, matching

    found = faceted(matching(criteria), commonest=MOST)
    start = (criteria.page - 1) * 20
    list(found[start : start + 20])
    found.facet_counts()
    return int(found.count())


def main() -> int:
    """Prints a JSON object."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cablearchive.settings")
    django.setup()
    path = Path(os.environ["SEARCH_URL"].partition("://")[2])
    answer = indexed(path)
    answer["memory"] = peak()
    sys.stdout.write(json.dumps({**answer, **searched(), "peak": peak()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
