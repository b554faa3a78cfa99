"""What a study of classification needs of every cable, as arrays in memory: any subset is then counted at once.

A cable is a place in the arrays, in the order of primary keys; about 70 bytes each. They are read once a state of the
archive (`ArchiveState`), without cables that ingest has stored and not counted yet; study_kept shares them.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import CharField, QuerySet, TextField
from django.db.models.functions import Cast
from numpy.typing import NDArray

from reader.insight import study_kept
from reader.models import ArchiveState, Cable, CableTag, Release, Uncounted
from reader.models.comparing import PORTIONS, STATES, against_portions
from reader.models.counting import written
from reader.telegram import LEVELS

Ints = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]

#: The place of a level in LEVELS; what stands for none, and for words that are no level of LEVELS.
NO_LEVEL, OTHER = -1, len(LEVELS)
#: Seconds of a cable without a date; days of a release whose day, or whose cable's, is not stated.
UNDATED, UNKNOWN = np.iinfo(np.int64).min, np.iinfo(np.int32).min
_ROWS = 20_000
_DAY = 86_400
_LEVEL = {None: NO_LEVEL} | {level: place for place, level in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Pairs:
    """Several values a cable: the cable's place, and the value's code."""

    at: Ints
    value: Ints


@dataclass(frozen=True, slots=True)
class Columns:
    """An array for each thing that is counted; `kept` holds what was counted of them."""

    pk: Ints
    sent: Ints
    rank: Ints  # the place in a list of all, newest first and undated last
    year: Ints  # 0: none
    station: Ints  # primary key; 0: none
    level: Ints
    highest: Ints
    state: Ints  # a place in STATES
    portions: Ints  # a row of `mixes`
    classifier: Ints  # a place in `classifiers`; 0: none
    partial: Mask
    textless: Mask
    hinted: Mask
    released: Mask
    original: Ints
    current: Ints
    wait: Ints  # days from sending to release
    tags: Pairs
    reasons: Pairs
    mixes: Ints  # a row for each mix of paragraphs, a column for each of PORTIONS
    classifiers: Sequence[str]
    reason_names: Sequence[str]
    kept: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.pk)

    def places(self, pks: NDArray[np.int64]) -> Ints:
        """Where these cables stand, ascending; those that are not here are left out."""
        if not len(self.pk):
            return np.zeros(0, np.int64)
        wanted = np.sort(pks)
        at = np.minimum(np.searchsorted(self.pk, wanted), len(self.pk) - 1)
        held: Ints = at[self.pk[at] == wanted]
        return held

    def of(self, places: Ints) -> Columns:
        """The same of some cables only; places ascending."""
        moved = np.full(len(self.pk), -1, np.int32)
        moved[places] = np.arange(len(places), dtype=np.int32)
        taken: dict[str, Any] = {name: getattr(self, name)[places] for name in _BY_CABLE}
        return replace(self, **taken, tags=_moved(self.tags, moved), reasons=_moved(self.reasons, moved), kept={})


_BY_CABLE = (
    "pk", "sent", "rank", "year", "station", "level", "highest", "state", "portions", "classifier", "partial",
    "textless", "hinted", "released", "original", "current", "wait",
)  # fmt: skip
#: Several values a cable; lists of words that codes stand for.
_PAIRS = ("tags", "reasons")
_NAMES = ("classifiers", "reason_names")


def _moved(pairs: Pairs, moved: Ints) -> Pairs:
    at = moved[pairs.at]
    here = at >= 0
    return Pairs(at[here], pairs.value[here])


_held: dict[str, tuple[tuple[str, ...], Columns]] = {}
_reading = threading.Lock()


def columns() -> Columns:
    """The columns of all cables: one query, and one reading of the whole after each change."""
    with _reading:
        state = archive_state()
        if state is None:
            return _read()
        name = state[1]
        if name not in _held or _held[name][0] != state:
            _held.pop(name, None)
            _held[name] = state, _kept(state)
        return _held[name][1]


def archive_state() -> tuple[str, ...] | None:
    """What database this is, and in which state; None for one that nothing ever changed."""
    row = ArchiveState.objects.filter(pk=1).values_list("version", "changed").first()
    return None if row is None else (connection.vendor, str(connection.settings_dict["NAME"]), *map(str, row))


def _kept(state: tuple[str, ...]) -> Columns:
    """The columns of a state from the file, else from the database and into the file."""
    pairs = [f"{name}.{part}" for name in _PAIRS for part in ("at", "value")]
    found = study_kept.kept(state, [*_BY_CABLE, *pairs, "mixes"], _NAMES)
    if found is None:
        made = _read()
        arrays: dict[str, Any] = {name: getattr(made, name) for name in (*_BY_CABLE, "mixes")}
        for name in _PAIRS:
            arrays |= {f"{name}.at": getattr(made, name).at, f"{name}.value": getattr(made, name).value}
        study_kept.keep(state, arrays, {name: getattr(made, name) for name in _NAMES})
        return made
    taken: dict[str, Any] = {name: Pairs(found.pop(f"{name}.at"), found.pop(f"{name}.value")) for name in _PAIRS}
    return Columns(**found, **taken)


class _Codes:
    """Values as small numbers, in the order in which they come."""

    def __init__(self, first: str = "") -> None:
        self.of: dict[str, int] = {first: 0}

    def __call__(self, values: Iterable[str]) -> list[int]:
        of = self.of
        return [of.setdefault(value, len(of)) for value in values]


def _read() -> Columns:
    names, mixes, reasons = _Codes(), _Codes("{}"), _Codes("[]")
    cables = _cables(names, mixes, reasons)
    pk = cables["pk"]
    spelled: list[list[str]] = [list(dict.fromkeys(json.loads(text))) for text in reasons.of]
    reason = _Codes()
    coded = [np.array(reason(listed), np.int32) for listed in spelled]
    return Columns(
        **{name: cables[name] for name in _BY_CABLE if name in cables},
        **_releases(pk, cables["sent"]),
        rank=_ranks(cables["sent"]),
        state=_states(cables["level"], cables["highest"], cables["paragraphs"]),
        tags=_tags(pk),
        reasons=_spread(cables["reasons"], coded),
        mixes=np.array([[json.loads(text).get(name, 0) for name in PORTIONS] for text in mixes.of], np.int32),
        classifiers=list(names.of),
        reason_names=list(reason.of),
    )


def _cables(names: _Codes, mixes: _Codes, reasons: _Codes) -> dict[str, Any]:
    """Columns of the table of cables, a chunk at a time: name -> array."""
    one: dict[str, tuple[Any, type, Callable[[Sequence[Any]], Any]]] = {
        "pk": ("pk", np.int64, _same),
        "sent": (Cast("date", CharField()), np.int64, _seconds),
        "year": ("year", np.int16, _or_zero),
        "station": ("station_id", np.int32, _or_zero),
        "level": ("level", np.int8, _levels),
        "highest": ("highest_portion_level", np.int8, _levels),
        "paragraphs": ("paragraph_count", np.int32, _same),
        "portions": (Cast("portions", TextField()), np.int32, mixes),
        "classifier": ("classified_by", np.int32, lambda values: names(map(written, values))),
        "reasons": (Cast("reasons", TextField()), np.int32, reasons),
        "partial": ("partial", np.bool_, _same),
        "textless": ("text_missing", np.bool_, _same),
        "hinted": ("level_source", np.bool_, lambda values: [value == "hint" for value in values]),
    }
    counted = Cable.objects.exclude(pk__in=Uncounted.objects.values("cable")).order_by("pk")
    parts: dict[str, list[Any]] = {name: [np.zeros(0, kind)] for name, (_, kind, _) in one.items()}
    for rows in _chunks(counted.values_list(*(column for column, *_ in one.values()))):
        for (name, (_, kind, made)), values in zip(one.items(), zip(*rows, strict=True), strict=True):
            parts[name].append(np.array(made(values), kind))
    return {name: np.concatenate(arrays) for name, arrays in parts.items()}


def _chunks(rows: QuerySet[Any, Any]) -> Iterator[list[Any]]:
    """Rows as the database gives them, without Django's conversions: those took half of the time."""
    statement, parameters = rows.query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while chunk := cursor.fetchmany(_ROWS):
            yield chunk


def _same(values: Sequence[Any]) -> Sequence[Any]:
    return values


def _or_zero(values: Sequence[int | None]) -> list[int]:
    return [value or 0 for value in values]


def _levels(values: Sequence[str | None]) -> list[int]:
    return [_LEVEL[value] for value in values]


def _seconds(values: Sequence[str | None]) -> Ints:
    """Dates as both databases write them, in UTC: 2008-05-28 19:32:00, whatever follows."""
    stamps = np.array([value[:19] if value else "NaT" for value in values], "datetime64[s]")
    return np.where(np.isnat(stamps), UNDATED, stamps.astype(np.int64))


def _ranks(sent: Ints) -> Ints:
    """Newest first, of one moment the smaller key first, undated last."""
    latest = np.where(sent == UNDATED, np.iinfo(np.int64).max, -sent)
    ranks = np.empty(len(sent), np.int32)
    ranks[np.argsort(latest, kind="stable")] = np.arange(len(sent), dtype=np.int32)
    return ranks


def _states(level: Ints, highest: Ints, paragraphs: Ints) -> Ints:
    """`against_portions` of every cable, by a table of all that it can be asked."""
    named = (*LEVELS, None)  # the last is also the one before the first
    table = np.array(
        [[[STATES.index(against_portions(one, two, n)) for n in (0, 1)] for two in named] for one in named], np.int8
    )
    return table[level, highest, (paragraphs > 0).astype(np.int8)]


def _tags(pk: Ints) -> Pairs:
    rows = CableTag.objects.order_by().values_list("cable_id", "tag_id")
    parts = [np.zeros((0, 2), np.int64), *(np.array(chunk, np.int64) for chunk in _chunks(rows))]
    found = np.concatenate(parts)
    at = np.searchsorted(pk, found[:, 0])
    here = at < len(pk)
    here[here] = pk[at[here]] == found[here, 0]
    return Pairs(at[here].astype(np.int32), found[here, 1].astype(np.int32))


def _spread(codes: Ints, coded: Sequence[Ints]) -> Pairs:
    """A code of a list for each cable -> pairs of cable and value."""
    lengths = np.array([len(listed) for listed in coded])
    several = np.flatnonzero(lengths[codes])
    at = np.repeat(several, lengths[codes[several]]).astype(np.int32)
    values = [coded[code] for code in codes[several].tolist()]
    return Pairs(at, np.concatenate(values) if values else np.zeros(0, np.int32))


def _releases(pk: Ints, sent: Ints) -> dict[str, Any]:
    """What releases say, by cable."""
    found = {
        "released": np.zeros(len(pk), np.bool_),
        "original": np.full(len(pk), NO_LEVEL, np.int8),
        "current": np.full(len(pk), NO_LEVEL, np.int8),
        "wait": np.full(len(pk), UNKNOWN, np.int32),
    }
    days = Cast("released", CharField())
    rows = Release.objects.order_by("cable_id")
    chosen = rows.values_list("cable_id", "original_classification", "current_classification", days)
    for chunk in _chunks(chosen):
        keys, original, current, day = zip(*chunk, strict=True)
        at = np.searchsorted(pk, keys)
        here = at < len(pk)
        here[here] = pk[at[here]] == np.array(keys)[here]
        at = at[here]
        found["released"][at] = True
        found["original"][at] = np.array(_levels(original), np.int8)[here]
        found["current"][at] = np.array([_stated(words) for words in current], np.int8)[here]
        ends = _seconds([f"{value}" if value else None for value in day])[here]
        known = (ends != UNDATED) & (sent[at] != UNDATED)
        found["wait"][at[known]] = ends[known] // _DAY - sent[at[known]] // _DAY
    return found


def _stated(words: str) -> int:
    """A current classification as written: a level's place, OTHER for other words."""
    plain = " ".join(words.upper().split())
    return _LEVEL.get(plain, OTHER) if plain else NO_LEVEL
