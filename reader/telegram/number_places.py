"""Who stands before or behind a number: the post, the year in front of it, and the words that join them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from reader.telegram import authority, posts
from reader.telegram.identifiers import full_year

#: How far back, in characters and in words, the name of a post can reach.
_REACH, _MOST_WORDS = 72, 6
#: Two letters stand so near to a number that belongs to a post.
_LETTER, _NEAR = re.compile(r"[^\W\d_]{2}"), 9
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)*\.?|[^\w\s]|_")
#: Between the post and its number: "Toronto tel. no. 165", "TORONTO #165".
_SAYS_CABLE = frozenset({"NO", "NR", "NUMBER", "CABLE", "CABLES", "TEL", "TELS", "TELNO", "TELEGRAM", "MSG"})
_JOINING = _SAYS_CABLE | set("-#.:_(")
_MOST_JOINING = 4
_AIRGRAM = frozenset({"A", "AIRGRAM"})

#: Words for telegrams of the Department: "Deptel 1164".
_BY_DEPARTMENT = {"DEPTEL": "STATE", "DEPTELS": "STATE"}

_OFFICE = re.compile(
    r"(?:the )?(?:(?:u\.? ?s\.?|american) )?"
    r"(?:embassy|consulate(?: general)?|mission|liaison office|interests section|amembassy|amconsul)"
    r" (?:in|at|to) (?:the )?",
    re.IGNORECASE,
)
#: Before the number of a telegram's sections, which is no year: "SECTION 01 OF 02 MOSCOW 002306".
_SECTION_OF = re.compile(r"\d{1,2} ?OF ?\Z|\bSECT?(?:ION)?S?\.? ?\d{1,2} ?/ ?\Z", re.IGNORECASE)
_SECTIONS_REACH = 16
_CLAUSE = re.compile(r"[,(\"]| to | and ", re.IGNORECASE)


class Before(NamedTuple):
    """A post before a number: its place, the year stated with it, and where it starts in the line.

    `short_year` tells that the year in front has two digits and stands apart, as the number of a footnote does;
    `said` that a word of the trade (telegram, cable, no.) stands between.
    """

    place: str
    year: int | None
    short_year: bool
    airgram: bool
    said: bool
    start: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def before(line: str, at: int) -> Before | None:
    """The post whose number begins at `at`."""
    if not _LETTER.search(line, max(0, at - _NEAR), at):
        return None
    words = _words(line, at)
    words, joined, airgram = _without_joining(words)
    comma = bool(words) and words[-1].text == ","
    year_behind = None
    if words and words[-1].text.isdigit() and not comma:
        year_behind, words = _year(words[-1]), words[:-1]
        words = words[:-1] if words and words[-1].text in ("/", "-") else words
        if year_behind is None:
            return None
    found = _ending(words[:-1] if comma else words)
    sent = _sender(words[: found[1]]) if found else None
    if comma and not (sent or joined & _SAYS_CABLE):
        return None
    place, first = sent or found or (None, 0)
    if place is None:
        return None
    front = None if year_behind else _year_in_front(line, words, first)
    start = words[first - 1].start if front else words[first].start
    short = bool(front) and len(words[first - 1].text) == 2 and words[first - 1].end != words[first].start
    return Before(place, year_behind or front, short, airgram, bool(joined & _SAYS_CABLE), start)


def named_first(words: str) -> str | None:
    """The place of whoever is named at the beginning: "the Embassy in Iran to the Department" -> TEHRAN."""
    office = _OFFICE.match(words)
    clause = _CLAUSE.split(words[office.end() if office else 0 :], maxsplit=1)[0].removeprefix("the ").split()
    for count in range(min(len(clause), _MOST_WORDS), 0, -1):
        name = " ".join(clause[:count])
        place = posts.named(name) or (_capitals().get(posts.letters(name)) if office else None)
        place = place or (posts.place_of(name) if count > 1 else None)
        if place and posts.is_place(place):
            return place
    return None


def named_whole(words: str) -> str | None:
    """The place that is all that stands before the first comma: the Tehran of "Tehran, 25 February 1972"."""
    name, comma, _ = words.partition(",")
    place = posts.named(name) or (posts.place_of(name) if " " in name else None)
    return place if comma and place and posts.is_place(place) else None


@cache
def _capitals() -> Mapping[str, str]:
    """Countries with one embassy, letters only, to its place: FRUS names embassies by their countries."""
    embassies: dict[str, set[str]] = {}
    rows = [(row.kind, row.country, row.reference_place) for row in authority.stations()]
    rows += [(row.kind, row.country, row.reference_place) for row in authority.places()]
    for kind, country, place in rows:
        if kind == "embassy" and place and country:
            embassies.setdefault(posts.letters(country), set()).add(place)
    return {country: places.pop() for country, places in embassies.items() if len(places) == 1}


def _words(line: str, at: int) -> list[_Word]:
    """The tokens before a number; one that the reach cuts is left out."""
    begin = max(0, at - _REACH)
    found = [_Word(match[0], match.start(), match.end()) for match in _TOKEN.finditer(line, begin, at)]
    return found[1:] if begin and found and found[0].start == begin else found


def _without_joining(words: list[_Word]) -> tuple[list[_Word], frozenset[str], bool]:
    """The words without those that join post and number; which these were, and whether an airgram is meant."""
    joined: set[str] = set()
    airgram = False
    for _ in range(_MOST_JOINING):
        said = words[-1].text.upper().rstrip(".") or "." if words else ""
        if said in _AIRGRAM and len(words) > 1:
            airgram = True
        elif said not in _JOINING:
            break
        joined.add(said)
        words = words[:-1]
    return words, frozenset(joined), airgram


def _ending(words: Sequence[_Word]) -> tuple[str, int] | None:
    """The longest known name of a place that these words end in, and the index of its first word."""
    most, count = min(len(words), 2 * _MOST_WORDS), 0
    while count < most and (words[-count - 1].text[0].isalpha() or words[-count - 1].text == "-"):
        count += 1
    for size in range(count, 0, -1):
        chosen = words[-size:]
        if not chosen[0].text[0].isupper() and len(words) > size and words[-size - 1].text[0].isalpha():
            continue
        name = " ".join(word.text for word in chosen)
        place = posts.named(name) or (posts.place_of(name) if size > 1 else None) or _BY_DEPARTMENT.get(name.upper())
        if place and posts.is_place(place):
            return place, len(words) - size
    return None


def _sender(words: Sequence[_Word]) -> tuple[str, int] | None:
    """Who sent to the place that follows these words: the Tehran of "Tehran to (the) State 389"."""
    words = words[:-1] if words and words[-1].text.lower() == "the" else words
    return _ending(words[:-1]) if len(words) > 1 and words[-1].text.lower() == "to" else None


def _year_in_front(line: str, words: Sequence[_Word], first: int) -> int | None:
    """The year right before the place: glued, after a blank, or joined by a hyphen."""
    while first and words[first - 1].text in "-_":
        first -= 1
    if not first:
        return None
    front = words[first - 1]
    if _SECTION_OF.search(line, max(0, front.start - _SECTIONS_REACH), front.start):
        return None
    apart = line[front.end : words[first].start]
    return _year(front) if front.text.isdigit() and len(apart) <= 3 and not apart.strip(" -_") else None


def _year(word: _Word) -> int | None:
    if len(word.text) == 2:
        return full_year(int(word.text))
    return int(word.text) if len(word.text) == 4 and word.text[:2] in ("19", "20") else None
