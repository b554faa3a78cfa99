"""What the tantivy index holds of a cable, and the document that it is given.

A text field of the table holds stems with positions; there is no second copy of the text as a whole: a word without a
field is looked for in all of them. `written` holds each word as written once, behind the letter of its field, for
prefixes. Fields of names hold words as written. Exact values are raw terms; those that are counted are columns too,
full ones (an empty value where there is none), which count much faster. Captions, markings and collections have few
combinations: a column of combinations is counted instead of one of many values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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


def document(given: Document) -> Made:
    """A document as Haystack prepared it, as tantivy takes it."""
    made = Made()
    for name in TEXT_FIELDS:
        if given.get(name):
            _add_text(made, name, given)
    for name in NAME_FIELDS:
        if given.get(name):
            _add_values(made, name, [" ".join(words(value)) for value in values(given[name])])
    for name in COLUMNS:
        _add_column(made, name, values(given.get(name)))
    _add_keys(made, given)
    return made


def _add_text(made: Made, name: str, given: Document) -> None:
    found = [words(value) for value in values(given[name])]
    _add_values(made, name, [stemmed(value) for value in found])
    if written := set().union(*found):
        made.add_text("written", marked(name, written))


def _add_values(made: Made, name: str, texts: Sequence[str]) -> None:
    """Values with a gap between them, so that neither phrases nor words near each other cross it."""
    for at, text in enumerate(texts):
        if at:
            made.add_pre_tokenized_text(name, SEPARATOR)
        made.add_text(name, text)


def _add_column(made: Made, name: str, given: Sequence[str]) -> None:
    if name in YEARS:
        made.add_unsigned(name, int(given[0]) if given else 0)
        return
    for value in given or _NONE.get(name, ()):
        made.add_text(name, value)
    if name in SETS:
        made.add_text(SETS[name], JOINT.join(sorted(given)))


def _add_keys(made: Made, given: Document) -> None:
    pk, at = int(given["django_id"]), minutes(given.get("date"))
    dated = at != UNDATED
    made.add_unsigned("pk", pk)
    made.add_unsigned("minutes", at if dated else 0)
    made.add_unsigned(NEWEST, (at if dated else 0) << _KEY_BITS | (_LAST_KEY - pk))
    made.add_unsigned(OLDEST, (at if dated else _NEVER) << _KEY_BITS | pk)
    made.add_text("reference_id", str(given["reference_id"]))
    made.add_bytes("stamp", str(given.get("stamp") or "").encode())
