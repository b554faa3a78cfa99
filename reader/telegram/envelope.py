"""The envelope: transmission lines, date-time group, FM, and the lists of addressees."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from reader.telegram.identifiers import full_year
from reader.telegram.patterns import MONTHS
from reader.telegram.records import Addressee

PRECEDENCES = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}

# P 151530Z FEB 08 / O R 172204Z SEP 76 / 071702Z JUN 2006 / R 311345Z
_DTG = re.compile(
    r"(?P<precedence>(?:[A-Z] {1,3}){0,3}(?:[ZOPR](?=\d))?)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d) ?Z"
    r"(?: {0,6}(?P<month>[A-Z]{3})[A-Z]{0,6}\.? {0,6}(?P<year>\d{4}|\d\d)?(?!\d)|\Z)"
)
# DE RUEHON #0165/01 1491932
_DE = re.compile(
    r"DE {1,3}(?P<routing>R[A-Z]{3,7})(?: {1,3}#? ?(?P<serial>\d{1,7})(?:/\d\d?)?)?"
    r"(?: {1,3}(?P<julian>\d{3})(?P<time>\d{4}))?"
)
_DIGIT = re.compile(r"\d")
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


@dataclass(slots=True)
class Addressees:
    """The list behind TO or INFO, read line by line; XMT stations belong to the collective before them.

    Where no collective stands before them they belong to the addressee before them.
    """

    listed: list[Addressee] = field(default_factory=list)
    exempted: dict[int, list[str]] = field(default_factory=dict)  # by place in the list
    collective: int | None = None  # the place of the last one
    exempting: bool = False  # the line above named exempted stations
    routed: bool = False  # an addressee had a routing indicator

    def __bool__(self) -> bool:
        return bool(self.listed)

    def add(self, text: str, line: int) -> None:
        """Add what a line names: an addressee, or stations that are exempted."""
        stations = _exempted(text)
        if stations is None and self.exempting and self._exempts_on(text):
            stations = [addressee_of(text).station or text]
        self.exempting = stations is not None
        if stations is None:
            self._append(addressee_of(text, line))
        elif self.listed:
            self.exempted.setdefault(self._exempting_place(), []).extend(stations)

    def all(self) -> tuple[Addressee, ...]:
        """The addressees in order, each with the stations exempted from it."""
        if not self.exempted:
            return tuple(self.listed)
        excluded = {place: tuple(stations) for place, stations in self.exempted.items()}
        return tuple(replace(one, excluded=excluded.get(place, ())) for place, one in enumerate(self.listed))

    def _append(self, addressee: Addressee) -> None:
        if "COLLECTIVE" in (addressee.station or ""):
            self.collective = len(self.listed)
        self.routed = self.routed or addressee.routing is not None
        self.listed.append(addressee)

    def _exempting_place(self) -> int:
        return len(self.listed) - 1 if self.collective is None else self.collective

    def _exempts_on(self, text: str) -> bool:
        """XMT lists run on over lines of stations without routing, serial or precedence, behind a collective or in a
        list whose addressees have routing indicators."""
        if _DIGIT.search(text) or _ROUTED.match(text) or not re.match(STATION_WORDS, text):
            return False
        return (self.routed or self.collective is not None) and addressee_of(text).precedence is None


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


def _exempted(text: str) -> list[str] | None:
    """Stations of an XMT line, None for other lines."""
    match = _XMT.match(text)
    if not match:
        return None
    return [addressee_of(part).station or part for part in re.split(r"[;,]", match.group(1)) if part.strip()]
