"""Values of facets in words, for pages: a station's name for its slug, a title beside a TAGS code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, Value
from django.db.models.query import QuerySet

from reader.models import Agency, Caption, Collection, Concept, Station, Tag
from reader.search.fields import LEVELS, MARKINGS, NOT_STATED

#: By facet and value.
Labels = Mapping[str, Mapping[str, str]]

#: Words for the values that no table of the database holds.
_FIXED: Labels = {
    "class": {
        **{slug: words[0].capitalize() for slug, words in LEVELS.items()},
        NOT_STATED: "No classification stated",
    },
    "marking": {row.name: row.label for row in MARKINGS},
}

#: Facet -> what is asked, the column of its values, and those that a label is made of.
STORED: Mapping[str, tuple[QuerySet[Any], str, str, str | None]] = {
    "country": (Station.objects.exclude(country=""), "country_code", "country", None),
    "post": (Station.objects.all(), "slug", "name", None),
    "tag": (Tag.objects.all(), "code", "code", "title"),
    "agency": (Agency.objects.all(), "slug", "acronym", "name"),
    "caption": (Caption.objects.all(), "slug", "name", None),
    "concept": (Concept.objects.all(), "slug", "name", None),
    "collection": (Collection.objects.all(), "name", "title", None),
}


def labels_of(wanted: Mapping[str, Iterable[str]]) -> Labels:
    """Labels of values by facet, all by one query; a value of which nothing is known is left out."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, fixed in _FIXED.items():
        found[name] = {value: fixed[value] for value in wanted.get(name, ()) if value in fixed}
    asked = [_asked(name, list(values)) for name in STORED if (values := wanted.get(name))]
    for name, value, short, long in asked[0].union(*asked[1:], all=True) if asked else ():
        found[name][value] = _said(name, short, long)
    return found


def _asked(name: str, values: list[str]) -> QuerySet[Any, Any]:
    """Rows of (facet, value, short, long)."""
    rows, key, short, long = STORED[name]
    chosen = rows.filter(**{f"{key}__in": values}).order_by()
    return chosen.values_list(Value(name), F(key), F(short), F(long) if long else Value("")).distinct()


def _said(name: str, short: str, long: str) -> str:
    """KTIP (Trafficking in persons); Royal Canadian Mounted Police (RCMP)."""
    if not long or long == short:
        return short
    return f"{short} ({long})" if name == "tag" else f"{long} ({short})"
