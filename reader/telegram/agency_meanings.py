"""What an acronym or a name of an agency means, by the authority tables and the country of the cable's post.

Acronyms are short and many bodies share them: where neither the text nor the post's country decides between
several, the meaning stays open; and an acronym of two letters, or of a body of another country, is none at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_uppercase

from reader.telegram import authority
from reader.telegram.authority import AgencyRow

#: Acronyms of bodies of one country up to so many letters are taken elsewhere for other bodies.
_SHORT = 3
#: Names of so many words are of one body; shorter ones may have namesakes.
_LONG_NAME = 3
#: Rules that say in what text an acronym counts.
_OF_SENTENCES = frozenset({"sentence", "title"})
_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "on", "de", "la", "del", "to", "against"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a mention means: the authority's row, or None while several are possible."""

    row: AgencyRow | None


@dataclass(frozen=True, slots=True)
class Name:
    """A name or alias that can stand in a text, with the rule for it and the rows that have it."""

    written: str
    rule: str
    rows: tuple[AgencyRow, ...]


def is_acronym(written: str) -> bool:
    """Whether a name in the table is an acronym (FinCEN, S/CT, G-8) and not words (Hamas, World Bank)."""
    capitals = sum(character.isupper() or character.isdigit() for character in written)
    return " " not in written and capitals >= 2


@cache
def acronyms() -> Mapping[str, tuple[AgencyRow, ...]]:
    """The rows of each acronym, its rows as an alias behind those of its own; GOA to GOZ are all there."""
    rows: dict[str, list[AgencyRow]] = defaultdict(list)
    for row in authority.agencies():
        rows[row.acronym].append(row)
    for row in authority.agencies():
        for alias in filter(is_acronym, row.aliases):
            rows[alias].append(row)
    governments: dict[str, tuple[AgencyRow, ...]] = {f"GO{letter}": () for letter in ascii_uppercase}
    return governments | {acronym: tuple(dict.fromkeys(found)) for acronym, found in rows.items()}


@cache
def names() -> tuple[Name, ...]:
    """Names in words that count somewhere, longest first."""
    rows: dict[str, list[AgencyRow]] = defaultdict(list)
    for row in authority.agencies():
        for written in (row.name, *row.aliases):
            if not is_acronym(written):
                rows[written.removeprefix("U.S. ")].append(row)
    found = [Name(written, _name_rule(written, same), tuple(dict.fromkeys(same))) for written, same in rows.items()]
    return tuple(sorted((name for name in found if name.rule != "definition"), key=lambda name: -len(name.written)))


@cache
def _rules() -> Mapping[str, str]:
    return {row.written: row.rule for row in authority.agency_rules()}


def needs_sentence(acronym: str) -> bool:
    """Whether an acronym is an English word, and so none where the whole text is in capitals."""
    return _rules().get(acronym) in _OF_SENTENCES


def is_title(acronym: str) -> bool:
    """Whether an acronym is a person's title too, so that one before a name is no agency."""
    return _rules().get(acronym) == "title"


@lru_cache(maxsize=4096)
def of_acronym(acronym: str, country_code: str | None) -> Meaning | None:
    """What an acronym means at a post in a country when its text does not define it; None when it is no mention.

    >>> of_acronym("RCMP", "CA").row.name, of_acronym("GOB", None), of_acronym("PT", "PL")
    ('Royal Canadian Mounted Police', Meaning(row=None), None)
    """
    rows = acronyms().get(acronym, ())
    rule = _rules().get(acronym)
    here = [row for row in rows if row.country_code and row.country_code == country_code]
    if rule != "definition" and len(here) == 1:
        return Meaning(here[0])
    government = _government(acronym, country_code)
    if government:
        return Meaning(government)
    if not rows:
        return None
    if rule is None or rule in _OF_SENTENCES:  # where it may stand, not at which posts
        rule = _acronym_rule(acronym, rows)
    if rule in ("definition", "country"):
        return None
    if len(rows) == 1:
        return Meaning(rows[0])
    wide = here or [row for row in rows if row.country_code in ("", "US")]
    return Meaning(wide[0] if len(wide) == 1 and not wide[0].country_code else None)


def _government(acronym: str, country_code: str | None) -> AgencyRow | None:
    """The government that telegrams of its country call GO and its initial: GOI in Tehran is that of Iran."""
    country = _countries().get(country_code or "", "")
    if len(acronym) != _SHORT or not acronym.startswith("GO") or acronym[2] != country[:1] or " " in country:
        return None
    return AgencyRow(acronym, f"Government of {country}", country_code or "", "other", ())


def of_name(name: Name, country_code: str | None, *, american: bool) -> Meaning | None:
    """What a name in words means; `american` when "U.S." stands before it."""
    here = [row for row in name.rows if row.country_code and row.country_code == ("US" if american else country_code)]
    if len(here) == 1:
        return Meaning(here[0])
    if name.rule == "country" or len(name.rows) > 1:
        return None
    return Meaning(name.rows[0])


def _acronym_rule(acronym: str, rows: tuple[AgencyRow, ...]) -> str:
    """The general rule: two letters, governments and short foreign acronyms need their country."""
    if len(acronym) < _SHORT:
        return "country"
    foreign = all(row.country_code not in ("", "US") for row in rows)
    return "country" if len(rows) == 1 and foreign and len(acronym) <= _SHORT else "anywhere"


def _name_rule(written: str, rows: list[AgencyRow]) -> str:
    """The general rule: a single word is no name; a name with namesakes, or a short one, needs its country."""
    stated = _rules().get(written) or _rules().get(f"U.S. {written}")
    if stated:
        return stated
    words = [word for word in written.split() if word not in _SMALL_WORDS]
    if len(words) == 1:
        return "definition"
    row = rows[0]
    if not row.country_code:
        return "anywhere"
    if _names_country(written, row.country_code):
        return "anywhere"
    return "anywhere" if row.country_code == "US" and len(words) >= _LONG_NAME else "country"


def _names_country(written: str, country_code: str) -> bool:
    """Whether a name has its country's name in it, or the adjective of it: Canada, Canadian."""
    stem = _country_stems().get(country_code)
    return bool(stem and re.search(rf"\b{stem}", written))


@cache
def _country_stems() -> Mapping[str, str]:
    """The first letters of each country's name, which its adjective shares."""
    return {code: re.escape(name[: 6 if " " in name else 4]) for code, name in _countries().items()}


@cache
def _countries() -> Mapping[str, str]:
    """Names of countries that have posts, by code."""
    names = {row.country_code: row.country for row in authority.places()}
    return names | {row.country_code: row.country for row in authority.stations() if row.country}
