"""What a cable says, in 16 letters: a short digest of its header and one of its text, a batch by two queries."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from reader.models import Cable, Paragraph

#: Cables read from the database at once.
BATCH = 500
#: Hexadecimal digits that are kept of a digest: 64 bits.
DIGITS = 16

_HEADER = (
    "date", "date_has_time", "precedence", "originator_station", "originator_routing", "level", "caveats",
    "classification_as_written", "subject", "headline",
)  # fmt: skip
_ROW = ("pk", "reference_id", "year", "signatures", *_HEADER)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A cable by its id, with the digests of what its header states and of its paragraphs with their markings."""

    reference_id: str
    level: str | None
    year: int | None
    header: str
    text: str


def fingerprints(pks: Iterable[int]) -> Iterator[Fingerprint]:
    """Of these cables, in this order; those that are no longer held are left out."""
    waiting = iter(pks)
    while batch := list(islice(waiting, BATCH)):
        found = _batch(batch)
        yield from (found[pk] for pk in batch if pk in found)


def canonical(value: Any) -> str:
    """JSON without blanks, keys in order, as RFC 8785 writes what has no fractions: equal values, equal text."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _batch(pks: Sequence[int]) -> dict[int, Fingerprint]:
    texts = _texts(pks)
    return {
        row["pk"]: Fingerprint(
            row["reference_id"],
            row["level"],
            row["year"],
            _short([_plain(row[name]) for name in _HEADER]),
            _short([texts[row["pk"]], row["signatures"]]),
        )
        for row in Cable.objects.filter(pk__in=pks).order_by().values(*_ROW)
    }


def _texts(pks: Sequence[int]) -> dict[int, list[list[Any]]]:
    """Paragraphs by cable, in order: number, marking as written, heading, text."""
    texts: dict[int, list[list[Any]]] = defaultdict(list)
    rows = Paragraph.objects.filter(cable_id__in=pks).order_by("cable_id", "position")
    for cable, *said in rows.values_list("cable_id", "number", "marking__as_written", "heading", "text"):
        texts[cable].append(said)
    return texts


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _short(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:DIGITS]
