"""zip archives. Names are labels only: nothing is ever written where they point."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator

from reader.ingest.containers.member import Member
from reader.ingest.containers.stream import NotTaken, Readable, Stream

NAME = "zip"

_OFFICE = ("[Content_Types].xml", "mimetype")
_ENCRYPTED = 0x1


def recognises(head: bytes) -> bool:
    """A local header, or the end of an empty archive."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members(stream: Stream) -> Iterator[Member]:
    """The files in the order of their names; raises NotTaken for documents that are zip archives inside."""
    with zipfile.ZipFile(stream.seekable()) as archive:
        if any(name in archive.NameToInfo for name in _OFFICE):
            raise NotTaken("binary", "The file is an office document or a book: save it as plain text first.")
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if not info.is_dir():
                yield Member(info.filename, _opener(archive, info))


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], Readable]:
    """Opens one file; raises NotTaken for an encrypted one."""

    def opened() -> Readable:
        if info.flag_bits & _ENCRYPTED:
            raise NotTaken("encrypted", "The member is encrypted: unpack the archive with its password first.")
        return archive.open(info)

    return opened
