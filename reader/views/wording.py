"""What the archive says about levels, markings, precedence and reasons: words and colour roles, from the authority."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

from reader.models import Cable, Marking, Paragraph
from reader.search.cards import FoundParagraph
from reader.telegram import LEVELS, authority

#: Caveats that make unclassified text controlled (SBU and its like): purple by the banner convention.
CONTROLLED = frozenset(
    {"SBU", "SENSITIVE", "FOUO", "LOU", "LES", "SENSITIVE BUT UNCLASSIFIED", "FOR OFFICIAL USE ONLY"}
)
#: The slug of cables that state no level.
NOT_STATED = "not-stated"
NOT_STATED_WORDS = "No classification stated"


@cache
def _roles() -> dict[str, str]:
    """Level -> colour role of the authority table."""
    return {row.level: row.colour_role for row in authority.classifications()}


def role(level: str | None, caveats: Iterable[str] = ()) -> str:
    """The colour role of a level: unclassified, controlled, restricted, confidential, secret, top-secret or unstated.

    >>> role("UNCLASSIFIED", ["SBU"])
    'controlled'
    """
    if not level:
        return "unstated"
    if level == "UNCLASSIFIED" and not CONTROLLED.isdisjoint(caveats):
        return "controlled"
    return _roles().get(level, "unstated")


def slug_of(level: str | None) -> str:
    """TOP SECRET -> top-secret; None -> not-stated."""
    return level.lower().replace(" ", "-") if level else NOT_STATED


@cache
def levels_by_slug() -> dict[str, str | None]:
    """Slug -> level, least secret first, the unstated last."""
    return {slug_of(level): level for level in (*LEVELS, None)}


def level_words(level: str | None) -> str:
    """TOP SECRET -> Top secret."""
    return level.capitalize() if level else NOT_STATED_WORDS


def banner(level: str | None, caveats: Iterable[str] = ()) -> str:
    """The words of a banner line, as the cable would carry them.

    >>> banner("SECRET", ["NOFORN"])
    'SECRET//NOFORN'
    """
    if not level:
        return NOT_STATED_WORDS.upper()
    return "//".join([level, *dict.fromkeys(caveats)])


def marking_words(marking: Marking | None) -> str:
    """A portion marking in full words; the unmarked says so."""
    if marking is None:
        return "Unmarked"
    if marking.label:
        return marking.label
    return ", ".join([level_words(marking.level) if marking.level else "Level not established", *marking.caveats])


def marking_letters(marking: Marking | None) -> str:
    """What stands on the chip: the marking without its brackets."""
    return marking.as_written.strip().removeprefix("(").removesuffix(")").strip() if marking else "unmarked"


def strip_words(paragraphs: Sequence[Paragraph | FoundParagraph]) -> str:
    """The story of a strip, by the paragraphs' numbers: "10 paragraphs: 1 SBU; 2 to 6 U; 7 unmarked"."""
    if not paragraphs:
        return "no paragraphs"
    told = []
    for letters, run in groupby(paragraphs, key=lambda paragraph: marking_letters(paragraph.marking)):
        told.append(f"{_numbers(list(run))} {letters}")
    if len(told) == 1:
        told = [f"{'all ' if len(paragraphs) > 1 else ''}{marking_letters(paragraphs[0].marking)}"]
    return f"{counted(len(paragraphs), 'paragraph')}: {'; '.join(told)}"


def _numbers(run: Sequence[Paragraph | FoundParagraph]) -> str:
    """2; 2 to 6; 3 unnumbered."""
    numbers = [paragraph.number for paragraph in run if paragraph.number is not None]
    if not numbers:
        return f"{len(run)} unnumbered"
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]} to {numbers[-1]}"


@cache
def precedence_meanings() -> dict[str, str]:
    """IMMEDIATE -> what it asks for."""
    return {row.name: row.meaning for row in authority.precedences()}


@cache
def _reason_meanings() -> dict[str, str]:
    return {row.code.lower(): row.meaning for row in authority.reasons()}


def reason_meaning(code: str) -> str:
    """1.4(b) -> its meaning; empty when the table has none."""
    return _reason_meanings().get(code.lower().replace(" ", ""), "")


@cache
def _countries() -> dict[str, str]:
    return _WITHOUT_POST | {row.country_code: row.country for row in authority.stations() if row.country}


#: Countries of agencies in which no post of the authority table stands.
_WITHOUT_POST = {"IR": "Iran", "KP": "North Korea", "PS": "Palestinian Territories", "SO": "Somalia"}


def country_words(code: str) -> str:
    """CA -> Canada; a code that no post's row has stays as it is."""
    return _countries().get(code, code)


def thin(number: int) -> str:
    """251287 -> 251 287 with thin spaces that do not break."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, one: str, many: str = "") -> str:
    """(1, "cable") -> 1 cable; (12, "cable") -> 12 cables."""
    return f"{thin(number)} {one if number == 1 else many or one + 's'}"


def date_words(cable: Cable) -> str:
    """28 May 2008, 19:32 UTC; the day alone where no time is stated; a sentence where no date is."""
    if cable.date is None:
        return "Date not stated"
    day = f"{cable.date.day} {cable.date:%B %Y}"
    return f"{day}, {cable.date:%H:%M} UTC" if cable.date_has_time else day
