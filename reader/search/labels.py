"""Values of facets in words, for pages: a station's name for its slug, a title beside a TAGS code."""

from __future__ import annotations

import time
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


#: Seconds for which a label is kept: a name that an administrator changes is told by every process soon after.
KEPT = 60.0


class _Kept:
    """Labels that this process has read lately, by facet and value."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], str] = {}
        self._until = 0.0

    def now(self) -> dict[tuple[str, str], str]:
        """What is kept, none of it older than KEPT."""
        if time.monotonic() > self._until:
            self.forget()
            self._until = time.monotonic() + KEPT
        return self._found

    def forget(self) -> None:
        """Read everything anew."""
        self._found = {}


_kept = _Kept()
forget = _kept.forget


def labels_of(wanted: Mapping[str, Iterable[str]]) -> Labels:
    """Labels of values by facet, all that are not kept by one query; a value of which nothing is known is left out."""
    kept = _kept.now()
    asked = {name: list(values) for name in STORED if (values := wanted.get(name))}
    missing = {name: [value for value in values if (name, value) not in kept] for name, values in asked.items()}
    kept.update(_read({name: values for name, values in missing.items() if values}))
    found = {name: _known(kept, name, values) for name, values in asked.items()}
    for name, fixed in _FIXED.items():
        found[name] = {value: fixed[value] for value in wanted.get(name, ()) if value in fixed}
    return found


def _known(kept: Mapping[tuple[str, str], str], name: str, values: Iterable[str]) -> dict[str, str]:
    return {value: kept[name, value] for value in values if (name, value) in kept}


def _read(wanted: Mapping[str, list[str]]) -> dict[tuple[str, str], str]:
    asked = [_asked(name, values) for name, values in wanted.items()]
    rows = asked[0].union(*asked[1:], all=True) if asked else ()
    return {(name, value): _said(name, short, long) for name, value, short, long in rows}


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
