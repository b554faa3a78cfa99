"""Measures a peer in a process of its own: `python -m tools.bench.search_peers NAME DIRECTORY` prints JSON.

Peers are what one would do without this house: Haystack with Whoosh as its documentation wires them, SQLite's full-text
search, tantivy by itself. The last two count no facets and know no markings.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import django

from tools.bench.search_corpus import described, texts
from tools.bench.search_engine import peak, size_of, spent
from tools.bench.search_queries import QUERIES

#: Stock Haystack with Whoosh stops indexing after so many cables or seconds: each batch takes longer than the last.
STOCK_COUNT, STOCK_SECONDS, STOCK_BATCH = 4_000, 180.0, 1_000

PLAIN = [asked.plain for asked in QUERIES if asked.plain]

Ask = Callable[[str], int]
#: What fills an index and gives (cables, how to ask it).
Peer = Callable[[Path], tuple[int, Ask]]


def fts5(path: Path) -> tuple[int, Ask]:
    """SQLite FTS5 with its English stemmer: the best 20 by bm25, and how many."""
    base = sqlite3.connect(path / "fts5.sqlite3")
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("CREATE VIRTUAL TABLE cables USING fts5(subject, text, content='', tokenize='porter unicode61')")
    with base:
        rows = ((pk, subject, "\n".join(parts)) for pk, subject, parts in texts())
        count = base.executemany("INSERT INTO cables(rowid, subject, text) VALUES (?, ?, ?)", rows).rowcount

    def ask(query: str) -> int:
        best = "SELECT rowid FROM cables WHERE cables MATCH ? ORDER BY bm25(cables) LIMIT 20"
        base.execute(best, (query,)).fetchall()
        return int(base.execute("SELECT count(*) FROM cables WHERE cables MATCH ?", (query,)).fetchone()[0])

    return count, ask


def bare_tantivy(path: Path) -> tuple[int, Ask]:
    """tantivy with one field of text and its own English stemmer: the best 20 and how many."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("subject", "text"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    builder.add_unsigned_field("pk", stored=True)
    index = tantivy.Index(builder.build(), path=str(path))
    writer = index.writer(192_000_000, 2)
    for pk, subject, parts in texts():
        writer.add_document(tantivy.Document(pk=pk, subject=[subject], text=parts))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    count = searcher.num_docs

    def ask(query: str) -> int:
        asked = index.parse_query(query, ["subject", "text"], conjunction_by_default=True)
        found: Any = searcher.search(asked, 20)
        for _, address in found.hits:
            searcher.doc(address)
        return int(found.count)

    return count, ask


def stock(path: Path) -> tuple[int, Ask]:
    """django-haystack's own Whoosh engine, one text field and eight facets, 20 results, their number, the counts."""
    from django.conf import settings
    from haystack import connections, indexes
    from haystack.query import SearchQuerySet

    from reader.models import Cable
    from reader.search.documents import documented

    one, many = ("level", "year", "country", "post"), ("tag", "agency", "caption", "marking")

    class StockIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]
        text = indexes.CharField(document=True)
        subject = indexes.CharField(null=True)
        level = indexes.CharField(null=True, faceted=True)
        year = indexes.IntegerField(null=True, faceted=True)
        country = indexes.CharField(null=True, faceted=True)
        post = indexes.CharField(null=True, faceted=True)
        tag = indexes.MultiValueField(faceted=True)
        agency = indexes.MultiValueField(faceted=True)
        caption = indexes.MultiValueField(faceted=True)
        marking = indexes.MultiValueField(faceted=True)

        def get_model(self) -> type[Cable]:
            return Cable

        def prepare(self, obj: Any) -> dict[str, Any]:
            given = obj.search_document
            parts = [value for field in _text_fields() for value in given[field] or ()]
            told = {name: given[name] for name in ("subject", *one, *many)}
            made = {"text": "\n".join([given["subject"] or "", *parts]), **told}
            made.update({f"{name}_exact": given[name] for name in (*one, *many)})
            keys = {name: given[name] for name in ("id", "django_ct", "django_id")}
            self.prepared_data = {**made, **keys}
            return dict(self.prepared_data)

    settings.HAYSTACK_CONNECTIONS["default"].update(
        ENGINE="haystack.backends.whoosh_backend.WhooshEngine", PATH=str(path)
    )
    connections.connections_info["default"].update(settings.HAYSTACK_CONNECTIONS["default"])
    connections.reload("default")
    connections["default"].get_unified_index().build(indexes=[StockIndex()])
    backend, index = connections["default"].get_backend(), connections["default"].get_unified_index().get_index(Cable)
    backend.setup()
    waiting, count, until = _cables(documented), 0, time.monotonic() + STOCK_SECONDS
    while count < STOCK_COUNT and time.monotonic() < until:
        batch = list(islice(waiting, STOCK_BATCH))
        if not batch:
            break
        backend.update(index, batch)
        count += len(batch)

    def ask(query: str) -> int:
        found = SearchQuerySet().auto_query(query)
        for name in (*one, *many):
            found = found.facet(name)
        list(found[:20])
        found.facet_counts()
        return int(found.count())

    return count, ask


def _text_fields() -> list[str]:
    from reader.search.engines.shape import TEXT_FIELDS

    return [name for name in TEXT_FIELDS if name != "subject"]


def _cables(documented: Callable[[Iterable[int]], Iterator[Any]]) -> Iterator[Any]:
    from reader.models import Cable

    return documented(Cable.objects.order_by("pk").values_list("pk", flat=True))


PEERS: dict[str, Peer] = {"stock": stock, "fts5": fts5, "tantivy": bare_tantivy}


def main(name: str, directory: str) -> int:
    """Prints a JSON object; `corpus` describes the archive instead."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cablearchive.settings")
    django.setup()
    if name == "corpus":
        sys.stdout.write(json.dumps(described()))
        return 0
    path = Path(directory)
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    cpu, wall = time.process_time(), time.perf_counter()
    count, ask = PEERS[name](path)
    taken, used = time.perf_counter() - wall, time.process_time() - cpu
    rows = [("", q, "", ask(q), *spent(partial(ask, q)), 0.0, 0.0) for q in map(_plain, PLAIN)]
    answer = {"count": count, "rate": count / taken, "cpu": used * 1000 / count, "size": size_of(path), "peak": peak()}
    sys.stdout.write(json.dumps({**answer, "rows": rows}))
    return 0


def _plain(query: str) -> str:
    """Words or a phrase, without what an engine's own syntax could stumble at."""
    return re.sub(r"[^\w\s\"]", " ", query)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
