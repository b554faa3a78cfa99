"""One state of the index, opened for reading: arrays over all documents and the posting lists of its segments.

Made once whenever the index changes and shared by the threads of a process; segments that a new state still has are
taken over from the one before. Its files may be deleted by a writer at any time: what is open stays readable.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from reader.search.engines.builds import MEND, IndexUnusableError
from reader.search.engines.whoosh_engine.codec import DOC_SHIFT, Keys
from reader.search.engines.whoosh_engine.columns import Cards, Mask, joined, segment_cards
from reader.search.engines.whoosh_engine.postings import Postings, SegmentPostings, merged
from reader.search.engines.whoosh_engine.schema import name_key
from reader.search.fields import stem

#: Positions kept in memory for terms that were asked for lately.
KEPT_PLACES = 4_000_000

_NO_KEYS = np.zeros(0, np.int64)

_ATTEMPTS = 20
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of the index; its documents begin at `start` in the arrays of the generation."""

    name: str
    start: int
    cards: Cards
    postings: SegmentPostings


class Generation:
    """A state of the index."""

    def __init__(self, stamp: tuple[str, int], segments: list[Segment], deleted: list[int]) -> None:
        self.stamp = stamp
        self.segments = segments
        self.cards = joined([segment.cards for segment in segments])
        self.size = len(self.cards)
        self.live: Mask = np.ones(self.size, np.bool_)
        self.live[deleted] = False
        self.average = max(1.0, float(self.cards.lengths[self.live].mean())) if self.live.any() else 1.0
        self._kept: OrderedDict[tuple[str, ...], Postings] = OrderedDict()
        self._places = 0
        # Whoosh's readers move a file's position about: one thread at a time.
        self._lock = threading.Lock()

    def word(self, word: str) -> Postings:
        """Where a word of the text stands, in all its forms."""
        prefix = f"{stem(word)}\0".encode()
        return self._get(("word", stem(word)), lambda s: [keys for _, keys in s.starting("text", prefix)])

    def words_starting(self, prefix: str) -> Postings:
        """Where words of the text that begin so stand."""
        return self._get(("words", prefix), lambda s: s.words_starting(prefix))

    def name(self, field: str, word: str) -> Postings:
        """Where a word stands in a field of names, as written."""
        return self._get(("name", field, word), lambda s: s.key("names", name_key(field, word)))

    def names_starting(self, field: str, prefix: str) -> Postings:
        """Where words that begin so stand in a field of names."""
        key = name_key(field, prefix)
        return self._get(("names", field, prefix), lambda s: [keys for _, keys in s.starting("names", key)])

    def stamps(self) -> dict[int, tuple[str, str]]:
        """Primary key -> reference id and stamp of every document that is not deleted."""
        cards = self.cards
        return {
            int(cards.pks[number]): (cards.references[number], cards.stamps[number])
            for number in np.flatnonzero(self.live).tolist()
        }

    def examine(self) -> None:
        """Read every list once. Raises an error of any kind when one is damaged."""
        for segment in self.segments:
            for _ in segment.postings.everything():
                pass

    def vocabulary(self, prefix: str) -> list[tuple[str, int]]:
        """Words of the text, as written, that begin so, in order, each with the number of documents that have it."""
        with self._lock:
            counts: Counter[str] = Counter()
            for segment in self.segments:
                live = self.live[segment.start :]
                for word, keys in segment.postings.lists_starting(prefix):
                    counts[word] += int(np.count_nonzero(live[_distinct(keys >> DOC_SHIFT)]))
            return sorted((word, count) for word, count in counts.items() if count)

    def _get(self, key: tuple[str, ...], read: Callable[[SegmentPostings], list[Keys]]) -> Postings:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            parts = [keys + (s.start << DOC_SHIFT) for s in self.segments if len(keys := merged(read(s.postings)))]
            found = Postings.of(_chained(parts), weighted=key[0].startswith("word"))
            self._keep(key, found)
            return found

    def _keep(self, key: tuple[str, ...], found: Postings) -> None:
        self._kept[key] = found
        self._places += len(found.keys) + 1
        while self._places > KEPT_PLACES and len(self._kept) > 1:
            self._places -= len(self._kept.popitem(last=False)[1].keys) + 1


def _distinct(ascending: Keys) -> Keys:
    return ascending[np.flatnonzero(np.diff(ascending, prepend=-1))]


def _chained(parts: list[Keys]) -> Keys:
    return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else _NO_KEYS


_generations: dict[Path, Generation] = {}
_opening = threading.Lock()


class Kept(Protocol):
    """Where the states of an index lie: the directory of an index."""

    @property
    def path(self) -> Path:
        """What it is named by."""

    def current(self) -> Path | None:
        """The build to be read."""

    def stamp(self, directory: Path) -> tuple[str, int]:
        """Changes whenever the index does."""


def current(store: Kept) -> Generation | None:
    """The newest state of the index, opened when this process has not yet; None when there is no index yet.

    Raises IndexUnusableError when it cannot be read.
    """
    with _opening:
        for attempt in range(_ATTEMPTS):
            try:
                return _current(store)
            except FileNotFoundError as error:
                # A writer deleted what its table of contents named a moment ago: read the new one.
                last: Exception = error
                time.sleep(_PAUSE * (attempt > 1))
            except IndexUnusableError:
                # A swap between reading the pointer and the directory looks like damage; damage stays.
                if attempt > 2:
                    raise
                time.sleep(_PAUSE)
            except Exception as error:
                raise damaged(store, error) from error
        raise damaged(store, last) from last


def damaged(store: Kept, error: Exception) -> IndexUnusableError:
    """What to say when reading the index failed in a way that only damage explains."""
    return IndexUnusableError(f"The search index at {store.path} is damaged ({type(error).__name__}: {error}). {MEND}")


def _current(store: Kept) -> Generation | None:
    directory = store.current()
    if directory is None:
        _generations.pop(store.path, None)
        return None
    stamp = store.stamp(directory)
    known = _generations.get(store.path)
    if known is None or known.stamp != stamp:
        known = _generations[store.path] = _opened(directory, stamp, known)
    return known


def open_build(store: Kept, directory: Path) -> Generation:
    """A build that is not the current one, as it is now."""
    return _opened(directory, store.stamp(directory), None)


def _opened(directory: Path, stamp: tuple[str, int], before: Generation | None) -> Generation:
    toc = TOC.read(FileStorage(str(directory)), "MAIN", gen=stamp[1])
    had = {segment.name: segment for segment in before.segments} if before and before.stamp[0] == stamp[0] else {}
    segments, deleted, start = [], [], 0
    for segment in toc.segments:
        segments.append(_segment(directory, segment, start, had.get(segment.segment_id())))
        deleted += [start + number for number in segment.deleted_docs()]
        start += segment.doc_count_all()
    return Generation(stamp, segments, deleted)


def _segment(directory: Path, segment: W3Segment, start: int, had: Segment | None) -> Segment:
    if had:
        return Segment(had.name, start, had.cards, had.postings)
    return Segment(segment.segment_id(), start, segment_cards(directory, segment), SegmentPostings(directory, segment))
