"""gzip, bzip2 and xz: one file inside, without a name of its own."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterator
from typing import IO, cast

from reader.ingest.containers.member import Member
from reader.ingest.containers.stream import Stream

NAME = "compressed"

_OPENERS: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda file: cast("IO[bytes]", gzip.GzipFile(fileobj=file)),
    b"BZh": lambda file: cast("IO[bytes]", bz2.BZ2File(file)),
    b"\xfd7zXZ\x00": lambda file: cast("IO[bytes]", lzma.LZMAFile(file)),  # noqa: SIM115  closed with the stream
}


def recognises(head: bytes) -> bool:
    """The first bytes of the three."""
    return any(head.startswith(magic) for magic in _OPENERS) and not _bzip2_by_chance(head)


def _bzip2_by_chance(head: bytes) -> bool:
    """A text that begins with BZh: the compressed form goes on with a digit and a number of six bytes."""
    return head.startswith(b"BZh") and head[4:10] not in (b"1AY&SY", b"\x17\x72\x45\x38\x50\x90")


def members(stream: Stream) -> Iterator[Member]:
    """The file inside."""
    head = stream.head(16)
    opener = next(opener for magic, opener in _OPENERS.items() if head.startswith(magic))
    yield Member(None, lambda: opener(cast("IO[bytes]", stream)))
