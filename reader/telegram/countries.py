"""The country that a cable comes from, by the place in its reference id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from reader.telegram import authority
from reader.telegram.authority import PlaceRow, StationRow
from reader.telegram.identifiers import split


def country_of(reference_id: str | None) -> str | None:
    """The ISO code of the post's country: 08TORONTO165 -> CA; None where the table has none."""
    parts = split(reference_id) if reference_id else None
    return _by_place().get(parts[1]) if parts else None


@cache
def _by_place() -> Mapping[str, str]:
    rows: list[PlaceRow | StationRow] = [*authority.places(), *authority.stations()]
    return {row.reference_place: row.country_code for row in rows if row.reference_place and row.country_code}
