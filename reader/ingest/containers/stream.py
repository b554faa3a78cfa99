"""Bytes of files and members, read bit by bit, with a look ahead and with limits that no archive can talk away."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

MEGABYTE = 1024 * 1024
#: The largest text, member or archive within an archive that is held in memory.
LARGEST = 256 * MEGABYTE
#: What an archive may unpack to: so many times its size, and this much in any case.
RATIO = 200
FLOOR = 64 * MEGABYTE

HEAD = 64 * 1024


class NotTaken(Exception):
    """A file or member that is not taken: a stable code and a sentence for the Refusal."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Readable(Protocol):
    """Anything with `read`."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked from one file on disk, all its layers together."""

    left: int

    @classmethod
    def of(cls, size: int) -> Budget:
        """The budget of a file of `size` bytes."""
        return cls(max(FLOOR, size * RATIO))

    def earn(self, count: int) -> None:
        """Counts bytes of an archive whose size is known only when it has been read: standard input."""
        self.left += count * RATIO

    def spend(self, count: int) -> None:
        """Counts unpacked bytes; raises NotTaken beyond the budget."""
        self.left -= count
        if self.left < 0:
            raise NotTaken(
                "bomb",
                f"The archive unpacks to more than {RATIO} times its size: it is taken for a bomb and left alone.",
            )


class Stream:
    """A readable with a look ahead. `file` is given for a file on disk, which archives may seek in.

    `count` is told of the bytes that are read: a budget's `spend` for a member.
    """

    def __init__(
        self, source: Readable, count: Callable[[int], None] | None = None, file: BinaryIO | None = None
    ) -> None:
        self.file = file
        self._source, self._count = source, count
        self._ahead = b""

    def head(self, size: int = HEAD) -> bytes:
        """The first bytes, left in the stream."""
        while len(self._ahead) < size:
            more = self._take(size - len(self._ahead))
            if not more:
                break
            self._ahead += more
        return self._ahead[:size]

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes, everything for -1 (up to LARGEST); none at the end."""
        if size is None or size < 0:
            return self.whole()
        if self._ahead:
            part, self._ahead = self._ahead[:size], self._ahead[size:]
            return part
        return self._take(size)

    def whole(self) -> bytes:
        """All that is left; raises NotTaken beyond LARGEST."""
        parts, size = [], 0
        while part := self.read(MEGABYTE):
            parts.append(part)
            size += len(part)
            if size > LARGEST:
                raise NotTaken(
                    "too-large",
                    f"It is larger than {LARGEST // MEGABYTE} MB, as no cable is: split or unpack it first.",
                )
        return b"".join(parts)

    def seekable(self) -> BinaryIO:
        """A file to seek in: the file on disk from its beginning, else the bytes in memory."""
        if self.file is not None:
            self.file.seek(0)
            return self.file
        return io.BytesIO(self.whole())

    def _take(self, size: int) -> bytes:
        part = self._source.read(size)
        if self._count is not None:
            self._count(len(part))
        return part
