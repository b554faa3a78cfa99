"""What commands that change cables share: a bar on a terminal, and making searchable what waits for the index."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import Any

from haystack.exceptions import HaystackError
from tqdm import tqdm

from reader.ingest import unindexed
from reader.search import indexing


def on_terminal() -> bool:
    """Whether somebody looks on."""
    return sys.stderr.isatty()


def bar(doing: str, unit: str, total: int) -> tqdm[Any]:
    """A bar on a terminal, nothing elsewhere; a terminal that does not know its size counts as 80 by 24."""
    size = shutil.get_terminal_size()
    return tqdm(
        desc=doing,
        unit=f" {unit}s",
        total=total or None,
        disable=not on_terminal(),
        leave=False,
        file=sys.stderr,
        ncols=size.columns - 1,
        nrows=size.lines,
    )


def make_searchable(say: Callable[[str], object]) -> str:
    """Make searchable what changed, and what an earlier run left; why not, where the index refuses."""
    waiting = unindexed()
    if waiting.cables and not on_terminal():
        say(f"Indexing {len(waiting.cables):,} cables ...")
    try:
        with bar("Indexing", "cable", len(waiting.cables)) as shown:
            indexing.forget(waiting.gone)
            indexing.update(waiting.cables, lambda done, _count: shown.update(done - shown.n))
    except (OSError, HaystackError) as error:
        return f"All of it is stored, but not searchable yet: {error}. Mend it: python manage.py index --rebuild"
    waiting.done()
    return ""
