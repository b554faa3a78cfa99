"""Keeping the index true to the database: update, remove, rebuild, clear, verify."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from haystack import connections
from haystack.query import SearchQuerySet

from reader.models import Cable
from reader.search.documents import BATCH
from reader.search.producing import produced

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
    return int(_backend().write(_told(wanted, {}, progress)))


def remove(reference_ids: Iterable[str]) -> int:
    """Take cables out of the index by reference id, in one commit; gives how many were in it."""
    wanted = list(dict.fromkeys(reference_ids))
    pks = [pk for start in range(0, len(wanted), BATCH) for pk in _indexed(wanted[start : start + BATCH])]
    _backend().remove_pks(pks)
    return len(pks)


def is_empty() -> bool:
    """Whether the index has no cable. Raises SearchBackendError when it is unusable."""
    return not SearchQuerySet().count()


def forget(pks: Iterable[int]) -> None:
    """Take cables out of the index by primary key, in one commit; those that it does not have are passed over."""
    _backend().remove_pks(list(pks))


def rebuild(progress: Progress | None = None) -> int:
    """Build a new index of every cable beside the live one, then swap; gives how many cables it has.

    One that was interrupted is gone on with: what it has and what has not changed since is not written again.
    """
    with _backend().rebuilding() as building:
        pks = list(Cable.objects.order_by("pk").values_list("pk", flat=True))
        building.fill(_told(pks, building.stamps, progress), set(building.stamps).difference(pks))
    return len(pks)


def unfinished() -> int:
    """How many cables an interrupted rebuild has: the next one goes on from there."""
    return int(_backend().unfinished())


def clear() -> None:
    """Empty the index."""
    _backend().clear()


def verify(progress: Progress | None = None) -> Verification:
    """Compare every cable of the database with the index. Raises SearchBackendError when the index is unusable."""
    indexed = _backend().stamps()
    pks = list(Cable.objects.order_by("pk").values_list("pk", flat=True))
    missing: list[int] = []
    changed: list[int] = []
    done = 0
    for batch in produced(pks, indexed, None):
        missing += batch.missing
        changed += batch.changed
        done += batch.taken
        if progress:
            progress(done, len(pks))
    gone = sorted(set(indexed).difference(pks))
    return Verification(len(pks), tuple(missing), tuple(gone), tuple(changed))


def check() -> None:
    """Read the whole index once. Raises SearchBackendError when a part of it cannot be read."""
    _backend().check()


def repair(found: Verification, progress: Progress | None = None) -> None:
    """Mend what a verification found."""
    _backend().remove_pks(found.gone)
    update((*found.missing, *found.changed), progress)


def _told(pks: list[int], stamps: Mapping[int, tuple[str, str]], progress: Progress | None) -> Iterator[Any]:
    """What the engine writes of these cables, but of those that it has as they are."""
    done = 0
    for batch in produced(pks, stamps, _backend().told):
        yield from batch.told
        done += batch.taken
        if progress:
            progress(done, len(pks))


def _indexed(reference_ids: list[str]) -> list[int]:
    """Primary keys of the cables in the index that have these reference ids."""
    asked = SearchQuerySet().filter(reference_id__in=reference_ids).query
    return [int(pk) for pk in asked.backend.keys(asked.build_query())]


def _backend() -> Any:
    return connections["default"].get_backend()
