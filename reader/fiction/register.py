"""Which cables there are: the plan of a whole set, fixed by its seed, before one word is written.

A slot is a cable to be: post, year, serial, minute. The plan keeps them in arrays (a dozen bytes a cable), so that
a cable can refer to another one that exists, whatever the size of the set.
"""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from reader.fiction.posts import Post, PostYear

MINUTES_A_DAY = 1440

#: The last day of the modern collection.
LAST_DAY = dt.date(2010, 2, 28)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cable to be: its place in the plan, post, serial, and the moment of its date-time group (UTC)."""

    index: int
    post: Post
    serial: int
    moment: dt.datetime
    released: bool

    @property
    def reference_id(self) -> str:
        """The canonical id: 08TORONTO165."""
        return f"{self.moment.year % 100:02d}{self.post.reference_place}{self.serial}"


class Plan:
    """The slots of a set of `count` cables: post by post and year by year, serials and dates rising together."""

    def __init__(self, rows: Sequence[PostYear], count: int, seed: str, *, released: bool, first: int = 0) -> None:
        self._rows = rows
        self._released = released
        self._first = first
        counts = _shares([row.cables for row in rows], count)
        self._ends = list(accumulate(counts))
        self._serials = array("L")
        self._minutes = array("L")
        rng = Random(seed)
        for row, number in zip(rows, counts, strict=True):
            self._fill(row, number, rng)

    def __len__(self) -> int:
        return len(self._serials)

    def slot(self, position: int) -> Slot:
        """The slot at a position of this plan (0-based)."""
        row = self._rows[bisect_right(self._ends, position)]
        moment = dt.datetime(row.year, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=self._minutes[position])
        return Slot(self._first + position, row.post, self._serials[position], moment, self._released)

    def earlier_of_same_post(self, position: int, rng: Random) -> Slot | None:
        """An earlier cable of the same post and year, the near ones more often; None for the first."""
        row = bisect_right(self._ends, position)
        start = self._ends[row - 1] if row else 0
        if position == start:
            return None
        return self.slot(max(start, position - 1 - int(rng.expovariate(0.2))))

    def any_earlier(self, position: int, rng: Random) -> Slot | None:
        """An earlier cable of any post; None when a few draws find none."""
        moment = self.slot(position).moment
        draws = (self.slot(int(rng.random() * len(self))) for _ in range(4))
        return next((slot for slot in draws if slot.moment < moment), None)

    def _fill(self, row: PostYear, number: int, rng: Random) -> None:
        """Serials without repeats and rising minutes for one post and year."""
        highest = max(row.highest_serial, 2 * number, 1)
        minutes = _minutes_in(row.year)
        for serial in sorted(rng.sample(range(1, highest + 1), number)):
            self._serials.append(serial)
            self._minutes.append(min(minutes - 1, int((serial - rng.random()) / highest * minutes)))


def _minutes_in(year: int) -> int:
    last = min(dt.date(year, 12, 31), LAST_DAY)
    return ((last - dt.date(year, 1, 1)).days + 1) * MINUTES_A_DAY


def _shares(weights: Sequence[int], count: int) -> list[int]:
    """`count` divided in the proportions of the weights, to the nearest whole, adding up exactly.

    >>> _shares([3, 1], 10)
    [8, 2]
    """
    ends = [round(end * count / max(1, sum(weights))) for end in accumulate(weights)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
