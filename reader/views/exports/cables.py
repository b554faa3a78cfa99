"""The cables of an export, a chunk at a time by a fixed number of queries, so that memory does not grow with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeAlias

from django.db.models import Prefetch, QuerySet

from reader.models import Addressee, Cable, CableCaption, CableTag, Paragraph, Source

Needs: TypeAlias = "tuple[Prefetch[Any, Any, Any], ...]"

#: Cables in memory at once.
CHUNK = 200

# What many cables share is loaded once a chunk, and not once a row by a join: that halves the time.
_PARAGRAPHS = Paragraph.objects.order_by("position")
_SHARED = (
    Prefetch("station"),
    Prefetch("subject_marking"),
    Prefetch("source", Source.objects.only("collection")),
    Prefetch("source__collection"),
    Prefetch("cabletag_set", CableTag.objects.only("cable", "tag")),
    Prefetch("cabletag_set__tag"),
    Prefetch("cablecaption_set", CableCaption.objects.only("cable", "caption", "as_written")),
    Prefetch("cablecaption_set__caption"),
)

#: What a row of a table or a citation needs: no texts.
ROWS = (
    *_SHARED,
    Prefetch("paragraphs", _PARAGRAPHS.only("cable", "number", "marking", "length")),
    Prefetch("paragraphs__marking"),
)
#: What a reading copy needs.
COPIES = (
    *_SHARED,
    Prefetch("paragraphs", _PARAGRAPHS.only("cable", "number", "anchor", "marking", "heading", "text")),
    Prefetch("paragraphs__marking"),
    Prefetch("addressees", Addressee.objects.only("cable", "kind", "station", "routing", "as_written")),
    Prefetch("addressees__station"),
)

#: What no export says: how the text was read, and the bytes as received.
_LEFT_OUT = (
    "regions", "field_lines", "warnings", "executive_order_text", "reasons", "passing", "release__attributes",
    "release__handling",
)  # fmt: skip


def in_chunks(pks: Iterable[int], needs: Needs) -> Iterator[Cable]:
    """These cables in this order, with what is needed; those gone meanwhile are left out."""
    waiting = iter(pks)
    while batch := list(islice(waiting, CHUNK)):
        found = _chunk(needs).in_bulk(batch)
        yield from (found[pk] for pk in batch if pk in found)


def passing(pks: Iterable[int], needs: Needs) -> Iterator[Cable]:
    """The same for a stream: each cable can be used until the next one comes, and is then forgotten."""
    for cable in in_chunks(pks, needs):
        yield cable
        # A cable and its paragraphs point at each other, and would wait for the garbage collector together.
        getattr(cable, "_prefetched_objects_cache", {}).clear()


def _chunk(needs: Needs) -> QuerySet[Cable]:
    return Cable.objects.select_related("release").defer(*_LEFT_OUT).prefetch_related(*needs)
