"""Agencies that the text of a cable names: by an acronym it defines, by acronyms and names of the authority table.

The text's own definition of an acronym decides for the whole cable, then the country of the cable's post; an
acronym that still has several meanings is a mention without a name. Only the words that open an acronym or a name
in the table are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from reader.telegram import agency_meanings
from reader.telegram.agency_definitions import Definition, definitions
from reader.telegram.agency_meanings import Name
from reader.telegram.authority import AgencyRow
from reader.telegram.opening_words import OpeningWords
from reader.telegram.records import AgencyMention

__all__ = ["mentions"]

#: Everything that parts words; what remains are letters and digits.
_PARTS = {ord(character): " " for character in "\0!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"}

#: Points inside are part of the word: found by the letters between them.
_DOTTED = {"U.N.": "UN"}

#: Spellings that differ between countries.
_SPELLINGS = tuple(
    (re.compile(one), both)
    for one, both in (
        (r"i[sz]ation\b", "i[sz]ation"),
        (r"\bDefen[cs]e\b", "Defen[cs]e"),
        (r"\bLabou?r\b", "Labou?r"),
        (r"\bProgram(?:me)?\b", "Program(?:me)?"),
        (r"\bCent(?:er|re)\b", "Cent(?:er|re)"),
    )
)
_AMERICAN = re.compile(r"\b(?:U\.\s?S\.|US|USG|United\sStates|American)(?:'s|’s)?\s\Z")
#: A capitalised word directly before a name makes it part of a longer one, unless it is one of these.
_CAPITALISED = re.compile(r"(?<![.?!:]\s)\b(?P<word>[A-Z][\w’'-]*)\s\Z")
_NO_PART = frozenset(
    {"The", "THE", "A", "And", "AND", "Our", "Both", "In", "At", "From", "By", "With", "While", "UN", "EU"}
)
#: What follows a title: a person's name, or what the person is responsible for.
_TITLED = re.compile(r"(?:-designate)?\s(?P<word>[A-Z][\w’'.-]*|for\b)")
#: What stands before a title: the office of the one who has it.
_OF_OFFICE = re.compile(r"(?<![A-Za-z.])[A-Z]{1,4}[\s/]\Z|\b(?:Acting|Principal|former)\s\Z")
_REACH = 12
#: Words behind a body's acronym that name its people and offices.
_HOLDERS = frozenset(
    {"Director", "Directors", "Deputy", "Subdirector", "Assistant", "Chief", "Agent", "Agents", "Officer", "Officers"}
    | {"Officials", "Official", "Headquarters", "HQ", "Intelligence", "Counterintelligence", "Security", "Legal"}
    | {"Operations", "Special", "Regional", "Office", "Offices", "Academy", "I", "In", "The"}
)
#: How much of the surroundings says whether a text is in capitals.
_AROUND = 48


def mentions(paragraphs: Sequence[str], *, country_code: str | None) -> tuple[AgencyMention, ...]:
    """The agencies named in the paragraphs, in order and not overlapping; never raises.

    `country_code` is the ISO code of the country of the cable's post.

    >>> [(m.acronym, m.name) for m in mentions(["The Toronto Police Service (TPS) and the RCMP."], country_code="CA")]
    [('TPS', 'Toronto Police Service'), ('RCMP', 'Royal Canadian Mounted Police')]
    """
    text = "\0".join(paragraphs)
    encoded = text.encode("ascii", "replace")
    plain = encoded.decode("ascii")  # as long, and many times faster to search
    defined = list(definitions(text, plain))
    found = [*_definitions(plain, defined), *_uses(plain, encoded, defined, country_code)]
    if not found:
        return ()
    starts = list(accumulate((len(paragraph) + 1 for paragraph in paragraphs), initial=0))
    return tuple(_located(mention, starts) for mention in _apart(found))


class _Found(NamedTuple):
    """A mention in the whole text; a named tuple, which is made in a third of a record's time."""

    start: int
    end: int
    acronym: str
    name: str | None
    country_code: str | None = None
    defined: bool = False


def _located(found: _Found, starts: list[int]) -> AgencyMention:
    """A find with its paragraph and its place in it."""
    start, end, acronym, name, country_code, defined = found
    paragraph = bisect_right(starts, start) - 1
    base = starts[paragraph]
    return AgencyMention(paragraph, start - base, end - base, acronym, name, country_code, defined)


def _apart(found: list[_Found]) -> Iterator[_Found]:
    """The finds in order; of those that overlap the first and longest."""
    end = -1
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end, not mention.defined)):
        if mention.start >= end:
            yield mention
            end = mention.end


def _of_row(start: int, end: int, row: AgencyRow | None, written: str, *, defined: bool = False) -> _Found:
    """A find of a row of the authority; without one, of an acronym whose meaning is open."""
    if row is None:
        return _Found(start, end, written, None)
    return _Found(start, end, row.acronym, row.name, row.country_code or None, defined)


def _definitions(text: str, defined: list[Definition]) -> Iterator[_Found]:
    """The places where the text defines agencies; a second definition of an acronym says the same as the first."""
    first = {item.acronym: item for item in reversed(defined)}
    for place in defined:
        item = replace(first[place.acronym], start=place.start, end=place.end)
        if item.row:
            start = _american(text, item.start) if item.row.country_code == "US" else item.start
            yield _of_row(start, item.end, item.row, item.acronym, defined=True)
        elif item.name:
            yield _Found(item.start, item.end, item.acronym, item.name, defined=True)


def _uses(text: str, encoded: bytes, defined: list[Definition], country_code: str | None) -> Iterator[_Found]:
    """Acronyms and names in their places; the first definition of an acronym holds for the whole text."""
    own = {item.acronym: item for item in reversed(defined)}
    own_forms = {_key(acronym): _Form.of(acronym) for acronym in own}
    keys = _keys()
    for word, at in _opening_words().places(encoded, own_forms):
        found = None
        if word in own_forms:
            found = _defined_use(text, at, own_forms[word], own[own_forms[word].written])
        forms, names = keys.get(word, _NEITHER)
        for form in forms:
            if form.written not in own:
                found = _acronym(text, at, form, country_code) or found
        found = (_name(text, at, word, country_code) if names else None) or found
        if found:
            yield found


def _defined_use(text: str, at: int, form: _Form, item: Definition) -> _Found | None:
    """A use of an acronym that the text defines as an agency."""
    place = form.place(text, at)
    if place and item.row:
        return _of_row(*place, item.row, item.acronym)
    return _Found(*place, item.acronym, item.name) if place and item.name else None


def _acronym(text: str, at: int, form: _Form, country_code: str | None) -> _Found | None:
    """An acronym of the authority table, if it means something here."""
    meaning = agency_meanings.of_acronym(form.acronym, country_code)
    place = form.place(text, at) if meaning else None
    if not meaning or not place or (agency_meanings.needs_sentence(form.acronym) and _is_loud(text, *place)):
        return None
    if agency_meanings.is_title(form.acronym) and _is_title(text, *place):
        return None
    return _of_row(*place, meaning.row, form.acronym)


def _is_title(text: str, start: int, end: int) -> bool:
    """Whether an acronym is a person's title here: DAS Kelly, EUR DAS, the DAS for Canada; DAS Director is none."""
    behind = _TITLED.match(text, end)
    holds = behind is not None and behind["word"] not in _HOLDERS
    return holds or _OF_OFFICE.search(text, max(0, start - _REACH), start) is not None


def _name(text: str, at: int, head: str, country_code: str | None) -> _Found | None:
    """A name in words that begins here."""
    pattern, names = _name_pattern(head)
    match = pattern.match(text, at)
    return _named(text, match, names[int(match.lastgroup[1:])], country_code) if match and match.lastgroup else None


def _named(text: str, match: re.Match[str], name: Name, country_code: str | None) -> _Found | None:
    """The find of a name, unless it is the end of a longer one."""
    start, end = match.span()
    before = text[max(0, start - 24) : start]
    american = _american(text, start) < start
    longer = _CAPITALISED.search(before)
    if longer and not american and longer["word"] not in _NO_PART and not _generic(name, match):
        return None
    meaning = agency_meanings.of_name(name, country_code, american=american)
    if not meaning or not meaning.row:
        return None
    start = _american(text, start) if meaning.row.country_code == "US" else start
    return _of_row(start, end, meaning.row, meaning.row.acronym)


def _american(text: str, start: int) -> int:
    """Where a name begins when "U.S." before it is counted in."""
    before = _AMERICAN.search(text, max(0, start - 24), start)
    return before.start() if before else start


def _generic(name: Name, match: re.Match[str]) -> bool:
    """Whether a longer name keeps the meaning: a country's Ministry of Finance is one; in capitals nothing tells."""
    return name.rows[0].kind == "ministry" or not name.rows[0].country_code or match[0].isupper()


def _is_loud(text: str, start: int, end: int) -> bool:
    """Whether the text around is in capitals anyway, so that those of an acronym say nothing."""
    around = text[max(0, start - _AROUND) : start] + text[end : end + _AROUND]
    return around.isupper()


@dataclass(frozen=True, slots=True)
class _Form:
    """An acronym as it stands in a text, and how far in the word begins by which it is found: S/CT is found by CT."""

    written: str
    acronym: str
    offset: int

    @classmethod
    def of(cls, written: str) -> _Form:
        """The form of an acronym as it is written."""
        return cls(written, _DOTTED.get(written, written), written.rindex(_key(written)))

    def place(self, text: str, at: int) -> tuple[int, int] | None:
        """Where the form stands, given where its word does; None when the word is a part of something else."""
        start = at - self.offset
        end = start + len(self.written)
        if start < 0 or not text.startswith(self.written, start):
            return None
        return None if (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum() else (start, end)


@lru_cache(maxsize=8192)
def _key(acronym: str) -> str:
    """The word by which an acronym is found: the longest run of letters and digits, of equals the last.

    It is one with a capital in front, if there is one of several letters: as many words begin with the G of G-8.
    """
    parts = acronym.translate(_PARTS).split()
    return max(parts, key=lambda part: (part[0].isupper() and len(part) > 1, len(part), acronym.rindex(part)))


@cache
def _opening_words() -> OpeningWords:
    """The finder of the words that open something."""
    return OpeningWords.of(_keys())


@cache
def _keys() -> Mapping[str, tuple[tuple[_Form, ...], tuple[Name, ...]]]:
    """Words to what they open: acronyms that have them as longest part, names that begin with them."""
    acronyms: dict[str, list[_Form]] = defaultdict(list)
    names: dict[str, list[Name]] = defaultdict(list)
    for written in (*agency_meanings.acronyms(), *_DOTTED):
        acronyms[_key(written)].append(_Form.of(written))
    for name in agency_meanings.names():
        head = name.written.translate(_PARTS).split()[0]
        for opening in {head, head.upper()}:
            names[opening].append(name)
    return {key: (tuple(acronyms[key]), tuple(names[key])) for key in {*acronyms, *names}}


_NEITHER: tuple[tuple[_Form, ...], tuple[Name, ...]] = ((), ())


@cache
def _name_pattern(head: str) -> tuple[re.Pattern[str], tuple[Name, ...]]:
    """One pattern for all names that begin with a word, the longest first, its groups numbered as the names."""
    names = _keys()[head][1]
    alternatives = "|".join(f"(?P<n{at}>{_spelt(name.written, head)})" for at, name in enumerate(names))
    return re.compile(rf"(?:{alternatives})(?!\w)"), names


def _spelt(written: str, head: str) -> str:
    """The pattern of a name: as written, or all in capitals when its first word is; "the" may be left out."""
    pattern = re.escape(written)
    for one, both in _SPELLINGS:
        pattern = one.sub(both, pattern)
    pattern = pattern.replace(r"of\ the\ ", r"of\ (?:the\ )?").replace("\\ ", r"\s")
    return f"(?i:{pattern})" if head.isupper() and not written.startswith(head) else pattern
