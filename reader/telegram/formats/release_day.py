"""The day on which a telegram of 1973-79 was released, from the attributes that came with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from reader.telegram.formats import dates

#: What ends in the day: "Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review ...".
_STAMP = re.compile(r"Systematic\s+Review\b(.*)", re.I | re.S)


def release_day(attributes: Mapping[str, str]) -> dt.date | None:
    """The review's own release date where one is stated, else the day of the stamp in `Markings`; None without either.

    >>> release_day({"Markings": "X Declassified/Released US Department of State EO Systematic Review 04 MAY 2006"})
    datetime.date(2006, 5, 4)
    """
    stated = dates.from_release(attributes.get("Review Release Date", ""))
    stamp = _STAMP.search(attributes.get("Markings", ""))
    day = stated or (dates.from_release(stamp.group(1)) if stamp else None)
    return dt.date.fromisoformat(day) if day else None
