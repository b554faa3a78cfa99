"""Archives, opened member by member: gzip, bzip2, xz, zip, tar, 7z and WARC, and these within one another."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import cast

from reader.ingest.containers import compressed, sevenzip, tars, warcs, zips
from reader.ingest.containers.member import Container, Member
from reader.ingest.containers.stream import Budget, NotTaken, Readable, Stream

__all__ = ["DEEPEST", "Budget", "Container", "Member", "NotTaken", "Readable", "Stream", "container_of"]

#: So many archives may stand within one another; a compressed tar counts as one.
DEEPEST = 3

#: Asked in this order: a gzipped WARC is no gzipped file.
_MODULES: tuple[ModuleType, ...] = (warcs, zips, sevenzip, compressed, tars)
CONTAINERS: dict[str, Container] = {module.NAME: cast(Container, module) for module in _MODULES}


def container_of(head: bytes) -> Container | None:
    """The kind of archive that begins with these bytes, or None."""
    return next((container for container in CONTAINERS.values() if container.recognises(head)), None)


def members(container: Container, stream: Stream) -> Iterator[Member | NotTaken]:
    """The members, and at the end a NotTaken where the archive is damaged: what was read before it stays."""
    try:
        yield from container.members(stream)
    except NotTaken as error:
        yield error
    except Exception as error:  # Libraries raise whatever they like on a damaged archive.
        yield damaged(error)


def damaged(error: Exception) -> NotTaken:
    """What a library's complaint about a damaged archive means."""
    if isinstance(error, EOFError) or "truncated" in str(error).lower() or "unexpected end" in str(error).lower():
        return NotTaken("truncated-archive", "The archive is cut off: what stood after this place is missing.")
    if "encrypt" in str(error).lower() or "password" in str(error).lower():
        return NotTaken("encrypted", "The archive is encrypted: unpack it with its password first.")
    said = " ".join(str(error).split()) or type(error).__name__
    return NotTaken("damaged-archive", f"The archive is damaged and cannot be read further ({said[:200]}).")
