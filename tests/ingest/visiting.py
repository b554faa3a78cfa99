"""`python -m tests.ingest.visiting STOP FILE`: read an archive's pages, several at once, until STOP is there.

Writes to FILE how often each page was answered, and every answer that was an error.
"""

from __future__ import annotations

import json
import sys
import threading
import traceback
from collections import Counter
from pathlib import Path

import django

PAGES = (
    "/",
    "/search/?q=gulls&class=unclassified",
    "/search/?year=2008&sort=date",
    "/dates/",
    "/dates/2008/",
    "/posts/",
    "/tags/",
    "/missing/",
    "/coverage/",
    "/study/",
    "/cables/08HALIFAX58/",
    "/cables/08HALIFAX71/source/",
    "/api/v1/search?q=harbor",
    "/lookup/?ids=08HALIFAX58",
)
#: At once, one of which also writes: readers' reports.
VISITORS = 4


def visit(number: int, stop: Path, answered: Counter[str], errors: list[str]) -> None:
    """One visitor's walk, round and round, each beginning elsewhere."""
    from django.db import connections
    from django.test import Client

    client = Client()
    while not stop.exists():
        for page in (*PAGES[number * 3 :], *PAGES[: number * 3]):
            try:
                answer = client.get(page)
                if answer.status_code != 200:
                    errors.append(f"{page}: {answer.status_code}")
            except Exception:
                errors.append(f"{page}: {traceback.format_exc()}")
            answered[page] += 1
        if number == 0:
            told = client.post("/cables/08HALIFAX58/report/", {"text": "The gull is a tern."})
            answered["report"] += 1
            errors += [] if told.status_code in (200, 302) else [f"report: {told.status_code}"]
    connections.close_all()


def main(stop: str, file: str) -> None:
    """See above."""
    django.setup()
    answered: Counter[str] = Counter()
    errors: list[str] = []
    walks = [threading.Thread(target=visit, args=(number, Path(stop), answered, errors)) for number in range(VISITORS)]
    for walk in walks:
        walk.start()
    print("begun", flush=True)  # noqa: T201
    for walk in walks:
        walk.join()
    Path(file).write_text(json.dumps({"answered": answered, "errors": errors}))


if __name__ == "__main__":
    main(*sys.argv[1:])
