"""A frozen search asked again: what has come, gone and changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reader.models import Cable
from reader.search.fingerprints import fingerprints
from reader.search.found import BATCH, find
from reader.search.frozen import search_json
from reader.search.state import ArchiveState, archive_state, moment
from reader.search.thawing import Frozen


@dataclass(frozen=True, slots=True)
class Comparison:
    """What has happened to a result since it was frozen. `gone` and `changed` say why and what, by reference id."""

    frozen: Frozen
    state: ArchiveState
    came: list[str]
    gone: dict[str, str]
    changed: dict[str, str]
    same: int
    notes: list[str]

    @property
    def unchanged(self) -> bool:
        """Whether the archive answers as it did."""
        return not (self.came or self.gone or self.changed)

    def as_json(self, now: dt.datetime) -> dict[str, Any]:
        """The comparison as a file of its own."""
        return {
            "format": "cablearchive comparison 1",
            "of": self.frozen.stated,
            "intact": self.frozen.intact,
            "frozen": self.frozen.frozen,
            "compared": moment(now),
            "search": search_json(self.frozen.criteria),
            "archive_then": dict(self.frozen.archive),
            "archive_now": self.state.as_json(),
            "notes": self.notes,
            "counts": {
                "then": len(self.frozen.cables),
                "now": len(self.came) + len(self.changed) + self.same,
                "came": len(self.came),
                "gone": len(self.gone),
                "changed": len(self.changed),
                "same": self.same,
            },
            "came": self.came,
            "gone": [{"reference_id": one, "why": why} for one, why in self.gone.items()],
            "changed": [{"reference_id": one, "what": what} for one, what in self.changed.items()],
        }


def compare(frozen: Frozen) -> Comparison:
    """Run the search again and compare. Raises SearchBackendError when the engine cannot answer."""
    state, found = archive_state(), find(frozen.criteria)
    left = dict(frozen.cables)
    came, changed, same = [], {}, 0
    for cable in fingerprints(map(int, found.pks)):
        before = left.pop(cable.reference_id, None)
        if before is None:
            came.append(cable.reference_id)
        elif what := _difference(before, (cable.header, cable.text)):
            changed[cable.reference_id] = what
        else:
            same += 1
    return Comparison(frozen, state, came, _reasons(left), changed, same, _notes(frozen.archive, state))


def _difference(before: tuple[str, str], now: tuple[str, str]) -> str:
    return " and ".join(name for name, a, b in zip(("header", "text"), before, now, strict=True) if a != b)


def _reasons(gone: Iterable[str]) -> dict[str, str]:
    """Why a cable is no longer found: it is not held any more, or it answers no longer."""
    ids, held = list(gone), set()
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        held |= set(Cable.objects.filter(reference_id__in=batch).order_by().values_list("reference_id", flat=True))
    return {one: "held, but does not answer the search" if one in held else "not in the archive" for one in ids}


def _notes(then: Mapping[str, Any], now: ArchiveState) -> list[str]:
    """What differs between the archive then and now besides its cables."""
    today = now.as_json()
    return [
        f"The {words} was {str(then[name])[:80]} then and is {today[name]} now: {meaning}"
        for name, words, meaning in _VERSIONS
        if name in then and then[name] != today[name]
    ]


_VERSIONS = (
    ("address", "archive’s address", "the search may have been frozen in another archive."),
    ("language_version", "version of the query language", "the same words may ask for something else."),
    ("index_version", "version of the index", "words may be found otherwise."),
    ("reader_version", "version of the reader", "texts may have been read again, and read otherwise."),
    ("engine", "search engine", "both answer alike, but may rank otherwise."),
)
