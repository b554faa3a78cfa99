"""Values typed for a field as conditions on the index: words, codes, levels, years, days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from haystack.inputs import Exact
from haystack.query import SQ

from reader.search.fields import LEVELS, NOT_STATED, Field, Kind, level_slug, words
from reader.search.inputs import Near
from reader.telegram import identifiers

#: How a cable is classified against its portion markings.
AGAINST = ("above", "same", "below", "unmarked", "empty", "unstated")


class NotUnderstoodError(ValueError):
    """A value that its field cannot have; the message says what it can have, and is fit to be shown."""


def condition(field: Field | None, index: str, value: str, *, quoted: bool = False, near: int | None = None) -> SQ:
    """What is asked of one field by a word, phrase or prefix (`value*`).

    Raises NotUnderstoodError when it is no value of that field.
    """
    kind = field.kind if field else Kind.TEXT
    return _KINDS[kind](index, value, quoted, near)


def any_value(field: Field) -> SQ:
    """What is asked by `field:*`: that it has any value. Raises NotUnderstoodError where no index can tell."""
    if field.marking:
        return SQ(marking__exact=field.name)
    if field.kind is Kind.LEVEL:
        return SQ(**{f"{field.index}__in": list(LEVELS)})
    if field.kind in (Kind.YEAR, Kind.DATE):
        return SQ(year__gte=1)
    if field.facet or field.index == "against":
        return SQ(**{f"{field.facet or field.index}__startswith": ""})
    raise NotUnderstoodError("whether there is anything in that field cannot be asked for")


def turned(value: str) -> str | None:
    """A range with its ends exchanged, where its second end comes before its first; else None."""
    low, _, high = value.partition("..")
    try:
        return f"{high}..{low}" if low and high and _span(low)[0] > _span(high)[1] else None
    except NotUnderstoodError:
        return None


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of a range as it was typed; `included`: the day, month or year named belongs to the range."""

    text: str
    included: bool = True


def between(field: Field, low: Bound | None, high: Bound | None) -> SQ:
    """From one day or year to another, None for no bound. Raises NotUnderstoodError."""
    return (_years if field.kind is Kind.YEAR else _days)(field.index, low, high)


def _words(index: str, value: str, quoted: bool, near: int | None) -> SQ:
    found = words(value)
    if not found:
        raise NotUnderstoodError("there is no word in it")
    if not quoted and value.endswith("*"):
        if len(found[-1]) < 2:
            raise NotUnderstoodError("a beginning of a word needs at least two letters")
        return SQ(**{f"{index}__startswith": " ".join(found)})
    if near is not None and len(found) > 1:
        return SQ(**{f"{index}__content": Near(" ".join(found), near)})
    if len(found) > 1:
        return SQ(**{f"{index}__exact": Exact(" ".join(found))})
    return SQ(**{f"{index}__content": found[0]})


def _code(index: str, value: str, quoted: bool, near: int | None) -> SQ:
    del near
    code = value.strip(" ,;.").upper()
    if not code.strip("*"):
        raise NotUnderstoodError("there is no code in it")
    if index == "against" and code.lower() not in AGAINST and not code.endswith("*"):
        raise NotUnderstoodError(f"it is none of {', '.join(AGAINST[:-1])} and {AGAINST[-1]}")
    if code.endswith("*") and not quoted:
        return SQ(**{f"{index}__startswith": code.rstrip("*")})
    return SQ(**{f"{index}__exact": code})


def _reference(index: str, value: str, quoted: bool, near: int | None) -> SQ:
    """A reference id in any form that people write it."""
    if value.endswith("*"):
        return _code(index, value, quoted, near)
    return SQ(**{f"{index}__exact": identifiers.canonical(value) or value.strip().upper().replace(" ", "")})


def _level(index: str, value: str, quoted: bool, near: int | None) -> SQ:
    del quoted, near
    if value.strip().lower() == NOT_STATED:
        return ~SQ(**{f"{index}__in": list(LEVELS)})
    slug = level_slug(value)
    if slug is None:
        raise NotUnderstoodError(
            "it is no classification; write unclassified, limited-official-use, restricted, confidential, secret,"
            " top-secret or not-stated"
        )
    return SQ(**{f"{index}__exact": slug})


def _year(index: str, value: str, quoted: bool, near: int | None) -> SQ:
    del quoted, near
    return _years(index, *_ends(value))


def _day(index: str, value: str, quoted: bool, near: int | None) -> SQ:
    del quoted, near
    return _days(index, *_ends(value))


def _ends(value: str) -> tuple[Bound | None, Bound | None]:
    """`2006..2008`, `2006..`, `..2008`, or one value that is both ends."""
    low, points, high = value.partition("..")
    last = high if points else low
    return Bound(low) if low else None, Bound(last) if last else None


def _years(index: str, low: Bound | None, high: Bound | None) -> SQ:
    asked = SQ()
    if low:
        asked &= SQ(**{f"{index}__gte": _whole_year(low.text) + (not low.included)})
    if high:
        asked &= SQ(**{f"{index}__lte": _whole_year(high.text) - (not high.included)})
    if not asked:
        raise NotUnderstoodError("there is no year in it")
    return asked


def _whole_year(text: str) -> int:
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise NotUnderstoodError("it is no year; write 2008, or two years joined by two points: 2006..2008")
    return int(text)


def _days(index: str, low: Bound | None, high: Bound | None) -> SQ:
    asked = SQ()
    try:
        if low:
            first, last = _span(low.text)
            asked &= SQ(**{f"{index}__gte": first if low.included else last + _DAY})
        if high:
            first, last = _span(high.text)
            end = last if high.included else first - _DAY
            asked &= SQ(**{f"{index}__lte": dt.datetime.combine(end, dt.time(23, 59))})
    except OverflowError:
        raise NotUnderstoodError("there is no day before or after it") from None
    if not asked:
        raise NotUnderstoodError("there is no date in it")
    return asked


_DAY = dt.timedelta(days=1)


def _span(text: str) -> tuple[dt.date, dt.date]:
    """The first and last day of 2008, 2008-05 or 2008-05-28."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text.strip(), re.ASCII)
    try:
        if not match:
            raise ValueError(text)
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        first = dt.date(year, month or 1, day or 1)
        last = dt.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        raise NotUnderstoodError(
            "it is no date; write 2008, 2008-05, 2008-05-28, or two of them joined by two points"
        ) from None
    return first, last


_KINDS: Mapping[Kind, Callable[[str, str, bool, int | None], SQ]] = {
    Kind.TEXT: _words,
    Kind.NAMES: _words,
    Kind.CODE: _code,
    Kind.REFERENCE: _reference,
    Kind.LEVEL: _level,
    Kind.YEAR: _year,
    Kind.DATE: _day,
}
