"""Cables named in running text: reftel, Ref A, TORONTO 152, 08 OTTAWA 734, 08OTTAWA734.

A place and a number are often no cable ("GENEVA 21", "PARIS 2008", "ARRIVE ROME 1430", "BAGHDAD 5000 PERSONS"): without
a year in front, and unless the REF list has the same cable, the surroundings must speak for one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from reader.telegram import identifiers, posts
from reader.telegram.records import Reference, TextReference

#: "reftel", "ref tels A and B", "Ref (B)", "refs A-C"; which letters, the text behind it says.
_REF = re.compile(r"ref(?P<tel>\s?tel)?(?P<plural>s)?(?![\w'’])\.?", re.IGNORECASE)
_LABEL = re.compile(r"\s?(?P<open>[(\[])?(?P<label>[A-Z]|[0-9]{1,2})(?(open)[)\]])(?![\w'’])", re.IGNORECASE)
_AND = re.compile(
    r"\s?(?P<to>-|–|to\b|thru\b|through\b)|\s?[,/]\s?(?:(?:and|or)\b)?|\s(?:and|or|&)(?!\w)", re.IGNORECASE
)
_REF_CASES = ("ref", "Ref", "REF")
#: More labels than that name no list.
_MOST_LABELS = 12

#: A number that could be a serial: it is found by its digits, and the post is looked for before it.
_NUMBER = re.compile(r"[0-9]+")
_DIGITS = "0123456789"
_LONGEST_SERIAL = 7
_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_YEAR_TOKEN = re.compile(r"(?:19|20)?[0-9]{2}")
#: How far back, in characters and in words, a place's name can reach.
_REACH, _MOST_WORDS = 48, 5

#: Before it: words that speak of cables, or an open bracket.
_CONTEXT = re.compile(
    r"(?:\b(?:see|refs?|reftels?|per|cf|cables?|tels?|telegrams?|messages?|reported|para(?:graph)?s?\.?\s[0-9]{1,2})"
    r"(?:\s(?:in|by|of|from|and|or|also|our|its))?[.:]?\s?|\()\Z",
    re.IGNORECASE,
)
#: Behind it: an end, or a word that goes on about cables.
_ENDS = re.compile(
    r"\s?(?:[).,;:\]\0]|\Z|(?:and|or|but|paras?|paragraphs?|notal|refers?|reports?|reported|re)\b)", re.IGNORECASE
)
#: Behind it: what makes it an amount, a time, an ordinal or a part of a longer number.
_AMOUNT = re.compile(
    r"\s?(?:%|°|percent|per\scent|thousand|million|billion|hours|hrs|[akpc]?m\b|kg\b)"
    r"|[,.:/-][0-9]|-[a-z]|(?:st|nd|rd|th|s|z)\b|\sz\b",
    re.IGNORECASE,
)
#: Behind it: what is counted; or any word, when the number is round.
_COUNTED = re.compile(
    r"\s(?:people|persons?|men|women|children|members?|troops|soldiers|officers?|police|students|workers|families"
    r"|demonstrators|protesters|refugees|residents|citizens|employees|visas?|cases|tons|dollars|euros|days|years)\b",
    re.IGNORECASE,
)
_ROUND = re.compile(r"[0-9]+00")
_WORD = re.compile(r"\s[a-z]{3}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
#: Behind it: what makes it a day: "and 13 May".
_DAYS = re.compile(
    r"(?:\s?(?:,|-|and\b|or\b|to\b)\s?[0-9]{1,2}(?![0-9])){0,4},?\s?"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
#: Behind a cable's number: a further one of the same post, "BOGOTA 1077 and 1078".
_FURTHER = re.compile(r"(?:,\s?(?:and\s)?|\s(?:and|or|&)\s)(?P<number>[0-9]{2,7})(?![0-9])")
#: How far apart such numbers are at most.
_FAR = 500
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-4])[0-5][0-9]")


def in_text(
    paragraphs: Sequence[str],
    entries: Sequence[Reference],
    *,
    year: int | None,
    place: str | None,  # noqa: ARG001
) -> tuple[TextReference, ...]:
    """Cables that the text names, in order; `entries` is the cable's REF list, to which letters resolve.

    `year` is the cable's own, for numbers without one; `place`, its post, decides nothing yet. Never raises.

    >>> entry = Reference("A", "Toronto 24", "cable", "08TORONTO24")
    >>> [(t.text, t.reference_ids) for t in in_text(["As in Ref A and 07 OTTAWA 734."], [entry], year=2008, place=None)]
    [('Ref A', ('08TORONTO24',)), ('07 OTTAWA 734', ('07OTTAWA734',))]
    """
    text = "\0".join(paragraphs)
    listed = _Listed.of(entries)
    found = sorted([*_by_letter(text, listed), *_by_number(text, listed, year)], key=lambda found: found.start)
    if not found:
        return ()
    starts = list(accumulate((len(paragraph) + 1 for paragraph in paragraphs), initial=0))
    return tuple(_located(item, starts, text) for item in found)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The REF list: its labels in order with their ids, all ids in order, and by what follows the year."""

    by_label: dict[str, tuple[str, ...]]
    ids: tuple[str, ...]
    by_number: dict[str, str]

    @classmethod
    def of(cls, entries: Sequence[Reference]) -> _Listed:
        by_label: dict[str, list[str]] = {}
        for entry in entries:
            if entry.label:
                by_label.setdefault(entry.label, []).extend([entry.reference_id] if entry.reference_id else [])
        ids = tuple(dict.fromkeys(entry.reference_id for entry in entries if entry.reference_id))
        return cls(
            {label: tuple(found) for label, found in by_label.items()},
            ids,
            {found[2:]: found for found in reversed(ids)},
        )

    def up_to(self, first: str, last: str) -> tuple[str, ...]:
        """The ids of the labels behind `first` up to `last`."""
        labels = list(self.by_label)
        between = labels[labels.index(first) + 1 : labels.index(last) + 1]
        return tuple(reference_id for label in between for reference_id in self.by_label[label])


class _Found(NamedTuple):
    start: int
    end: int
    ids: tuple[str, ...]
    label: str | None = None


def _located(found: _Found, starts: list[int], text: str) -> TextReference:
    """A find with its paragraph and its place in it."""
    paragraph = bisect_right(starts, found.start) - 1
    base = starts[paragraph]
    return TextReference(
        paragraph, found.start - base, found.end - base, text[found.start : found.end], found.ids, found.label
    )


def _by_letter(text: str, listed: _Listed) -> Iterator[_Found]:
    """What "reftel" and "Ref A" mean; without a REF list they mean nothing that could be found."""
    if not listed.ids and not listed.by_label:
        return
    for start in _places_of_ref(text):
        match = _REF.match(text, start)
        if match:
            yield from _labelled(text, match, listed) or _unlabelled(match, listed)


def _places_of_ref(text: str) -> Iterator[int]:
    """Where words begin with "ref" in one of its usual cases: one search in small ASCII letters is the fastest."""
    small = text.encode("ascii", "replace").lower()
    at = small.find(b"ref")
    while at >= 0:
        if not (at and text[at - 1].isalnum()) and text[at : at + 3] in _REF_CASES:
            yield at
        at = small.find(b"ref", at + 3)


def _unlabelled(match: re.Match[str], listed: _Listed) -> list[_Found]:
    """The whole list for "reftel" and "refs"; nothing for a lone "ref"."""
    said = "plural" if match["plural"] else "tel"
    return [_Found(match.start(), match.end(said), listed.ids)] if match[said] and listed.ids else []


def _labelled(text: str, ref: re.Match[str], listed: _Listed) -> list[_Found]:
    """A find for each letter behind "ref", the first one with the word itself."""
    found: list[_Found] = []
    start, at, last, to = ref.start(), ref.end(), "", False
    for _ in range(_MOST_LABELS):
        match = _LABEL.match(text, at)
        label = match["label"].upper() if match else ""
        if not match or label not in listed.by_label or (not last and _article(match, ref)):
            break
        ids = listed.up_to(last, label) if to else listed.by_label[label]
        found.append(_Found(start, match.end(), ids, label))
        joint = _AND.match(text, match.end())
        if not joint:
            break
        last, to, at = label, bool(joint["to"]), joint.end()
        start = at + len(text[at : at + 1]) - len(text[at : at + 1].strip())
    return found


def _article(label: re.Match[str], ref: re.Match[str]) -> bool:
    """Whether the a of "reftel a copy of which" is no label."""
    return label["label"] == "a" and not label["open"] and bool(ref["tel"]) and not ref["plural"]


def _by_number(text: str, listed: _Listed, year: int | None) -> Iterator[_Found]:
    """Posts with numbers."""
    for start in _starts_behind_places(text if text.isascii() else text.encode("ascii", "replace").decode("ascii")):
        number = _NUMBER.match(text, start)
        found = number and _number(text, number, listed, year)
        if found and number:
            yield found
            yield from _further(text, number, found, listed)


def _further(text: str, number: re.Match[str], found: _Found, listed: _Listed) -> Iterator[_Found]:
    """Further numbers of the same post: as long as the first and near to it, and no years, days or amounts."""
    stated = identifiers.split(found.ids[0])
    first, at = int(number[0]), number.end()
    while stated and stated[2].isdigit() and (match := _FURTHER.match(text, at)):
        written = match["number"]
        near = len(written) == len(number[0]) and 0 < int(written) - first <= _FAR
        at = match.end()
        if not near or not _ENDS.match(text, at) or _AMOUNT.match(text, at) or _DAYS.match(text, at):
            return
        if _YEAR.fullmatch(written) and not _YEAR.fullmatch(number[0]):
            return
        own = identifiers.make(stated[0], stated[1], written)
        yield _Found(match.start("number"), at, (listed.by_number.get(own[2:], own),))


def _starts_behind_places(text: str) -> list[int]:
    """Where numbers begin behind a word that ends like a place; ten plain searches are faster than one pattern."""
    find, endings, starts = text.find, _endings(), []
    for digit in _DIGITS:
        at = find(digit, 4)
        while at >= 0:
            before = text[at - 1]
            if before not in _DIGITS:
                ending = text[at - 4 : at - 1] if before in " -\n" else text[at - 3 : at]
                if ending in endings or (before == "-" and text[at - 2] == "A"):
                    starts.append(at)
            at = find(digit, at + 1)
    return starts


@cache
def _endings() -> frozenset[str]:
    """The last three letters of all names of places: most numbers stand behind other words."""
    endings = {name[-3:] for name in posts.spoken_names()}
    return frozenset(form for ending in endings for form in (ending, ending.lower(), ending.title()))


class _Spoken(NamedTuple):
    """A place before a number: where it starts, its words, the year before it or None."""

    start: int
    words: str
    place: str
    year: str | None
    glued: bool
    airgram: bool


def _number(text: str, number: re.Match[str], listed: _Listed, year: int | None) -> _Found | None:
    """The find of a number, if a place stands before it and a cable is meant."""
    spoken = _spoken(text, number.start())
    if not spoken or len(number[0]) > _LONGEST_SERIAL or not int(number[0]):
        return None
    stated = int(spoken.year) if spoken.year else year
    stated = identifiers.full_year(stated) if stated is not None and stated < 100 else stated
    if stated is None or not identifiers.plausible(stated) or stated > (year or stated):
        return None
    reference_id = identifiers.make(stated, spoken.place, number[0], airgram=spoken.airgram)
    if not spoken.year and reference_id not in listed.ids:
        reference_id = listed.by_number.get(reference_id[2:], reference_id)  # PARIS 12 of a list that has 07 PARIS 12
    if _AMOUNT.match(text, number.end()) and not spoken.airgram:
        return None
    if reference_id in listed.ids or _means_cable(text, spoken, number):
        return _Found(spoken.start, number.end(), (reference_id,))
    return None


def _spoken(text: str, at: int) -> _Spoken | None:
    """The longest known place that ends before a number."""
    tokens = _tokens(text, at)
    airgram = bool(tokens) and tokens[-1][0] in ("A", "A.") and text[at - 1] == "-" and len(tokens) > 1
    tokens = tokens[:-1] if airgram else tokens
    for count in range(min(len(tokens), _MOST_WORDS), 0, -1):
        start, words = tokens[-count].start(), text[tokens[-count].start() : tokens[-1].end()]
        place = posts.named(words) if words[0].isupper() or count == len(tokens) - 1 else None
        if place:
            year = tokens[-count - 1] if count < len(tokens) and _YEAR_TOKEN.fullmatch(tokens[-count - 1][0]) else None
            glued = year is not None and year.end() == start and tokens[-1].end() == at
            return _Spoken(year.start() if year else start, words, place, year and year[0], glued, airgram)
    return None


def _tokens(text: str, at: int) -> list[re.Match[str]]:
    """The words before a position that only blanks and hyphens part."""
    tokens: list[re.Match[str]] = []
    end = at
    for token in reversed(list(_TOKEN.finditer(text, max(0, at - _REACH), at))):
        if text[token.end() : end].strip(" \n-'’") or (tokens and tokens[-1][0].isdigit()):
            break
        tokens.append(token)
        end = token.start()
    return tokens[::-1]


def _means_cable(text: str, spoken: _Spoken, number: re.Match[str]) -> bool:
    """Whether the surroundings of a place and a number speak for a cable."""
    if spoken.glued or spoken.airgram:
        return True
    capitals = spoken.words.isupper()
    context = bool(_CONTEXT.search(text, max(0, spoken.start - _REACH), spoken.start))
    loud = capitals and _is_loud(text, spoken.start, number.end())
    ends = bool(_ENDS.match(text, number.end()))
    if spoken.year:
        short = len(spoken.year) == 2
        return context or (capitals and (short or not loud or ends)) or (short and ends)
    short = len(number[0]) < 3
    if _YEAR.fullmatch(number[0]) or (short and not (capitals and not loud and (context or _closes(text, number)))):
        return False
    if context:
        return True
    if _COUNTED.match(text, number.end()) or (_ROUND.fullmatch(number[0]) and _WORD.match(text, number.end())):
        return False
    if loud:
        return ends and len(number[0]) >= 4 and not _CLOCK.fullmatch(number[0])
    return capitals


def _closes(text: str, number: re.Match[str]) -> bool:
    """Whether a short number stands close behind its place and ends a clause, and is no day: BOGOTA 77, said so."""
    close = text[number.start() - 2 : number.start()].strip() != ""
    return close and bool(_ENDS.match(text, number.end())) and not _DAYS.match(text, number.end())


def _is_loud(text: str, start: int, end: int) -> bool:
    """Whether the text around is in capitals anyway, so that those of the place say nothing."""
    around = text[max(0, start - _REACH) : start] + text[end : end + _REACH]
    return around.upper() == around and any(character.isalpha() for character in around)
