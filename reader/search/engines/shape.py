"""What every engine makes of a document: which fields are words, names and exact values, and what values they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reader.search.fields import FACETS, FIELDS, Kind

Document = Mapping[str, Any]

TEXT_FIELDS = tuple(field.index for field in FIELDS if field.kind is Kind.TEXT)
NAME_FIELDS = tuple(field.index for field in FIELDS if field.kind is Kind.NAMES)
#: Exact values: what facets count and filters compare.
COLUMNS = tuple(
    dict.fromkeys(
        [field.facet for field in FACETS.values() if field.facet]
        + [field.index for field in FIELDS if field.kind in (Kind.CODE, Kind.REFERENCE, Kind.LEVEL, Kind.YEAR)]
    )
)
#: A word of the subject counts as so many in the text.
WEIGHTS = {"subject": 4.0, "heading": 1.5}

#: The date of a cable that has none.
UNDATED = -(1 << 62)


def values(value: Any) -> Sequence[str]:
    """The texts of a field's value: none, one or several."""
    if value is None or value == "":
        return ()
    return [str(one) for one in value] if isinstance(value, list | tuple) else (str(value),)


def minutes(date: Any) -> int:
    """A datetime as minutes since year 1; UNDATED for None."""
    return UNDATED if date is None else (date.toordinal() * 24 + date.hour) * 60 + date.minute
