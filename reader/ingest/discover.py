"""Paths to pieces: files, directories, patterns, standard input, and the members of archives among them.

Everything is read lazily, in the order of the paths, directories in the order of their names; names that begin
with a dot are left out below a directory or in an archive. What cannot be taken is a Refusal, and the rest goes on.
"""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from reader.ingest.containers import DEEPEST, Budget, Member, NotTaken, Stream, container_of, damaged, members
from reader.ingest.containers.member import NO_HINTS
from reader.ingest.containers.stream import LARGEST
from reader.telegram.formats import csv_dump
from reader.telegram.records import Hints, Refusal

STANDARD_INPUT = "-"
#: A CSV dump is handed on in pieces of about this size, so that one of any size takes little memory.
PIECE = 4 * 1024 * 1024
_CSV_HEAD = 1024


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one file, member or record; `path` and `member` are labels that can be printed.

    `first_line` is where the bytes begin, for a CSV dump that comes in several pieces: hand it on to `documents`.
    """

    path: str
    member: str | None
    data: bytes
    hints: Hints = NO_HINTS
    first_line: int = 1


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a stream stands: its labels, and how many archives are around it."""

    path: str
    member: str | None = None
    depth: int = 0
    hints: Hints = NO_HINTS

    def inside(self, member: Member) -> _Place:
        """The place of a member."""
        names = [name for name in (self.member, member.name and shown(member.name)) if name]
        hints = member.hints if member.hints != NO_HINTS else self.hints
        return _Place(self.path, "::".join(names) or None, self.depth + 1, hints)

    def refusal(self, code: str, reason: str) -> Refusal:
        """A refusal of what stands here."""
        return Refusal(self.path, code, reason, self.member)


@dataclass(slots=True)
class Sieve:
    """Passes over files that were last modified before a moment (in seconds of the system's clock), and counts them."""

    since: float | None = None
    passed_over: int = 0

    def takes(self, modified: float) -> bool:
        """Whether a file is new enough."""
        taken = self.since is None or modified >= self.since
        self.passed_over += not taken
        return taken


def discover(paths: Iterable[str], sieve: Sieve | None = None) -> Iterator[Piece | Refusal]:
    """What the paths hold, lazily. A path is a file, a directory, a pattern (`**` crosses directories) or `-`."""
    sieve = sieve or Sieve()
    for path in paths:
        if path == STANDARD_INPUT:
            budget = Budget.of(0)
            yield from _stream(Stream(sys.stdin.buffer, budget.earn), _Place(STANDARD_INPUT), budget)
        elif os.path.lexists(path):
            yield from _walk(path, sieve)
        elif glob.has_magic(path):
            yield from _matches(path, sieve)
        else:
            yield Refusal(shown(path), "not-found", "There is no file or directory of this name.")


def reckon(paths: Iterable[str]) -> int:
    """How many files the paths name, without opening any: archives count as one, standard input as none."""
    found = 0
    for path in paths:
        for name in [path] if os.path.lexists(path) else glob.glob(path, recursive=True):  # noqa: PTH207
            found += sum(_files_below(name)) if Path(name).is_dir() else 1
    return found


def _files_below(directory: str) -> Iterator[int]:
    """The number of files of each directory, as `_walk` would take them."""
    for _, below, files in os.walk(directory):
        below[:] = [name for name in below if not name.startswith(".")]
        yield sum(not name.startswith(".") for name in files)


def shown(name: str) -> str:
    """A name that can be printed anywhere: bytes that are no UTF-8 and control characters as escapes.

    >>> shown("caf\\udce9\\n.txt")
    'caf\\\\xe9\\\\n.txt'
    """
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in name)


def _matches(pattern: str, sieve: Sieve) -> Iterator[Piece | Refusal]:
    """The files and directories that a pattern names."""
    paths = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  pathlib takes no absolute patterns
    if not paths:
        yield Refusal(shown(pattern), "not-found", "No file or directory matches this pattern.")
    for path in paths:
        yield from _walk(path, sieve)


def _walk(path: str, sieve: Sieve) -> Iterator[Piece | Refusal]:
    """A file, or everything below a directory; a link back to a directory around it is refused."""
    waiting: list[tuple[str, tuple[tuple[int, int], ...]]] = [(path, ())]
    while waiting:
        path, around = waiting.pop()
        try:
            status = Path(path).stat()
            if stat.S_ISDIR(status.st_mode):
                here = (status.st_dev, status.st_ino)
                if here in around:
                    yield Refusal(shown(path), "loop", "The directory is a link to one that it stands in.")
                    continue
                waiting += [(below, (*around, here)) for below in reversed(_names(path))]
            elif stat.S_ISREG(status.st_mode):
                if sieve.takes(status.st_mtime):
                    yield from _file(path, status.st_size)
            else:
                yield Refusal(shown(path), "not-a-file", "It is no regular file: a pipe, a socket or a device.")
        except OSError as error:
            yield Refusal(shown(path), "unreadable", _why(error))


def _names(path: str) -> list[str]:
    """The paths directly below a directory in the order of their names."""
    with os.scandir(path) as entries:
        names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    return [f"{path.rstrip('/')}/{name}" for name in names]


def _why(error: OSError) -> str:
    """An error of the system as a sentence."""
    if isinstance(error, FileNotFoundError):
        return "The file is gone, or it is a link to nothing."
    if isinstance(error, PermissionError):
        return "Reading it is not permitted: check the file's permissions."
    return f"It cannot be read: {error.strerror or error}."


def _file(path: str, size: int) -> Iterator[Piece | Refusal]:
    """One file on disk."""
    with Path(path).open("rb") as file:
        yield from _stream(Stream(file, file=cast(BinaryIO, file)), _Place(shown(path)), Budget.of(size))


def _stream(stream: Stream, place: _Place, budget: Budget) -> Iterator[Piece | Refusal]:
    """The pieces of a file or member: itself, or what it holds when it is an archive."""
    try:
        head = stream.head()
    except NotTaken as error:
        yield place.refusal(error.code, error.reason)
        return
    except Exception as error:  # A damaged member: its library may raise anything.
        yield _failed(place, error)
        return
    container = container_of(head)
    if container is None:
        yield from _text(stream, place)
    elif place.depth >= DEEPEST and not (container.NAME == "tar" and place.depth == DEEPEST):
        yield place.refusal("too-deep", f"More than {DEEPEST} archives stand within one another: unpack them first.")
    else:
        yield from _archive(members(container, stream), place, budget)


def _archive(found: Iterable[Member | NotTaken], place: _Place, budget: Budget) -> Iterator[Piece | Refusal]:
    """The pieces of an archive's members; one without any is refused, so that nothing vanishes in silence."""
    empty = True
    for member in found:
        if isinstance(member, NotTaken):
            empty = False
            yield place.refusal(member.code, member.reason)
        elif not _is_hidden(member.name):
            empty = False
            yield from _member(member, place, budget)
    if empty:
        yield place.refusal("empty", "The archive holds no file or page of text.")


def _member(member: Member, place: _Place, budget: Budget) -> Iterator[Piece | Refusal]:
    """The pieces of a member."""
    inside = place.inside(member)
    try:
        stream = Stream(member.open(), budget.spend)
    except NotTaken as error:
        yield inside.refusal(error.code, error.reason)
    except Exception as error:  # A damaged member: its library may raise anything.
        yield _failed(inside, error)
    else:
        yield from _stream(stream, inside, budget)


def _is_hidden(name: str | None) -> bool:
    """Whether a member is one of those that systems add for themselves."""
    return name is not None and (name.rpartition("/")[2].startswith(".") or name.startswith("__MACOSX/"))


def _failed(place: _Place, error: Exception) -> Refusal:
    """A refusal for what could not be read: the system's error for a file, the archive's for a member."""
    if place.depth == 0:
        return place.refusal(
            "unreadable", _why(error) if isinstance(error, OSError) else f"It cannot be read: {error}."
        )
    known = damaged(error)
    return place.refusal(known.code, known.reason)


def _text(stream: Stream, place: _Place) -> Iterator[Piece | Refusal]:
    """A file or member that is no archive."""
    try:
        if csv_dump.begins(stream.head(_CSV_HEAD)):
            yield from _dump(stream, place)
        else:
            yield Piece(place.path, place.member, stream.whole(), place.hints)
    except NotTaken as error:
        yield place.refusal(error.code, error.reason)
    except Exception as error:  # A damaged member: its library may raise anything.
        yield _failed(place, error)


def _dump(stream: Stream, place: _Place) -> Iterator[Piece]:
    """A CSV dump in pieces that begin with a row."""
    line, rest = 1, b""
    while part := stream.read(PIECE):
        rest += part
        cut = csv_dump.last_row(rest) if len(rest) >= PIECE else 0
        if cut:
            yield Piece(place.path, place.member, rest[:cut], place.hints, line)
            line += rest.count(b"\n", 0, cut)
            rest = rest[cut:]
        elif len(rest) > LARGEST:
            raise NotTaken("too-large", "A row of the dump does not end.")
    yield Piece(place.path, place.member, rest, place.hints, line)
