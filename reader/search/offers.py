"""What the words typed are the name of: a post, country, TAGS code, agency, caption or concept that has cables.

A searcher who types BEIJING may want what Beijing sent rather than what names it; both are one step apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import IntegerField, Model, Q, QuerySet, Value
from django.utils.text import slugify

from reader.models import Agency, Caption, Concept, Station, Tag
from reader.models.prepared import Prepared
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
    """Sentences with the queries that they stand for. One question of the database for all kinds of one word."""
    forms = {"name": name, "capitals": name.upper(), "squeezed": name.upper().replace(" ", ""), "slug": slugify(name)}
    for at, one, other in sorted(_ROWS(**forms)):
        yield _KINDS[at].tell(name, one, other)
    if " " in name:
        for agency in Agency.objects.filter(likely(name), name__iexact=name).order_by("acronym")[:1]:
            yield _agency(name, agency.acronym, agency.name)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What names are of: a row is meant when one of its columns is a form of the name typed.

    `by` says for each lookup which form: `name` in small letters, `capitals`, `squeezed` (capitals without blanks) or
    `slug`. `shown` are the columns that `tell` makes a sentence and its query of, beside the name.
    """

    model: type[Model]
    by: Mapping[str, str]
    shown: tuple[str, str]
    tell: Callable[[str, str, str], tuple[str, str]]


def _post(name: str, place: str, station: str) -> tuple[str, str]:
    if place and fold(place) != name and station != name.upper():
        return f"Cables from {place}", f"post:{_quoted(fold(place))}"
    return f"Cables from {place if place and fold(place) == name else station}", f"post:{_quoted(name)}"


def _agency(name: str, acronym: str, full: str) -> tuple[str, str]:
    said = acronym if acronym and fold(acronym) == name else full
    return f"Agency {said}: sent by it, addressed to it or naming it", f"agency:{_quoted(name)}"


_KINDS = (
    _Kind(
        Station,
        {"reference_place": "squeezed", "slug": "slug", "name": "capitals", "place__iexact": "name"},
        ("place", "name"),
        _post,
    ),
    _Kind(
        Station,
        {"country__iexact": "name"},
        ("country", "country_code"),
        lambda name, country, _: (f"Cables from posts in {country}", f"country:{_quoted(name)}"),
    ),
    _Kind(
        Tag,
        {"code": "capitals"},
        ("code", "title"),
        lambda _, code, title: (f"TAGS {code}{f', {title}' if title else ''}", f"tag:{_quoted(code)}"),
    ),
    _Kind(Agency, {"acronym": "capitals", "slug": "slug"}, ("acronym", "name"), _agency),
    _Kind(
        Caption,
        {"name": "capitals", "slug": "slug"},
        ("name", "slug"),
        lambda _, caption, __: (f"Caption {caption}", f"caption:{_quoted(fold(caption))}"),
    ),
    _Kind(
        Concept,
        {"slug": "slug"},
        ("name", "slug"),
        lambda _, concept, __: (f"Concept {concept}", f"concept:{_quoted(fold(concept))}"),
    ),
)


def _rows(**forms: str) -> QuerySet[Any]:
    """(place in _KINDS, what is shown) of everything of that name."""
    first, *others = (
        kind.model._default_manager.filter(
            reduce(or_, (Q(**{lookup: forms[form]}) for lookup, form in kind.by.items()))
        )
        .order_by()
        .values_list(Value(at, IntegerField()), *kind.shown)
        for at, kind in enumerate(_KINDS)
    )
    return first.union(*others)


_ROWS = Prepared(_rows, name=str, capitals=str, squeezed=str, slug=str)


def _quoted(name: str) -> str:
    return f'"{name}"' if len(words(name)) > 1 else name
