"""The words of the index as written, for completion and for spelling."""

from __future__ import annotations

from collections.abc import Iterable
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


def values_starting(field: str, prefix: str, most: int) -> list[str] | None:
    """Values of a counted field that begin so, those of most cables first; None from an engine that lists none."""
    listed = getattr(_backend(), "values_starting", None)
    return list(listed(field, prefix, most)) if listed else None


def counts(listed: Iterable[str]) -> dict[str, int]:
    """About how many cables have each of these words, as written; words that none has are left out."""
    found = {word: dict(vocabulary(word)).get(word, 0) for word in listed}
    return {word: count for word, count in found.items() if count}


def _backend() -> Any:
    return connections["default"].get_backend()
