"""A document on its way into the archive: its text, its checksum, its reading."""

from __future__ import annotations

import hashlib
import logging
import zlib
from dataclasses import dataclass, replace

from reader.telegram import Document, Refusal, Telegram, read
from reader.telegram.provisional import is_provisional

#: More than any telegram has. Beyond it a file is something else, and its rows would not fit into their columns.
MOST_LINES = 50_000
MOST_BYTES = 16_000_000
#: The most references, addressees, TAGS or captions of one cable: positions are small numbers.
MOST_ENTRIES = 32_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """One document that was read and found to be a cable.

    `sha256` is of the bytes as received, `packed` are these bytes compressed where a worker has done it.
    """

    document: Document
    sha256: str
    telegram: Telegram
    packed: bytes | None = None

    @property
    def number(self) -> str:
        """The reference id without a suffix: what several cables may share. Empty when it cannot be told."""
        return number_of(self.telegram.reference_id or "")


def number_of(reference_id: str) -> str:
    """76STATE290286_b -> 76STATE290286; of a provisional id nothing."""
    return "" if is_provisional(reference_id) else reference_id.partition("_")[0]


def checksum(document: Document) -> str:
    """What a source is known by."""
    return hashlib.sha256(bytes_of(document)).hexdigest()


def bytes_of(document: Document) -> bytes:
    """The bytes of a source as received; its lines where a wrapping kept no bytes."""
    return document.raw or "\n".join(document.lines).encode("utf-8", "surrogatepass")


def pack(document: Document) -> bytes:
    """A source's bytes as they are stored."""
    return zlib.compress(bytes_of(document), 6)


def receive(document: Document, sha256: str) -> Received | Refusal:
    """Read a document; a Refusal when it is no cable."""
    if too_long := _too_long(document):
        return too_long
    document = storable(document)
    try:
        telegram = read(document)
    except Exception as error:  # A fault of ours in one text must not end the run: it is reported and the run goes on.
        log.debug("reading %s failed", document.source, exc_info=True)
        return _refusal(document, "reader-failed", f"Our reader failed on this text ({error!r}). Please report it.")
    return _refused(document, telegram) or Received(document, sha256, telegram)


def _too_long(document: Document) -> Refusal | None:
    """A refusal for what is longer than any telegram."""
    size = len(document.raw)
    if len(document.lines) <= MOST_LINES and size <= MOST_BYTES:
        return None
    said = f"It has {len(document.lines):,} lines and {size / 1e6:,.1f} MB: no telegram is so long."
    return _refusal(document, "too-long", f"{said} If it holds several, put each into a file of its own.")


def _crowded(telegram: Telegram) -> bool:
    """Whether a cable names more of something than can be stored in order."""
    lists = (telegram.to, telegram.info, telegram.tags, telegram.captions)
    named = len(telegram.references) + sum(max(1, len(one.reference_ids)) for one in telegram.text_references)
    return max(named, *map(len, lists)) > MOST_ENTRIES


def _refused(document: Document, telegram: Telegram) -> Refusal | None:
    """Why a text is not stored: it is no cable. None when it is one, whatever it lacks."""
    no_cable = next((warning for warning in telegram.warnings if warning.code == "no-cable"), None)
    if no_cable:
        return _refusal(document, "no-cable", no_cable.message, no_cable.line)
    if _crowded(telegram):
        return _refusal(document, "too-long", f"It names more than {MOST_ENTRIES:,} cables or posts, as none does.")
    return None


def _refusal(document: Document, code: str, reason: str, line: int | None = None) -> Refusal:
    """A refusal that names the document; lines are counted in its file."""
    at = document.first_line + (line or 1) - 1
    return Refusal(path=document.path, member=document.member, code=code, reason=reason, line=at)


def storable(document: Document) -> Document:
    """NUL characters shown as such: no database takes them into a text."""
    if b"\0" not in document.raw or not any("\0" in line for line in document.lines):
        return document
    return replace(document, lines=tuple(line.replace("\0", "\N{REPLACEMENT CHARACTER}") for line in document.lines))
