"""Posting lists read whole into arrays: one segment's dictionary and postings file.

Whoosh's matchers walk one document at a time; here a list is decoded block by block. The layout is that of
`whoosh.codec.whoosh3` in Whoosh 2.7.4 (`W3PostingsWriter._write_block`), one more reason why that version is pinned.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3Segment, W3TermInfo, W3TermsReader
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.reading import TermNotFound

_INT = struct.Struct("!i")
_MAGIC_SIZE = 4

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Postings:
    """Where words stand: documents (ascending, each once), their weights, and all positions with their documents."""

    docs: Ids
    weights: NDArray[np.float32]
    place_docs: Ids
    places: Ids


def merged(parts: list[Postings]) -> Postings:
    """Several words as one: weights added, positions in order."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        nothing = np.zeros(0, np.int64)
        return Postings(nothing, np.zeros(0, np.float32), nothing, nothing)
    docs, inverse = np.unique(np.concatenate([part.docs for part in parts]), return_inverse=True)
    weights = np.bincount(inverse, np.concatenate([part.weights for part in parts]), len(docs)).astype(np.float32)
    keys = np.sort(np.concatenate([part.place_docs << 32 | part.places for part in parts]))
    return Postings(docs, weights, keys >> 32, keys & 0xFFFFFFFF)


class SegmentPostings:
    """The inverted side of one segment. Segments never change, so this is kept as long as the segment lives."""

    def __init__(self, directory: Path, segment: W3Segment) -> None:
        storage = FileStorage(str(directory))
        # Held in memory: a segment's files are deleted when a writer merges it, while readers still answer from it.
        raw = (directory / segment.make_filename(W3Codec.TERMS_EXT)).read_bytes()
        self._posts = np.memmap(directory / segment.make_filename(W3Codec.POSTS_EXT), np.uint8, "r")
        self._terms = W3TermsReader(segment.codec(), BufferFile(raw), len(raw), storage)
        self._vocabulary: tuple[list[str], list[bytes]] | None = None

    def word(self, field: str, key: bytes) -> list[Postings]:
        """The postings of one key, if it is there."""
        try:
            return [self._read(self._terms.term_info(field, key))]
        except TermNotFound:
            return []

    def starting(self, field: str, prefix: bytes) -> list[Postings]:
        """The postings of every key that begins so, in the order of the keys."""
        return [self._read(info) for _, info in self._infos(field, prefix)]

    def words_starting(self, prefix: str) -> list[Postings]:
        """The postings of every word of the text, as written, that begins so."""
        listed, keys = self._words()
        first = bisect_left(listed, prefix)
        last = bisect_left(listed, prefix + "\U0010ffff")
        return [posting for key in keys[first:last] for posting in self.word("text", key)]

    def words(self) -> Iterable[str]:
        """Every word of the text, as written, in order."""
        return self._words()[0]

    def _words(self) -> tuple[list[str], list[bytes]]:
        if self._vocabulary is None:
            keys = [key for field, key in self._terms.terms_from("text", b"") if field == "text"]
            pairs = sorted((key.partition(b"\0")[2].decode(), key) for key in keys)
            self._vocabulary = [word for word, _ in pairs], [key for _, key in pairs]
        return self._vocabulary

    def _infos(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, W3TermInfo]]:
        if field not in self._terms.indexed_field_names():
            return
        for (found, key), info in self._terms.items_from(field, prefix):
            if found != field or not key.startswith(prefix):
                return
            yield key, info

    def _read(self, info: W3TermInfo) -> Postings:
        offset, (length,) = info.extent()
        return decoded(self._posts[offset : offset + length].tobytes())


def decoded(data: bytes) -> Postings:
    """A posting list as it stands in the file."""
    docs, weights = [], []
    values: list[bytes] = []
    for ids, given, places in _blocks(data):
        docs.append(np.cumsum(np.array(ids, np.int64)))
        weights.append(np.full(len(ids), 1.0 if given is None else given, np.float32))
        values.extend(places)
    every = np.concatenate(docs)
    counts = np.fromiter(map(len, values), np.int64, len(values)) // 4
    flat = np.frombuffer(b"".join(values), "<u4").astype(np.int64)
    return Postings(every, np.concatenate(weights), np.repeat(every, counts), flat)


def _blocks(data: bytes) -> Iterator[tuple[tuple[int, ...], float | tuple[float, ...] | None, tuple[bytes, ...]]]:
    """(distances of document numbers, weights, positions) of each block; one weight where all are equal."""
    at, last = _MAGIC_SIZE, False
    while not last:
        (length,) = _INT.unpack_from(data, at)
        last, length = length < 0, abs(length)
        stream = BytesIO(data[at + 4 : at + 4 + length])
        info = pickle.load(stream)
        payload = stream.read()
        yield pickle.loads(zlib.decompress(payload) if info[3] else payload)
        at += 4 + length
