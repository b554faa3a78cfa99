"""Keeping the index true to the database: update, remove, rebuild, clear, verify."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from haystack import connections

from reader.models import Cable
from reader.search.documents import BATCH, documented, documents

#: Called with how many are done, of how many.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Verification:
    """What a comparison of database and index found: cables not indexed, indexed ones that are gone, changed ones."""

    checked: int
    missing: tuple[int, ...]
    gone: tuple[int, ...]
    changed: tuple[int, ...]

    @property
    def differences(self) -> int:
        """How many cables differ."""
        return len(self.missing) + len(self.gone) + len(self.changed)


def update(pks: Iterable[int], progress: Progress | None = None) -> int:
    """Index these cables (primary keys) anew, in one commit; gives how many. Keys of no cable are passed over."""
    wanted = list(dict.fromkeys(pks))
    if not wanted:
        return 0
    return int(_backend().update(_index(), _told(documented(wanted), len(wanted), progress)))


def remove(reference_ids: Iterable[str]) -> int:
    """Take cables out of the index by reference id, in one commit; gives how many were in it."""
    wanted = set(reference_ids)
    pks = [pk for pk, (reference, _) in _backend().stamps().items() if reference in wanted]
    _backend().remove_pks(pks)
    return len(pks)


def rebuild(progress: Progress | None = None) -> int:
    """Build a new index of every cable beside the live one, then swap; gives how many cables it has."""
    pks = list(Cable.objects.order_by("pk").values_list("pk", flat=True))
    return int(_backend().rebuild(_index(), _told(documented(pks), len(pks), progress)))


def clear() -> None:
    """Empty the index."""
    _backend().clear()


def verify(progress: Progress | None = None) -> Verification:
    """Compare every cable of the database with the index. Raises SearchBackendError when the index is unusable."""
    indexed = _backend().stamps()
    pks = list(Cable.objects.order_by("pk").values_list("pk", flat=True))
    missing, changed = [], []
    for start in range(0, len(pks), BATCH):
        batch = pks[start : start + BATCH]
        for pk, document in documents(batch).items():
            if pk not in indexed:
                missing.append(pk)
            elif indexed[pk][1] != document["stamp"]:
                changed.append(pk)
        if progress:
            progress(start + len(batch), len(pks))
    gone = sorted(set(indexed).difference(pks))
    return Verification(len(pks), tuple(missing), tuple(gone), tuple(changed))


def check() -> None:
    """Read the whole index once. Raises SearchBackendError when a part of it cannot be read."""
    _backend().check()


def repair(found: Verification, progress: Progress | None = None) -> None:
    """Mend what a verification found."""
    _backend().remove_pks(found.gone)
    update((*found.missing, *found.changed), progress)


def _told(cables: Iterator[Cable], count: int, progress: Progress | None) -> Iterator[Cable]:
    for done, cable in enumerate(cables, start=1):
        yield cable
        if progress:
            progress(done, count)


def _backend() -> Any:
    return connections["default"].get_backend()


def _index() -> Any:
    return connections["default"].get_unified_index().get_index(Cable)
