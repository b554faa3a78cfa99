"""Posting lists read whole into arrays: one segment's dictionary and postings file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3Segment, W3TermsReader
from whoosh.filedb.structfile import BufferFile

from reader.search.engines.shape import WEIGHTS
from reader.search.engines.whoosh_engine.codec import DOC_SHIFT, EXTENT, WORDS_EXT, Keys, unpack, unpack_words
from reader.search.engines.whoosh_engine.schema import FIELD_NUMBER, FIELD_SHIFT

Ids = NDArray[np.int64]
Weights = NDArray[np.float32]

_WEIGHT = np.ones(1 << (32 - FIELD_SHIFT), np.float32)
for _name, _weight in WEIGHTS.items():
    _WEIGHT[FIELD_NUMBER[_name]] = _weight


@dataclass(frozen=True, slots=True)
class Postings:
    """Where words stand (see codec.Keys), in which documents (ascending, each once), and how much they count there."""

    keys: Keys
    docs: Ids
    weights: Weights

    @classmethod
    def of(cls, keys: Keys, *, weighted: bool = True) -> Postings:
        """Postings of a list; `weighted`: a word of the subject counts more."""
        every = keys >> DOC_SHIFT
        starts = np.flatnonzero(np.diff(every, prepend=-1))
        if not len(starts):
            return cls(keys, every, np.zeros(0, np.float32))
        if weighted:
            weights = np.add.reduceat(_WEIGHT[(keys >> FIELD_SHIFT) & (len(_WEIGHT) - 1)], starts)
        else:
            weights = np.diff(starts, append=len(keys)).astype(np.float32)
        return cls(keys, every[starts], weights)


class SegmentPostings:
    """The inverted side of one segment. Segments never change, so this is kept as long as the segment lives."""

    def __init__(self, directory: Path, segment: W3Segment) -> None:
        # Opened now: a segment's files are deleted when a writer merges it, while readers still answer from it.
        raw = (directory / segment.make_filename(W3Codec.TERMS_EXT)).read_bytes()
        posts = directory / segment.make_filename(W3Codec.POSTS_EXT)
        self._posts = np.memmap(posts, np.uint8, "r") if posts.stat().st_size else np.zeros(0, np.uint8)
        self._terms = W3TermsReader(segment.codec(), BufferFile(raw), len(raw), None)
        self._words_data: bytes | None = (directory / segment.make_filename(WORDS_EXT)).read_bytes()
        self._vocabulary: tuple[list[str], Keys] = ([], np.zeros((0, 2), np.int64))

    def key(self, field: str, key: bytes) -> list[Keys]:
        """The list of one key, if it is there."""
        return [keys for found, keys in self.starting(field, key) if found == key][:1]

    def starting(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, Keys]]:
        """Key and list of every key that begins so, in order."""
        for key, extent in self._extents(field, prefix):
            yield key, self._read(*extent)

    def words_starting(self, prefix: str) -> list[Keys]:
        """The lists of every word of the text, as written, that begins so."""
        return [keys for _, keys in self.lists_starting(prefix)]

    def lists_starting(self, prefix: str) -> Iterator[tuple[str, Keys]]:
        """Word, as written, and list of every word of the text that begins so, in order."""
        listed, extents = self._words()
        here = _beginning(listed, prefix)
        for word, extent in zip(listed[here], extents[here].tolist(), strict=True):
            yield word, self._read(*extent)

    def listed_starting(self, prefix: str) -> list[str]:
        """Every word of the text, as written, that begins so, in order."""
        listed = self._words()[0]
        return listed[_beginning(listed, prefix)]

    def words(self) -> Iterable[str]:
        """Every word of the text, as written, in order."""
        return self._words()[0]

    def everything(self) -> Iterator[tuple[str, bytes, Keys]]:
        """Field, key and list of all there is."""
        for field in ("names", "text"):
            for key, keys in self.starting(field, b""):
                yield field, key, keys

    def _words(self) -> tuple[list[str], Keys]:
        if self._words_data is not None:
            self._vocabulary = unpack_words(self._words_data)
            self._words_data = None
        return self._vocabulary

    def _extents(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, tuple[int, int]]]:
        number: int | None = self._terms._fieldmap.get(field)
        if number is None:
            return
        start = number.to_bytes(2, "big") + prefix
        key: Any
        for key, value in self._terms._tindex.items_from(start):
            if not key.startswith(start):
                return
            yield key[2:], EXTENT.unpack(value)

    def _read(self, offset: int, length: int) -> Keys:
        return unpack(self._posts[offset : offset + length].tobytes())


def _beginning(listed: list[str], prefix: str) -> slice:
    """Where in a sorted list the words that begin so stand."""
    return slice(bisect_left(listed, prefix), bisect_left(listed, prefix + "\U0010ffff"))


def merged(parts: list[Keys]) -> Keys:
    """Lists of several words as one, in order."""
    if len(parts) == 1:
        return parts[0]
    return np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.int64)
