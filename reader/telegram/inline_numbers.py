"""Paragraphs that begin inside a line: `TOO LOW. 2. WE OFFERED`, looked for only where the sequence lacks them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.telegram.markings import read_marking
from reader.telegram.numbering import Candidate
from reader.telegram.patterns import BRACKETED, PILCROW

_INSIDE = re.compile(
    rf"[ \t]{{1,4}}(?:{PILCROW} ?)?(?P<number>\d{{1,3}})\.[ \t]{{0,3}}"
    rf"(?:(?P<mark>{BRACKETED})|(?<=[ \t])(?=[A-Z\"(]))"
)
#: What stands before a number without a marking: the end of a sentence or of a table.
_ENDED = re.compile(r"[.!?\"')\]\d]")
#: So many missing numbers are looked for.
_WIDEST = 6


def with_missing(text: str, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The chosen numbers, between two that leave a gap those that fill it exactly, and marked ones behind the last."""
    if not chosen:
        return []
    filled: list[Candidate] = []
    for before, after in pairwise(chosen):
        filled.append(before)
        if 1 < after.number - before.number <= _WIDEST:
            filled += _between(text, before, after)
    return [*filled, chosen[-1], *_behind(text, chosen[-1])]


def _between(text: str, before: Candidate, after: Candidate) -> list[Candidate]:
    """Every number between two, each behind a sentence or a table; nothing when one of them is not there."""
    missing = range(before.number + 1, after.number)
    found: list[Candidate] = []
    for candidate in _inside(text, before.text, after.place):
        if len(found) < len(missing) and candidate.number == missing[len(found)]:
            found.append(candidate)
    return found if len(found) == len(missing) else []


def _behind(text: str, last: Candidate) -> list[Candidate]:
    """The numbers that go on in turn in the line of the last, each with a marking, as the last has one."""
    end = text.find("\n", last.text)
    found: list[Candidate] = []
    if last.marking is None or text.find("(", last.text, end) < 0:
        return found
    for candidate in _inside(text, last.text, end if end >= 0 else len(text)):
        if candidate.marking and candidate.number == last.number + len(found) + 1:
            found.append(candidate)
    return found


def _inside(text: str, start: int, end: int) -> Iterator[Candidate]:
    """Numbers inside the lines: behind a sentence, or with a marking."""
    for match in _INSIDE.finditer(text, start, end):
        marking = read_marking(match["mark"]) if match["mark"] else None
        if marking is None and not _ENDED.match(text, match.start() - 1):
            continue
        begin = match.start("mark") if match["mark"] and marking is None else match.end()
        yield Candidate(match.start(), begin, int(match["number"]), marking, strong=True)
