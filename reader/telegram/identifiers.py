"""Reference ids: two-digit year, place in capitals, serial without zeros: 08TORONTO165, 73BANGKOK-A50, 76STATE290286_b.

`canonical` understands the ways in which people, mirrors and document numbers write one; places are the
business of `posts`, whose `place_of` and `place_of_routing` are offered here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from reader.telegram import posts, provisional
from reader.telegram.posts import place_of, place_of_routing

__all__ = ["canonical", "from_document_number", "full_year", "make", "place_of", "place_of_routing", "split"]

#: 66 to 99 are years of the twentieth century, 00 to 65 of the twenty-first.
FIRST_YEAR = 1966

#: Longer texts are no identifiers: nobody writes an address of more characters.
LONGEST = 500

_CANONICAL = re.compile(r"(\d\d)([A-Z]{2,60})(-A)?([1-9]\d{0,7})(?:_[a-z]{1,2})?", re.ASCII)

_YEAR = r"(?P<year>(?:19|20)\d\d(?=\D)|\d\d(?=\D)|\d{4}(?=\D))"
_PLACE = r"(?P<place>[^\W\d_](?:[^\W\d_]|(?:\. |[ .'’-])(?=[^\W\d_ ])){1,60}?)"
_SERIAL = r"(?:(?<![^\W\d_])(?P<airgram>A)[ -]?)?(?P<serial>\d{1,8})"
_GAP = r"[ _.-]{0,3}"

#: "08TORONTO165", "2008 Toronto 00165", "08-TORONTO-165", "'73 Bangkok A-50", "1976STATE290286_b".
_YEAR_FIRST = re.compile(rf"'?{_YEAR}{_GAP}{_PLACE}{_GAP}{_SERIAL}(?P<copy>_[A-Z]{{1,2}})?")
#: "Toronto 165", "Toronto 165, 28 May 2008", "TORONTO 165 (2008)".
_PLACE_FIRST = re.compile(rf"{_PLACE}{_GAP}{_SERIAL}(?:(?P<date>(?:[ ,;(]| OF | DATED ).{{2,40}}))?")
_YEAR_IN_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<=[A-Z][ '.-])\d\d(?=\W*$)")

#: Words of the classification line that were taken for the start of the post: EFTO, NOFORN, "UNCLASSIFIED" cut off.
_CAUGHT_WORD = re.compile(r"(?:EFTO|NOFORN|AMEMBASSY|AMCONSUL|[A-Z]{0,6}SIFIED)")
#: Section numbers likewise, mostly with a letter lost: SCTION02OF02, SECTION01F03, 01OF02.
_CAUGHT_SECTION = re.compile(r"(?P<word>[A-Z]{0,8})\d[\dQ]?[OFGQ]{1,3}\d\d")
#: Two numbers in one: a telegram to the Secretary on a journey has one of the series TOSEC besides.
_SECOND_NUMBER = re.compile(r"(?<=\d)(?:TOSEC|SECTO)\d+$")
#: The year written twice: 7575LIBREVILLE1895.
_DOUBLED_YEAR = re.compile(r"(\d\d)\1(?=[A-Z])")
_DOCUMENT_NUMBER = re.compile(
    r"(?P<year>\d{4})(?P<cut>[A-Z]{2,6})(?P<airgram>[ -]?A-)?(?P<serial>\d{1,7})(?P<copy>_[A-Z]{1,2})?"
)
_EXTENSION = re.compile(r"\.(?:html?|txt|json|tel|ris|bib|csl|xml)$", re.IGNORECASE)
_WRAPPING = " \t\r\n.,;:\"'()[]<>“”‘’¶"


def full_year(two_digits: int) -> int:
    """The year that two digits mean: 66 -> 1966, 99 -> 1999, 00 -> 2000, 65 -> 2065."""
    return two_digits + (1900 if two_digits >= FIRST_YEAR % 100 else 2000)


def make(year: int, place: str, serial: int | str, *, airgram: bool = False) -> str:
    """The reference id of a cable; `place` as `place_of` gives it, `serial` with or without its zeros.

    >>> make(2008, "TORONTO", "000165"), make(1973, "BANGKOK", 50, airgram=True)
    ('08TORONTO165', '73BANGKOK-A50')
    """
    digits = str(serial).upper()
    airgram = airgram or digits.startswith("A")
    return f"{year % 100:02d}{place}{'-A' if airgram else ''}{int(digits.lstrip('A-'))}"


def split(reference_id: str) -> tuple[int, str, str] | None:
    """Year, place and serial of a canonical id, the serial of an airgram with its A; None for anything else.

    A trailing mark of a second cable with the same number is dropped: split("76STATE290286_b") ends in "290286".
    """
    match = _CANONICAL.fullmatch(reference_id)
    if not match:
        return None
    year, place, airgram, serial = match.groups()
    return full_year(int(year)), place, "A" * bool(airgram) + serial


@lru_cache(maxsize=8192)
def canonical(text: str, *, default_year: int | None = None) -> str | None:
    """The reference id that a text means, in whatever way it is written, else None.

    Without a year in the text `default_year` is taken; without either there is no id. The provisional id of a cable
    without a number is returned as the archive has it, too.

    >>> canonical("08 Toronto 00165"), canonical("Toronto 165, 28 May 2008"), canonical("73 BANGKOK A-50")
    ('08TORONTO165', '08TORONTO165', '73BANGKOK-A50')
    >>> canonical("https://example.org/cable/2008/05/08TORONTO165.html"), canonical("1974SANSA03486")
    ('08TORONTO165', '74SANSALVADOR3486')
    """
    match = _CANONICAL.fullmatch(text)
    if match and posts.is_place(match[2]):
        return text
    if len(text) > LONGEST:
        return None
    if held := provisional.canonical(text):
        return held
    found = (_plain(candidate, default_year) for candidate in _candidates(text))
    return next((reference_id for reference_id in found if reference_id), None)


def from_document_number(number: str, station: str | None) -> str | None:
    """The id that a document number of the released telegrams of 1973-79 means, else None.

    The station tells apart posts whose six letters are the same; where nothing tells, the letters stay the place.

    >>> from_document_number("1975LOUREN00956", "AMCONSUL LOURENCO MARQUES")
    '75LOURENCOMARQUES956'
    """
    match = _DOCUMENT_NUMBER.fullmatch(number.strip().upper())
    if not match or not plausible(int(match["year"])) or not int(match["serial"]):
        return None
    place = posts.of_cut(match["cut"], station) or match["cut"]
    airgram = bool(match["airgram"])
    return make(int(match["year"]), place, match["serial"], airgram=airgram) + (match["copy"] or "").lower()


def _candidates(text: str) -> Iterator[str]:
    """The text without its wrapping, then the parts of an address, last first."""
    text = unquote(text.replace("+", " ")) if "%" in text or "?" in text else text
    yield _bare(text)
    if "/" in text or "=" in text:
        for part in reversed(re.split(r"[/?&=#]", text)):
            yield _bare(part)


def _bare(text: str) -> str:
    """In capitals, blanks single, without brackets, quotes and a file's extension."""
    text = _EXTENSION.sub("", " ".join(text.split()).strip(_WRAPPING))
    return re.sub(r"[‐-―]", "-", text).upper()


def _plain(text: str, default_year: int | None) -> str | None:
    """The id that a bare text in capitals means."""
    text = _SECOND_NUMBER.sub("", _DOUBLED_YEAR.sub(r"\1", text))
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        return _with_year(match)
    return _damaged(text) or _without_year(text, default_year)


def _with_year(match: re.Match[str]) -> str | None:
    """The id of year, place and serial; a place in no table is kept as written when it is one word."""
    year = int(match["year"])
    year = year if year > 99 else full_year(year)
    written, airgram = match["place"], bool(match["airgram"])
    if not airgram and _hides_airgram(posts.letters(written)):
        written, airgram = written[:-1], True
    place = _place(written, known=False)
    if not place or not plausible(year) or not int(match["serial"]):
        return None
    return make(year, place, match["serial"], airgram=airgram) + (match["copy"] or "").lower()


def _hides_airgram(name: str) -> bool:
    """Whether the A of an airgram has grown onto the place: 73BANGKOKA50."""
    return name.endswith("A") and not posts.is_place(name) and posts.is_place(name[:-1])


def _without_year(text: str, default_year: int | None) -> str | None:
    """The id of place and serial, the year from the date behind them or the default; only for known places."""
    match = _PLACE_FIRST.fullmatch(text)
    if not match:
        return None
    place, year = _place(match["place"], known=True), _year_of(match["date"]) or (not match["date"] and default_year)
    if not place or not year or not plausible(year) or not int(match["serial"]):
        return None
    return make(year, place, match["serial"], airgram=bool(match["airgram"]))


def _year_of(date: str | None) -> int | None:
    """The year of a date in words or figures."""
    match = _YEAR_IN_DATE.search(date or "")
    return match and (int(match[0]) if len(match[0]) == 4 else full_year(int(match[0])))


def _damaged(text: str) -> str | None:
    """The id behind a section number taken for a post: 08SCTION02OF02SAOPAULO335."""
    year, rest = text[:2], text[2:]
    section = _CAUGHT_SECTION.match(rest)
    if not (year.isdigit() and section and _like_section(section["word"])):
        return None
    match = _YEAR_FIRST.fullmatch(year + rest[section.end() :])
    place = match and _place(match["place"], known=True)
    return make(full_year(int(year)), place, match["serial"]) if match and place and int(match["serial"]) else None


def _like_section(word: str) -> bool:
    """Whether a word is SECTION, whole, with few letters lost or changed, or gone."""
    return not word or (len(word) >= 5 and len(set("SECTION") & set(word)) >= 5)


def _place(written: str, *, known: bool) -> str | None:
    """The place that is written; one in no table only if `known` is false and it is one word."""
    name = posts.letters(written)
    if posts.is_place(name):
        return name
    found = posts.named(written) or posts.of_cut(name) or posts.place_of(written)
    if found:
        return found
    caught = _CAUGHT_WORD.match(name)
    if caught and posts.named(name[caught.end() :]):
        return posts.named(name[caught.end() :])
    return posts.corrected(name) or (name if not known and len(written.split()) == 1 and len(name) > 2 else None)


def plausible(year: int) -> bool:
    """Whether two digits can stand for the year: 1966 to 2065."""
    return FIRST_YEAR <= year < FIRST_YEAR + 100
