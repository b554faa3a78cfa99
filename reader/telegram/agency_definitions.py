"""Acronyms that a text defines: "Canada Border Services Agency (CBSA)", "CBSA (Canada Border Services Agency)".

Other things are defined the same way (memorandum of understanding, MOU): these are found too and are no agencies,
so that their acronyms are not taken for agencies either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reader.telegram import agency_meanings
from reader.telegram.agency_bodies import SMALL, is_translated, names_body, translated_begin
from reader.telegram.authority import AgencyRow

#: "(CBSA)", "(the "CBSA")", "(or CBSA,".
_BEHIND = re.compile(
    r"\s?\((?:(?:or|the|hereafter|hereinafter)\s)?[\"“'‘]?(?P<acronym>[A-Z][A-Za-z0-9/&-]{1,9})[\"”'’]?(?P<end>[),;])"
)
#: "CBSA (Canada Border Services Agency)".
_BEFORE = re.compile(r"(?P<acronym>[A-Z][A-Za-z/&-]{1,9})\s\Z")
_INSIDE = re.compile(r"\((?:the\s)?(?P<name>[^\W\d_][^()\0\n]{5,90})\)")
_WORD = re.compile(r"[^\W\d_][\w.'’&/-]*")
#: What a name does not reach across.
_BREAK = re.compile(r"[\0();:\"“”]|[.?!]\s|--")
#: How far back a name can begin, in characters and words.
_REACH, _MOST_WORDS = 120, 16


@dataclass(frozen=True, slots=True)
class Definition:
    """A place text[start:end] where an acronym is defined; `row` when the authority has it, `name` as written.

    Not an agency when both are None.
    """

    acronym: str
    start: int
    end: int
    name: str | None
    row: AgencyRow | None


def definitions(text: str, plain: str) -> Iterator[Definition]:
    """The definitions in a text, in order; paragraphs are parted by a NUL character.

    `plain` is the text with a question mark for each character that is not ASCII, which is faster to search.
    """
    at = plain.find("(")
    while at >= 0:
        found = _behind(text, at) or (_before(text, at) if text[max(0, at - 2) : at - 1].isupper() else None)
        if found:
            yield found
        at = plain.find("(", at + 1)


def _behind(text: str, at: int) -> Definition | None:
    """An acronym in brackets behind its name."""
    start = at - 1 if text[at - 1 : at].isspace() else at
    match = _BEHIND.match(text, start)
    if not match:
        return None
    acronym = _singular(match["acronym"])
    begins = _begins(text, start, acronym) if acronym else None
    if begins is None and acronym and match["end"] == ")":
        begins = translated_begin(text, start, acronym)
    if begins is None:
        return None
    return _definition(acronym, begins, match.end(), text[begins:start])


def _before(text: str, at: int) -> Definition | None:
    """A name in brackets behind its acronym."""
    match = _INSIDE.match(text, at)
    before = _BEFORE.search(text, max(0, at - 12), at) if match else None
    if not match or not before:
        return None
    acronym, begins = before["acronym"], match.start("name")
    if not _singular(acronym) or (
        _begins(text, match.end("name"), acronym) != begins and not is_translated(match["name"].split(), acronym)
    ):
        return None
    return _definition(acronym, before.start(), match.end(), match["name"])


def _singular(acronym: str) -> str:
    """The acronym without the s of a plural; empty when it is no acronym."""
    acronym = acronym[:-1] if acronym.endswith("s") else acronym
    return acronym if sum(character.isupper() for character in acronym) >= 2 else ""


def _definition(acronym: str, start: int, end: int, written: str) -> Definition:
    """The definition of an acronym by the words written, with what the authority knows of it."""
    name = " ".join(written.split()).removesuffix("'s").removesuffix("’s")
    row = next((row for row in agency_meanings.acronyms().get(acronym, ()) if _same(row, name)), None)
    return Definition(acronym, start, end, name if row or names_body(name.split()) else None, row)


def _same(row: AgencyRow, name: str) -> bool:
    """Whether a written name is the row's name or an alias, small words and "U.S." apart."""
    return _bare(name) in {_bare(known) for known in (row.name, *row.aliases)}


@lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    words = [word for word in re.findall(r"\w+", name.casefold().replace("u.s.", "")) if word not in SMALL]
    return " ".join(words).replace("isation", "ization").replace("defence", "defense").replace("labour", "labor")


def _begins(text: str, end: int, acronym: str) -> int | None:
    """Where the name begins that ends at `end` and has the acronym's initials, or is the authority's; else None."""
    start = max(0, end - _REACH)
    breaks = [match.end() for match in _BREAK.finditer(text, start, end)]
    words = list(_WORD.finditer(text, breaks[-1] if breaks else start, end))[-_MOST_WORDS:]
    if not words or text[words[-1].end() : end].strip(" ,"):
        return None
    first = _first_word(words, [letter.casefold() for letter in acronym if letter.isalnum()])
    return words[first].start() if first is not None else _known_begin(words, text, end, acronym)


def _first_word(words: list[re.Match[str]], letters: list[str]) -> int | None:
    """The word at which the initials are complete, read backwards; small words count or not, all others must."""
    open_ends = {len(letters) - 1}
    for at in range(len(words) - 1, -1, -1):
        initial, small = words[at][0][0], words[at][0].casefold() in SMALL
        taken = {left - 1 for left in open_ends if letters[left] == initial.casefold() and (initial.isupper() or small)}
        if -1 in taken and initial.isupper():
            return at
        open_ends = {left for left in taken | (open_ends if small else set()) if left >= 0}
        if not open_ends:
            return None
    return None


def _known_begin(words: list[re.Match[str]], text: str, end: int, acronym: str) -> int | None:
    """Where a name begins that the authority has for the acronym: Federal Security Service (FSB)."""
    for row in agency_meanings.acronyms().get(acronym, ()):
        for at in range(len(words)):
            if words[at][0][0].isupper() and _same(row, text[words[at].start() : end]):
                return words[at].start()
    return None
