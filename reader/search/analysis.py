"""Text to words, the same for index, query and snippets: runs of letters and digits, lower case, accents taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reader.search.stemming import stem

__all__ = ["fold", "stem", "tokens", "words"]

_WORD = re.compile(r"[^\W_]+")


def fold(word: str) -> str:
    """Lower case without accents: São -> sao."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)) or word.lower()


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    if text.isascii():
        return _WORD.findall(text.lower())
    return [fold(word) for word in _WORD.findall(text)]


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, folded word) of every word: `words` with places."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), fold(match[0])
