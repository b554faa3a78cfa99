"""What the Whoosh index holds of a cable: two inverted fields and one stored card.

`text` is the text of paragraphs, headings and subject, once: which field of the table a word stands in is told beside
its position, so that "inside SECRET paragraphs" costs no second copy. Its keys are `stem NUL word`: all forms of a
word lie side by side, and the word as written is still there for prefixes. `names` holds words of names under `field
NUL word`. Positions of two values are GAP apart, so that no phrase crosses from one to the other. The card holds what
sorting, filtering and counting need; see columns.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Existence

from reader.search.engines.shape import COLUMNS, NAME_FIELDS, TEXT_FIELDS, Document, minutes, values
from reader.search.fields import stem, words

#: Positions between two values of a field.
GAP = 1 << 10
#: A place is the number of its field and, in the lower bits, a position.
FIELD_SHIFT = 27

FIELD_NUMBER = {name: number for number, name in enumerate(TEXT_FIELDS)}


class Inverted(FieldType):  # type: ignore[misc]
    """A field whose postings codec.py writes."""

    def __init__(self) -> None:
        super().__init__(format=Existence(), analyzer=None)


def schema() -> Schema:
    """The index's fields."""
    return Schema(text=Inverted(), names=Inverted(), card=STORED())


@lru_cache(maxsize=200_000)
def text_key(word: str) -> bytes:
    """The key of a word of the text."""
    return f"{stem(word)}\0{word}".encode()


def name_key(field: str, word: str) -> bytes:
    """The key of a word in a field of names."""
    return f"{field}\0{word}".encode()


def text_places(document: Document) -> Iterator[tuple[int, list[str]]]:
    """(place of the first word, words) of every value of the text's fields, places ascending."""
    position = 0
    for name in TEXT_FIELDS:
        base = FIELD_NUMBER[name] << FIELD_SHIFT
        for value in values(document.get(name)):
            found = words(value)
            yield base + position, found
            position += len(found) + GAP


def name_places(document: Document) -> Iterator[tuple[str, int, list[str]]]:
    """(field, position of the first word, words) of every value of the fields of names."""
    for name in NAME_FIELDS:
        position = 0
        for value in values(document.get(name)):
            found = words(value)
            yield name, position, found
            position += len(found) + GAP


def card(document: Document, length: int) -> tuple[Any, ...]:
    """What is stored of a document: keys, minutes, length of the text in words, stamp, exact values by column."""
    return (
        int(document["django_id"]),
        str(document["reference_id"]),
        minutes(document.get("date")),
        length,
        str(document.get("stamp") or ""),
        tuple(tuple(values(document.get(name))) for name in COLUMNS),
    )
