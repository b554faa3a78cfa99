"""Paths to pieces: files, directories, globs and standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.telegram.records import Hints, Refusal


@dataclass(frozen=True, slots=True)
class Piece:
    """The bytes of one file, member or record. `first_line` is where they begin in a file that is read in pieces."""

    path: str
    member: str | None
    data: bytes
    hints: Hints = Hints()
    first_line: int = 1


def discover(paths: Iterable[str]) -> Iterator[Piece | Refusal]:
    """What the paths hold, lazily and in sorted order; what cannot be read is a Refusal and the walk goes on."""
    for path in paths:
        if path == "-":
            yield Piece("-", None, sys.stdin.buffer.read())
            continue
        names = sorted(glob.glob(path, recursive=True)) if not os.path.lexists(path) else [path]
        for name in names:
            for folder, folders, files in os.walk(name) if os.path.isdir(name) else [("", [], [name])]:
                folders.sort()
                for file in sorted(files):
                    full = os.path.join(folder, file)
                    with open(full, "rb") as stream:
                        yield Piece(full, None, stream.read())
