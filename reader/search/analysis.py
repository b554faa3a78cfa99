"""Text to words, the same for index, query and snippets: runs of letters and digits, lower case, accents taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from reader.search.stemming import stem

__all__ = ["fold", "stem", "stems", "tokens", "words"]

_WORD = re.compile(r"[^\W_]+")

#: Lower case for letters, blanks for what is neither letter nor digit: much faster than a pattern.
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}

#: Stems that are kept; beyond, all are forgotten. Faster than a cache that knows which was asked for last.
_MOST_STEMS = 500_000


def fold(word: str) -> str:
    """Lower case without accents: São -> sao."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)) or word.lower()


#: Stands for a letter that folds to none or to several.
_ELSE = "\uffff"


class _Letters(dict[int, str]):
    """Each character folded by itself: a letter or digit for one, a blank for what is neither."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _letter(chr(code))
        return found


def _letter(character: str) -> str:
    if not character.isalnum():
        return " "
    # The small form of a sigma depends on what stands after it.
    folded = fold(character) if character != "Σ" else ""
    return folded if len(folded) == 1 and folded.isalnum() else _ELSE


_letters = _Letters()


def fold_letters(text: str) -> str | None:
    """A text folded so that each letter stays at its place; None when that cannot be (ﬁ is two letters)."""
    if text.isascii():
        return text.lower()
    folded = text.translate(_letters)
    return None if _ELSE in folded else folded


def words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    if text.isascii():
        return text.translate(_PLAIN).split()
    folded = fold_letters(text)
    return folded.split() if folded is not None else [fold(word) for word in _WORD.findall(text)]


class _Stems(dict[str, str]):
    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        found = self[word] = stem(word)
        return found


_stems = _Stems()


def stems(found: Iterable[str]) -> Iterator[str]:
    """The stem of each folded word."""
    return map(_stems.__getitem__, found)


def tokens(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, folded word) of every word: `words` with places."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), fold(match[0])
