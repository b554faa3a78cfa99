"""Which cable is this? Several texts of one cable belong together; two cables under one number must not be merged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

#: Without a time on both sides, dates may differ by so much: pages state the day of some other clock.
TOLERANCE = dt.timedelta(days=1)

#: Runs of so many words are compared, and this share of the shorter text must be in the other.
RUN, SHARE = 5, 0.5


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment, and whether its time of day is known."""

    date: dt.datetime | None
    has_time: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cable that is held under a number. `texts` fetches its paragraphs' texts, asked only in doubt."""

    key: int
    reference_id: str
    dated: Dated
    texts: Callable[[], Sequence[str]]


def same_cable(dated: Dated, texts: Sequence[str], held: Sequence[Candidate]) -> Candidate | None:
    """The held cable that a text of the same number belongs to; None when its date and its text are others than all's.

    Sections of one cable have one date and are found by it.
    """
    near = [candidate for candidate in held if not differ(dated, candidate.dated)]
    if len(near) == 1:
        return near[0]
    alike = [candidate for candidate in near or held if same_text(texts, candidate.texts())]
    return next(iter(alike or near), None)


def differ(one: Dated, other: Dated) -> bool:
    """Whether two cables were certainly sent at different times. An unknown date differs from none."""
    if one.date is None or other.date is None:
        return False
    if one.has_time and other.has_time:
        return one.date != other.date
    return abs(one.date - other.date) > TOLERANCE


def same_text(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether most of the shorter text stands in the other: copies, extracts and corrected copies do."""
    shorter, longer = sorted((_runs(one), _runs(other)), key=len)
    return bool(shorter) and len(shorter & longer) >= SHARE * len(shorter)


def next_id(number: str, given: Iterable[str]) -> str:
    """The id for one more cable of a number: plain, then _b, _c ... _z, _aa; `given` are those that are held.

    >>> next_id("76STATE290286", []), next_id("76STATE290286", ["76STATE290286", "76STATE290286_b"])
    ('76STATE290286', '76STATE290286_c')
    """
    places = [_place(reference_id.partition("_")[2]) for reference_id in given]
    return f"{number}_{_letters(max(places) + 1)}" if places else number


def _place(suffix: str) -> int:
    """No suffix is the first, b the second, aa the twenty-seventh."""
    place = 0
    for letter in suffix or "a":
        place = place * 26 + ord(letter) - ord("a") + 1
    return place


def _letters(place: int) -> str:
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """All runs of RUN words; of a shorter text, the whole of it."""
    words = ["".join(filter(str.isalnum, word)) for text in texts for word in text.casefold().split()]
    words = [word for word in words if word]
    if len(words) <= RUN:
        return {tuple(words)} if words else set()
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
