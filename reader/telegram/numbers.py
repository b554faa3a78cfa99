"""Every cable's number in a free text: a footnote, a column of a spreadsheet, addresses, a list in any form.

A line that holds one number is one `Written`; a line that holds several is one each; a line that holds none is one
without an id. A number that the end of a line cuts in two is put together. Linear in the length of the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.telegram.identifiers import canonical
from reader.telegram.number_finding import Found, in_line, is_date
from reader.telegram.number_lines import logical_lines, plain
from reader.telegram.number_tails import is_day, only_date

__all__ = ["PROBLEMS", "Written", "alone", "listed", "written"]

#: Why a text gives no reference id: code -> words for the page.
PROBLEMS = {
    "no-number": "no cable’s number was found in it",
    "no-year": "it names a post and a number, and no year",
    "no-such-time": "there is no such day and time, or its year is missing",
    "unreadable": "it looks like a cable’s number and cannot be read as one",
}

#: Longer lines hold prose at best: they are read, and quoted up to here.
_QUOTED = 300
#: A post and a serial, whatever stands in front.
_NUMBER = re.compile(r"[^A-Za-z]{0,12}[^\d]{2,60}?(?P<serial>\d{1,8})(?!\d)(?:_[A-Za-z]{1,2})?")
#: Words that may stand beside a number that is all that was typed.
_BESIDE = re.compile(
    r"(?:\W|\d|_|\b(?:of|dated|dtd|on|the|to|from|telegram|tel|cable|no|nr|dtg|secstate|state|department|dept|washington"
    r"|washdc|embassy|amembassy|amconsul|consulate|general|us|american|mission|see|ref|reftel|in|at|fm|flash|immediate"
    r"|priority|routine|airgram|reference"
    r"|(?:reference|ref|cable|document|message) ?id|viewing|document|number|msg|message|[zopr])\b)*",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:and|also)\b")
#: A list that is typed into a box is no longer.
_LONGEST_LIST = 2000


@dataclass(frozen=True, slots=True)
class Written:
    """A cable's number as somebody wrote it.

    `reference_id` is what it was read as; None when it names none: then `problem` is a code of PROBLEMS, unless
    `moment` (UTC) is the date-time group by which it names a cable. `place` and `serial` are what was read of a number
    without a year, `place` alone the sender before a date-time group; `day` is the date that is stated with it.
    """

    as_written: str
    reference_id: str | None = None
    problem: str = ""
    moment: dt.datetime | None = None
    place: str | None = None
    serial: str | None = None
    day: dt.date | None = None


def written(text: str, *, default_year: int | None = None) -> tuple[Written, ...]:
    """Every number in a text, line by line, in order; `default_year` is taken where none is stated. Never raises.

    >>> [w.reference_id for w in written("See 08TORONTO165; Tehran 389 and 391, 11 January 1978.")]
    ['08TORONTO165', '78TEHRAN389', '78TEHRAN391']
    >>> [(w.as_written, w.problem) for w in written("lake levels")]
    [('lake levels', 'no-number')]
    """
    return tuple(item for line in logical_lines(text) for item in _line(line, default_year))


def alone(text: str) -> Written | None:
    """The number that is all of a text, with no other words than its date and the like; else None.

    >>> alone("Tehran 389, 11 January 1978").reference_id, alone("08TORONTO165 lake levels")
    ('78TEHRAN389', None)
    """
    line = plain(text)
    if len(line) > _QUOTED:
        return None
    found = in_line(line, None)
    if not found:
        return _line_alone(text.strip(), line)
    first = found[0]
    rest = line[: first.start] + " " + line[first.end :]
    return _row(text.strip(), first) if len(found) == 1 and _BESIDE.fullmatch(rest) else None


def listed(text: str) -> tuple[Written, ...]:
    """The numbers that are all of a text, where there are several with nothing but dates and the like; else none.

    >>> [one.reference_id for one in listed("08TORONTO165 and 09 Berlin 1636")], listed("08TORONTO165 or 09BERLIN1636")
    (['08TORONTO165', '09BERLIN1636'], ())
    """
    line = plain(text)
    found = in_line(line, None) if len(line) <= _LONGEST_LIST else []
    ends = [0, *(one.end for one in found)]
    between = [line[end:start] for end, start in zip(ends, [*(one.start for one in found), len(line)], strict=True)]
    if len(found) < 2 or not all(_BESIDE.fullmatch(_AND.sub(" ", words)) for words in between):
        return ()
    return tuple(_row(line[one.start : one.end], one) for one in found)


def _line(line: str, default_year: int | None) -> Iterator[Written]:
    """The rows of one line."""
    flat = plain(line)
    found = in_line(flat, default_year)
    if len(found) > 1:
        yield from (_row(flat[one.start : one.end], one) for one in found)
    elif found:
        yield _row(_quoted(line), found[0])
    else:
        yield _whole(line, flat, default_year)


def _row(as_written: str, found: Found) -> Written:
    return Written(as_written, found.reference_id, found.problem, found.moment, found.place, found.serial, found.day)


def _whole(line: str, flat: str, default_year: int | None) -> Written:
    """A line in which nothing was found, read as a whole: misspelt posts, posts in no table."""
    reference_id = _read_whole(flat, default_year)
    return Written(_quoted(line), reference_id, "" if reference_id else "no-number")


def _line_alone(text: str, flat: str) -> Written | None:
    reference_id = _read_whole(flat, None)
    return Written(text, reference_id) if reference_id else None


def _read_whole(flat: str, default_year: int | None) -> str | None:
    """The id of a line that is a number, its date and nothing else; "Paris 5 May 2008" is a place and a day."""
    number = _NUMBER.match(flat)
    if (
        not number
        or is_date(flat)
        or is_day(flat, number.end(), number["serial"])
        or not only_date(flat[number.end() :])
    ):
        return None
    return canonical(flat, default_year=default_year)


def _quoted(line: str) -> str:
    return line if len(line) <= _QUOTED else line[:_QUOTED] + "…"
