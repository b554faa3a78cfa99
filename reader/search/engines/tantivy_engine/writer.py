"""Writing the index: one writer a call, closed at its end, and one commit for every 25,000 documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

from tantivy import Index, IndexWriter, Query

from reader.search.engines.tantivy_engine.schema import Told, document, prepared, schema
from reader.search.engines.tantivy_engine.store import Store, open_build

#: Documents a commit: a commit makes the feeder wait while the threads drain.
COMMIT = 25_000
#: Up to so many documents one thread with little memory is quicker.
FEW = 500
#: (bytes of memory, threads)
_SMALL, _LARGE = (15_000_000, 1), (192_000_000, 2)

_SCHEMA = schema()


def write(store: Store, these: Iterable[Told], gone: Iterable[int] = ()) -> int:
    """Take out the documents of these primary keys, and add documents; gives how many it added.

    A document replaces those that the index held under its primary key or its reference id.
    """
    with store.writing():
        directory = store.current()
        if directory is None:
            directory = store.make()
            store.swap(directory, alone=False)
        return _fill(store, directory, these, list(gone))


def build(store: Store, these: Iterable[Told]) -> int:
    """Write a new index beside the current one, then swap; gives how many documents it has."""
    with store.writing():
        directory = store.make()
        count = _fill(store, directory, these, [])
        store.swap(directory)
        return count


def fill_build(store: Store, directory: Path, these: Iterable[Told], gone: Iterable[int]) -> int:
    """The same in a build that is under way; its writer holds the lock."""
    return _fill(store, directory, these, list(gone))


def _fill(store: Store, directory: Path, these: Iterable[Told], gone: list[int]) -> int:
    waiting = iter(these)
    first = list(islice(waiting, FEW))
    if not first and not gone:
        return 0
    count = 0
    with store.guarded():
        replacing = open_build(directory).searcher().num_docs > 0
    with _writer(store, directory, _SMALL if len(first) < FEW else _LARGE) as writer:
        for pk in gone:
            _take_out(writer, pk)
        for count, one in enumerate(chain(first, waiting), start=1):
            if replacing:
                _take_out(writer, one.pk)
                writer.delete_documents_by_term("reference_id", one.reference_id)
            writer.add_document(document(one))
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
