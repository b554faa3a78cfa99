"""What the words typed are the name of: a post, country, TAGS code, agency, caption or concept that has cables.

A searcher who types BEIJING may want what Beijing sent rather than what names it; both are one step apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.utils.text import slugify

from reader.models import Agency, Caption, Concept, Station, Tag
from reader.search.criteria import Criteria
from reader.search.fields import fold, words
from reader.search.language import parse
from reader.search.likely import likely
from reader.search.searching import search_count

#: Words that a name may have.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """A field with the name typed, in words ("Cables from Beijing"), its search, and how many cables that finds."""

    text: str
    criteria: Criteria
    total: int


def offers(criteria: Criteria) -> list[Offer]:
    """What has cables under the same filters; none where fields or operators were typed.

    Raises SearchBackendError when the engine cannot answer.
    """
    name = _name(criteria.q)
    if not name:
        return []
    # Several posts of a place, several agencies of an acronym: one query finds them all, and is offered once.
    asked = ((text, criteria.asking(q)) for q, text in {q: text for text, q in _named(name)}.items())
    counted = (Offer(text, meant, search_count(meant)) for text, meant in asked)
    return [offer for offer in counted if offer.total]


def _name(typed: str) -> str:
    """The words typed where they are words only, perhaps in quotes."""
    read, found = parse(typed), words(typed)
    plain = not read.messages and not any(one.prefix or one.near is not None or one.index for one in read.needles)
    every = [word for needle in read.needles for word in needle.words]
    return " ".join(found) if plain and every == found and len(found) <= _MOST else ""


def _named(name: str) -> Iterator[tuple[str, str]]:
    """Sentences with the queries that they stand for. One question of the database for all kinds."""
    asked = [
        kind.rows(name).order_by().annotate(at=Value(at, IntegerField())).values_list("at", "one", "other")
        for at, kind in enumerate(_KINDS)
    ]
    for at, one, other in sorted(asked[0].union(*asked[1:])):
        yield _KINDS[at].tell(name, one, other)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What names are of: the rows of a name, as `one` and `other`, and what is said of such a row with its query."""

    rows: Callable[[str], QuerySet[Any]]
    tell: Callable[[str, str, str], tuple[str, str]]


_NONE = Value("", CharField())


def _posts(name: str) -> QuerySet[Station]:
    squeezed = name.replace(" ", "").upper()
    known = Q(reference_place=squeezed) | Q(slug=slugify(name)) | Q(name=name.upper()) | Q(place__iexact=name)
    return Station.objects.filter(known).annotate(one=F("place"), other=F("name"))


def _post(name: str, place: str, station: str) -> tuple[str, str]:
    if place and fold(place) != name and station != name.upper():
        return f"Cables from {place}", f"post:{_quoted(fold(place))}"
    return f"Cables from {place if place and fold(place) == name else station}", f"post:{_quoted(name)}"


def _countries(name: str) -> QuerySet[Station]:
    return Station.objects.filter(country__iexact=name).annotate(one=F("country"), other=_NONE)


def _tags(name: str) -> QuerySet[Tag]:
    return Tag.objects.filter(code=name.upper()).annotate(one=F("code"), other=F("title"))


def _agencies(name: str) -> QuerySet[Agency]:
    known = Q(acronym=name.upper()) | Q(slug=slugify(name)) | (Q(name__iexact=name) & likely(name))
    return Agency.objects.filter(known).annotate(one=F("acronym"), other=F("name"))


def _agency(name: str, acronym: str, full: str) -> tuple[str, str]:
    said = acronym if acronym and fold(acronym) == name else full
    return f"Agency {said}: sent by it, addressed to it or naming it", f"agency:{_quoted(name)}"


def _captions(name: str) -> QuerySet[Caption]:
    return Caption.objects.filter(Q(name=name.upper()) | Q(slug=slugify(name))).annotate(one=F("name"), other=_NONE)


def _concepts(name: str) -> QuerySet[Concept]:
    return Concept.objects.filter(slug=slugify(name)).annotate(one=F("name"), other=_NONE)


_KINDS = (
    _Kind(_posts, _post),
    _Kind(_countries, lambda name, country, _: (f"Cables from posts in {country}", f"country:{_quoted(name)}")),
    _Kind(_tags, lambda _, code, title: (f"TAGS {code}{f', {title}' if title else ''}", f"tag:{_quoted(code)}")),
    _Kind(_agencies, _agency),
    _Kind(_captions, lambda _, caption, __: (f"Caption {caption}", f"caption:{_quoted(fold(caption))}")),
    _Kind(_concepts, lambda _, concept, __: (f"Concept {concept}", f"concept:{_quoted(fold(concept))}")),
)


def _quoted(name: str) -> str:
    return f'"{name}"' if len(words(name)) > 1 else name
