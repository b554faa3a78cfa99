"""Kinds of captions and TAGS: what pages call them, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

#: Kinds of caption and TAGS as pages name them, in their order.
CAPTION_KINDS = {
    "distribution": "Who may get it",
    "handling": "How it is treated",
    "channel": "Closed circuits of readers",
    "transmission": "Numbers of series and operating signals",
}
TAG_KINDS = {
    "subject": "Subjects: four letters, the first names the field",
    "program": "Programs: four letters that begin with K",
    "country": "Countries and territories: two letters, which are not those of ISO",
    "geographic": "Regions",
    "organization": "Organizations",
    "obsolete": "Given up",
    "other": "Misprints and free terms met on TAGS lines",
}


def grouped(rows: Iterable[Any], kinds: Mapping[str, str]) -> list[tuple[str, str, list[Any]]]:
    """(kind, title, rows) in the order of the kinds; rows of a kind not named come last under its own name."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.kind].append(row)
    return [(kind, kinds.get(kind, kind), groups[kind]) for kind in (*kinds, *(groups.keys() - kinds)) if groups[kind]]
