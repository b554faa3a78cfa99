"""The default connection of a test, by one engine or another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from haystack import connections

from cablearchive.environment import SEARCH_ENGINES


@contextmanager
def using(engine: str, path: Path) -> Iterator[None]:
    """Search by this engine (as SEARCH_URL names it) with an index at this path."""
    settings = connections.connections_info["default"]
    before = dict(settings)
    settings.update(ENGINE=SEARCH_ENGINES[engine], PATH=str(path))
    connections.reload("default")
    try:
        yield
    finally:
        settings.clear()
        settings.update(before)
        connections.reload("default")
