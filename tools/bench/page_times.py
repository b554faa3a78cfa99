"""Measures the pages of one archive in a process of its own: `python -m tools.bench.page_times` prints JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import django

from tools.bench.search_engine import spent


def main() -> None:
    """VAR_DIR says which archive; its tables and counts are brought up to date first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cablearchive.settings")
    django.setup()
    from django.core.management import call_command

    from reader.models import Cable, counting
    from tools.bench.page_addresses import PAGES

    call_command("migrate", verbosity=0)
    began = time.process_time()
    counting.settle()
    counted = time.process_time() - began
    pages = {}
    for name, pattern, values, _ in PAGES:
        pages[name] = [measured for value in values() if (measured := _measured(pattern.format(value)))]
    json.dump({"cables": Cable.objects.count(), "counted": counted, "pages": pages}, sys.stdout)


def _measured(address: str) -> dict[str, Any] | None:
    """Milliseconds made and kept, queries, bytes; None where there is no such page."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
        queries = len(asked)
    if answer.status_code != 200:
        return None

    def made() -> None:
        cache.clear()
        client.get(address).content  # noqa: B018

    return {
        "address": address,
        "made": spent(made)[0],
        "kept": spent(lambda: client.get(address))[0],
        "queries": queries,
        "size": len(answer.content),
    }


if __name__ == "__main__":
    main()
