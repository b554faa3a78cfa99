"""Dates as wrappings write them, as ISO 8601.

Times of mirrors and of the CSV dump agree with the DTGs of their cables: they are UTC.
"""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d)?)?")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d\d)(?::\d\d)?(?:\s*([AP]M))?)?", re.I)
_UNIX = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d) (?:([+-]\d{4}|[A-Z]{1,5}) )?(\d{4})")
_DAY = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})")
#: What the released telegrams' system wrote where it knew no date.
_NO_DATE = "1960-01-01"


def from_mirror(text: str) -> str | None:
    """`2009-08-24 09:09`, with or without a time.

    >>> from_mirror("2009-08-24 09:09")
    '2009-08-24T09:09Z'
    """
    found = _ISO.search(text)
    if not found:
        return None
    year, month, day, hour, minute = found.groups()
    return _stamp(year, month, day, hour, minute)


def from_csv(text: str) -> str | None:
    """`m/d/yyyy h:mm`, with or without a time.

    >>> from_csv("2/15/2008 9:30")
    '2008-02-15T09:30Z'
    """
    found = _AMERICAN.search(text)
    if not found:
        return from_mirror(text)
    month, day, year, hour, minute, half = found.groups()
    if half and hour:
        hour = str(int(hour) % 12 + (12 if half.upper() == "PM" else 0))
    return _stamp(year, month, day, hour, minute)


def from_dump(text: str) -> str | None:
    """`Wed Nov 13 00:00:00 +0100 2002`: midnight says nothing about the time.

    >>> from_dump("Wed Nov 13 00:00:00 +0100 2002")
    '2002-11-13'
    """
    found = _UNIX.search(text)
    if not found:
        return from_mirror(text)
    name, day, hour, minute, second, zone, year = found.groups()
    date = _stamp(year, _month(name), day)
    if date is None or (hour, minute, second) == ("00", "00", "00"):
        return date
    offset = f"{zone[:3]}:{zone[3:]}" if zone and zone[0] in "+-" else "Z"
    return f"{date}T{hour}:{minute}{offset}" if int(hour) < 24 and int(minute) < 60 else date


def from_release(text: str) -> str | None:
    """`01 JAN 1994`, `01 jan 1994`, `01-Jan-1994 12:00:00 am`; 1 January 1960 stands for none.

    >>> from_release("25-Feb-1977 12:00:00 am")
    '1977-02-25'
    """
    found = _DAY.search(text)
    if not found:
        return None
    day, name, year = found.groups()
    date = _stamp(year, _month(name), day)
    return None if date == _NO_DATE else date


def _month(name: str) -> int:
    """1 to 12, or 0 for no month."""
    return _MONTHS.index(name.upper()) + 1 if name.upper() in _MONTHS else 0


def _stamp(year: str, month: str | int, day: str, hour: str | None = None, minute: str | None = None) -> str | None:
    """ISO 8601, the day alone where no time is given; None for a date that cannot be."""
    try:
        if hour is None or minute is None:
            return dt.date(int(year), int(month), int(day)).isoformat()
        stamp = dt.datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=dt.UTC)
    except ValueError:
        return None
    return stamp.strftime("%Y-%m-%dT%H:%MZ")
