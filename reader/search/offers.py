"""What the words typed are the name of: a post, country, TAGS code, agency, caption or concept that has cables.

A searcher who types BEIJING may want what Beijing sent rather than what names it; both are one step apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import slugify

from reader.models import Agency, Caption, Concept, Station, Tag
from reader.search.criteria import Criteria
from reader.search.fields import fold, words
from reader.search.language import parse
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
    asked = ((text, criteria.asking(q)) for text, q in dict(_named(name)).items())
    counted = (Offer(text, meant, search_count(meant)) for text, meant in asked)
    return [offer for offer in counted if offer.total]


def _name(typed: str) -> str:
    """The words typed where they are words only, perhaps in quotes."""
    read, found = parse(typed), words(typed)
    plain = not read.messages and not any(one.prefix or one.near is not None or one.index for one in read.needles)
    every = [word for needle in read.needles for word in needle.words]
    return " ".join(found) if plain and every == found and len(found) <= _MOST else ""


def _named(name: str) -> Iterator[tuple[str, str]]:
    """Sentences with the queries that they stand for."""
    for find in (_posts, _countries, _tags, _agencies, _captions, _concepts):
        yield from find(name)


def _posts(name: str) -> Iterator[tuple[str, str]]:
    squeezed = name.replace(" ", "").upper()
    known = Q(reference_place=squeezed) | Q(slug=slugify(name)) | Q(name=name.upper()) | Q(place__iexact=name)
    for place, station in Station.objects.filter(known).order_by("pk").values_list("place", "name")[:8]:
        if place and fold(place) != name and station != name.upper():
            yield f"Cables from {place}", f"post:{_quoted(fold(place))}"
        else:
            shown = place if place and fold(place) == name else station
            yield f"Cables from {shown}", f"post:{_quoted(name)}"


def _countries(name: str) -> Iterator[tuple[str, str]]:
    for country in Station.objects.filter(country__iexact=name).order_by().values_list("country", flat=True)[:1]:
        yield f"Cables from posts in {country}", f"country:{_quoted(name)}"


def _tags(name: str) -> Iterator[tuple[str, str]]:
    for code, title in Tag.objects.filter(code=name.upper()).values_list("code", "title"):
        yield f"TAGS {code}{f', {title}' if title else ''}", f"tag:{_quoted(code)}"


def _agencies(name: str) -> Iterator[tuple[str, str]]:
    known = Q(acronym=name.upper()) | Q(slug=slugify(name)) | Q(name__iexact=name)
    if rows := list(Agency.objects.filter(known).values_list("acronym", "name")[:2]):
        acronym, full = rows[0]
        said = acronym if acronym and fold(acronym) == name else full
        yield f"Agency {said}: sent by it, addressed to it or naming it", f"agency:{_quoted(name)}"


def _captions(name: str) -> Iterator[tuple[str, str]]:
    for caption in Caption.objects.filter(Q(name=name.upper()) | Q(slug=slugify(name)))[:1]:
        yield f"Caption {caption.name}", f"caption:{_quoted(fold(caption.name))}"


def _concepts(name: str) -> Iterator[tuple[str, str]]:
    for concept in Concept.objects.filter(slug=slugify(name))[:1]:
        yield f"Concept {concept.name}", f"concept:{_quoted(fold(concept.name))}"


def _quoted(name: str) -> str:
    return f'"{name}"' if len(words(name)) > 1 else name
