"""Invented persons, places and bodies. No list of real names is used: syllables are put together.

>>> surname(Random(1)).isalpha()
True
"""

from __future__ import annotations

from functools import cache
from random import Random

from reader.fiction.vocabulary import general


@cache
def _starts() -> tuple[str, ...]:
    """First syllables, closed and with a capital."""
    return tuple(
        (onset + vowel + coda).capitalize()
        for onset in _all("onsets")
        for vowel in _all("vowels")
        for coda in _all("codas")
    )


@cache
def _middles() -> tuple[str, ...]:
    """Open syllables that may stand in the middle, and as often nothing."""
    syllables = [onset + vowel for onset in _all("onsets") for vowel in _all("vowels")]
    return (*syllables, *[""] * len(syllables))


def surname(rng: Random) -> str:
    """A surname such as no register holds; more than a million are possible."""
    return _pick(_starts(), rng) + _pick(_middles(), rng) + _pick(_all("surname_ends"), rng)


def forename(rng: Random) -> str:
    """A forename."""
    return _pick(_starts(), rng) + _pick(_all("forename_ends"), rng)


def person(rng: Random) -> str:
    """Forename and surname."""
    return f"{forename(rng)} {surname(rng)}"


def place(rng: Random) -> str:
    """A town that is on no map."""
    return _pick(_starts(), rng) + _pick(_all("place_ends"), rng)


def body(rng: Random) -> tuple[str, str]:
    """An invented agency and its acronym: ("Vandport Harbor Council", "VHC")."""
    name = f"{place(rng)} {_pick(_all('matters'), rng)} {_pick(_all('bodies'), rng)}"
    return name, "".join(word[0] for word in name.split())


def _all(name: str) -> tuple[str, ...]:
    return general()[name].words


def _pick(words: tuple[str, ...], rng: Random) -> str:
    return words[int(rng.random() * len(words))]
