"""Writing the index: one long-lived writer a call, and one commit for every 20,000 documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import W3PerDocReader, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from reader.search.engines.shape import Document
from reader.search.engines.whoosh_engine.codec import DOC_SHIFT, ArrayCodec, Pool
from reader.search.engines.whoosh_engine.generation import Generation, current, open_build
from reader.search.engines.whoosh_engine.postings import SegmentPostings
from reader.search.engines.whoosh_engine.schema import card, schema
from reader.search.engines.whoosh_engine.store import Store

#: Documents that are held in memory and become one segment: 20,000 take some 400 MB.
COMMIT = 20_000
#: Segments with fewer documents are small: so many of them become one.
SMALL, SMALL_SEGMENTS = 2000, 6
#: The share of deleted documents above which everything is written afresh.
STALE = 0.3

_LOW = (1 << DOC_SHIFT) - 1


def write(store: Store, documents: Iterable[Document], gone: Callable[[Generation], Iterable[int]]) -> int:
    """Add documents, and delete those of the same key and those that `gone` names; gives how many it added.

    A document replaces those that the index held under its primary key or its reference id.
    """
    with store.writing():
        directory = store.current()
        if directory is None:
            directory = store.make()
            store.swap(directory, alone=False)
        before = current(store)
        _take_out(directory, list(gone(before)) if before else [])
        # What `gone` named is committed, so that what follows sees the numbers as they are now.
        return sum(_add(directory, batch, current(store)) for batch in _batches(documents))


def build(store: Store, documents: Iterable[Document]) -> int:
    """Write a new index beside the current one, then swap; gives how many documents it has."""
    with store.writing():
        directory = store.make()
        count = sum(_add(directory, batch, None) for batch in _batches(documents))
        store.swap(directory)
        return count


def fill_build(store: Store, directory: Path, documents: Iterable[Document], gone: Iterable[int]) -> int:
    """Take out the documents of these primary keys, and add documents, in a build that is under way."""
    before = open_build(store, directory)
    _take_out(directory, np.flatnonzero(np.isin(before.cards.pks, list(gone)) & before.live).tolist())
    if not before.size:
        return sum(_add(directory, batch, None) for batch in _batches(documents))
    return sum(_add(directory, batch, open_build(store, directory)) for batch in _batches(documents))


def _take_out(directory: Path, numbers: Iterable[int]) -> None:
    if numbers := list(numbers):
        with _writer(directory) as writer:
            for number in numbers:
                writer.delete_document(number)


def _batches(documents: Iterable[Document]) -> Iterator[Iterable[Document]]:
    """Lazily: each batch must be used up before the next is asked for."""
    waiting = iter(documents)
    for first in waiting:
        yield chain([first], islice(waiting, COMMIT - 1))


def _add(directory: Path, documents: Iterable[Document], before: Generation | None) -> int:
    known = _Known(before)
    count = 0
    with _writer(directory) as writer:
        for document in documents:
            count += 1
            writer.add_cable(document)
            for number in known.numbers(document):
                writer.delete_document(number)
    return count


class CableWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of one segment, with a pool of arrays. Commits at the end of its block, or cancels."""

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=ArrayCodec(), compound=False, timeout=60)
        self.pool.cleanup()
        self.places = Pool()

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind:
            self.cancel()
        else:
            self.commit(mergetype=_merge)

    def add_cable(self, document: Document) -> None:
        """Add a document as Haystack prepared it."""
        self._add_card(card(document, self.places.add(self.docnum, document)))

    def add_segment(self, segment: W3Segment) -> None:
        """Write a segment's documents that are not deleted into the new one."""
        directory = Path(self.storage.folder)
        numbers = np.full(segment.doc_count_all(), -1, np.int64)
        reader = W3PerDocReader(self.storage, segment)
        for number in range(segment.doc_count_all()):
            if not segment.is_deleted(number):
                numbers[number] = self.docnum
                self._add_card(reader.stored_fields(number)["card"])
        reader.close()
        for field, key, keys in SegmentPostings(directory, segment).everything():
            docs = numbers[keys >> DOC_SHIFT]
            left = docs >= 0
            if left.any():
                self.places.add_list(field, key, docs[left] << DOC_SHIFT | (keys[left] & _LOW))

    def _add_card(self, stored: tuple[Any, ...]) -> None:
        self.perdocwriter.start_doc(self.docnum)
        self.perdocwriter.add_field("card", self.schema["card"], stored, 0)
        self.perdocwriter.finish_doc()
        self._added = True
        self.docnum += 1

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        self.fieldwriter.write(self.places)
        self.fieldwriter.close()


def _writer(directory: Path) -> CableWriter:
    return CableWriter(FileIndex(FileStorage(str(directory)), schema()))


class _Known:
    """Document numbers of what the index held before, by primary key and by reference id."""

    def __init__(self, before: Generation | None) -> None:
        self._by_pk: dict[int, int] = {}
        self._by_reference: dict[str, int] = {}
        if before:
            for number in before.live.nonzero()[0].tolist():
                self._by_pk[int(before.cards.pks[number])] = number
                self._by_reference[before.cards.references[number]] = number

    def numbers(self, document: Document) -> set[int]:
        """The documents that a new one replaces."""
        found = self._by_pk.get(int(document["django_id"])), self._by_reference.get(str(document["reference_id"]))
        return {number for number in found if number is not None}


def _merge(writer: CableWriter, segments: list[W3Segment]) -> list[W3Segment]:
    """Which segments stay; the others are written into the new one, behind what was added.

    Lists must ascend by document, so that what is merged comes last.
    """
    every = sum(segment.doc_count_all() for segment in segments)
    deleted = sum(segment.deleted_count() for segment in segments)
    small = [segment for segment in segments if segment.doc_count() < SMALL]
    taken = small if len(small) >= SMALL_SEGMENTS else []
    if deleted > STALE * every and every <= 2 * COMMIT:
        taken = segments
    for segment in taken:
        if segment.doc_count():
            writer.add_segment(segment)
    return [segment for segment in segments if segment not in taken and segment.doc_count()]
