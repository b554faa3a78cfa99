"""The filters of the search as conditions on the database: for holdings that the search cannot ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from reader.models import Addressee, CableCaption, CableTag, Marking, Mention, Paragraph, Release, Source, Station
from reader.models.cables import CableQuerySet
from reader.models.comparing import portion

Values = Sequence[str]


def narrowed(cables: CableQuerySet, included: Mapping[str, Values], excluded: Mapping[str, Values]) -> CableQuerySet:
    """Those of the cables that have what is included and nothing that is excluded, by the names of the search's facets.

    Several values of what a cable has one of mean either, of what it has many of, all. Classification and year are a
    Window's.
    """
    for name, values in included.items():
        join = and_ if name in _LINKED else or_
        cables = cables.filter(reduce(join, [_CONDITIONS[name](value) for value in values]))
    for name, values in excluded.items():
        cables = cables.exclude(reduce(or_, [_CONDITIONS[name](value) for value in values]))
    return cables


def _having(rows: QuerySet[Any], way: str = "cable") -> Exists:
    return Exists(rows.filter(**{way: OuterRef("pk")}))


def _agency(slug: str) -> Q:
    """Sent by it, addressed to it, or naming it."""
    addressed = _having(Addressee.objects.filter(station__agency__slug=slug))
    return Q(station__agency__slug=slug) | Q(addressed) | Q(_having(Mention.objects.filter(agency__slug=slug)))


def _marking(name: str) -> Exists:
    """Having a paragraph of this marking, as the search names markings."""
    if name == "unmarked":
        others = [marking.pk for marking in Marking.objects.all() if portion(marking.level, marking.caveats) == "other"]
        unmarked = Paragraph.objects.filter(Q(marking=None) & ~Q(text="") | Q(marking__in=others))
        return _having(unmarked)
    of_name = [marking.pk for marking in Marking.objects.all() if portion(marking.level, marking.caveats) == name]
    return _having(Paragraph.objects.filter(marking__in=of_name))


_LINKED: Mapping[str, Callable[[str], Any]] = {
    "tag": lambda code: _having(CableTag.objects.filter(tag__code=code)),
    "caption": lambda slug: _having(CableCaption.objects.filter(caption__slug=slug)),
    "agency": _agency,
    "marking": _marking,
    "concept": lambda slug: _having(Release.objects.filter(concepts__slug=slug)),
    "collection": lambda name: _having(Source.objects.filter(collection__name=name)),
}
_CONDITIONS: Mapping[str, Callable[[str], Any]] = {
    "country": lambda code: Q(station__in=Station.objects.filter(country_code=code).values("pk")),
    "post": lambda slug: Q(station__in=Station.objects.filter(slug=slug).values("pk")),
    **_LINKED,
}
