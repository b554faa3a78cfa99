"""Names that cables brought in: taken out again when no cable uses them, unless a table or a person knows more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q

from reader.models import (
    Addressee,
    Agency,
    Cable,
    CableCaption,
    CableTag,
    Caption,
    Concept,
    Marking,
    Mention,
    Paragraph,
    Release,
    Station,
    Tag,
)
from reader.telegram import authority


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table of names: what a row is like that only cables made, and the columns that point at it.

    A column is (model, column, way from the model to its cable).
    """

    model: type[Model]
    bare: Q
    users: tuple[tuple[type[Model], str, str], ...]


_OF_TABLES = ("kind", "place", "country_code", "country", "routing_indicator", "reference_place", "notes")
_BARE_STATION = dict.fromkeys(_OF_TABLES, "")
_CONCEPTS = Release.concepts.through

_KINDS: tuple[_Kind, ...] = (
    _Kind(
        Station,
        Q(known=False, agency=None, **_BARE_STATION),
        ((Cable, "station_id", "pk"), (Addressee, "station_id", "cable")),
    ),
    _Kind(Agency, Q(known=False, kind="", aliases=[]), ((Mention, "agency_id", "cable"), (Station, "agency_id", ""))),
    _Kind(Tag, Q(known=False, title="", notes=""), ((CableTag, "tag_id", "cable"),)),
    _Kind(Caption, Q(known=False, meaning="", kind=""), ((CableCaption, "caption_id", "cable"),)),
    _Kind(Concept, Q(), ((_CONCEPTS, "concept_id", "release__cable"),)),
    _Kind(Marking, Q(), ((Paragraph, "marking_id", "cable"), (Cable, "subject_marking_id", "pk"))),
)

Used = Mapping[type[Model], set[int]]


def used_by(cables: Iterable[int]) -> Used:
    """The names that these cables use, by table."""
    keys = list(cables)
    return {
        kind.model: {
            key
            for model, column, way in kind.users
            if way
            for key in model._default_manager.filter(**{f"{way}__in": keys}).values_list(column, flat=True)
            if key is not None
        }
        for kind in _KINDS
    }


def take_out(used: Used) -> int:
    """Take out those of these names that nothing uses any more and that only cables made; how many did."""
    return sum(_take_out(kind, used[kind.model]) for kind in _KINDS)


def _take_out(kind: _Kind, keys: set[int]) -> int:
    rows = kind.model._default_manager.filter(kind.bare, pk__in=keys)
    for model, column, _ in kind.users:
        rows = rows.exclude(Exists(model._default_manager.filter(**{column: OuterRef("pk")})))
    if kind.model is Marking:
        rows = rows.exclude(as_written__in=[f"({row.as_written})" for row in authority.markings()])
    gone = list(rows.values_list("pk", flat=True))
    kind.model._default_manager.filter(pk__in=gone).delete()
    return len(gone)
