"""A document on its way into the archive: its text, its checksum, its reading."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace

from reader.telegram import Document, Refusal, Telegram, read

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """One document that was read and found to be a cable. `sha256` is of the bytes as received."""

    document: Document
    sha256: str
    telegram: Telegram

    @property
    def number(self) -> str:
        """The reference id without a suffix: what several cables may share."""
        return number_of(self.telegram.reference_id or "")


def number_of(reference_id: str) -> str:
    """76STATE290286_b -> 76STATE290286."""
    return reference_id.partition("_")[0]


def checksum(document: Document) -> str:
    """What a source is known by: the sha256 of its bytes, of its lines where a wrapping kept no bytes."""
    data = document.raw or "\n".join(document.lines).encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()


def receive(document: Document, sha256: str) -> Received | Refusal:
    """Read a document; a Refusal when it is no cable or its number cannot be told."""
    document = _storable(document)
    try:
        telegram = read(document)
    except Exception as error:  # A fault of ours in one text must not end the run: it is reported and the run goes on.
        log.debug("reading %s failed", document.source, exc_info=True)
        return _refusal(document, "reader-failed", f"Our reader failed on this text ({error!r}). Please report it.")
    return _refused(document, telegram) or Received(document, sha256, telegram)


def _refused(document: Document, telegram: Telegram) -> Refusal | None:
    """Why a text is not stored; None when it can be."""
    no_cable = next((warning for warning in telegram.warnings if warning.code == "no-cable"), None)
    if no_cable:
        return _refusal(document, "no-cable", no_cable.message, no_cable.line)
    if not telegram.reference_id:
        return _refusal(document, "no-reference-id", _why_no_number(telegram))
    return None


def _why_no_number(telegram: Telegram) -> str:
    """Which part of year, post and serial is missing, and what can be done."""
    originator = telegram.originator
    missing = []
    if not telegram.date and not telegram.hints.date:
        missing.append("a year (no date-time group, no date on the page)")
    if not originator or not (originator.station or originator.routing):
        missing.append("a sending post (no FM or DE line)")
    if not originator or originator.serial is None:
        missing.append("a serial (no DE line, no number after the classification)")
    said = f" It lacks {', '.join(missing)}." if missing else ""
    return f"The cable's number cannot be told from its text.{said} Give the number in the file's metadata lines."


def _refusal(document: Document, code: str, reason: str, line: int | None = None) -> Refusal:
    """A refusal that names the document; lines are counted in its file."""
    at = document.first_line + (line or 1) - 1
    return Refusal(path=document.path, member=document.member, code=code, reason=reason, line=at)


def _storable(document: Document) -> Document:
    """NUL characters shown as such: no database takes them into a text."""
    if b"\0" not in document.raw or not any("\0" in line for line in document.lines):
        return document
    return replace(document, lines=tuple(line.replace("\0", "\N{REPLACEMENT CHARACTER}") for line in document.lines))
