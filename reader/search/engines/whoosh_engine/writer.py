"""Writing the index: one long-lived writer and one commit a call, whatever the number of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from reader.search.engines.whoosh_engine.generation import Generation, current
from reader.search.engines.whoosh_engine.schema import codec, schema, whoosh_document
from reader.search.engines.whoosh_engine.store import Store

Document = Mapping[str, Any]

#: Megabytes of postings that a writer holds before it sorts them to disk.
MEMORY = 192
#: Segments with fewer documents are small: so many of them become one.
SMALL, SMALL_SEGMENTS = 2000, 6
#: The share of deleted documents above which everything is written afresh.
STALE = 0.3


def write(store: Store, documents: Iterable[Document], gone: Callable[[Generation], Iterable[int]]) -> int:
    """Add documents, and delete those of the same key and those that `gone` names; gives how many it added.

    A document replaces those that the index held under its primary key or its reference id.
    """
    with store.writing():
        directory = store.current()
        if directory is None:
            directory = store.make()
            store.swap(directory)
        before = current(store)
        with _Writer(directory) as writer:
            if before:
                for number in gone(before):
                    writer.delete_document(number)
            return _add(writer, documents, before)


def build(store: Store, documents: Iterable[Document]) -> int:
    """Write a new index beside the current one, then swap; gives how many documents it has."""
    with store.writing():
        directory = store.make()
        with _Writer(directory) as writer:
            count = _add(writer, documents, None)
        store.swap(directory)
        return count


class _Writer:
    """Whoosh's writer: commits at the end of the block, or cancels when it fails."""

    def __init__(self, directory: Path) -> None:
        self._index = FileIndex(FileStorage(str(directory)), schema())

    def __enter__(self) -> SegmentWriter:
        self._writer = SegmentWriter(self._index, codec=codec(), compound=False, limitmb=MEMORY, timeout=60)
        return self._writer

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind:
            self._writer.cancel()
        else:
            self._writer.commit(mergetype=_merge)


def _add(writer: SegmentWriter, documents: Iterable[Document], before: Generation | None) -> int:
    """Adds documents, and deletes what each replaces."""
    known = _Known(before)
    count = 0
    for document in documents:
        prepared = whoosh_document(document)
        pk, reference = prepared["card"][:2]
        for number in known.numbers(pk, reference):
            writer.delete_document(number)
        writer.add_document(**prepared)
        count += 1
    return count


class _Known:
    """Document numbers of what the index held before, by primary key and by reference id."""

    def __init__(self, before: Generation | None) -> None:
        self._by_pk: dict[int, int] = {}
        self._by_reference: dict[str, int] = {}
        if before:
            for number in before.live.nonzero()[0].tolist():
                self._by_pk[int(before.cards.pks[number])] = number
                self._by_reference[before.cards.references[number]] = number

    def numbers(self, pk: int, reference: str) -> set[int]:
        """The documents that a new one replaces."""
        found = (self._by_pk.get(pk), self._by_reference.get(reference))
        return {number for number in found if number is not None}


def _merge(writer: SegmentWriter, segments: list[W3Segment]) -> list[W3Segment]:
    """Whoosh's merge policy: which segments stay; the others are written into the new one."""
    every = sum(segment.doc_count_all() for segment in segments)
    deleted = sum(segment.deleted_count() for segment in segments)
    small = [segment for segment in segments if segment.doc_count() < SMALL]
    taken = segments if deleted > STALE * every else small if len(small) >= SMALL_SEGMENTS else []
    taken = [segment for segment in taken if segment.doc_count()]
    for segment in taken:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in taken and segment.doc_count()]
