"""One post's numbers of one year, serial by serial and day by day."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from reader.insight.coverage import CITED, HELD, REGISTERED, UNSEEN, WITHOUT_TEXT
from reader.insight.places import Post
from reader.models import Cable, MissingCable, Register, RegisterEntry
from reader.models.expressions import Series
from reader.telegram import identifiers

_DIGITS = "0123456789"


class Serial(NamedTuple):
    """One serial and what is known of it.

    `number` is the number under which it is held, cited or known; `day` the cable's; `citing` how many cables here cite
    it; `registers` the keys of registers that have it.
    """

    serial: int
    state: str
    number: str
    day: dt.date | None = None
    citing: int = 0
    registers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Serials next to each other in one state; `serials` is empty for those never seen."""

    state: str
    first: int
    last: int
    serials: tuple[Serial, ...] = ()

    @property
    def count(self) -> int:
        """How many."""
        return self.last - self.first + 1


@dataclass(slots=True)
class Day:
    """One day: cables held with their text, those without; serials between two cables of the day that are not held."""

    held: int = 0
    without_text: int = 0
    absent: int = 0


@dataclass(frozen=True)
class Ledger:
    """The telegrams, or the airgrams, of one post and year; filled before it is asked."""

    post: Post
    year: int
    airgrams: bool
    known: dict[int, Serial] = field(default_factory=dict)

    @cached_property
    def in_order(self) -> list[int]:
        """The serials of which something is known, in order."""
        return sorted(self.known)

    @cached_property
    def highest(self) -> int:
        """The highest serial that is held or registered."""
        return max((serial for serial, one in self.known.items() if one.state != CITED), default=0)

    @cached_property
    def beyond(self) -> list[Serial]:
        """Cited serials above the highest: perhaps slips of the pen."""
        highest = self.highest
        return [self.known[serial] for serial in self.in_order[bisect_left(self.in_order, highest + 1) :]]

    @property
    def counts(self) -> dict[str, int]:
        """State -> how many, up to the highest serial; cited ones beyond it count as cited."""
        found = Counter(one.state for one in self.known.values())
        return {
            HELD: found[HELD] + found[WITHOUT_TEXT],
            WITHOUT_TEXT: found[WITHOUT_TEXT],
            CITED: found[CITED],
            REGISTERED: found[REGISTERED],
            UNSEEN: self.highest - len(self.known) + len(self.beyond),
        }

    def number(self, serial: int) -> str:
        """The number of a serial, known or not."""
        one = self.known.get(serial)
        return one.number if one else identifiers.make(self.year, self.post.place, serial, airgram=self.airgrams)

    def runs(self, first: int, last: int) -> Iterator[Run]:
        """From serial `first` to `last`: neighbours in one state together."""
        serials = self.in_order
        at = first
        run: list[Serial] = []
        for serial in serials[bisect_left(serials, first) :]:
            if serial > last:
                break
            one = self.known[serial]
            if run and (serial > at or one.state != run[0].state):
                yield Run(run[0].state, run[0].serial, run[-1].serial, tuple(run))
                run = []
            if serial > at:
                yield Run(UNSEEN, at, serial - 1)
            run.append(one)
            at = serial + 1
        if run:
            yield Run(run[0].state, run[0].serial, run[-1].serial, tuple(run))
        if at <= last:
            yield Run(UNSEEN, at, last)

    def days(self) -> dict[dt.date, Day]:
        """Day -> what is held of it; a gap between two cables of one day is of that day."""
        found: dict[dt.date, Day] = defaultdict(Day)
        dated = [one for serial in self.in_order if (one := self.known[serial]).day]
        for one in dated:
            if one.day and one.state == HELD:
                found[one.day].held += 1
            elif one.day:
                found[one.day].without_text += 1
        for before, after in pairwise(dated):
            if before.day and before.day == after.day:
                found[before.day].absent += after.serial - before.serial - 1
        return dict(found)


def ledgers(post: Post, year: int) -> list[Ledger]:
    """The telegrams and the airgrams of a post and year, those that there are; three queries for both."""
    books = [Ledger(post, year, airgrams) for airgrams in (False, True)]
    series = [identifiers.make(year, name, 1, airgram=book.airgrams)[:-1] for book in books for name in post.names]
    found = {one: books[one.endswith("-A")].known for one in series}
    listed: dict[str, list[int]] = defaultdict(list)
    for number, register in _registered(series):
        listed[number].append(register)
    for number, keys in listed.items():
        known, serial = _place(number, found)
        known[serial] = Serial(serial, REGISTERED, number, registers=tuple(keys))
    for number, citing in MissingCable.objects.filter(series__in=series).order_by().values_list("number", "citing"):
        known, serial = _place(number, found)
        known[serial] = Serial(serial, CITED, number, None, citing, tuple(listed.get(number, ())))
    for number, day, missing in _held(series):
        known, serial = _place(number, found)
        state = WITHOUT_TEXT if missing else HELD
        known[serial] = Serial(serial, state, number, day, 0, tuple(listed.get(number, ())))
    return [book for book in books if book.known]


def registers() -> dict[int, str]:
    """Key of each register -> what pages call it."""
    return {one.pk: str(one) for one in Register.objects.all()}


def _held(series: list[str]) -> list[tuple[str, dt.date | None, bool]]:
    """Of several cables of one number those with text come last, and count."""
    # Put in order here: told to, the database takes the index of the order and looks at every cable.
    cables = Cable.objects.annotate(series=Series("number")).filter(series__in=series).order_by()
    return sorted(cables.values_list("number", "day", "text_missing"), key=lambda row: not row[2])


def _registered(series: list[str]) -> Iterator[tuple[str, int]]:
    entries = RegisterEntry.objects.annotate(series=Series("reference_id")).filter(series__in=series).order_by()
    return entries.values_list("reference_id", "register_id").iterator()


def _place(number: str, found: Mapping[str, dict[int, Serial]]) -> tuple[dict[int, Serial], int]:
    """What is known of the series of a number, and its serial."""
    series = number.rstrip(_DIGITS)
    return found[series], int(number[len(series) :])
