"""The places of reference ids: which post a written name, a routing indicator or a cut-off name stands for.

A place is the middle of a reference id: letters only, in capitals (SAOPAULO, USUNNEWYORK, STATE).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from reader.telegram import authority

_NOT_LETTERS = re.compile(r"[^A-Z]+")

#: What stands before the place's name after FM and TO, in mirrors' metadata and in running text; longest first.
_PREFIXES = re.compile(
    r"(?:THE\s+)?(?:"
    r"AMEMBASSY|AMEMB|AMCONGEN|AMCONSUL|USMISSION|USINT|USLO|USDEL|USOFFICE|REO"
    r"|(?:(?:U\.?S\.?|AMERICAN)\s+)?(?:EMBASSY|CONSULATE(?:\s+GENERAL)?|CONGEN|MISSION(?:\s+TO)?|INTERESTS\s+SECTION)"
    r")\b[\s,]*",
)

#: Prefixes of which a place always follows, so that one in no table can be taken as written.
_POSTS = re.compile(r"AMEMB|AMCON|(?:U\.?S\.?\s+|AMERICAN\s+)?(?:EMBASSY|CONSULATE|CONGEN)")

#: Precedence and serial, when they were not taken off the station before.
_BEHIND_STATION = re.compile(r"(?:\s(?:NIACT|FLASH|IMMEDIATE|PRIORITY|ROUTINE|\d{1,7}))+\Z")

#: Longer texts are no names of stations.
_LONGEST_STATION = 200
#: The letters of a place in no table, so many at least and at most: a menu of posts in one line is no name.
_PLACE_LETTERS = range(2, 41)

#: A document number has the first so many characters of the post's name, blanks counted and then dropped.
CUT = 6


def letters(text: str) -> str:
    """The letters A to Z of a name in capitals, accents taken off: "São Paulo" -> "SAOPAULO"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return _NOT_LETTERS.sub("", text.upper())


def is_place(place: str) -> bool:
    """Whether the authority tables know this place of reference ids."""
    return place in _known()


def named(name: str) -> str | None:
    """The place that a known name stands for, else None: "Sao Paulo", "SECSTATE", "UNVIE", "AMEMBASSY LA PAZ"."""
    return _names().get(letters(name))


def spoken_names() -> Iterable[str]:
    """Every known name of a place, letters only, for recognisers that look for them in running text."""
    return _names().keys()


@lru_cache(maxsize=4096)
def place_of(station: str) -> str | None:
    """The place of a station as written after FM or TO, on a classification line or in a mirror's metadata.

    >>> place_of("AMEMBASSY LA PAZ"), place_of("SECSTATE WASHDC"), place_of("Embassy Quito"), place_of("CIA WASHDC")
    ('LAPAZ', 'STATE', 'QUITO', None)
    """
    if len(station) > _LONGEST_STATION:
        return None
    upper = _BEHIND_STATION.sub("", station.upper().strip())
    found = named(upper)
    if found:
        return found
    prefix = _PREFIXES.match(upper)
    if not prefix:
        return None
    rest = letters(upper[prefix.end() :])
    return (
        _names().get(rest) or corrected(rest) or (rest if len(rest) in _PLACE_LETTERS and _POSTS.match(upper) else None)
    )


def place_of_routing(routing: str) -> str | None:
    """The place of a routing indicator: RUEHON -> TORONTO; None for agencies, collectives and unknown ones."""
    return _by_routing().get(routing.strip().upper())


def of_cut(cut: str, station: str | None = None) -> str | None:
    """The place whose name, cut to six characters, is `cut`: LOUREN -> LOURENCOMARQUES, SANSA -> SANSALVADOR.

    The station decides where several names begin alike; None where nothing decides.
    """
    place = place_of(station) if station else None
    if place and place.startswith(cut):
        return place
    if is_place(cut):
        return cut
    if station and letters(station[:CUT]) == cut and len(letters(station)) in _PLACE_LETTERS:
        return letters(station)  # a post in no table, by its full name
    candidates = _cuts().get(cut, ())
    return candidates[0] if len(candidates) == 1 else None


def corrected(word: str) -> str | None:
    """The one known place that a misspelt word can be: one letter dropped, added, changed or swapped with the next.

    None for short words and wherever two places come as near.
    """
    if not _SHORTEST - 1 <= len(word) <= _LONGEST:
        return None
    near = {place for key in _one_dropped(word) for place in _near().get(key, ()) if _one_apart(word, place)}
    return near.pop() if len(near) == 1 else None


#: Misspellings of shorter names could be other words.
_SHORTEST = 5
#: Longer words are no names; comparing them would take time and memory by their square.
_LONGEST = 40


@cache
def _known() -> frozenset[str]:
    return frozenset(place for place, _ in _places_and_stations())


@cache
def _by_routing() -> Mapping[str, str]:
    return {row.routing_indicator: row.reference_place for row in authority.stations() if row.reference_place}


@cache
def _names() -> Mapping[str, str]:
    """Every known way to write a place, letters only: the place, its station with and without prefix, aliases."""
    names: dict[str, str] = {}
    for place, station in _places_and_stations():
        names.setdefault(letters(station), place)
    for row in authority.place_aliases():
        if row.kind == "name":
            names[letters(row.written)] = row.reference_place
    names.update((place, place) for place in _known())
    return names


@cache
def _cuts() -> Mapping[str, tuple[str, ...]]:
    """Six-character forms to the places that have them."""
    cuts: dict[str, set[str]] = defaultdict(set)
    for place, station in _places_and_stations():
        cuts[letters(_spaced(place, station)[:CUT])].add(place)
    for row in authority.place_aliases():
        if row.kind == "document-number":
            cuts[row.written] = {row.reference_place}
    return {cut: tuple(sorted(places)) for cut, places in cuts.items()}


def _spaced(place: str, station: str) -> str:
    """The place's name with its blanks: the end of the station's name that has the same letters."""
    words = station.split()
    tails = (" ".join(words[start:]) for start in range(len(words)))
    return next((tail for tail in tails if letters(tail) == place), place)


def _places_and_stations() -> Iterator[tuple[str, str]]:
    """Place and station of both tables, the places' own table last."""
    yield from ((row.reference_place, row.station) for row in authority.stations() if row.reference_place)
    yield from ((row.reference_place, row.station) for row in authority.places())


@cache
def _near() -> Mapping[str, tuple[str, ...]]:
    """Places by their forms with at most one letter dropped."""
    near: dict[str, list[str]] = defaultdict(list)
    for place in sorted(_known()):
        if len(place) >= _SHORTEST:
            for key in _one_dropped(place):
                near[key].append(place)
    return {key: tuple(places) for key, places in near.items()}


def _one_dropped(word: str) -> set[str]:
    """The word, and the word without each of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _one_apart(word: str, place: str) -> bool:
    """Whether one letter dropped, added, changed or swapped with its neighbour makes one the other."""
    if word == place:
        return True
    shorter, longer = sorted((word, place), key=len)
    if len(longer) - len(shorter) == 1:
        return shorter in _one_dropped(longer)
    if len(longer) != len(shorter):
        return False
    differing = [at for at, (a, b) in enumerate(zip(word, place, strict=True)) if a != b]
    if len(differing) == 1:
        return True
    first, last = differing[0], differing[-1]
    return len(differing) == 2 and last == first + 1 and word[first] + word[last] == place[last] + place[first]
