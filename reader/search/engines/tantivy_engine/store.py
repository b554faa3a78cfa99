"""Builds of a tantivy index (see engines/builds.py), opened once a process, read anew whenever a commit is."""

from __future__ import annotations

import json
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tantivy import FieldType, Index, Order, Query, Searcher

from reader.search.engines.builds import Builds, IndexUnusableError
from reader.search.engines.tantivy_engine.counting import Counts, Listed
from reader.search.engines.tantivy_engine.schema import prepared, schema

Stamp = tuple[str, int, int, int]

#: Documents whose stored values are read at once.
_BATCH = 20_000

_ATTEMPTS = 20
_PAUSE = 0.05

#: What ends every file of tantivy: a length and a magic number, after a note that has the checksum of all before it.
_TAIL = 8
_PARTS = ("idx", "pos", "term", "store", "fast", "fieldnorm")


@dataclass(frozen=True, slots=True)
class Opened:
    """An index as this process has it open: the state that it reads; of that state, the counts of all cables by field
    (and the commonest of them), the values of fields, and the words that begin with a letter.
    """

    index: Index
    stamp: Stamp
    kept: dict[str, Counts] = field(default_factory=dict)
    commonest: dict[str, Counts] = field(default_factory=dict)
    values: dict[str, Listed] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    def searcher(self) -> Searcher:
        """For one request: one that is kept keeps deleted files alive."""
        return self.index.searcher()

    def listed(self, searcher: Searcher, name: str) -> Listed:
        """The values of a field, read once."""
        if name not in self.values:
            self.values[name] = Listed.of(searcher, name)
        return self.values[name]


class Store(Builds):
    """The directory of an index."""

    engine = "tantivy"

    def begin(self, directory: Path) -> None:
        """Make an empty index in a directory."""
        Index(schema(), path=str(directory))

    def stamp(self, directory: Path) -> Stamp:
        """Changes whenever the index does."""
        found = (directory / "meta.json").stat()
        return directory.name, found.st_ino, found.st_mtime_ns, found.st_size

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turns what tantivy raises into IndexUnusableError, panics of its own among it."""
        try:
            yield
        except IndexUnusableError:
            raise
        except Exception as error:
            raise self.damaged(error) from error
        except BaseException as error:
            # A panic in Rust is no Exception.
            if type(error).__name__ != "PanicException":
                raise
            raise self.damaged(error) from error

    def check(self) -> None:
        """Read every file of the current build once. Raises IndexUnusableError when one is not as it was written."""
        directory = self.current()
        if directory is None:
            return
        with self.guarded():
            self.examine(directory)

    def examine(self, directory: Path) -> None:
        """Read every file of a build once."""
        for file in _files(directory):
            _check_file(file)


def _files(directory: Path) -> Iterator[Path]:
    """The files of every segment."""
    meta = json.loads((directory / "meta.json").read_text(encoding="utf-8"))
    for segment in meta["segments"]:
        name = segment["segment_id"].replace("-", "")
        yield from (directory / f"{name}.{part}" for part in _PARTS)
        if deletes := segment.get("deletes"):
            yield directory / f"{name}.{deletes['opstamp']}.del"


def _check_file(file: Path) -> None:
    data = file.read_bytes()
    note = int.from_bytes(data[-_TAIL:-4], "little")
    body = memoryview(data)[: -_TAIL - note]
    if json.loads(data[-_TAIL - note : -_TAIL])["crc"] != zlib.crc32(body):
        raise ValueError(f"{file.name} is not as it was written")


_opened: dict[Path, Opened] = {}
_opening = threading.Lock()


def current(store: Store) -> Opened | None:
    """The newest state of the index; None when there is no index yet.

    Raises IndexUnusableError when it cannot be read.
    """
    with _opening:
        for attempt in range(_ATTEMPTS):
            try:
                with store.guarded():
                    return _current(store)
            except IndexUnusableError:
                # A swap or commit between two readings looks like damage; damage stays.
                if attempt == _ATTEMPTS - 1 or (attempt > 2 and not _changing(store)):
                    raise
                time.sleep(_PAUSE)
    return None


def _changing(store: Store) -> bool:
    """Whether a writer is at work."""
    try:
        with store.writing(patience=0.0):
            return False
    except IndexUnusableError:
        return True


def _current(store: Store) -> Opened | None:
    directory = store.current()
    if directory is None:
        _opened.pop(store.path, None)
        return None
    stamp = store.stamp(directory)
    known = _opened.get(store.path)
    if known is None or known.stamp != stamp:
        known = _opened[store.path] = _read(directory, stamp, known)
    return known


def _read(directory: Path, stamp: Stamp, before: Opened | None) -> Opened:
    if before and before.stamp[0] == stamp[0]:
        before.index.reload()
        return Opened(before.index, stamp)
    return Opened(prepared(Index.open(str(directory))), stamp)


def open_build(directory: Path) -> Opened:
    """A build that is not the current one, as it is now."""
    return Opened(prepared(Index.open(str(directory))), ("", 0, 0, 0))


def stamps(found: Opened) -> Iterator[tuple[int, tuple[str, str]]]:
    """Primary key, reference id and stamp of every document.

    Batch by batch in the order of the keys, each in the order in which documents lie on the disk.
    """
    searcher, last = found.searcher(), -1
    while True:
        query = Query.range_query(found.index.schema, "pk", FieldType.Unsigned, last + 1, None)
        hits = searcher.search(query, _BATCH, count=False, order_by_field="pk", order=Order.Asc).hits
        if not hits:
            return
        last = hits[-1][0]
        for _, address in sorted(hits, key=lambda hit: (hit[1].segment_ord, hit[1].doc)):
            stored: Any = searcher.doc(address)
            yield stored.get_first("pk"), (stored.get_first("reference_id"), bytes(stored.get_first("stamp")).decode())


def forget() -> None:
    """Close every index that this process has open."""
    with _opening:
        _opened.clear()
