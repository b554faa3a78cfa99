"""tar archives, read as a stream. Links and devices are left out: what they point to is not followed."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from functools import partial
from typing import IO, cast

from reader.ingest.containers.member import Member
from reader.ingest.containers.stream import NotTaken, Readable, Stream

NAME = "tar"

_BLOCK = 512


class _Header(tarfile.TarInfo):
    """A header that is not lenient: tarfile takes a broken one for the end of the archive, and says nothing."""

    @classmethod
    def fromtarfile(cls, tarfile: tarfile.TarFile) -> _Header:
        """The next header; raises NotTaken for one that is cut off or garbled."""
        try:
            return super().fromtarfile(tarfile)
        except (_Truncated, _Invalid) as error:
            raise NotTaken("truncated-archive", f"The archive is damaged or cut off ({error}).") from error


_Truncated: type[Exception] = tarfile.TruncatedHeaderError  # type: ignore[attr-defined]
_Invalid: type[Exception] = tarfile.InvalidHeaderError  # type: ignore[attr-defined]


def recognises(head: bytes) -> bool:
    """A block with the checksum of a header: old archives have no other sign."""
    if len(head) < _BLOCK or not head[0] or 0 not in head[:_BLOCK]:
        return False
    try:
        tarfile.TarInfo.frombuf(head[:_BLOCK], tarfile.ENCODING, "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def members(stream: Stream) -> Iterator[Member]:
    """The regular files in their order."""
    source = cast("IO[bytes]", stream)
    with tarfile.open(fileobj=source, mode="r|", tarinfo=_Header, errors="surrogateescape") as archive:
        for info in archive:
            if info.isfile():
                yield Member(info.name, partial(_opened, archive, info))


def _opened(archive: tarfile.TarFile, info: tarfile.TarInfo) -> Readable:
    """One file's bytes."""
    file = archive.extractfile(info)
    if file is None:
        raise NotTaken("damaged-archive", "The member has no bytes in the archive.")
    return cast(Readable, file)
