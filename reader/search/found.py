"""Everything that answers a search, as numbers: 16 bytes a cable, so that a result of any size can be taken along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from haystack.exceptions import SearchBackendError
from numpy.typing import NDArray

from reader.models import Cable
from reader.search.criteria import Criteria
from reader.search.searching import matching

#: Hits that the engine is asked for at once.
SLICE = 50_000
#: Primary keys that the database is asked for at once.
BATCH = 2_000
#: How often a result is asked for anew when the index changes while it is read.
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Primary keys of the cables found, in the order of the result page, with their scores.

    `gone` counts those that the index names although the database no longer has them; they are left out.
    """

    pks: NDArray[np.int64]
    scores: NDArray[np.float64]
    gone: int = 0

    def __len__(self) -> int:
        return len(self.pks)


def find(criteria: Criteria, limit: int | None = None) -> Found:
    """Everything found, or the first `limit`. Raises SearchBackendError when the engine cannot answer."""
    for _ in range(ATTEMPTS):
        slices = list(_slices(criteria, limit))
        if len({total for _, total in slices}) == 1:
            return _held(np.concatenate([hits for hits, _ in slices]))
    raise SearchBackendError("The index keeps changing while it is read. Try again when the ingest has ended.")


class _Slim:
    """A hit of which only the key and the score are kept. Haystack calls it as it would its SearchResult."""

    __slots__ = ("pk", "score")

    def __init__(self, app_label: str, model_name: str, pk: Any, score: float, **stored: Any) -> None:
        del app_label, model_name, stored
        self.pk, self.score = int(pk), float(score or 0.0)


def _slices(criteria: Criteria, limit: int | None) -> Iterator[tuple[NDArray[Any], int]]:
    """Hits of each slice with how many there are in all: another number means that the index has changed."""
    start, end = 0, limit if limit is not None else SLICE
    while start < end:
        asked = matching(criteria).result_class(_Slim)
        hits = asked[start : min(start + SLICE, end)]
        total = int(asked.count())
        yield np.array([(hit.pk, hit.score) for hit in hits], _HIT), total
        end = min(total, limit) if limit is not None else total
        start += SLICE


_HIT = np.dtype([("pk", np.int64), ("score", np.float64)])


def _held(found: NDArray[Any]) -> Found:
    """Without those that the database no longer has."""
    pks = found["pk"]
    batches = (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))
    there = [np.isin(batch, _in_database(batch)) for batch in batches]
    kept = found[np.concatenate(there)] if there else found
    return Found(kept["pk"].copy(), kept["score"].copy(), len(found) - len(kept))


def _in_database(pks: NDArray[np.int64]) -> list[int]:
    return list(Cable.objects.filter(pk__in=pks.tolist()).order_by().values_list("pk", flat=True))
