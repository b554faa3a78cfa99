"""How texts are cut and compared on their way into columns."""

from __future__ import annotations


def clip(text: str, longest: int) -> str:
    """A text for a column of limited length; the whole of it stays in the source."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def spoken(text: str) -> str:
    """Upper case, one blank at most, no full stop at the end: how spellings are compared."""
    return " ".join(text.upper().split()).rstrip(". ")


def printable(path: str) -> str:
    """A path as text that can be stored and shown: bytes that are no UTF-8 become \\xNN."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
