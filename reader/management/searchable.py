"""What commands that change cables share: a bar on a terminal, and making searchable what waits for the index."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from typing import Any

from haystack.exceptions import HaystackError
from tqdm import tqdm

from reader.ingest import unindexed
from reader.models import Cable
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
    try:
        cables = _all_or(waiting.cables, say)
        if cables and not on_terminal():
            say(f"Indexing {len(cables):,} cables ...")
        with bar("Indexing", "cable", len(cables)) as shown:
            indexing.forget(waiting.gone)
            indexing.update(cables, lambda done, _count: shown.update(done - shown.n))
    except (OSError, HaystackError) as error:
        said = str(error).rstrip(".")
        mend = "" if "index --rebuild" in said else " Mend it: python manage.py index --rebuild"
        return f"All of it is stored, but not searchable yet: {said}.{mend}"
    waiting.done()
    return ""


def _all_or(waiting: Sequence[int], say: Callable[[str], object]) -> Sequence[int]:
    """What waits; every cable where the index, of an archive that has more, has none: somebody took it away."""
    count = Cable.objects.count()
    if count == len(waiting) or not indexing.is_empty():
        return waiting
    say(f"The search index is empty: all {count:,} cables are indexed anew.")
    return list(Cable.objects.order_by("pk").values_list("pk", flat=True))
