"""Web archives (WARC, gzipped or not): each HTML or text response is a page; its address and time are kept."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import partial
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from reader.ingest.containers.member import Member
from reader.ingest.containers.stream import NotTaken, Readable, Stream
from reader.telegram.records import Hints

NAME = "warc"

_FIRST_LINE = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_TYPES = ("text/html", "text/plain", "application/xhtml+xml")
_KINDS = ("response", "resource", "conversion")


def recognises(head: bytes) -> bool:
    """A record's first line, plain or behind gzip."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 64)
        except zlib.error:
            return False
    return _FIRST_LINE.match(head) is not None


def members(stream: Stream) -> Iterator[Member]:
    """The pages in their order, each named by its address."""
    for record in ArchiveIterator(stream):
        if record.rec_type in _KINDS and _is_page(record):
            address = record.rec_headers.get_header("WARC-Target-URI") or "(no address)"
            address = address.strip("<>")
            hints = Hints(address=address, captured=record.rec_headers.get_header("WARC-Date"))
            yield Member(address, partial(_content, record), hints)


def _is_page(record: Any) -> bool:
    """Whether a record holds a page: a success, in HTML or text."""
    headers = record.http_headers
    if headers is not None and headers.get_statuscode() not in ("200", "", None):
        return False
    source = headers if headers is not None else record.rec_headers
    return (source.get_header("Content-Type") or "text/html").split(";")[0].strip().lower() in _TYPES


def _content(record: Any) -> Readable:
    """The page as it was sent, its transfer and content encodings undone."""
    return _Whole(record)


class _Whole:
    """A record's page; raises NotTaken when the record ends before its stated length."""

    def __init__(self, record: Any) -> None:
        self._record = record
        self._content = record.content_stream()

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        part: bytes = self._content.read(size)
        if not part and getattr(self._record.raw_stream, "limit", 0) > 0:
            raise NotTaken("truncated-archive", "The record is cut off: it ends before its stated length.")
        return part
