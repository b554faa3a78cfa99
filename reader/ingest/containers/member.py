"""What a container gives: a name, a way to open it, what the container knows about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from reader.ingest.containers.stream import Readable, Stream
from reader.telegram.records import Hints

NO_HINTS = Hints()


@dataclass(frozen=True, slots=True)
class Member:
    """A member: its name is a label and never a path; None for what a compressed file holds.

    `open` may raise NotTaken or anything that a library raises on damaged data.
    """

    name: str | None
    open: Callable[[], Readable]
    hints: Hints = NO_HINTS


class Container(Protocol):
    """A kind of archive."""

    NAME: str

    @staticmethod
    def recognises(head: bytes) -> bool:
        """Whether a file begins as this kind of archive does."""

    @staticmethod
    def members(stream: Stream) -> Iterator[Member]:
        """The members, one at a time: each must be read before the next is asked for."""
