"""What sorting, filtering and counting need, as arrays: cards of a segment's documents, and those of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3Segment
from whoosh.filedb.filestore import FileStorage

from reader.search.engines.shape import COLUMNS

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """The exact values of one field: document docs[i] has the value names[codes[i]]."""

    docs: Numbers
    codes: Numbers
    names: list[str]

    def having(self, wanted: Iterable[str], size: int) -> Mask:
        """Which of `size` documents have one of these values."""
        asked = set(wanted)
        chosen = [code for code, name in enumerate(self.names) if name in asked]
        return self._mask(chosen, size)

    def starting(self, prefix: str, size: int) -> Mask:
        """Which documents have a value that begins so, in any case of letters."""
        folded = prefix.casefold()
        return self._mask([c for c, name in enumerate(self.names) if name.casefold().startswith(folded)], size)

    def between(self, low: int | None, high: int | None, size: int) -> Mask:
        """Which documents have a number from low to high, both included, None for no bound."""
        chosen = [
            code
            for code, name in enumerate(self.names)
            if (low is None or int(name) >= low) and (high is None or int(name) <= high)
        ]
        return self._mask(chosen, size)

    def counts(self, mask: Mask) -> list[tuple[str, int]]:
        """How many documents of the mask have each value; values that none has are left out."""
        found = np.bincount(self.codes[mask[self.docs]], minlength=len(self.names))
        there = np.flatnonzero(found)
        return [(self.names[code], count) for code, count in zip(there.tolist(), found[there].tolist(), strict=True)]

    def _mask(self, chosen: Sequence[int], size: int) -> Mask:
        mask = np.zeros(size, np.bool_)
        if chosen:
            wanted = np.zeros(len(self.names), np.bool_)
            wanted[list(chosen)] = True
            mask[self.docs[wanted[self.codes]]] = True
        return mask


@dataclass(frozen=True, slots=True)
class Cards:
    """One array an aspect, one place a document: primary keys, minutes, lengths; reference ids and stamps as lists."""

    pks: Numbers
    references: list[str]
    minutes: Numbers
    lengths: Numbers
    stamps: list[str]
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.references)


def segment_cards(directory: Path, segment: W3Segment) -> Cards:
    """The cards of a segment, deleted documents included."""
    reader = W3PerDocReader(FileStorage(str(directory)), segment)
    try:
        rows = [reader.stored_fields(number)["card"] for number in range(segment.doc_count_all())]
    finally:
        reader.close()
    return _cards(rows)


def joined(parts: Sequence[Cards]) -> Cards:
    """The cards of all segments, one behind the other."""
    if len(parts) == 1:
        return parts[0]
    starts = np.cumsum([0, *map(len, parts)])
    return Cards(
        np.concatenate([_NONE, *(part.pks for part in parts)]),
        [reference for part in parts for reference in part.references],
        np.concatenate([_NONE, *(part.minutes for part in parts)]),
        np.concatenate([_NONE, *(part.lengths for part in parts)]),
        [stamp for part in parts for stamp in part.stamps],
        {name: _joined_column([(p.columns[name], int(s)) for p, s in zip(parts, starts, strict=False)])
         for name in COLUMNS},
    )  # fmt: skip


_NONE = np.zeros(0, np.int64)


def _cards(rows: list[tuple[Any, ...]]) -> Cards:
    columns = {name: _column([row[5][at] for row in rows]) for at, name in enumerate(COLUMNS)}
    return Cards(
        np.array([row[0] for row in rows], np.int64),
        [row[1] for row in rows],
        np.array([row[2] for row in rows], np.int64),
        np.array([row[3] for row in rows], np.int64),
        [row[4] for row in rows],
        columns,
    )


def _column(rows: list[tuple[str, ...]]) -> Column:
    docs, codes = [], []
    names: dict[str, int] = {}
    for number, row in enumerate(rows):
        for value in row:
            docs.append(number)
            codes.append(names.setdefault(value, len(names)))
    return Column(np.array(docs, np.int64), np.array(codes, np.int64), list(names))


def _joined_column(parts: list[tuple[Column, int]]) -> Column:
    names: dict[str, int] = {}
    docs, codes = [_NONE], [_NONE]
    for column, start in parts:
        numbers = np.array([names.setdefault(name, len(names)) for name in column.names], np.int64)
        docs.append(column.docs + start)
        codes.append(numbers[column.codes] if len(numbers) else column.codes)
    return Column(np.concatenate(docs), np.concatenate(codes), list(names))


#: Kept so that a change of Whoosh's codec is met at import, not at the first search.
assert hasattr(W3Codec, "COLUMN_EXT")
