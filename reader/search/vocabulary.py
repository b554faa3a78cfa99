"""The words of the index as written, for completion and for spelling."""

from __future__ import annotations

from typing import Any

from haystack import connections

from reader.search.fields import fold


def vocabulary(prefix: str) -> list[tuple[str, int]]:
    """Words of the text that begin so, each with about how many cables have it; nothing from an engine without words.

    Raises SearchBackendError when the engine cannot answer.
    """
    listed = getattr(_backend(), "vocabulary", None)
    return list(listed(fold(prefix))) if listed and prefix else []


def words_starting(prefix: str) -> list[str]:
    """The same words without counts, in order."""
    listed = getattr(_backend(), "words_starting", None)
    return list(listed(fold(prefix))) if listed and prefix else []


def _backend() -> Any:
    return connections["default"].get_backend()
