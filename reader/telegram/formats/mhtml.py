"""A page saved as MHTML: a MIME message whose first HTML part is the page; its address and time come along."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.utils import parsedate_to_datetime

from reader.telegram.formats import html, raw
from reader.telegram.formats.decoding import NotText, decode
from reader.telegram.formats.wrapped import Wrapped, split_lines
from reader.telegram.records import Document, Refusal

NAME = "mhtml"

_HEAD = 4000
_HEADER = re.compile(r"\s*[A-Za-z][A-Za-z-]{2,40}:")
_MIME = re.compile(r"^content-type:\s*(?:multipart/related|text/html)\b", re.I | re.M)


def recognises(wrapped: Wrapped) -> bool:
    """The header of a MIME message that says it holds a page."""
    head = wrapped.text[:_HEAD]
    return _HEADER.match(head) is not None and "mime-version" in head.lower() and _MIME.search(head) is not None


def unwrap(wrapped: Wrapped) -> Iterator[Document | Refusal]:
    """The page's cable, with the whole message as its bytes."""
    message = email.message_from_bytes(wrapped.data)
    part = _page(message)
    payload = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(payload, bytes):
        yield from raw.unwrap(wrapped)
        return
    try:
        decoded = decode(payload)
    except NotText as error:
        yield wrapped.refusal(error.code, f"The page in the message cannot be read. {error.reason}")
        return
    hints = replace(
        wrapped.hints,
        address=wrapped.hints.address or _address(message, part),
        captured=wrapped.hints.captured or _captured(message),
    )
    page = replace(
        wrapped,
        text=decoded.text,
        lines=split_lines(decoded.text),
        encoding=decoded.encoding,
        notes=decoded.notes,
        hints=hints,
    )
    chosen = html if part.get_content_type() == "text/html" else raw
    yield from chosen.unwrap(page)


def _page(message: Message) -> Message | None:
    """The part that is the page: the first in HTML, else the first in plain text."""
    parts = [part for part in message.walk() if not part.is_multipart()]
    for kind in ("text/html", "application/xhtml+xml", "text/plain"):
        found = next((part for part in parts if part.get_content_type() == kind), None)
        if found is not None:
            return found
    return None


def _address(message: Message, part: Message) -> str | None:
    """Where the page was."""
    for header in (message.get("Snapshot-Content-Location"), part.get("Content-Location")):
        address = "".join(str(header or "").split())
        if address.startswith(("http://", "https://")):
            return address
    return None


def _captured(message: Message) -> str | None:
    """When the page was saved."""
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))).isoformat()
    except (ValueError, TypeError, OverflowError):
        return None
