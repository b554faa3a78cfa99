"""What stands behind a cable's number: its date, which gives the year, and further numbers of the same post.

All patterns are for one line whose runs of blanks are one blank, and bounded, so that each is tried in bounded time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from reader.telegram.identifiers import full_year
from reader.telegram.number_places import before
from reader.telegram.reference_forms import MONTHS

_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,6}}\.?"
_YEAR4 = r"(?:19|20)\d\d(?!\d)"
_YEAR = rf"(?:{_YEAR4}|'?\d\d(?!\d))"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_DAYS = rf"{_DAY}(?: ?(?:and|&|-|to|,) ?{_DAY}){{0,3}}"

#: "28 May 2008", "May 28 and 29, 2008", "281932Z MAY 08", "May 2008", "28.5.2008", "2008-05-28", "2008", "May '08".
_DATE = (
    rf"(?:\d{{6}} ?Z ?{_MONTH} ?(?P<a>{_YEAR})"
    rf"|{_DAYS}[ -]?(?:of )?{_MONTH},?[ -]?(?P<b>{_YEAR})"
    rf"|{_MONTH} {_DAYS},? (?P<c>{_YEAR4})"
    rf"|{_MONTH},?[ -](?P<d>{_YEAR4}|'\d\d(?!\d))"
    rf"|\d{{1,2}}([/.-])\d{{1,2}}\5(?P<e>{_YEAR4}|\d\d(?!\d))"
    rf"|(?P<f>{_YEAR4})(?:[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d))?)"
)
_BEHIND = re.compile(
    rf"(?:/(?P<slash>{_YEAR4}|\d\d(?![\d/]))| ?\((?P<brackets>6[6-9]|[7-9]\d|0\d|10)\)"
    rf"|[ ,(\[]{{0,3}}(?:of |dated |dtd\.? |from |on |sent |in ){{0,2}}{_DATE}[)\]]?)",
    re.IGNORECASE,
)
#: A date further on in the same sentence: "Tehran 389 to State, 11 January 1978", with a title between.
_FURTHER = re.compile(
    rf'(?:[^\d;.]|\.(?! [A-Z])){{0,60}}?(?:"[^"]{{0,200}}"[^\d;.]{{0,20}}?)?(?<!\w){_DATE}', re.IGNORECASE
)
#: At the beginning of a line, before its post: "8 August 2008, Moscow 2306".
_FRONT = re.compile(
    rf"\W*(?:\d{{1,3}}[.)] )?(?P<date>(?:on |dated )?(?!\d{{4}}(?![-/.]\d)){_DATE})[,:]? (?:- )?(?:in |from )?",
    re.IGNORECASE,
)
_LONGEST_FRONT = 60
#: Behind "Telegram 389 From": who to whom, then the date.
_AFTER_NAMES = re.compile(rf"[^\d;]{{0,160}}?(?<!\w){_DATE}", re.IGNORECASE)
_MORE = re.compile(
    r"(?:, ?(?:and |& )?| and | ?& )(?P<airgram>A ?- ?)?(?P<serial>[1-3]?\d,\d{3}(?!,\d)|\d{1,7})(?![\w%]|[/.:-]\d)",
    re.IGNORECASE,
)
_MONTH_NEXT = re.compile(rf"(?:st|nd|rd|th)?[ -]?(?:of )?{_MONTH}(?![a-z])", re.IGNORECASE)
_LOOKS_LIKE_YEAR = re.compile(r"(?:19|20)\d\d")
#: A year, words and a number, as an entry of its own begins: "09 Berlin 1636", "2009BERLIN1636".
_NEXT_ENTRY = re.compile(r"(?:\d{4}|\d\d)(?=[^\W\d_]|[ _-])(?P<words>[^\d;,]{3,60}?)\d")
_NAME = re.compile(r"[ _-]{0,3}[A-Z][^\W\d_]{2}")

#: A date-time group: day, hour and minute in Z, month, year.
MOMENT = re.compile(
    rf"(?<!\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d) ?Z ?(?P<month>{'|'.join(MONTHS)})[a-z]{{0,6}}\.?"
    rf" ?(?P<year>{_YEAR4}|\d\d(?!\d))?(?!\d)",
    re.IGNORECASE,
)

#: One day in a date: "28 May", "281932Z MAY", "May 28", "2008-05-28"; and a second one.
_DAY_IN_WORDS = re.compile(
    rf"(?<!\d)(?P<first>\d{{1,2}})(?:\d{{4}} ?Z|st|nd|rd|th)?[ -]?(?:of )?(?P<month>{'|'.join(MONTHS)})"
    rf"|(?P<before>{'|'.join(MONTHS)})[a-z]{{0,6}}\.? (?P<second>\d{{1,2}})(?!\d)"
    r"|\d{4}-(?P<figure>0[1-9]|1[0-2])-(?P<last>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_SEVERAL_DAYS = re.compile(rf"(?<!\d){_DAY} ?(?:and|&|-|to|,) ?{_DAY}(?!\d| ?Z)", re.IGNORECASE)

#: No list of numbers of one post is longer.
_MOST = 50


class Further(NamedTuple):
    """A further number of the same post: "391" of "Tehran 389, 391"; its place in the line."""

    serial: str
    airgram: bool
    start: int
    end: int


class Tail(NamedTuple):
    """What is stated behind a number: its year and day (None: none), where its own text ends, further numbers."""

    year: int | None
    day: dt.date | None
    end: int
    more: tuple[Further, ...]


def tail(line: str, at: int, first: str) -> Tail:
    """What follows the serial `first`, which ends at `at`."""
    more = tuple(_more(line, at, first))
    end = more[-1].end if more else at
    behind = _BEHIND.match(line, end)
    if behind and not _is_of_next(line, behind, "f", "slash"):
        return Tail(*_dated(behind, "slash", "brackets"), behind.end(), more)
    further = _FURTHER.match(line, end)
    if further and _is_of_next(line, further, "f"):
        further = None
    return Tail(*(_dated(further) if further else (None, None)), end, more)


class Front(NamedTuple):
    """A date in front of a post: what it states, and where it begins."""

    year: int
    day: dt.date | None
    start: int


def date_in_front(line: str, at: int) -> Front | None:
    """The date that is all that a line has in front of the post that begins at `at`."""
    match = _FRONT.fullmatch(line, 0, at) if at <= _LONGEST_FRONT else None
    year, day = _dated(match) if match else (None, None)
    return Front(year, day, match.start("date")) if match and year else None


def tail_of_names(line: str, at: int) -> Tail:
    """What the first date behind the names of sender and addressee states; the names begin at `at`."""
    match = _AFTER_NAMES.match(line, at)
    return Tail(*_dated(match), match.end(), ()) if match else Tail(None, None, at, ())


def is_day(line: str, at: int, serial: str) -> bool:
    """Whether a number that ends at `at` is the day of a date: the 5 of "Paris 5 May 2008"."""
    return int(serial) <= 31 and bool(_MONTH_NEXT.match(line, at))


def opens_entry(line: str, at: int) -> bool:
    """Whether the number at `at` is the year of an entry that begins with it: the 09 of "165, 09 Berlin 1636"."""
    match = _NEXT_ENTRY.match(line, at)
    post = before(line, match.end() - 1) if match else None
    return bool(post and post.year and post.start <= at)


def only_date(text: str) -> bool:
    """Whether a text is nothing but a date, or nothing at all."""
    match = _BEHIND.match(text)
    return not (text[match.end() :] if match else text).strip(" .,;)]")


def moment(match: re.Match[str], default_year: int | None) -> dt.datetime | None:
    """The moment of a match of MOMENT; None when it cannot be or its year is not known."""
    year = _stated(match, "year") or default_year
    if year is None:
        return None
    day, hour, minute = int(match["day"]), int(match["hour"]), int(match["minute"])
    try:
        return dt.datetime(year, MONTHS[match["month"].upper()], day, hour, minute, tzinfo=dt.UTC)
    except ValueError:
        return None


def _more(line: str, at: int, first: str) -> Iterator[Further]:
    """Numbers that go on a list: nearly as long as the first, and neither days nor years."""
    for _ in range(_MOST):
        match = _MORE.match(line, at)
        serial = match["serial"].replace(",", "") if match else ""
        if not match or len(serial) < len(first) - 1 or is_day(line, match.end(), serial):
            return
        if _LOOKS_LIKE_YEAR.fullmatch(serial) or not int(serial) or _begins_named(line, match.start("serial")):
            return
        airgram = bool(match["airgram"])
        yield Further(serial, airgram, match.start("airgram" if airgram else "serial"), match.end())
        at = match.end()


def _begins_named(line: str, at: int) -> bool:
    """Whether two digits, a name in capitals and a number stand here, be the name that of a known post or not."""
    match = _NEXT_ENTRY.match(line, at)
    return bool(match and (_NAME.match(match["words"]) or opens_entry(line, at)))


def _is_of_next(line: str, match: re.Match[str], *groups: str) -> bool:
    """Whether the year that a match states bare is that of the entry behind it."""
    return any(match[group] and opens_entry(line, match.start(group)) for group in groups)


def _dated(match: re.Match[str], *groups: str) -> tuple[int | None, dt.date | None]:
    """The year that a match states, and the day, if it names just one in words or in the order of ISO 8601."""
    year = _stated(match, *groups, *"abcdef")
    day = _DAY_IN_WORDS.search(match[0])
    if not day or year is None or (not day["figure"] and _SEVERAL_DAYS.search(match[0])):
        return year, None
    number = next(int(day[name]) for name in ("first", "second", "last") if day[name])
    month = int(day["figure"]) if day["figure"] else MONTHS[(day["month"] or day["before"]).upper()[:3]]
    try:
        return year, dt.date(year, month, number)
    except ValueError:
        return year, None


def _stated(match: re.Match[str], *groups: str) -> int | None:
    """The year of the group that took part."""
    stated = next((match[group].lstrip("'") for group in groups if match[group]), None)
    return None if stated is None else full_year(int(stated)) if len(stated) == 2 else int(stated)
