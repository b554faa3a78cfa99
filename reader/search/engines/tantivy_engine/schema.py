"""What the tantivy index holds of a cable, and the document that it is given.

A text field of the table holds stems with positions; there is no second copy of the text as a whole: a word without a
field is looked for in all of them. `written` holds each word as written once, behind the letter of its field, for
prefixes. Fields of names hold words as written. Exact values are raw terms; those that are counted are columns too,
full ones (an empty value where there is none), which count much faster. Captions, markings and collections have few
combinations: a column of combinations is counted instead of one of many values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from tantivy import Document as Made
from tantivy import Index, Schema, SchemaBuilder

from reader.search.engines.shape import COLUMNS, NAME_FIELDS, TEXT_FIELDS, UNDATED, Document, minutes, values
from reader.search.engines.tantivy_engine.analysis import SEPARATOR, blanks, marked, stemmed
from reader.search.fields import FACETS, Kind, words

#: Counted by combination; the column's name, and what joins values in it.
SETS: Mapping[str, str] = {name: f"{name}_set" for name in ("caption", "marking", "collection")}
JOINT = "\n"

#: Numbers, 0 for none.
YEARS = tuple(field.facet for field in FACETS.values() if field.kind is Kind.YEAR and field.facet)
#: Counted as they are: one value or many.
SINGLE = tuple(f.facet for f in FACETS.values() if f.facet and not f.many and f.facet not in YEARS)
MANY = tuple(f.facet for f in FACETS.values() if f.facet and f.many and f.facet not in SETS)

#: What a full column has for a cable without a value.
_NONE: Mapping[str, Sequence[str]] = dict.fromkeys(SINGLE, ("",))

#: Orders as one number a cable: the date in the upper bits, the primary key in the lower ones.
NEWEST, OLDEST = "newest", "oldest"
_KEY_BITS = 32
_LAST_KEY = (1 << _KEY_BITS) - 1
_NEVER = (1 << 31) - 1

TOKENIZER = "blanks"


def schema() -> Schema:
    """The index's fields."""
    builder = SchemaBuilder()
    for name in (*TEXT_FIELDS, *NAME_FIELDS):
        builder.add_text_field(name, tokenizer_name=TOKENIZER, index_option="position")
    builder.add_text_field("written", tokenizer_name=TOKENIZER, index_option="basic")
    for name in COLUMNS:
        if name in YEARS:
            builder.add_unsigned_field(name, indexed=True, fast=True)
        else:
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=name in (*SINGLE, *MANY))
    for name in SETS.values():
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("pk", indexed=True, fast=True, stored=True)
    for name in ("minutes", NEWEST, OLDEST):
        builder.add_unsigned_field(name, fast=True)
    builder.add_text_field("reference_id", tokenizer_name="raw", index_option="basic", stored=True)
    builder.add_bytes_field("stamp", stored=True)
    return builder.build()


def prepared(index: Index) -> Index:
    """An index that knows how its fields are split, and reads a new state only when told to."""
    index.register_tokenizer(TOKENIZER, blanks())
    index.config_reader("manual", 0)
    return index


class Told(NamedTuple):
    """What is written of a document: plain values, so that another process can have made it.

    `spaced` are values of fields with positions, by field; `plain` (field, value) without; `numbers` likewise.
    """

    pk: int
    reference_id: str
    stamp: bytes
    spaced: list[tuple[str, list[str]]]
    plain: list[tuple[str, str]]
    numbers: list[tuple[str, int]]


def told(given: Document) -> Told:
    """What is written of a document as Haystack prepared it: all the work on words."""
    spaced: list[tuple[str, list[str]]] = []
    plain: list[tuple[str, str]] = []
    for name in TEXT_FIELDS:
        if given.get(name):
            found = [words(value) for value in values(given[name])]
            spaced.append((name, [stemmed(value) for value in found]))
            if written := set().union(*found):
                plain.append(("written", marked(name, written)))
    for name in NAME_FIELDS:
        if given.get(name):
            spaced.append((name, list(map(_named, values(given[name])))))
    numbers = list(_numbers(given))
    for name in COLUMNS:
        plain += _column(name, values(given.get(name)))
    stamp = str(given.get("stamp") or "").encode()
    return Told(int(given["django_id"]), str(given["reference_id"]), stamp, spaced, plain, numbers)


@lru_cache(maxsize=50_000)
def _named(value: str) -> str:
    """The words of a name. An archive has few, each in many cables."""
    return " ".join(words(value))


def _column(name: str, given: Sequence[str]) -> Iterator[tuple[str, str]]:
    if name in YEARS:
        return
    for value in given or _NONE.get(name, ()):
        yield name, value
    if name in SETS:
        yield SETS[name], JOINT.join(sorted(given))


def _numbers(given: Document) -> Iterator[tuple[str, int]]:
    pk, at = int(given["django_id"]), minutes(given.get("date"))
    dated = at != UNDATED
    yield "pk", pk
    yield "minutes", at if dated else 0
    yield NEWEST, (at if dated else 0) << _KEY_BITS | (_LAST_KEY - pk)
    yield OLDEST, (at if dated else _NEVER) << _KEY_BITS | pk
    for name in YEARS:
        yield name, int(given.get(name) or 0)


def document(given: Told) -> Made:
    """A document as tantivy takes it."""
    made = Made()
    for name, texts in given.spaced:
        # A gap between values, so that neither phrases nor words near each other cross it.
        for at, text in enumerate(texts):
            if at:
                made.add_pre_tokenized_text(name, SEPARATOR)
            made.add_text(name, text)
    for name, text in given.plain:
        made.add_text(name, text)
    for name, number in given.numbers:
        made.add_unsigned(name, number)
    made.add_text("reference_id", given.reference_id)
    made.add_bytes("stamp", given.stamp)
    return made
