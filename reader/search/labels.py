"""Values of facets in words, for pages: a station's name for its slug, a title beside a TAGS code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from reader.models import Agency, Caption, Collection, Concept, Station, Tag
from reader.search.fields import LEVELS, MARKINGS

Labels = Mapping[str, str]


def value_label(name: str, value: str) -> str:
    """One value of a facet in words; the value itself where nothing more is known."""
    return value_labels(name, (value,)).get(value, value)


def value_labels(name: str, values: Iterable[str]) -> Labels:
    """Values of a facet in words, by one query at most; a value of which nothing is known is left out."""
    look_up = _LABELS.get(name)
    return look_up(tuple(values)) if look_up else {}


def _levels(values: tuple[str, ...]) -> Labels:
    return {value: LEVELS[value][0] for value in values if value in LEVELS}


def _markings(values: tuple[str, ...]) -> Labels:
    return {row.name: row.label for row in MARKINGS if row.name in values}


def _countries(values: tuple[str, ...]) -> Labels:
    return dict(
        Station.objects.filter(country_code__in=values).exclude(country="").order_by().values_list(
            "country_code", "country"
        ).distinct()
    )  # fmt: skip


def _stations(values: tuple[str, ...]) -> Labels:
    return dict(Station.objects.filter(slug__in=values).order_by().values_list("slug", "name"))


def _tags(values: tuple[str, ...]) -> Labels:
    rows = Tag.objects.filter(code__in=values).order_by().values_list("code", "title")
    return {code: f"{code} ({title})" if title else code for code, title in rows}


def _agencies(values: tuple[str, ...]) -> Labels:
    rows = Agency.objects.filter(slug__in=values).order_by().values_list("slug", "acronym", "name")
    return {slug: f"{name} ({acronym})" if name and name != acronym else acronym for slug, acronym, name in rows}


def _captions(values: tuple[str, ...]) -> Labels:
    return dict(Caption.objects.filter(slug__in=values).order_by().values_list("slug", "name"))


def _concepts(values: tuple[str, ...]) -> Labels:
    return dict(Concept.objects.filter(slug__in=values).order_by().values_list("slug", "name"))


def _collections(values: tuple[str, ...]) -> Labels:
    return dict(Collection.objects.filter(name__in=values).order_by().values_list("name", "title"))


_LABELS: Mapping[str, Callable[[tuple[str, ...]], Labels]] = {
    "class": _levels,
    "marking": _markings,
    "country": _countries,
    "post": _stations,
    "tag": _tags,
    "agency": _agencies,
    "caption": _captions,
    "concept": _concepts,
    "collection": _collections,
}
