"""Values typed for a field as conditions on the index: words, codes, levels, years, days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping

from haystack.inputs import Exact
from haystack.query import SQ

from reader.search.fields import Field, Kind, level_slug, words
from reader.search.inputs import Near
from reader.telegram import identifiers


class NotUnderstoodError(ValueError):
    """A value that its field cannot have; the message says what it can have, and is fit to be shown."""


def condition(field: Field | None, index: str, value: str, *, quoted: bool = False, near: int | None = None) -> SQ:
    """What is asked of one field by a word, phrase or prefix (`value*`).

    Raises NotUnderstoodError when it is no value of that field.
    """
    kind = field.kind if field else Kind.TEXT
    return _KINDS[kind](index, value, quoted, near)


def between(field: Field, low: str | None, high: str | None) -> SQ:
    """From one day or year to another, both included, None for no bound. Raises NotUnderstoodError."""
    return _years(field.index, low, high) if field.kind is Kind.YEAR else _days(field.index, low, high)


def _words(index: str, value: str, quoted: bool, near: int | None) -> SQ:
    found = words(value)
    if not found:
        raise NotUnderstoodError("there is no word in it")
    if not quoted and value.endswith("*"):
        if len(found[-1]) < 2:
            raise NotUnderstoodError("a beginning of a word needs at least two letters")
        return SQ(**{f"{index}__startswith": " ".join(found)})
    if near is not None and len(found) > 1:
        return SQ(**{f"{index}__content": Near(" ".join(found), min(near, 500))})
    if len(found) > 1:
        return SQ(**{f"{index}__exact": Exact(" ".join(found))})
    return SQ(**{f"{index}__content": found[0]})


def _code(index: str, value: str, quoted: bool, near: int | None) -> SQ:
    del near
    code = value.strip(" ,;.").upper()
    if not code.strip("*"):
        raise NotUnderstoodError("there is no code in it")
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
    slug = level_slug(value)
    if slug is None:
        raise NotUnderstoodError(
            "it is no classification; write unclassified, limited-official-use, restricted, confidential, secret or"
            " top-secret"
        )
    return SQ(**{f"{index}__exact": slug})


def _year(index: str, value: str, quoted: bool, near: int | None) -> SQ:
    del quoted, near
    low, points, high = value.partition("..")
    return _years(index, low or None, (high or None) if points else low)


def _years(index: str, low: str | None, high: str | None) -> SQ:
    asked = SQ()
    for filter_type, text in (("gte", low), ("lte", high)):
        if text is not None:
            if not re.fullmatch(r"\d{4}", text, re.ASCII):
                raise NotUnderstoodError("it is no year; write 2008, or two years joined by two points: 2006..2008")
            asked &= SQ(**{f"{index}__{filter_type}": int(text)})
    if low is None and high is None:
        raise NotUnderstoodError("there is no year in it")
    return asked


def _day(index: str, value: str, quoted: bool, near: int | None) -> SQ:
    del quoted, near
    low, points, high = value.partition("..")
    return _days(index, low or None, (high or None) if points else low)


def _days(index: str, low: str | None, high: str | None) -> SQ:
    if low is None and high is None:
        raise NotUnderstoodError("there is no date in it")
    asked = SQ()
    if low is not None:
        asked &= SQ(**{f"{index}__gte": _span(low)[0]})
    if high is not None:
        last = _span(high)[1]
        asked &= SQ(**{f"{index}__lte": dt.datetime.combine(last, dt.time(23, 59))})
    return asked


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
