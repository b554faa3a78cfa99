"""Facts that the reader looks up, kept as CSV beside this file: each table is read once, on first use.

>>> stations()[0].routing_indicator
'RAYASAP'
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from reader.telegram.authority.rows import (
    AgencyRow,
    AgencyRuleRow,
    CaptionRow,
    ClassificationRow,
    MarkingRow,
    PlaceAliasRow,
    PlaceRow,
    PrecedenceRow,
    ReasonRow,
    StationAgencyRow,
    StationRow,
    TagRow,
)

__all__ = [
    "AgencyRow",
    "AgencyRuleRow",
    "CaptionRow",
    "ClassificationRow",
    "MarkingRow",
    "PlaceAliasRow",
    "PlaceRow",
    "PrecedenceRow",
    "ReasonRow",
    "StationAgencyRow",
    "StationRow",
    "TagRow",
    "agencies",
    "agency_rules",
    "captions",
    "classifications",
    "markings",
    "place_aliases",
    "places",
    "precedences",
    "reasons",
    "station_agencies",
    "stations",
    "tags",
]

_DIRECTORY = Path(__file__).parent

Row = TypeVar("Row")


@cache
def stations() -> tuple[StationRow, ...]:
    """Posts and offices by routing indicator; a name can stand under two indicators."""
    return tuple(_rows("stations.csv", StationRow))


@cache
def places() -> tuple[PlaceRow, ...]:
    """Places of reference ids that the stations have under another name or not at all."""
    return tuple(_rows("reference-places.csv", PlaceRow))


@cache
def place_aliases() -> tuple[PlaceAliasRow, ...]:
    """Other names of places: UNVIE for UNVIEVIENNA, NATOB (of document numbers) for NATOBRUSSELS."""
    return tuple(_rows("place_aliases.csv", PlaceAliasRow))


@cache
def tags() -> tuple[TagRow, ...]:
    """TAGS codes."""
    return tuple(_rows("tags.csv", TagRow))


@cache
def captions() -> tuple[CaptionRow, ...]:
    """Captions with their synonyms."""
    return tuple(_rows("captions.csv", CaptionRow))


@cache
def markings() -> tuple[MarkingRow, ...]:
    """Portion markings."""
    return tuple(_rows("markings.csv", MarkingRow))


@cache
def agencies() -> tuple[AgencyRow, ...]:
    """Agencies; an acronym with several meanings has several rows."""
    return tuple(_rows("agencies.csv", AgencyRow))


@cache
def agency_rules() -> tuple[AgencyRuleRow, ...]:
    """When an acronym or a name counts as a mention of its agency."""
    return tuple(_rows("agency_rules.csv", AgencyRuleRow))


@cache
def classifications() -> tuple[ClassificationRow, ...]:
    """Levels and handling levels with the spellings of classification lines."""
    return tuple(_rows("classifications.csv", ClassificationRow))


@cache
def precedences() -> tuple[PrecedenceRow, ...]:
    """Precedences, and NIACT."""
    return tuple(_rows("precedence.csv", PrecedenceRow))


@cache
def reasons() -> tuple[ReasonRow, ...]:
    """Reasons for classification and markers of declassification."""
    return tuple(_rows("reasons.csv", ReasonRow))


@cache
def station_agencies() -> tuple[StationAgencyRow, ...]:
    """Which agency a station belongs to."""
    return tuple(_rows("station_agencies.csv", StationAgencyRow))


def _rows(name: str, row_class: type[Row]) -> Iterator[Row]:
    """The rows of one file; its columns must be the class's fields in order."""
    columns = [(field.name, _CONVERTERS[str(field.type)]) for field in fields(row_class)]  # type: ignore[arg-type]
    with (_DIRECTORY / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row_class(**{column: convert(row[column]) for column, convert in columns})


#: By the annotation of the field (texts, since the rows' module postpones them).
_CONVERTERS: Mapping[str, Callable[[str], Any]] = {
    "str": str,
    "int": int,
    "int | None": lambda text: int(text) if text else None,
    "float | None": lambda text: float(text) if text else None,
    "tuple[str, ...]": lambda text: tuple(text.split("|")) if text else (),
}
