"""The shape of each authority table: one frozen row class a CSV file, its fields the file's columns.

A text that the table does not state is the empty string, a number that it does not state is None;
fields that hold several values (divided by `|` in the file) are tuples.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StationRow:
    """A post, office or command by its routing indicator. Coordinates are degrees, of the city."""

    routing_indicator: str
    station: str
    kind: str
    place: str
    reference_place: str
    country_code: str
    country: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of reference ids that has no row of its own among the stations; `cables` counts its known ids."""

    reference_place: str
    station: str
    kind: str
    place: str
    country_code: str
    country: str
    latitude: float | None
    longitude: float | None
    cables: int | None
    notes: str


@dataclass(frozen=True, slots=True)
class PlaceAliasRow:
    """Another way in which telegrams write a place: spoken name, short form, or six letters of a document number."""

    written: str
    reference_place: str
    kind: str  # "name" or "document-number"
    source: str


@dataclass(frozen=True, slots=True)
class TagRow:
    """A TAGS code."""

    code: str
    kind: str
    title: str
    notes: str
    source: str


@dataclass(frozen=True, slots=True)
class CaptionRow:
    """A caption; synonyms are its other spellings."""

    caption: str
    meaning: str
    kind: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkingRow:
    """A portion marking without its brackets."""

    as_written: str
    level: str
    caveats: tuple[str, ...]
    long_form: str
    notes: str


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency by acronym and name; `country_code` is ISO 3166-1 (XK: Kosovo), empty for generic bodies."""

    acronym: str
    name: str
    country_code: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassificationRow:
    """A level or handling level; `as_written` are the spellings of the classification line."""

    level: str
    rank: int
    as_written: tuple[str, ...]
    abbreviation: str
    colour_role: str
    notes: str


@dataclass(frozen=True, slots=True)
class PrecedenceRow:
    """A precedence; rank 4 is the most urgent, NIACT has neither letter nor rank."""

    letter: str
    name: str
    rank: int | None
    meaning: str


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """A reason for classification or a marker of declassification."""

    code: str
    order: str
    meaning: str


@dataclass(frozen=True, slots=True)
class StationAgencyRow:
    """Which agency a station belongs to: by the words its name begins with, or by its routing indicator."""

    station: str
    agency: str
    source: str


@dataclass(frozen=True, slots=True)
class AgencyRuleRow:
    """When an acronym or name of the agencies counts as a mention; without a row the reader's general rule holds.

    `definition`: only where the text defines it; `country`: only at posts of the agency's country;
    `sentence`: not in text that is all in capitals; `title`: the same, and neither before a person's name nor behind an
    office's; `anywhere`: always.
    """

    written: str
    rule: str
    reason: str
