"""The longest chains of the archive: cables of which each answers, or cites, one that was sent before it.

They are looked for once a state of the archive, over all references at once, and kept in a file of VAR_DIR/study that
can be deleted at any time.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings
from django.db.models import F

from reader.insight import threads
from reader.insight.study_columns import UNDATED, archive_state, columns
from reader.models import Cable, Reference

_log = logging.getLogger(__name__)

#: Chains that are kept, and the cables of the shortest that is one.
MOST, SHORTEST = 10, 3
#: Raised when what is looked for changes.
VERSION = 1
_ROWS = 20_000


class Chain(NamedTuple):
    """The cables of a chain, the oldest first."""

    cables: list[Cable]

    @property
    def newest(self) -> Cable:
        """The one that answers all others."""
        return self.cables[-1]


def longest() -> list[Chain]:
    """The longest chains, each of its own cables; two queries, and a search through all references after a change."""
    found = _kept()
    cables = threads.shown().in_bulk([pk for chain in found for pk in chain])
    return [Chain([cables[pk] for pk in chain]) for chain in found if all(pk in cables for pk in chain)]


def path() -> Path:
    """Where the file lies."""
    return Path(settings.VAR_DIR) / "study" / "chains.json"


def _kept() -> list[list[int]]:
    """Keys of the cables of each chain: from the file, when it is of this state, else found and kept."""
    state = archive_state()
    if state is None:
        return _find()
    about = [VERSION, *state]
    try:
        said: dict[str, Any] = json.loads(path().read_bytes())
        if said["about"] == about:
            return list(said["chains"])
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("%s cannot be read, and is made anew: %s", path(), error)
    found = _find()
    _keep({"about": about, "chains": found})
    return found


def _keep(said: dict[str, Any]) -> None:
    fresh = path().with_name(f"chains-{os.getpid()}.tmp")
    try:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(said), encoding="ascii")
        fresh.replace(path())
    except OSError as error:
        _log.warning("%s cannot be written: %s", path(), error)


def _find() -> list[list[int]]:
    """The longest first; what shares a cable with a longer one is left out."""
    length, cited = _lengths(_references())
    taken: set[int] = set()
    found: list[list[int]] = []
    for last in sorted(length, key=lambda pk: (-length[pk], pk)):
        if length[last] < SHORTEST or len(found) == MOST:
            break
        chain = _back(last, cited)
        if taken.isdisjoint(chain):
            found.append(chain)
            taken.update(chain)
    return found


def _lengths(references: Iterable[tuple[int, int]]) -> tuple[dict[int, int], dict[int, int]]:
    """Cable -> how many stand in the longest chain that ends with it; -> the one before it. Citing cables by date."""
    length: dict[int, int] = {}
    cited: dict[int, int] = {}
    for cable, target in references:
        reached = length.get(target, 1) + 1
        if reached > length.get(cable, 1):
            length[cable], cited[cable] = reached, target
    return length, cited


def _back(last: int, cited: dict[int, int]) -> list[int]:
    chain = [last]
    while chain[-1] in cited:
        chain.append(cited[chain[-1]])
    return chain[::-1]


def _references() -> Sequence[tuple[int, int]]:
    """(citing, cited) of dated cables, the cited one sent before: by the date of the citing one."""
    rows = Reference.objects.exclude(target=None).exclude(target=F("cable")).order_by("cable", "target")
    pairs = np.array(list(rows.values_list("cable", "target").iterator(_ROWS)), np.int64).reshape(-1, 2)
    every = columns()
    if not len(pairs) or not len(every):
        return []
    citing, cited = (np.searchsorted(every.pk, pairs[:, side]).clip(0, len(every) - 1) for side in (0, 1))
    counted = (every.pk[citing] == pairs[:, 0]) & (every.pk[cited] == pairs[:, 1])
    before = (every.sent[cited] > UNDATED) & (every.sent[cited] < every.sent[citing])
    kept = np.flatnonzero(counted & before)
    ordered = pairs[kept[np.argsort(every.sent[citing[kept]], kind="stable")]]
    return [(cable, target) for cable, target in ordered.tolist()]
