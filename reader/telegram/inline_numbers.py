"""Paragraphs that begin inside a line: `TOO LOW. 2. WE OFFERED`, looked for only where the sequence lacks them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reader.telegram.markings import read_marking
from reader.telegram.numbering import Candidate
from reader.telegram.patterns import BRACKETED, PILCROW

_INSIDE = re.compile(
    rf"(?<=[.!?\"')\]\d])[ \t]{{1,4}}(?:{PILCROW} ?)?(?P<number>\d{{1,3}})\.[ \t]{{1,3}}"
    rf"(?:(?P<mark>{BRACKETED})|(?=[A-Z\"]))"
)
#: So many missing numbers are looked for.
_WIDEST = 6


def with_missing(text: str, chosen: Sequence[Candidate]) -> list[Candidate]:
    """The chosen numbers, and between two that leave a gap those that fill it exactly."""
    if all(after.number == before.number + 1 for before, after in pairwise(chosen)):
        return list(chosen)
    filled: list[Candidate] = []
    for before, after in pairwise(chosen):
        filled.append(before)
        if 1 < after.number - before.number <= _WIDEST:
            filled += _between(text, before, after)
    return [*filled, *chosen[-1:]]


def _between(text: str, before: Candidate, after: Candidate) -> list[Candidate]:
    """Every number between two, each behind a sentence or a table; nothing when one of them is not there."""
    missing = range(before.number + 1, after.number)
    found: list[Candidate] = []
    for candidate in _inside(text, before.text, after.place):
        if len(found) < len(missing) and candidate.number == missing[len(found)]:
            found.append(candidate)
    return found if len(found) == len(missing) else []


def _inside(text: str, start: int, end: int) -> Iterator[Candidate]:
    for match in _INSIDE.finditer(text, start, end):
        marking = read_marking(match["mark"]) if match["mark"] else None
        begin = match.start("mark") if match["mark"] and marking is None else match.end()
        yield Candidate(match.start(), begin, int(match["number"]), marking, strong=True)
