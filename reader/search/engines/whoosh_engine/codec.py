"""A Whoosh codec whose posting lists are arrays: collected as arrays, written as arrays, read back whole by numpy.

Whoosh's own codec handles each posting as a Python object, several times; it is 15 times slower to write. Dictionary,
stored documents, segments and table of contents are Whoosh's. A key of the dictionary leads to where its list lies in
the file of postings: three arrays, of the distances between documents, of fields and of positions, each as narrow as
its numbers allow.
"""

from __future__ import annotations

import struct
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter

from reader.search.engines.shape import Document
from reader.search.engines.whoosh_engine.schema import (
    FIELD_SHIFT,
    name_key,
    name_places,
    text_key,
    text_places,
)

#: document << DOC_SHIFT | field << FIELD_SHIFT | position, ascending in every list.
Keys = NDArray[np.int64]
DOC_SHIFT = 32

#: The file of a segment's words: see pack_words.
WORDS_EXT = ".wrd"

#: How a dictionary entry tells where a list lies: offset and length in bytes.
EXTENT = struct.Struct("<QI")

#: The first byte of a list: keys as they are (few), narrow arrays, or these compressed.
_PLAIN, _NARROW, _PACKED = b"\0", b"\1", b"\2"
_FEW = 4
#: Number of places, the three widths in bytes.
_HEAD = struct.Struct("<IBBB")
_COMPRESSED_FROM = 96
_POSITION = (1 << FIELD_SHIFT) - 1


class Pool:
    """Places collected in memory, by field and word, until a segment is written."""

    def __init__(self) -> None:
        self.text: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        self.names: defaultdict[bytes, array[int]] = defaultdict(lambda: array("q"))

    def add(self, number: int, document: Document) -> int:
        """Collect a document, numbered above all before it; gives the length of its text in words."""
        text, base, length = self.text, number << DOC_SHIFT, 0
        for start, found in text_places(document):
            for place, word in enumerate(found, base + start):
                text[word].append(place)
            length += len(found)
        for field, start, found in name_places(document):
            for place, word in enumerate(found, base + start):
                self.names[name_key(field, word)].append(place)
        return length

    def add_list(self, field: str, key: bytes, keys: Keys) -> None:
        """Collect a list of another segment whose documents were renumbered."""
        if field == "text":
            self.text[key.partition(b"\0")[2].decode()].frombytes(keys.tobytes())
        else:
            self.names[key].frombytes(keys.tobytes())

    def lists(self) -> Iterable[tuple[str, list[tuple[bytes, array[int]]]]]:
        """Fields in order, and their lists in the order of their keys."""
        yield "names", sorted(self.names.items(), key=lambda item: item[0])
        yield "text", sorted(((text_key(word), at) for word, at in self.text.items()), key=lambda item: item[0])


class ArrayFieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Writes a pool: the dictionary as Whoosh does, the lists as arrays."""

    def write(self, pool: Pool) -> None:
        """Write everything that was collected, and the list of words."""
        extents: list[tuple[bytes, int, int]] = []
        for number, (field, lists) in enumerate(pool.lists()):
            self._fieldmap[field] = number
            extents = self._write_field(struct.pack("!H", number), lists)
        file = self._create_file(WORDS_EXT)
        file.write(pack_words(extents))
        file.close()

    def _write_field(self, prefix: bytes, lists: list[tuple[bytes, array[int]]]) -> list[tuple[bytes, int, int]]:
        """Gives (key, offset, length) of every list."""
        written, offset = [], self._postfile.tell()
        for key, places in lists:
            data = pack(places)
            self._postfile.write(data)
            self._tindex.add(prefix + key, EXTENT.pack(offset, len(data)))
            written.append((key, offset, len(data)))
            offset += len(data)
        return written


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with posting lists as arrays."""

    length_stats = False

    def field_writer(self, storage: object, segment: object) -> ArrayFieldWriter:
        """The writer of a segment's inverted fields."""
        return ArrayFieldWriter(self, storage, segment)


def pack_words(extents: list[tuple[bytes, int, int]]) -> bytes:
    """Every word of the text as written, in order, and where its list lies: what prefixes are looked for in."""
    rows = sorted((key.partition(b"\0")[2].decode(), offset, length) for key, offset, length in extents)
    places = np.array([row[1:] for row in rows], np.int64).reshape(-1, 2)
    return len(rows).to_bytes(8, "little") + places.tobytes() + "\n".join(row[0] for row in rows).encode()


def unpack_words(data: bytes) -> tuple[list[str], Keys]:
    """Words, and (offset, length) of each."""
    count = int.from_bytes(data[:8], "little")
    places = np.frombuffer(data, np.int64, 2 * count, 8).reshape(-1, 2)
    return data[8 + 16 * count :].decode().split("\n") if count else [], places


def pack(places: array[int]) -> bytes:
    """A list as it stands in the file."""
    if len(places) <= _FEW:
        return _PLAIN + places.tobytes()
    keys = np.frombuffer(places, np.int64)
    distances = keys >> DOC_SHIFT
    distances[1:] -= distances[:-1].copy()
    at = keys & 0xFFFFFFFF
    parts = [_narrow(distances), _narrow(at >> FIELD_SHIFT), _narrow(at & _POSITION)]
    body = b"".join(part.tobytes() for part in parts)
    small = zlib.compress(body, 1) if len(body) >= _COMPRESSED_FROM else body
    packed = len(small) < len(body)
    head = _HEAD.pack(len(keys), *(part.itemsize for part in parts))
    return (_PACKED if packed else _NARROW) + head + (small if packed else body)


def unpack(data: bytes) -> Keys:
    """The list that `pack` wrote."""
    if data[:1] == _PLAIN:
        return np.frombuffer(data, np.int64, offset=1)
    count, *widths = _HEAD.unpack_from(data, 1)
    body = data[1 + _HEAD.size :]
    distances, fields, positions = _split(zlib.decompress(body) if data[:1] == _PACKED else body, count, widths)
    return np.cumsum(distances, dtype=np.int64) << DOC_SHIFT | fields.astype(np.int64) << FIELD_SHIFT | positions


def _narrow(numbers: Keys) -> NDArray[np.unsignedinteger]:
    most = int(numbers.max(initial=0))
    return numbers.astype("<u1" if most < 1 << 8 else "<u2" if most < 1 << 16 else "<u4")


def _split(body: bytes, count: int, widths: list[int]) -> list[NDArray[np.unsignedinteger]]:
    arrays, at = [], 0
    for width in widths:
        arrays.append(np.frombuffer(body, f"<u{width}", count, at))
        at += width * count
    return arrays
