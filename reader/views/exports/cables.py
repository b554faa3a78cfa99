"""The cables of an export, a chunk at a time by a fixed number of queries, so that memory does not grow with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeAlias

from django.db.models import Prefetch, QuerySet

from reader.models import Addressee, Cable, CableCaption, CableTag, Paragraph

Needs: TypeAlias = "tuple[Prefetch[Any, Any, Any], ...]"

#: Cables in memory at once.
CHUNK = 200

_TAGS = Prefetch("cabletag_set", CableTag.objects.select_related("tag"))
_CAPTIONS = Prefetch("cablecaption_set", CableCaption.objects.select_related("caption"))
_ADDRESSEES = Prefetch("addressees", Addressee.objects.select_related("station"))
_STRIPS = Prefetch("paragraphs", Paragraph.objects.for_strips())
_TEXTS = Prefetch("paragraphs", Paragraph.objects.select_related("marking").order_by("position"))

#: What a row of a table or a citation needs: no texts.
ROWS = (_TAGS, _CAPTIONS, _STRIPS)
#: What a reading copy needs.
COPIES = (_TAGS, _CAPTIONS, _ADDRESSEES, _TEXTS)

#: What no export says: how the text was read, and the bytes as received.
_LEFT_OUT = ("regions", "field_lines", "warnings", "source__data")


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
    cables = Cable.objects.select_related("station", "source__collection", "subject_marking", "release")
    return cables.defer(*_LEFT_OUT).prefetch_related(*needs)
