"""The numbers in one line: recognisers, each for one way of writing, and what they leave to the next.

`line` is plain everywhere here: its runs of blanks are one blank, its hyphens and quotes plain ones.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote_plus

from reader.telegram import identifiers, provisional
from reader.telegram.number_places import Before, before, named_first, named_whole
from reader.telegram.number_tails import (
    MOMENT,
    Further,
    Tail,
    date_in_front,
    is_day,
    moment,
    opens_entry,
    tail,
    tail_of_names,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A number's text, from `start` to `end` in its line, and what it was read as; `loose`: it may be none."""

    start: int
    end: int
    reference_id: str | None = None
    problem: str = ""
    moment: dt.datetime | None = None
    place: str | None = None
    serial: str | None = None
    day: dt.date | None = None
    loose: bool = False


#: "telegram 389 from Tehran", "Telegrams 389 and A-50 From the Embassy in Iran", "telegram 12345 to Bonn",
#: "Airgram A-50, Bangkok, 1973", "A-50 from Bangkok".
_ONE = r"(?:A ?-? ?)?\d{1,7}(?!\d)"
_NUMBER_FIRST = re.compile(
    r"(?:\b(?P<word>telegrams?|tels?|cables?|airgrams?|messages?|(?P<post>embtels?|contels?)|deptels?)\b\.?"
    r" (?:no?s?\.? )?|(?<![\w-])(?=A-\d))"
    rf"(?P<list>{_ONE}(?:(?:, (?:and )?| and | & ){_ONE}){{0,30}})(?:,? (?P<way>from|to) |, )(?P<who>[^\d;]{{2,120}})",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?P<airgram>A ?-? ?)?(?P<serial>\d{1,7})", re.IGNORECASE)
_SENDER_BEHIND = re.compile(r" FM (?P<who>[^\d;]{2,60})", re.IGNORECASE)

#: A word that can hold a whole number, or an address.
_UNIT = re.compile(r"[^\s,;()\[\]<>\"|{}]+")
_ADDRESS = re.compile(r"(?:[a-z][a-z+.-]{1,9}://|www\.|/)", re.IGNORECASE)
_LONGEST_ADDRESS = 2000
#: 08/TORONTO/165.
_STROKED = re.compile(
    r"(?<![\w/])(?P<year>(?:19|20)?\d\d)/(?P<place>[^\W\d_](?:[^\W\d_]|[ .'-]){2,40})/(?P<serial>\d{1,8})(?![\w/])"
)
_PART = re.compile(r"[^/?&=#]+")
_EXTENSION = re.compile(r"\.[a-z]{2,5}\Z", re.IGNORECASE)
_LETTER_AND_DIGIT = re.compile(r"(?=\D*\d)(?=[\W\d_]*[^\W\d_])")
_DATE_IN_ONE = re.compile(
    r"\d{1,6}Z?-?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}-?\d{2,4}", re.IGNORECASE
)
#: Like a number in one word, and none: 08TORONTO, 2008TORONTO0.
_UNREADABLE = re.compile(r"\d{2}(?:\d\d)?[A-Z]{4,40}-?\d{0,12}(?:_\w{1,4})?")

#: Figures, those of thousands parted or not: 4,410; from 40 on it may as well be two numbers.
_DIGITS = re.compile(r"(?<![\d/])(?:(?<!,)[1-3]?\d,\d{3}(?!\d|,\d)|\d{1,8}(?!\d))")
#: "Toronto 2008 165": the first number is the year of the second.
_YEAR_THEN_SERIAL = re.compile(r"(?:(?:19|20)\d\d[ /-]|\d\d[/-])\d{3,7}(?![\d/-])")
#: A word behind that makes a post and a number something counted.
_COUNTED = re.compile(
    r"(?:%| (?!(?:to|of|dated|dtd|from|on|and|para|paras|was|is|reports?|reported|see|also|sent|notal|in|the|by|which"
    r"|for|or|but|at|as|section|tel|cable)\b)[a-z]{2,}|[.:]\d| ?°)"
)
_SEPARATE = re.compile(r"[^;\w]{0,3}(?:and )?")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: A number without a year is believed where so few other words stand in the line.
_FEW = 3


def is_date(text: str) -> bool:
    """Whether a text is a date that looks like a number: 28 May 2008, 28MAY2008."""
    return bool(_DATE_IN_ONE.fullmatch(text.replace(" ", "")))


def in_line(line: str, default_year: int | None, *, whole: bool = True) -> list[Found]:
    """Every number in a line, in order; unless it is `whole`, a date at its beginning may belong to what was before."""
    taken = _Line(line, default_year, whole=whole)
    for recognise in _RECOGNISERS:
        for found in recognise(taken):
            taken.take(found)
    return _believed(line, _with_shared_years(line, taken.found()))


class _Line:
    """A line and what has been recognised of it so far."""

    def __init__(self, text: str, default_year: int | None, *, whole: bool) -> None:
        self.text, self.default_year, self.whole = text, default_year, whole
        self._found: list[Found] = []
        self._mask = bytearray(len(text))

    def free(self, start: int, end: int) -> bool:
        """Whether no number stands there yet."""
        return not any(self._mask[start:end])

    def take(self, found: Found) -> None:
        """Keep a number and its place."""
        if self.free(found.start, found.end):
            self._found.append(found)
            self._mask[found.start : found.end] = b"\1" * (found.end - found.start)

    def found(self) -> list[Found]:
        """All of them in order."""
        return sorted(self._found, key=lambda one: one.start)


def _in_one_word(line: _Line) -> Iterator[Found]:
    """08TORONTO165, 2008-TORONTO-00165, 1976STATE290286_b, and the same within an address."""
    for unit in _UNIT.finditer(line.text):
        if not _LETTER_AND_DIGIT.match(unit[0]) and not provisional.canonical(unit[0]):
            continue
        if _ADDRESS.match(unit[0]):
            yield from _in_address(unit) if len(unit[0]) <= _LONGEST_ADDRESS else ()
            continue
        for part in _PART.finditer(unit[0]):
            reference_id = _read(part[0])
            if reference_id:
                start = unit.start() + part.start()
                yield Found(start, start + len(part[0].rstrip(".:'")), reference_id)


def _stroked(line: _Line) -> Iterator[Found]:
    """08/TORONTO/165, of a known place: 08/MAY/2008 is a date."""
    for match in _STROKED.finditer(line.text):
        reference_id = identifiers.canonical(f"{match['year']} {match['place']} {match['serial']}")
        if reference_id and named_whole(f"{match['place']},"):
            yield Found(match.start(), match.end(), reference_id)


def _in_address(unit: re.Match[str]) -> Iterator[Found]:
    """The ids that an address holds; one of them is written as the whole address."""
    ids = dict.fromkeys(filter(None, (_read(unquote_plus(part[0])) for part in _PART.finditer(unit[0]))))
    end = unit.start() + len(unit[0].rstrip(".:'"))
    if len(ids) == 1:
        yield Found(unit.start(), end, next(iter(ids)))
        return
    for part in _PART.finditer(unit[0]):
        reference_id = _read(unquote_plus(part[0]))
        if reference_id:
            yield Found(unit.start() + part.start(), unit.start() + part.end(), reference_id)


def _read(word: str) -> str | None:
    word = word.strip(".:'*")
    if provisional.canonical(word):
        return provisional.canonical(word)
    if not _LETTER_AND_DIGIT.match(word) or _DATE_IN_ONE.fullmatch(word):
        return None
    bare = _EXTENSION.sub("", word)
    return provisional.canonical(bare) or identifiers.canonical(word) or identifiers.canonical(bare)


def _number_first(line: _Line) -> Iterator[Found]:
    """ "Telegram 389 From the Embassy in Iran to the Department of State, Tehran, January 11, 1978": FRUS."""
    for match in _NUMBER_FIRST.finditer(line.text):
        place = _place_named(match)
        behind = tail_of_names(line.text, match.start("who"))
        if not place or not (match["way"] or behind.year):
            continue
        listed = list(_LISTED.finditer(match["list"]))
        for one in listed:
            start = match.start() if one is listed[0] else match.start("list") + one.start()
            stop = behind.end if one is listed[-1] and behind.year else match.start("list") + one.end()
            year, day = behind.year or line.default_year, behind.day if len(listed) == 1 else None
            yield _numbered(place, year, one["serial"], bool(one["airgram"]), start, stop, day)


def _place_named(match: re.Match[str]) -> str | None:
    """The sender that a match of _NUMBER_FIRST names; what goes to a post is sent by the Department."""
    way = (match["way"] or "").lower()
    if not way:
        return "STATE" if (match["word"] or "").lower().startswith("dep") else named_whole(match["who"])
    named = named_first(match["who"])
    if way == "from":
        return named
    return "STATE" if named and named != "STATE" and match["word"] and not match["post"] else None


def _post_first(line: _Line) -> Iterator[Found]:
    """ "Tehran 389, 11 January 1978", "08 Toronto 165, 166", "Embassy Tehran to State, No. 389"."""
    for digits in _DIGITS.finditer(line.text):
        serial = digits[0].replace(",", "")
        if not line.free(digits.start(), digits.end()) or not int(serial):
            continue
        if is_day(line.text, digits.end(), serial) or _is_year_of_serial(line.text, digits):
            continue
        post = before(line.text, digits.start())
        if not post or MOMENT.match(line.text, digits.start()):
            continue
        behind = tail(line.text, digits.end(), serial)
        if _COUNTED.match(line.text, digits.end()) and not (post.year and not post.short_year):
            continue
        yield from _of_post(post, behind, digits, line)


def _is_year_of_serial(line: str, digits: re.Match[str]) -> bool:
    """Whether a number is the year of the one behind it, and that not the year of a further entry."""
    return bool(_YEAR_THEN_SERIAL.match(line, digits.start())) and not opens_entry(line, digits.end() + 1)


def _of_post(post: Before, behind: Tail, digits: re.Match[str], line: _Line) -> Iterator[Found]:
    """The number and those that follow it; a date behind is believed more than two digits apart in front."""
    year = behind.year if post.short_year and behind.year else post.year or behind.year
    front = date_in_front(line.text, post.start) if year is None and line.whole else None
    if front:
        year, behind, post = front.year, behind._replace(day=front.day), post._replace(start=front.start)
    loose = year is None and not post.said
    year = year or line.default_year
    first = Further(digits[0].replace(",", ""), post.airgram, post.start, digits.end())
    several = (first, *behind.more)
    for one in several:
        end = behind.end if one is several[-1] else one.end
        day = behind.day if len(several) == 1 and behind.day and behind.day.year == year else None
        yield replace(_numbered(post.place, year, one.serial, one.airgram, one.start, end, day), loose=loose)


def _by_moment(line: _Line) -> Iterator[Found]:
    """ "281932Z MAY 08", alone or behind its sender."""
    for match in MOMENT.finditer(line.text):
        when = moment(match, line.default_year)
        post, behind = before(line.text, match.start()), _SENDER_BEHIND.match(line.text, match.end())
        place = post.place if post else named_first(behind["who"]) if behind else None
        start = post.start if post else match.start()
        end = behind.end("who") if behind and place and not post else match.end()
        problem = "" if when else "no-such-time"
        yield Found(start, end, None, problem, when, place)


def _unreadable(line: _Line) -> Iterator[Found]:
    """08TORONTO, 2008TORONTO0: like a number, and none."""
    for unit in _UNIT.finditer(line.text):
        word = unit[0].strip(".:'")
        if _UNREADABLE.fullmatch(word) and not _DATE_IN_ONE.fullmatch(word):
            yield Found(unit.start(), unit.end(), None, "unreadable")


_RECOGNISERS: tuple[Callable[[_Line], Iterator[Found]], ...] = (
    _in_one_word,
    _stroked,
    _number_first,
    _post_first,
    _by_moment,
    _unreadable,
)


def _numbered(
    place: str, year: int | None, serial: str, airgram: bool, start: int, end: int, day: dt.date | None
) -> Found:
    """A number of a post; without a year it keeps what was read."""
    written = f"A{int(serial)}" if airgram else str(int(serial))
    if year is None or not identifiers.plausible(year):
        return Found(start, end, None, "no-year", None, place, written)
    return Found(start, end, identifiers.make(year, place, serial, airgram=airgram), "", None, place, written, day)


def _with_shared_years(line: str, found: Sequence[Found]) -> list[Found]:
    """A year behind the last of a list holds for those before it: "Tehran 389 and Bonn 12, 3 May 1978".

    A year in front of the last is its own: "Tehran 389, 78 Bonn 12".
    """
    kept: list[Found] = []
    following: Found | None = None
    for one in reversed(found):
        joined = (
            following and not line[following.start].isdigit() and _SEPARATE.fullmatch(line[one.end : following.start])
        )
        parts = identifiers.split(following.reference_id) if joined and following and following.reference_id else None
        if one.problem == "no-year" and parts and one.place and one.serial:
            reference_id = identifiers.make(parts[0], one.place, one.serial)
            one = replace(one, reference_id=reference_id, problem="", loose=False)
        kept.append(one)
        following = one
    return kept[::-1]


def _believed(line: str, found: list[Found]) -> list[Found]:
    """Without posts and numbers that state no year in the middle of prose: "Geneva 21"."""
    if not any(one.loose for one in found):
        return found
    outside, at = [], 0
    for one in found:
        outside.append(line[at : one.start])
        at = one.end
    words = len(_WORD.findall(" ".join([*outside, line[at:]])))
    return [one for one in found if not one.loose or words <= _FEW]
