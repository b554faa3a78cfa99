"""The envelope: transmission lines, date-time group, FM, and the lists of addressees."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from reader.telegram.identifiers import full_year
from reader.telegram.patterns import MONTHS
from reader.telegram.records import Addressee

PRECEDENCES = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}

# P 151530Z FEB 08 / O R 172204Z SEP 76 / 071702Z JUN 2006 / R 311345Z
_DTG = re.compile(
    r"(?P<precedence>(?:[A-Z] {1,3}){0,3})(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d) ?Z"
    r"(?: {0,6}(?P<month>[A-Z]{3})[A-Z]{0,6}\.? {0,6}(?P<year>\d{4}|\d\d)?(?!\d)|\Z)"
)
# DE RUEHON #0165/01 1491932
_DE = re.compile(
    r"DE {1,3}(?P<routing>R[A-Z]{3,7})(?: {1,3}#? ?(?P<serial>\d{1,7})(?:/\d\d?)?)?"
    r"(?: {1,3}(?P<julian>\d{3})(?P<time>\d{4}))?"
)
_ROUTED = re.compile(r"(?P<routing>R[A-Z]{3,7}) ?/ ?")
_PRECEDENCE_WORDS = frozenset(("FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE", "NIACT"))
#: The words that the names of stations begin with: after a blank line only these go on with a list.
STATION_WORDS = (
    r"(?:AM(?:EM|CON)\w*|EMBASSY|USMISSION|USDEL|USMIS|USEU|USNATO|USUN|USINT|USLO|UNVIE|AIT|SECSTATE|SECDEF|NSC|CIA|DIA|"
    r"DEPT OF|DEPARTMENT OF|CJCS|JCS|JOINT STAFF|CDR|USCINC\w*|CINC\w*|HQ|WHITE HOUSE|TREASURY|USDOC|USDA|USIA|USICA|"
    r"XMT|ALL |[A-Z /]+ COLLECTIVE)"
)
_STATION = re.compile(rf"(?:R[A-Z]{{4,7}} ?/|{STATION_WORDS})")


@dataclass(frozen=True, slots=True)
class DateTimeGroup:
    """A date-time group: as written, the moment in UTC (None when impossible or incomplete), its precedence.

    `lacks` is "month" or "year" where one is not written; the wrapping may have given the year.
    """

    written: str
    precedence: str | None
    moment: dt.datetime | None
    lacks: str = ""


def read_dtg(text: str, hint_year: int | None = None) -> DateTimeGroup | None:
    """The date-time group that `text` begins with; a missing year is taken from the wrapping, a month from nowhere.

    A word that is no month makes a group only behind a precedence: P 151530Z FBE 08.
    """
    match = _DTG.match(text)
    if not match:
        return None
    month, letter = match["month"], match["precedence"][:1]
    if month and month not in MONTHS and letter not in PRECEDENCES:
        return None
    year = _year(match["year"]) or hint_year
    moment = _moment(year, match) if year and month in MONTHS else None
    lacks = "month" if not month else "" if match["year"] else "year"
    return DateTimeGroup(match.group().strip(), PRECEDENCES.get(letter), moment, lacks)


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if len(written) == 4 else full_year(int(written))


def _moment(year: int, match: re.Match[str]) -> dt.datetime | None:
    try:
        return dt.datetime(
            year, MONTHS[match["month"]], int(match["day"]), int(match["hour"]), int(match["minute"]), tzinfo=dt.UTC
        )
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class FromLine:
    """The DE line: routing indicator, serial, day of the year."""

    routing: str
    serial: int | None
    julian: int | None


def read_de(text: str) -> FromLine | None:
    """The DE line that `text` is."""
    match = _DE.match(text)
    if not match:
        return None
    serial, julian = match["serial"], match["julian"]
    return FromLine(match["routing"], int(serial) if serial else None, int(julian) if julian else None)


def goes_on_with_addressees(text: str) -> bool:
    """Whether a line after a blank one still belongs to the list of addressees."""
    return _STATION.match(text) is not None


def add_addressees(addressees: list[Addressee], text: str, line: int) -> None:
    """Add the addressee that a line names to the list, or its XMT stations to the collective before it."""
    exempted = _exempted(text)
    if exempted is not None:
        if addressees:
            addressees[-1] = replace(addressees[-1], excluded=addressees[-1].excluded + exempted)
        return
    last = addressees[-1] if addressees else None
    if last and last.excluded and not _ROUTED.match(text) and _exempts_on(last, text):
        addressees[-1] = replace(last, excluded=(*last.excluded, addressee_of(text, line).station or text))
    else:
        addressees.append(addressee_of(text, line))


def addressee_of(text: str, line: int | None = None) -> Addressee:
    """ROUTING/STATION [PRECEDENCE] [SERIAL], or the station alone; the serial may stand before the precedence."""
    match = _ROUTED.match(text)
    words = text[match.end() if match else 0 :].split()
    serial: str | None = None
    precedence: list[str] = []
    while len(words) > 1 and (words[-1] in _PRECEDENCE_WORDS or (serial is None and _SERIAL.match(words[-1]))):
        if words[-1] in _PRECEDENCE_WORDS:
            precedence.insert(0, words.pop())
        else:
            serial = words.pop()
    station = " ".join(words).strip(" ,") or None
    return Addressee(match["routing"] if match else None, station, _one(precedence), serial, (), line)


_SERIAL = re.compile(r"\d{1,7}\Z")


def _one(precedence: list[str]) -> str | None:
    """One precedence of the words met: IMMEDIATE IMMEDIATE is sent twice, NIACT IMMEDIATE is one."""
    words = list(dict.fromkeys(precedence))
    return " ".join(words if "NIACT" in words else words[:1]) or None


_XMT = re.compile(r"XMT\b ?/? ?(.*)")


def _exempted(text: str) -> tuple[str, ...] | None:
    """Stations of an XMT line, None for other lines."""
    match = _XMT.match(text)
    if not match:
        return None
    return tuple(addressee_of(part).station or part for part in re.split(r"[;,]", match.group(1)) if part.strip())


def _exempts_on(collective: Addressee, text: str) -> bool:
    """XMT lists run on over lines of stations without routing, serial or precedence."""
    station = "COLLECTIVE" in (collective.station or "") and re.match(STATION_WORDS, text) is not None
    return station and not re.search(r"\d", text)
