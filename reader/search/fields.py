"""THE table of search fields: query language, index, facets, sort menu and help page all ask here.

A row is a `Field`. Text kept by marking (`u:` to `ts:`, `unmarked:`) is one row a marking; a word without a field is
looked for in every row with `everywhere`. Adding a field is adding a row; tests hold the index, the language and
docs/querying.md to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from reader.search.analysis import fold, stem, stems, tokens, words

__all__ = [
    "BY_NAME", "CONTENT", "EVERYWHERE", "FACETS", "FIELDS", "INDEX_VERSION", "LANGUAGE_VERSION", "LEVELS", "MARKINGS",
    "NOT_STATED", "SORTS", "Field", "Kind", "fold", "level_slug", "marking_name", "stem", "stems", "tokens", "words",
]  # fmt: skip

#: Raised when what an index holds changes: an index of another version asks to be rebuilt.
INDEX_VERSION = 2

#: Raised when the language changes its meaning: a frozen search names it.
LANGUAGE_VERSION = 3


class Kind(Enum):
    """How a field is read and matched."""

    TEXT = "words, stemmed"
    NAMES = "words as written"
    CODE = "one exact value"
    REFERENCE = "a reference id"
    LEVEL = "a classification"
    DATE = "a day, month, year or range"
    YEAR = "a year or range"


@dataclass(frozen=True, slots=True)
class Field:
    """One row: `name` is typed before a colon; `index` is the field of the index that it is looked for in.

    `facet` names the index field whose exact values are counted (None: no facet); `many` says that one cable can have
    several values, so that two chosen values mean both, and one value a cable means either. `said` says the field in a
    sentence, with {} for the value; `also` are further index fields in which the language looks for what is typed.
    """

    name: str
    label: str
    kind: Kind
    index: str
    example: str
    help: str
    aliases: tuple[str, ...] = ()
    everywhere: bool = False
    facet: str | None = None
    many: bool = False
    said: str = "{}"
    marking: bool = False
    also: tuple[str, ...] = ()


def _marking(name: str, label: str, example: str) -> Field:
    return Field(
        name, label, Kind.TEXT, name, example,
        f"inside {label}", everywhere=True, marking=True,
    )  # fmt: skip


FIELDS: tuple[Field, ...] = (
    _marking("unmarked", "paragraphs without a portion marking", "unmarked:lens"),
    _marking("u", "UNCLASSIFIED paragraphs, without SBU and FOUO", "u:lens"),
    _marking("sbu", "SENSITIVE BUT UNCLASSIFIED and FOR OFFICIAL USE ONLY paragraphs", 'sbu:"duty officer"'),
    _marking("lou", "LIMITED OFFICIAL USE paragraphs", "lou:lens"),
    _marking("r", "RESTRICTED paragraphs", "r:lens"),
    _marking("c", "CONFIDENTIAL paragraphs, with any caveat", "c:lens"),
    _marking("s", "SECRET paragraphs, with any caveat", "s:lens"),
    _marking("ts", "TOP SECRET paragraphs, with any caveat", "ts:lens"),
    Field(
        "subject", "Subject", Kind.TEXT, "subject", "subject:lighthouse",
        "in the subject, or in the headline of a cable that has none", ("subj", "title"), everywhere=True,
        said="with {} in the subject",
    ),
    Field(
        "heading", "Headings", Kind.TEXT, "heading", "heading:comment",
        "in the headings between paragraphs", everywhere=True, said="with {} in a heading",
    ),
    Field(
        "id", "Reference id", Kind.NAMES, "identity", "id:08HALIFAX58",
        "the cable's own reference id, document number or transmission id", ("mrn",), everywhere=True,
        said="numbered {}",
    ),
    Field(
        "class", "Classification", Kind.LEVEL, "level", "class:confidential",
        "the cable's classification, in full or as u, lou, r, c, s, ts", ("classification", "level"), facet="level",
        said="classified {}",
    ),
    Field(
        "original", "Original classification", Kind.LEVEL, "original", "original:lou",
        "what a released telegram was classified when it was sent", said="originally classified {}",
    ),
    Field(
        "highest-portion", "Highest portion marking", Kind.LEVEL, "highest", "highest-portion:secret",
        "the highest level among its portion markings; not-stated where no paragraph has one", ("highest_portion",),
        said="with {} as its highest portion marking",
    ),
    Field(
        "against-portions", "Classification against portion markings", Kind.CODE, "against", "against-portions:below",
        "how it is classified against its highest portion marking: above, same or below; else unmarked, empty (no"
        " paragraphs) or unstated (no classification)", ("against_portions",),
        said="classified {} its portion markings",
    ),
    Field("year", "Year", Kind.YEAR, "year", "year:2006..2008", "the year, or years", facet="year", said="from {}"),
    Field(
        "date", "Date", Kind.DATE, "date", "date:2008-03", "the day, month or year, or two joined by two points",
        ("sent",), said="of {}",
    ),
    Field(
        "country", "Country", Kind.NAMES, "country_names", "country:canada",
        "the country of the post that sent it, by name or two letters", facet="country", said="sent from {}",
    ),
    Field(
        "post", "Post", Kind.NAMES, "post_names", "post:halifax",
        "the post or office that sent it", facet="post", said="sent by {}",
    ),
    Field(
        "from", "Originator", Kind.NAMES, "sender", "from:RUEHHA",
        "who sent it: the words after FM and the routing indicator", ("fm",), said="from {}",
    ),
    Field(
        "to", "Addressees", Kind.NAMES, "addressee", "to:secstate",
        "whom it was sent to, for action or information", ("info",), said="addressed to {}",
    ),
    Field(
        "tag", "TAGS", Kind.CODE, "tag", "tag:EWWT", "a TAGS code", ("tags",), facet="tag", many=True,
        said="tagged {}",
    ),
    Field(
        "agency", "Agency", Kind.NAMES, "agency_names", "agency:RCMP",
        "an agency or post that sent it, received it or is mentioned in it, by acronym or name", facet="agency",
        many=True, said="concerning {}", also=("sender", "addressee"),
    ),
    Field(
        "caption", "Caption", Kind.NAMES, "caption_names", "caption:noforn",
        "a caption, or a caveat of the classification line", facet="caption", many=True, said="captioned {}",
    ),
    Field(
        "marking", "Marking present", Kind.NAMES, "marking_names", "marking:noforn",
        "a portion marking in it, as written or by a word of it", facet="marking", many=True,
        said="with {}",
    ),
    Field(
        "concept", "Concept", Kind.NAMES, "concept_names", "concept:gifts",
        "an index term of the National Archives", ("concepts",), facet="concept", many=True, said="indexed under {}",
    ),
    Field(
        "collection", "Collection", Kind.NAMES, "collection_names", "collection:demonstration",
        "the collection that a source came in", facet="collection", many=True, said="in the collection {}",
    ),
    Field("ref", "References", Kind.REFERENCE, "refers", "ref:08STATE22417", "cables that refer to this one",
          ("refers", "references"), said="referring to {}"),
    Field("signed", "Signature", Kind.NAMES, "signature", "signed:thistlewood", "the name that it is signed with",
          ("signature",), said="signed {}"),
    Field("classified-by", "Classified by", Kind.NAMES, "classifier", "classified-by:brambledown",
          "who classified it, as written", ("classified_by", "classifiedby"), said="classified by {}"),
    Field("drafter", "Drafter", Kind.NAMES, "drafter", "drafter:sample", "who drafted a released telegram",
          said="drafted by {}"),
    Field("office", "Office", Kind.NAMES, "office", "office:EUR", "the action or origin office of a released telegram",
          said="of the office {}"),
)  # fmt: skip

#: Every name and alias, lower case, to its row.
BY_NAME: Mapping[str, Field] = {name: field for field in FIELDS for name in (field.name, *field.aliases)}

#: The rows that are counted, in the order in which pages show them; by their name in addresses.
FACETS: Mapping[str, Field] = {
    name: BY_NAME[name]
    for name in ("class", "year", "country", "post", "tag", "agency", "marking", "caption", "concept", "collection")
}

#: Text of paragraphs by portion marking, in the order of the marking facet.
MARKINGS: tuple[Field, ...] = tuple(field for field in FIELDS if field.marking)

#: What a word without a field is looked for in.
EVERYWHERE: tuple[Field, ...] = tuple(field for field in FIELDS if field.everywhere)

#: The index field of a word without a field: the text as a whole, which an engine searches as EVERYWHERE.
CONTENT = "content"

#: Sort orders: the value in addresses, the label in the menu, the index's order (empty: by relevance).
SORTS: tuple[tuple[str, str, str], ...] = (
    ("relevance", "Relevance", ""),
    ("-date", "Newest first", "-date"),
    ("date", "Oldest first", "date"),
)

#: How levels are written in addresses, least secret first, with what a searcher may type for them.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "unclassified": ("UNCLASSIFIED", "u", "unclas"),
    "limited-official-use": ("LIMITED OFFICIAL USE", "lou", "limited"),
    "restricted": ("RESTRICTED", "r"),
    "confidential": ("CONFIDENTIAL", "c", "conf"),
    "secret": ("SECRET", "s"),
    "top-secret": ("TOP SECRET", "ts", "top", "topsecret"),
}


#: The value of `class` for cables that state no level; no index holds it: it is asked for as "none of LEVELS".
NOT_STATED = "not-stated"


def level_slug(text: str) -> str | None:
    """The level that a searcher or a row means ("TOP SECRET", "ts", "top-secret"), as in addresses; None if none."""
    asked = text.strip().lower().replace(" ", "-").replace("_", "-")
    for slug, (level, *short) in LEVELS.items():
        if asked in (slug, level.lower(), *short):
            return slug
    return None


def marking_name(level: str | None, caveats: Iterable[str]) -> str:
    """The row of MARKINGS that a portion marking's text belongs to; a marking without a level is `unmarked`."""
    if level == "UNCLASSIFIED" and {"SBU", "FOUO", "SENSITIVE"} & {caveat.upper() for caveat in caveats}:
        return "sbu"
    slug = level_slug(level) if level else None
    return _MARKING_OF_LEVEL.get(slug or "", "unmarked")


_MARKING_OF_LEVEL = {
    "unclassified": "u",
    "limited-official-use": "lou",
    "restricted": "r",
    "confidential": "c",
    "secret": "s",
    "top-secret": "ts",
}
