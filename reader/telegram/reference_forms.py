"""The forms in which telegrams name other telegrams: post and number, sender and date-time group, and their tails.

All patterns are for texts whose runs of blanks are one blank (a line feed counts as a blank), so that each of
them is tried at a position in time bounded by the words there.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache, lru_cache

from reader.telegram import authority, posts
from reader.telegram.identifiers import full_year

MONTHS = {name.upper(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = (
    r"(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?"
    r"|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b\.?"
)
_YEAR4 = r"(?:19|20)\d\d"
#: A serial with its thousands parted: 4,410. From 40 on it may as well be two: "98,101".
_THOUSANDS = r"[1-3]?\d,\d{3}(?![\d/]|[,.]\d|\s?Z\b)"
#: 5/3/75 or 15/3/1975.
_DATE = rf"(?=0?[1-9]/|1[0-2]/|\d{{1,2}}/(?:0?[1-9]|1[0-2])/)[0-3]?\d/[0-3]?\d/(?:\d\d|{_YEAR4})(?![\d/])"
#: Behind a number that is the day of a month: "LIMA 30 MAY", "LIMA 12 MAY 75"; a cable has a number of its own.
_DAY_OF_MONTH = rf"(?<=\d)(?<!\d{{3}})\s?{_MONTH}(?!\s(?:\d|[0-2]\d|3[01])\b)"

#: A serial: the first of a list by strokes (LIMA 20/30/40), one before a year (STATE 12345/07) or a section (4410/1),
#: one with a comma for its thousands (4,410), or figures that are no time, amount, date or day of a month.
_SERIAL = (
    r"(?P<serial>\d{3,7}(?=/\d{1,2}(?![\d/]))"
    rf"|(?!{_DATE})\d{{1,7}}(?=(?P<strokes>/\d{{3,7}}|(?:/\d{{1,7}}){{2,20}})(?![\d/]))"
    rf"|{_THOUSANDS}|\d{{1,7}}(?!\d|\s?Z\b|%|[/.]\d|{_DAY_OF_MONTH}))"
)

#: "STATE 123", "2007 VLADIVOSTOK 095", "'07 LA PAZ 12", "LIMA A-114", "STATE 12345/07", "CAIRO TEL 12".
_UP_TO_NUMBER = (
    rf"(?:['’]?(?P<year>{_YEAR4}|\d\d)[\s/-]?\s?)?"
    r"(?P<words>[^\W\d_]++(?:(?:[.'’]\s?|[\s-])[^\W\d_]++){0,5}?[.'’]?)"
    r"\s?(?:(?:(?:CABLES?|TEL(?:EGRAM|NO)?S?|EMBTELS?|CONGENTELS?|MSG|MESSAGE|NO\.?|NR\.?|NUMBER)\s){1,2}|[#:/-]\s?)?"
)
_NUMBER = rf"(?:(?<![^\W\d_])(?P<airgram>A)\s?-?\s?)?{_SERIAL}"
CABLE = re.compile(_UP_TO_NUMBER + _NUMBER, re.IGNORECASE)
#: "STATE 07 123", "LIMA 75-20": the year between the two.
CABLE_OF_YEAR = re.compile(
    rf"{_UP_TO_NUMBER}['’]?(?P<behind>{_YEAR4}|\d\d)(?:[\s/-](?=\d{{3,7}}\b)|-(?=\d{{1,2}}\b)){_NUMBER}", re.IGNORECASE
)
#: Words in front of a post and number that change nothing: PARA 3 OF STATE 4410, REFTEL LIMA 12.
LEAD = re.compile(
    r"(?:PARA(?:GRAPH)?S?\.?\s?\d{1,3}(?:\s?(?:,|-|/|AND|&|THRU|THROUGH)\s?\d{1,3}(?!\d)){0,9}"
    r"|(?:DEPT?|EMB|REF|CONGEN)?TELS?|CABLES?|TELEGRAMS?|MESSAGES?)\s?,?\s?(?:(?:OF|IN|FROM)\s)?",
    re.IGNORECASE,
)
#: A further number of the same post: the 4012 of "WARSAW 3988, 4012".
BARE = re.compile(
    rf"(?:(?P<airgram>A)\s?-\s?)?(?P<serial>{_THOUSANDS}|\d{{1,7}}(?!\d|\s?Z\b|%|[/.]\d|[^\W_]|{_DAY_OF_MONTH}))",
    re.IGNORECASE,
)
#: One more of a list by strokes.
STROKE = re.compile(r"/(?P<airgram>)(?P<serial>\d{1,7})")
#: A year behind a hyphen or a stroke, "LIMA 410-74", "STATE 12345/07"; the section of a telegram, "LIMA 4410/1".
YEAR_BEHIND = re.compile(r"[-/](?P<year>\d\d)(?![\d/.-])|/\d(?![\d/.])")
#: The last of a range: "STATE 20 THRU 24", "STATE 4410-4412", "A-19 THRU A-22".
THROUGH = re.compile(
    r"\s?(?:(?P<word>THRU|THROUGH|TO|UNTIL)|(?P<hyphen>-))\s?(?:A\s?-\s?)?(?P<last>\d{1,7})(?!\d|\s?Z\b|%|[/.,-]\d)",
    re.IGNORECASE,
)
#: "USCINCRED 151345 Z SEP 76", "JOINT STAFF WASHDC 121212Z MAR 2007", "DTG 012345Z JAN 08".
DTG = re.compile(
    r"(?:(?P<sender>[A-Z][A-Z0-9]*+(?:[\s/.&'-][A-Z0-9]++){0,7}?)[\s,:/-]\s?)??(?:DTG:?\s)?"
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)\s?Z\s?"
    rf"(?:(?P<month>{'|'.join(MONTHS)})[A-Z]*+\.?\s?(?P<year>{_YEAR4}|\d\d)?(?!\d)|(?<=Z)(?![\w/])|(?<=Z\s)(?!\w))",
    re.IGNORECASE,
)

#: What may follow a number and belongs to it.
TAIL_WORDS = re.compile(
    r"[\s,.;-]{0,3}\(?(?:(?:AND|&)\s)?(?:(?:ALL|BOTH)\s)?"
    r"(?:PREV(?:IOUS)?S?|PRIOR|NOTALS?|EXDIS|NODIS|LIMDIS|STADIS|SIPDIS|ET\sAL|ET\sSEQ|PASEP|SEPTELS?|EARLIER|SUBSEQUENT)\b\.?"
    r"(?:\s(?:CABLES?|TELS?|TELEGRAMS?|MESSAGES?|TRAFFIC|REPORTING|REFS?|REFTELS?|SERIES|MSGS?)\b)?[)\]]?",
    re.IGNORECASE,
)
TAIL_PARAGRAPHS = re.compile(
    r"[\s,]{0,2}\(?PARA(?:GRAPH)?S?\.?\s?\d{1,3}(?:\s?(?:,|-|/|AND|&|THRU|THROUGH)\s?\d{1,3}(?!\d)){0,9}\)?",
    re.IGNORECASE,
)
TAIL_DATE = re.compile(
    r"[\s,]{0,2}(?:(?:OF|DATED|DTD|FROM|ON)\s)?"
    rf"(?:{_MONTH}\s\d{{1,2}}(?!\d)(?:,?\s(?P<a>{_YEAR4}))?"
    rf"|\d{{1,2}}\s?{_MONTH}(?:,?\s?(?P<b>{_YEAR4}|\d\d)(?!\d))?"
    rf"|{_MONTH},?\s(?P<c>{_YEAR4})"
    rf"|\d{{1,2}}/\d{{1,2}}(?:/(?P<d>{_YEAR4}|\d\d))?(?![\d/])"
    rf"|(?<=\bOF\s)(?P<e>{_YEAR4})|(?<=DATED\s)(?P<f>{_YEAR4}))\b",
    re.IGNORECASE,
)
TAIL_DTG = re.compile(
    rf"[\s,]{{0,2}}(?:DTG:?\s?)?\d{{6}}\s?Z\b(?:\s?(?:{'|'.join(MONTHS)})[A-Z]*+\.?\s?(?P<year>{_YEAR4}|\d\d)?)?(?!\d)",
    re.IGNORECASE,
)
TAIL_BRACKETS = re.compile(r"\s?\((?P<inside>[^()]{0,400})\)")
TAIL_SUBJECT = re.compile(r"[\s,:-]{0,3}(?:SUBJ(?:ECT)?|RE|TITLED|ENTITLED|CONCERNING|REGARDING)\b", re.IGNORECASE)
_LONE_YEAR = re.compile(_YEAR4)

#: Words that stand before a number and are no post.
_NO_POSTS = frozenset(
    re.findall(
        r"[A-Z]+",
        """
        CERP ANNEX APPENDIX ARTICLE CHAPTER CIRCULAR DOCUMENT EMAIL EMAILS ENCLOSURE EXHIBIT FIGURE ITEM LETTER MEMO
        NOTE NOTES NUMBER PAGE PAGES PARA PARAGRAPH PARAGRAPHS PARAS PART POUCH REPORT RESOLUTION SECTION SITREP
        TABLE TELCON UNSCR VOLUME EMBTEL EMBTELS CONTEL CONGENTEL REFTEL CABLE CABLES TELEGRAM TELEGRAMS MESSAGE
        JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER SEPT OCTOBER NOVEMBER DECEMBER YOUR YOURTEL URTEL
        THEIR SEPTEL SEPTELS AIRGRAM DESPATCH TELEX LINE ROOM FLIGHT CASE FILE VISA ORDER PROJECT LOAN BILL FORM
        PUBLIC AIDTO TOAID USITO TOUSI POLTO TOPOL DATED AFTER BEFORE ABOUT WITH FROM MEMCON PHONE CALL MEETING
        EMBASSY CONSULATE CONGEN MISSION POST TELNO DEPTEL DEPTELS TELS
        """,
    )
)


_POSSESSIVE = re.compile(r"['’]S\Z", re.IGNORECASE)
#: Longer runs of letters are no names of posts.
_LONGEST_NAME = 80


@lru_cache(maxsize=4096)
def place_named(words: str) -> str | None:
    """The place that the words before a number mean, a certain misspelling included; None when they are none."""
    if len(words) > _LONGEST_NAME:
        return None
    words = _POSSESSIVE.sub("", words)
    name, addressed = posts.letters(words), posts.place_of(words)
    if name in _NO_POSTS:
        return None
    if addressed and (posts.is_place(addressed) or (len(words.split()) == 2 and addressed not in _NO_POSTS)):
        return addressed
    return posts.corrected(name) or _unknown_post(words, name)


def is_possessive(words: str) -> bool:
    """Whether a name is in the possessive: "TEHRAN'S A-77 OF MAY 15" is a description, no airgram's number."""
    return bool(_POSSESSIVE.search(words))


def known_place(words: str) -> str | None:
    """As `place_named`, for running text: only what the authority tables have."""
    return posts.named(words)


def _unknown_post(words: str, name: str) -> str | None:
    """A single word in capitals that names no agency and no kind of paper: a post in no table."""
    single = len(name) > 3 and name == words.strip(".'’")
    return name if single and name not in _NO_POSTS and name not in _agency_words() else None


@cache
def _agency_words() -> frozenset[str]:
    """First words of stations that are no posts, and acronyms: their numbers are series of their own."""
    stations = {row.station.split()[0] for row in authority.stations() if not row.reference_place}
    agencies = {row.station.split()[0] for row in authority.station_agencies()}
    acronyms = {posts.letters(name) for row in authority.agencies() for name in (row.acronym, *row.aliases)}
    return frozenset((stations | agencies | acronyms) - {"STATE"})


def year_stated(match: re.Match[str], *groups: str) -> int | None:
    """The year of the first of the groups that took part, two digits made four."""
    stated = next((match[group] for group in groups if match[group]), None)
    return None if stated is None else full_year(int(stated)) if len(stated) == 2 else int(stated)


def year_in(text: str) -> int | None:
    """The year that a bracket behind a number states: alone, in a date or in a date-time group."""
    lone, date, dtg = _LONE_YEAR.fullmatch(text.strip()), TAIL_DATE.match(text), DTG.search(text)
    if lone:
        return int(lone[0])
    return (year_stated(date, *"abcdef") if date else None) or (year_stated(dtg, "year") if dtg else None)


def moment(match: re.Match[str], default_year: int | None) -> str | None:
    """The date-time group as ISO 8601 in UTC; None when it cannot be or its year is not known."""
    year = year_stated(match, "year") or default_year
    if year is None or not match["month"]:
        return None
    try:
        when = dt.datetime(
            year, MONTHS[match["month"].upper()], int(match["day"]), int(match["hour"]), int(match["minute"])
        )
    except ValueError:
        return None
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
