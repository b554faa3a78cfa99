"""A search frozen: a file that can be cited, deposited, checked, and compared with what the archive finds later.

It is JSON with its keys in order and a cable a line. `sha256` is the digest of all the rest in canonical form (RFC
8785: no blanks, keys sorted, UTF-8), so that it survives pretty-printing and nothing else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.models import Cable
from reader.search.criteria import Criteria
from reader.search.fingerprints import Fingerprint, canonical, fingerprints
from reader.search.found import BATCH, Found, find
from reader.search.language import parse
from reader.search.state import ArchiveState, archive_state, moment

#: What the file calls itself; the number changes with its shape.
FORMAT = "cablearchive frozen search 1"

ABOUT = (
    "A search of an archive of cables, as it was answered at one time. Each cable: reference id, digest of its header, "
    "digest of its text. sha256: of this object without the key sha256, as RFC 8785 (JSON without blanks, keys "
    "sorted, UTF-8). It shows that nothing was changed since, and not by whom the file was made."
)
#: Later than any date, so that undated cables come last.
_UNDATED = np.iinfo(np.int64).max
#: Scores that differ by less are a tie.
_DECIMALS = 6


def freeze(criteria: Criteria, now: dt.datetime) -> Iterator[str]:
    """The pieces of the file; the engine is asked at once. Raises SearchBackendError when it cannot answer."""
    state, found = archive_state(), find(criteria)
    return _sealed(_pieces(criteria, state, in_order(criteria, found), now))


def search_json(criteria: Criteria) -> dict[str, Any]:
    """What was asked, for a file: enough to ask it again, and in words."""
    return {
        "q": criteria.q,
        "sort": criteria.sort,
        "filters": {name: list(values) for name, values in criteria.filters.items()},
        "excluded": {name: list(values) for name, values in criteria.excluded.items()},
        "address": criteria.on_page(1).address(),
        "sentence": criteria.sentence(),
        "messages": [message.text for message in parse(criteria.q).messages],
    }


def in_order(criteria: Criteria, found: Found) -> NDArray[np.int64]:
    """Primary keys in the order asked for; what ties is ordered by date, newest first, and then by reference id."""
    references, seconds = _keys(found.pks)
    newest = np.where(seconds == _UNDATED, _UNDATED, -seconds)
    if criteria.sort == "date":
        order = np.lexsort((references, seconds))
    elif criteria.sort == "-date" or not criteria.q:
        order = np.lexsort((references, newest))
    else:
        order = np.lexsort((references, newest, -np.round(found.scores, _DECIMALS)))
    return found.pks[order]


def _keys(pks: NDArray[np.int64]) -> tuple[NDArray[np.bytes_], NDArray[np.int64]]:
    """Reference ids and dates (seconds since 1970) by position."""
    references, seconds = [], []
    for start in range(0, len(pks), BATCH):
        batch = pks[start : start + BATCH].tolist()
        rows = Cable.objects.filter(pk__in=batch).order_by().values_list("pk", "reference_id", "date")
        found = {pk: (reference.encode(), date) for pk, reference, date in rows}
        for reference, date in (found.get(pk, (b"", None)) for pk in batch):
            references.append(reference)
            seconds.append(int(date.timestamp()) if date else _UNDATED)
    return np.array(references, np.bytes_), np.array(seconds, np.int64)


def _sealed(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces, a line each, and the digest at the end."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece.encode())
        yield piece + "\n"
    digest.update(b"}")
    yield f',"sha256":"{digest.hexdigest()}"}}\n'


def _pieces(criteria: Criteria, state: ArchiveState, pks: NDArray[np.int64], now: dt.datetime) -> Iterator[str]:
    """The canonical text of the file without its last bracket, cut where a line may end."""
    counts = _Counts()
    yield f'{{"about":{canonical(ABOUT)},"archive":{canonical(state.as_json())},"cables":['
    before = ""
    for cable in fingerprints(map(int, pks)):
        counts.add(cable)
        yield before + canonical([cable.reference_id, cable.header, cable.text])
        before = ","
    yield f'],"counts":{canonical(counts.as_json())},"format":{canonical(FORMAT)}'
    yield f',"frozen":{canonical(moment(now))},"search":{canonical(search_json(criteria))}'


class _Counts:
    """Counts of the cables as they pass."""

    def __init__(self) -> None:
        self.levels: Counter[str] = Counter()
        self.years: Counter[str] = Counter()

    def add(self, cable: Fingerprint) -> None:
        self.levels[cable.level or "not stated"] += 1
        self.years[str(cable.year or "not stated")] += 1

    def as_json(self) -> dict[str, Any]:
        """How many there are, by classification and by year."""
        return {
            "cables": self.levels.total(),
            "by_classification": dict(sorted(self.levels.items())),
            "by_year": dict(sorted(self.years.items())),
        }
