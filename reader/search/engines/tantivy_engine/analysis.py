"""Words as tantivy gets them: analysed here, as for every engine, so that tantivy only splits at blanks.

Stems looked up in a cache cost less than tantivy's stemmer, and engines agree to the letter.
"""

from __future__ import annotations

from collections.abc import Iterable

from tantivy import PreTokenizedString, TextAnalyzer, TextAnalyzerBuilder, Token, Tokenizer

from reader.search.engines.shape import TEXT_FIELDS
from reader.search.fields import stems

#: Positions from the end of a value to the next one: words near each other are looked for over fewer.
GAP = 128
NEAREST = GAP - 28

#: Stands between two values of a field. No word of a query is written like it.
SEPARATOR = PreTokenizedString("", [Token("|", GAP - 2, 0, 0)])

#: The letter before a word as written that says in which text field it stands. Words have no capitals.
MARKS = {name: chr(ord("A") + number) for number, name in enumerate(TEXT_FIELDS)}


def blanks() -> TextAnalyzer:
    """Splits at blanks and leaves words as they are."""
    return TextAnalyzerBuilder(Tokenizer.whitespace()).build()


def stemmed(found: list[str]) -> str:
    """Words as the text of a field of stems."""
    return " ".join(stems(found))


def marked(field: str, found: Iterable[str]) -> str:
    """Words of a text field, as written, as the text of the field of words as written."""
    mark = MARKS[field]
    return mark + f" {mark}".join(found)


def beginning(prefix: str) -> str:
    """A regular expression of words that begin so."""
    return "".join(c if c.isalnum() else f"\\{c}" for c in prefix) + ".*"


def beginning_in_any_case(prefix: str) -> str:
    """The same for codes, in capitals or not."""
    return "".join(f"[{c.lower()}{c.upper()}]" if c.isalpha() else beginning(c)[:-2] for c in prefix) + ".*"
