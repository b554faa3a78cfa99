"""What the Whoosh index holds of a cable: two inverted fields and one stored card.

`text` is the text of paragraphs, headings and subject, once: which field of the table a word stands in is told by the
upper bits of its position, so that "inside SECRET paragraphs" costs no second copy. Its keys are `stem NUL word`: all
forms of a word lie side by side, and the word as written is still there for prefixes. `names` holds words of names
under `field NUL word`. Positions of two values are GAP apart, so that no phrase crosses from one to the other.
The card holds what sorting, filtering and counting need; see columns.py.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Format

from reader.search.fields import FACETS, FIELDS, Kind, stem, words

#: Positions between two values of a field.
GAP = 1 << 10
#: A position's upper bits are the number of its field, its lower bits the place.
FIELD_SHIFT = 27

TEXT_FIELDS = tuple(field.index for field in FIELDS if field.kind is Kind.TEXT)
NAME_FIELDS = tuple(field.index for field in FIELDS if field.kind is Kind.NAMES)
#: Exact values, kept as columns: what facets count and filters compare.
COLUMNS = tuple(
    dict.fromkeys(
        [field.facet for field in FACETS.values() if field.facet]
        + [field.index for field in FIELDS if field.kind in (Kind.CODE, Kind.LEVEL, Kind.YEAR)]
    )
)
FIELD_NUMBER = {name: number for number, name in enumerate(TEXT_FIELDS)}
#: A word of the subject counts as so many in the text.
WEIGHTS = {"subject": 4.0, "heading": 1.5}

#: (key, frequency, weight, positions): what Whoosh's writer takes from a field.
Posting = tuple[bytes, int, float, bytes]


class Positions(Format):  # type: ignore[misc]
    """Positions as an array of unsigned 32-bit numbers, little-endian: decoded by numpy a block at a time."""

    def fixed_value_size(self) -> None:
        """Values differ in size."""

    def supports(self, name: str) -> bool:
        """Whether Whoosh's own matchers can decode them: no; see postings.py."""
        del name
        return False


class Inverted(FieldType):  # type: ignore[misc]
    """A field whose postings we make ourselves."""

    def __init__(self) -> None:
        super().__init__(format=Positions(), analyzer=None)

    def index(self, value: list[Posting], **options: Any) -> list[Posting]:
        """The postings as they are."""
        del options
        return value


def schema() -> Schema:
    """The index's fields."""
    return Schema(text=Inverted(), names=Inverted(), card=STORED())


def codec() -> W3Codec:
    """Whoosh's own codec with larger blocks: postings are read whole, never one by one."""
    return W3Codec(blocklimit=1024, compression=1)


@lru_cache(maxsize=500_000)
def text_key(word: str) -> bytes:
    """The key of a word of the text."""
    return f"{stem(word)}\0{word}".encode()


def name_key(field: str, word: str) -> bytes:
    """The key of a word in a field of names."""
    return f"{field}\0{word}".encode()


def text_postings(document: Mapping[str, Any]) -> tuple[list[Posting], int]:
    """The postings of the text of one document, and its length in words."""
    places: dict[str, array[int]] = defaultdict(lambda: array("I"))
    extra: dict[str, float] = defaultdict(float)
    position = length = 0
    for name in TEXT_FIELDS:
        base, more = FIELD_NUMBER[name] << FIELD_SHIFT, WEIGHTS.get(name, 1.0) - 1.0
        for value in values(document.get(name)):
            found = words(value)
            for at, word in enumerate(found, base + position):
                places[word].append(at)
            if more:
                for word in found:
                    extra[word] += more
            position += len(found) + GAP
            length += len(found)
    return [
        (text_key(word), len(at), len(at) + extra.get(word, 0.0), at.tobytes()) for word, at in places.items()
    ], length


def name_postings(document: Mapping[str, Any]) -> list[Posting]:
    """The postings of the names of one document."""
    places: dict[bytes, array[int]] = defaultdict(lambda: array("I"))
    for name in NAME_FIELDS:
        position = 0
        for value in values(document.get(name)):
            for word in words(value):
                places[name_key(name, word)].append(position)
                position += 1
            position += GAP
    return [(key, len(at), float(len(at)), at.tobytes()) for key, at in places.items()]


def values(value: Any) -> Iterator[str]:
    """The texts of a field's value: none, one or several."""
    if value is None or value == "":
        return
    if isinstance(value, Sequence) and not isinstance(value, str):
        yield from map(str, value)
    else:
        yield str(value)


def whoosh_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document as Haystack prepared it, as Whoosh's writer takes it."""
    text, length = text_postings(document)
    columns = tuple(tuple(values(document.get(name))) for name in COLUMNS)
    card = (
        int(document["django_id"]),
        str(document["reference_id"]),
        minutes(document.get("date")),
        length,
        str(document.get("stamp") or ""),
        columns,
    )
    return {"text": text, "names": name_postings(document), "card": card}


#: The date of a cable that has none.
UNDATED = -(1 << 62)


def minutes(date: Any) -> int:
    """An aware datetime as minutes since year 1; UNDATED for None."""
    return UNDATED if date is None else (date.toordinal() * 24 + date.hour) * 60 + date.minute
