"""Where an index lies and which build of it is the current one.

    PATH/current.json            {"version": 1, "engine": "whoosh", "directory": "build-..."}: replaced in one step, so
                                 that a rebuild swaps
    PATH/build-.../              an engine's index; with unfinished.json in it as long as it was never the current one
    PATH/new-.../                a build's directory before it has that
    PATH/writing.lock            held by whoever writes; the system lets go of it when a process dies
"""  # fmt: skip

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from haystack.exceptions import SearchBackendError

from reader.search.fields import INDEX_VERSION

_log = logging.getLogger(__name__)

#: Seconds to wait for another process that writes.
PATIENCE = 600.0

_UNFINISHED = "unfinished.json"

MEND = "Run `python manage.py index --rebuild`."


class IndexUnusableError(SearchBackendError):  # type: ignore[misc]
    """The index cannot be read or written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Building:
    """A build under way: what an interrupted one had (primary key -> reference id, stamp), and what fills it.

    `fill` takes what the engine's `told` made of documents, and primary keys to take out; it gives how many it wrote.
    """

    stamps: Mapping[int, tuple[str, str]]
    fill: Callable[[Iterable[Any], Iterable[int]], int]


class Builds:
    """The directory of an index. An engine gives its name, how a build begins, and the stamp of its state."""

    engine: ClassVar[str]

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._pointer = self.path / "current.json"

    def begin(self, directory: Path) -> None:
        """Make an empty index in a directory."""
        raise NotImplementedError

    def examine(self, directory: Path) -> None:
        """Read a build once. Raises an error of any kind when it is not as it was written."""
        raise NotImplementedError

    def current(self) -> Path | None:
        """The directory of the current build; None when there is no index yet.

        Raises IndexUnusableError when it is of another version or engine, or its pointer is damaged.
        """
        try:
            said = json.loads(self._pointer.read_text(encoding="utf-8"))
            version, directory = said["version"], self.path / str(said["directory"])
        except FileNotFoundError:
            self._check_nothing()
            return None
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise IndexUnusableError(f"The search index at {self.path} is damaged ({error}). {MEND}") from error
        self._check_readable(version, said.get("engine", self.engine))
        if not directory.is_dir():
            raise IndexUnusableError(f"The search index at {self.path} is damaged ({directory} is missing). {MEND}")
        return directory

    def _check_readable(self, version: int, engine: str) -> None:
        if engine != self.engine:
            raise IndexUnusableError(
                f"The search index at {self.path} is one of {engine}, and SEARCH_URL names {self.engine}."
                f" Name another path, or: {MEND}"
            )
        if version != INDEX_VERSION:
            raise IndexUnusableError(
                f"The search index is of version {version}, and this archive reads version {INDEX_VERSION}. {MEND}"
            )

    def _check_nothing(self) -> None:
        """No pointer: a fresh archive, unless builds or an index of another kind lie there."""
        held = self.path.iterdir() if self.path.is_dir() else ()
        if any(p.name.startswith(("build-", "_MAIN_")) and not (p / _UNFINISHED).exists() for p in held):
            raise IndexUnusableError(f"The search index at {self.path} is damaged (current.json is missing). {MEND}")

    @contextmanager
    def building(self) -> Iterator[Path]:
        """A build beside the current one, which it replaces at the end: one whose writer was killed, else a new one."""
        with self.writing():
            directory = self._resumed() or self.make()
            yield directory
            self.swap(directory)

    def make(self) -> Path:
        """A new, empty build that is not the current one yet."""
        name = f"{int(time.time())}-{secrets.token_hex(3)}"
        fresh, directory = self.path / f"new-{name}", self.path / f"build-{name}"
        try:
            fresh.mkdir(parents=True)
            # A build says that it is unfinished from the first moment: without that it would be taken for a whole one.
            (fresh / _UNFINISHED).write_text(json.dumps(self._said()), encoding="utf-8")
            fresh.rename(directory)
        except OSError as error:
            raise IndexUnusableError(
                f"The search index at {self.path} cannot be written ({error.strerror})."
            ) from error
        self.begin(directory)
        return directory

    def _said(self) -> dict[str, object]:
        return {"version": INDEX_VERSION, "engine": self.engine}

    def unfinished(self) -> Path | None:
        """The newest build that was begun, by this engine for this version, and never became the current one."""
        found = sorted(self.path.glob(f"build-*/{_UNFINISHED}"), reverse=True)
        with suppress(OSError, ValueError):
            for note in found:
                if json.loads(note.read_text(encoding="utf-8")) == self._said() and not self._is_current(note.parent):
                    return note.parent
        return None

    def _is_current(self, directory: Path) -> bool:
        with suppress(OSError, ValueError):
            return bool(json.loads(self._pointer.read_text(encoding="utf-8"))["directory"] == directory.name)
        return False

    def _resumed(self) -> Path | None:
        """An unfinished build that can be read."""
        directory = self.unfinished()
        if directory is None:
            return None
        try:
            self.examine(directory)
        except Exception as error:  # Damage has many faces, and all of it can be built anew.
            _log.warning("An interrupted build of the search index is of no use (%s): beginning anew.", error)
            return None
        return directory

    def swap(self, directory: Path, *, alone: bool = True) -> None:
        """Make a build the current one; `alone`: delete every other, unfinished ones too."""
        fresh = self.path / f"current.json.{os.getpid()}"
        fresh.write_text(json.dumps({**self._said(), "directory": directory.name}), encoding="utf-8")
        fresh.replace(self._pointer)
        (directory / _UNFINISHED).unlink(missing_ok=True)
        for other in self.path.iterdir() if alone else ():
            if other.name.startswith(("build-", "new-")) and other != directory:
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the lock of writers; waits for another process. Raises IndexUnusableError when that takes too long."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            stream = (self.path / "writing.lock").open("w", encoding="ascii")
        except OSError as error:
            raise IndexUnusableError(
                f"The search index at {self.path} cannot be written ({error.strerror})."
            ) from error
        with stream:
            _lock(stream.fileno(), time.monotonic() + patience)
            yield

    def damaged(self, error: BaseException) -> IndexUnusableError:
        """What to say when reading the index failed in a way that only damage explains."""
        return IndexUnusableError(
            f"The search index at {self.path} is damaged ({type(error).__name__}: {error}). {MEND}"
        )


def _lock(number: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise IndexUnusableError("Another process has been writing the search index for long.") from None
            time.sleep(0.05)
        else:
            return
