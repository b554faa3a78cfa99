"""When a cable was sent that is not held: told from the serials around it, and always said to be an estimate."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reader.models import MissingCable


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A held cable of the same post and year: its serial and its day."""

    serial: int
    day: dt.date


@dataclass(frozen=True, slots=True)
class Estimate:
    """From the nearest held cables of the series before and after; either may be missing.

    `day` is interpolated by serial and needs both; `first` and `last` bound it. Serials are given as cables are
    drafted, so that days of neighbours may stand the wrong way round: then they bound it the other way.
    """

    year: int
    serial: int
    before: Neighbour | None
    after: Neighbour | None

    @property
    def first(self) -> dt.date:
        """The earliest day."""
        days = [near.day for near in (self.before, self.after) if near]
        return min(days) if self.before else min([dt.date(self.year, 1, 1), *days])

    @property
    def last(self) -> dt.date:
        """The latest day."""
        days = [near.day for near in (self.before, self.after) if near]
        return max(days) if self.after else max([dt.date(self.year, 12, 31), *days])

    @property
    def day(self) -> dt.date | None:
        """The likeliest day; None where there is a neighbour on one side only.

        >>> before, after = Neighbour(10, dt.date(2008, 5, 1)), Neighbour(20, dt.date(2008, 5, 11))
        >>> Estimate(2008, 15, before, after).day
        datetime.date(2008, 5, 6)
        """
        if not self.before or not self.after:
            return None
        share = (self.serial - self.before.serial) / (self.after.serial - self.before.serial)
        return self.before.day + dt.timedelta(days=round((self.after.day - self.before.day).days * share))

    @property
    def anchor(self) -> dt.date:
        """The one day by which to draw or sort it."""
        if self.day:
            return self.day
        near = self.before or self.after
        return near.day if near else self.first + (self.last - self.first) / 2


def estimate(missing: MissingCable) -> Estimate:
    """The estimate of a row that was asked for `with_neighbours`."""
    return Estimate(missing.year, missing.serial, _neighbour(missing, "before"), _neighbour(missing, "after"))


def _neighbour(missing: MissingCable, side: str) -> Neighbour | None:
    day = getattr(missing, f"{side}_day")
    return Neighbour(getattr(missing, f"{side}_serial"), day) if day else None
