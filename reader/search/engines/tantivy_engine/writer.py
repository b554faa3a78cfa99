"""Writing the index: one writer a call, closed at its end, and one commit for every 25,000 documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from tantivy import Index, IndexWriter, Query

from reader.search.engines.shape import Document
from reader.search.engines.tantivy_engine.schema import document, prepared, schema
from reader.search.engines.tantivy_engine.store import Store

#: Documents a commit: a commit makes the feeder wait while the threads drain.
COMMIT = 25_000
#: Up to so many documents one thread with little memory is quicker.
FEW = 500
#: (bytes of memory, threads)
_SMALL, _LARGE = (15_000_000, 1), (192_000_000, 2)

_SCHEMA = schema()


def write(store: Store, documents: Iterable[Document], gone: Iterable[int] = ()) -> int:
    """Take out the documents of these primary keys, and add documents; gives how many it added.

    A document replaces those that the index held under its primary key or its reference id.
    """
    with store.writing():
        directory = store.current()
        if directory is None:
            directory = store.make()
            store.swap(directory)
        return _fill(store, directory, documents, list(gone), replacing=True)


def build(store: Store, documents: Iterable[Document]) -> int:
    """Write a new index beside the current one, then swap; gives how many documents it has."""
    with store.writing():
        directory = store.make()
        count = _fill(store, directory, documents, [], replacing=False)
        store.swap(directory)
        return count


def _fill(store: Store, directory: Path, documents: Iterable[Document], gone: list[int], *, replacing: bool) -> int:
    waiting = iter(documents)
    first = list(islice(waiting, FEW))
    if not first and not gone:
        return 0
    count = 0
    with _writer(store, directory, _SMALL if len(first) < FEW else _LARGE) as writer:
        for pk in gone:
            _take_out(writer, pk)
        for count, given in enumerate(chain(first, waiting), start=1):
            made = document(given)
            if replacing:
                _take_out(writer, int(given["django_id"]))
                writer.delete_documents_by_term("reference_id", str(given["reference_id"]))
            writer.add_document(made)
            if count % COMMIT == 0:
                writer.commit()
    return count


def _take_out(writer: IndexWriter, pk: int) -> None:
    # By a query: delete_documents_by_term reads a number as a signed one, and finds nothing.
    writer.delete_documents_by_query(Query.term_query(_SCHEMA, "pk", pk))


@contextmanager
def _writer(store: Store, directory: Path, size: tuple[int, int]) -> Iterator[IndexWriter]:
    """Commits at the end, or goes back to the last commit; then waits for merges and closes."""
    with store.guarded():
        writer = prepared(Index.open(str(directory))).writer(*size)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
