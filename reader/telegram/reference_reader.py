"""Reads the entries of a REF list from left to right: posts with numbers, senders with date-time groups, words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from reader.telegram import identifiers, posts
from reader.telegram import reference_forms as forms
from reader.telegram.quick import quick
from reader.telegram.reference_labels import Chunk

#: What parts entries and opens the next one.
_SEPARATOR = re.compile(
    r"[\s,;:.&/()\[\]-]*+(?:(?:AND|ALSO|PLUS|SEE(?:\sALSO)?|WITH|AS\sWELL\sAS|CF)\b[\s.:,]*+)*+", re.I
)
#: Where words that are no cable may end: at a semicolon always, elsewhere when a cable follows.
_STOP = re.compile(r"[;,\n:&)]|\bAND\b", re.IGNORECASE)
_NOTHING = re.compile(r"(?:N/?A|NONE|NIL|NOTALS?|ALL NOTAL|AND|SIPDIS)?\W*+", re.IGNORECASE)
#: A bare number that could be a year is one when it stands alone.
_YEAR_LIKE = re.compile(r"(?:19[6-9]|20[0-6])\d")
#: How far apart serials of one list are at most, when one of them could be a year.
_NEAR = 300
#: A range of more telegrams is none.
_LONGEST_RANGE = 60
#: A range of so many may leave out the first figures of its end.
_SHORT_RANGE = 10
#: Years in two digits are the cable's own or of the years before it.
_YEARS_BACK = 10

#: The first word of a post's name has so many letters: DAR of DAR ES SALAAM.
_SHORT_NAME = 3
#: Where a year stands in a match: in front, or between post and number, which not every match has; never both.
_YEARS = frozenset(("year", "behind"))
_TWO_DIGITS = re.compile(r"\d\d")
#: What may stand behind an entry's only number.
_REST = re.compile(r"[ \n,;.)]*+")
_SERIAL_BEHIND = re.compile(r"\s\d+\Z")
_COMMA_YEAR = re.compile(rf",?\s(?P<year>{_YEAR_LIKE.pattern})(?![\d\w])")
_OPENS_NEXT = frozenset(",;:&/()[].")
_JOINED = re.compile(r"\s?(?:AND\b|\d|\n)", re.IGNORECASE)
_SPOKEN = {
    "OUR": "own",
    "MY": "own",
    "OURTEL": "own",
    "OURTELS": "own",
    "MYTEL": "own",
    "MYTELS": "own",
    "EMBTEL": "embassy",
    "EMBTELS": "embassy",
    "EMBASSY": "embassy",
    "DEPTEL": "STATE",
    "DEPTELS": "STATE",
    "DEPT": "STATE",
    "DEPARTMENT": "STATE",
}

#: What an entry that names no cable is, by its words; the first row that fits.
_KINDS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("email", r"\bE-?MAILS?\b|\w@\w"),
        (
            "telephone",
            r"TELE?PHON|\bTELE?CONS?\b|\b(?:PHONE?|FON)[ -]?CONS?\b|\bPHONED?\b|\bCALLS?\b|CONVERSATION|\bDVC\b",
        ),
        ("report", r"\bIIRS?\b|\bTDX?[\s-]*\d|\bSITREPS?\b|\bINTSUM|ASSESSMENT|BULLETIN|\bREPORTS?\b|\bREPORTING\b"),
        (
            "document",
            r"\bMEM(?:O|CON)|\bLETTERS?\b|\bLTR\b|NOTES?\b|\bDOCS?\b|DOCUMENT|\bFAX|\bFA[MH]\b|\bCFR\b|\bPRESS\b|\bARTICLES?\b|\bARTS?\."
            r"|RESOLUTION|\bUNSCR\b|AGREEMENT|TREATY|CIRCULAR|AIDE|PAPERS?\b|CONTRACT|GUIDANCE|HANDBOOK|DESPATCH|POUCH"
            r"|AIRGRAM|\bA-\d|PUBLICATION|HTTPS?:|WWW\.|\bE\.?O\.? ?1\d{4}|\bACT\b"
            r"|\bREGS?\b|REGULATION|STATEMENT|SPEECH|PLAN\b",
        ),
    )
)


def _number(match: re.Match[str]) -> int:
    """The serial of a match, its thousands joined."""
    return int(match["serial"].replace(",", ""))


@quick
@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a chunk names: text[start:end] of the block."""

    chunk: Chunk
    kind: str
    start: int
    end: int
    reference_id: str | None = None
    sender: str | None = None
    dtg: str | None = None


class EntryReader:
    """Reads entries from left to right; remembers the last post, because bare numbers are of the same post."""

    def __init__(self, text: str, year: int | None, place: str | None, listed: Collection[str] = ()) -> None:
        self._text, self._year, self._own_place, self._listed = text, year, place, listed
        self._place: str | None = None
        self._place_year: int | None = None
        self._airgram = False
        self._sender: str | None = None

    def items(self, chunk: Chunk) -> Iterator[Item]:
        """What a chunk names, in order."""
        at, listed = self._skip(chunk.start, chunk.end), False
        while at < chunk.end:
            found = self._cable(chunk, at) or self._dated(chunk, at) or self._bare(chunk, at, listed=listed)
            listed = listed or bool(found)
            found = found or self._words(chunk, at)
            named = [item for item in found if not _NOTHING.fullmatch(self._text, item.start, item.end)]
            if named and named[-1].kind != "cable":
                self._place = None  # a bare number behind a letter or a command is of nobody known
            yield from named
            at = self._skip(max(found[-1].end, at + 1), chunk.end)

    def _skip(self, at: int, end: int) -> int:
        """The position behind separators and the words that open an entry."""
        match = _SEPARATOR.match(self._text, at, end)
        return match.end() if match else at

    def _cable(self, chunk: Chunk, at: int) -> list[Item]:
        """A post and a number here, or several numbers; PARA 3 OF and REFTEL may stand in front."""
        lead = forms.LEAD.match(self._text, at, chunk.end)
        behind = lead and self._post_and_number(lead.end(), chunk.end)
        place = behind and self._place_of(behind["words"])
        if behind and place and posts.is_place(place):
            return self._of_post(chunk, at, behind, place)
        match = self._post_and_number(at, chunk.end)
        place = match and self._place_of(match["words"])
        if not match or not place or (not posts.is_place(place) and self._rather_dated(chunk, at, match.end())):
            return []
        return self._of_post(chunk, at, match, place)

    def _of_post(self, chunk: Chunk, at: int, match: re.Match[str], place: str) -> list[Item]:
        """The numbers of a match of CABLE."""
        if not _number(match) or (match["airgram"] and forms.is_possessive(match["words"])):
            return []
        self._place, self._place_year = (
            place,
            forms.year_stated(match, *_YEARS.intersection(match.groupdict())),
        )
        self._airgram = bool(match["airgram"])
        found = self._numbered(chunk, at, match, match.end())
        return found + self._stroked(chunk, found[-1].end, match["strokes"])

    def _post_and_number(self, at: int, end: int) -> re.Match[str] | None:
        """The match of a post and a number; a year between them begins neither a range nor a list by strokes."""
        plain = forms.CABLE.match(self._text, at, end)
        if not plain or len(plain["serial"]) not in (2, 4):
            return plain
        strokes, year = plain["strokes"] or "", self._of_own(plain["serial"])
        through = self._last_of_range(plain.end(), end, plain["serial"])
        range_ = through and (not year or (len(plain["serial"]) > 2 and year != self._year))
        if strokes.count("/") > 1 or range_ or (strokes and not year):
            return plain
        between = None if plain["year"] else forms.CABLE_OF_YEAR.match(self._text, at, end)
        if not between or (_YEAR_LIKE.fullmatch(between["serial"]) and "\n" in between[0]):
            return plain  # "LIMA 05", and on the next line "2007 QUITO 595"
        return between

    def _of_own(self, written: str | None) -> int | None:
        """The year of figures: not after the cable's own, in two digits one of the ten before it; None for none."""
        if not written:
            return None
        year = int(written) if len(written) > 2 else identifiers.full_year(int(written))
        earliest = self._year - _YEARS_BACK if self._year and len(written) == 2 else identifiers.FIRST_YEAR
        return year if earliest <= year <= (self._year or year) else None

    def _stroked(self, chunk: Chunk, at: int, strokes: str | None) -> list[Item]:
        """The further numbers of a list by strokes: LIMA 20/30/40."""
        found: list[Item] = []
        while strokes and (match := forms.STROKE.match(self._text, at, chunk.end)) and int(match["serial"]):
            found += self._numbered(chunk, at + 1, match, match.end())
            at = match.end()
        return found

    def _rather_dated(self, chunk: Chunk, at: int, end: int) -> bool:
        """Whether a name in no table is a sender with a date-time group: USSAG/7AF 121200Z MAR 75."""
        return self._text[end : end + 1].isalpha() or bool(forms.DTG.match(self._text, at, chunk.end))

    def _bare(self, chunk: Chunk, at: int, *, listed: bool) -> list[Item]:
        """A further number of the last post: in a list behind it, or an entry that is nothing else."""
        match = forms.BARE.match(self._text, at, chunk.end) if self._place else None
        if not match or not _number(match) or not (listed or self._alone(match, chunk)):
            return []
        # A-4001, 4002 AND 4003 are all airgrams; an entry of its own is one only by its A.
        self._airgram = bool(match["airgram"]) or (listed and self._airgram)
        return self._numbered(chunk, at, match, match.end())

    def _alone(self, match: re.Match[str], chunk: Chunk) -> bool:
        """Whether a bare number is the whole entry and no year; an airgram's follows one of the same post."""
        if not _REST.fullmatch(self._text, self._tail(match.end(), chunk.end)[0], chunk.end):
            return False
        if match["airgram"]:
            return self._airgram
        return 3 <= len(match["serial"]) <= 6 and not _YEAR_LIKE.fullmatch(match["serial"])

    def _numbered(self, chunk: Chunk, at: int, match: re.Match[str], end: int) -> list[Item]:
        """The items of a number of the current post, or of a range, with the tail that belongs to it."""
        first = _number(match)
        last, end = self._last_of_range(end, chunk.end, str(first)) or (first, end)
        year, end = self._year_behind(end, chunk.end) if last == first else (None, end)
        if year and year != self._year and first % 100 < year % 100 <= first % 100 + _SHORT_RANGE:
            return [Item(chunk, "cable", at, end)]  # 4472-74: of that year, or up to 4474
        end, stated = self._tail(end, chunk.end, after=first)
        self._place_year = self._place_year or year or stated
        ids = (self._reference_id(serial) for serial in range(first, last + 1))
        return [Item(chunk, "cable", at, end, reference_id) for reference_id in ids]

    def _year_behind(self, at: int, end: int) -> tuple[int | None, int]:
        """The year behind a stroke or a hyphen, and where what stands there ends: a section's number is passed too."""
        match = forms.YEAR_BEHIND.match(self._text, at, end)
        year = identifiers.full_year(int(match["year"])) if match and match["year"] else None
        later = year and self._year and year > self._year
        return (None if later else year, match.end()) if match else (None, at)

    def _reference_id(self, serial: int) -> str | None:
        """The id of a number of the current post; None without a year."""
        year = self._place_year or self._year
        if not self._place or not year or not identifiers.plausible(year):
            return None
        own = identifiers.make(year, self._place, serial, airgram=self._airgram)
        if self._place_year or not self._listed or own in self._listed:
            return own
        others = {reference_id for reference_id in self._listed if reference_id[2:] == own[2:]}
        return others.pop() if len(others) == 1 else own

    def _last_of_range(self, at: int, end: int, first: str) -> tuple[int, int] | None:
        """The last number of a range that goes on at a position, and where it ends: 24 of THRU 24, 4415 of THRU 15."""
        match = forms.THROUGH.match(self._text, at, end)
        if not match:
            return None
        last = match["last"].lstrip("0")
        if match["word"] and len(last) < len(first):
            last = first[: -len(last)] + last
        return (int(last), match.end()) if last and 0 < int(last) - int(first) <= _LONGEST_RANGE else None

    def _place_of(self, words: str) -> str | None:
        """The place of the words before a number; OURTEL is the cable's own post, EMBTEL in a post's cable too."""
        words = words.upper()
        spoken = _SPOKEN.get(words.removesuffix("'S"))
        if spoken is None:
            return self._own_place if self._is_own(words) else forms.place_named(words)
        if spoken == "STATE":
            return spoken
        return None if spoken == "embassy" and self._own_place == "STATE" else self._own_place

    def _is_own(self, words: str) -> bool:
        """Whether a word in no table is the beginning of the cable's own post: ADDIS of ADDIS ABABA."""
        name = posts.letters(words)
        own = self._own_place is not None and len(name) >= _SHORT_NAME and self._own_place.startswith(name)
        return own and not forms.known_place(words)

    def _dated(self, chunk: Chunk, at: int) -> list[Item]:
        """A sender and a date-time group here; one without a month is known by its sender, and is no moment."""
        match = forms.DTG.match(self._text, at, chunk.end)
        dtg = match and forms.moment(match, self._year)
        if match and not match["month"] and not match["sender"]:
            return []
        if not match or (match["month"] and not dtg):
            return []
        if match["sender"]:
            self._sender = _SERIAL_BEHIND.sub("", " ".join(match["sender"].upper().split()))
        end, _ = self._tail(match.end(), chunk.end)
        return [Item(chunk, "dtg", at, end, sender=self._sender, dtg=dtg)]

    def _words(self, chunk: Chunk, at: int) -> list[Item]:
        """Words that name no cable, up to where one follows."""
        end = self._words_end(at, chunk.end)
        kind = next((kind for kind, pattern in _KINDS if pattern.search(self._text, at, end)), "other")
        return [Item(chunk, kind, at, end)]

    def _words_end(self, at: int, end: int) -> int:
        """Where words end: at a semicolon, or at another separator behind which a cable stands."""
        behind = at
        for stop in _STOP.finditer(self._text, at, end):
            if stop[0] == ";":
                return stop.start()
            if stop.start() < behind:
                continue  # one of the separators that were skipped already
            behind = self._skip(stop.start(), end)
            if self._names_cable(behind, end):
                return stop.start()
        return end

    def _names_cable(self, at: int, end: int) -> bool:
        """Whether a known post and a number, or a date-time group, stand here."""
        return self._names_post(at, end) or bool(forms.DTG.match(self._text, at, end))

    def _names_post(self, at: int, end: int) -> bool:
        """Whether a known post and a number stand here."""
        match = forms.CABLE.match(self._text, at, end)
        return bool(match and forms.known_place(match["words"]))

    def _tail(self, at: int, end: int, *, after: int | None = None) -> tuple[int, int | None]:
        """Where the tail of a number ends, and the year it states: (NOTAL), AND PREVIOUS, OF MAY 5, 2006."""
        year: int | None = None
        while at < end:
            behind, stated = self._tail_piece(at, end)
            if behind == at:
                break
            at, year = behind, year or stated
        lone = self._lone_year(at, end, after)
        return (lone.end(), int(lone["year"])) if lone else (self._tail_words(at, end), year)

    def _tail_piece(self, at: int, end: int) -> tuple[int, int | None]:
        """Where one piece of a tail ends, and the year in it; `at` when none begins here."""
        brackets = forms.TAIL_BRACKETS.match(self._text, at, end)
        if brackets and not self._names_post(brackets.start("inside"), brackets.end("inside")):
            return brackets.end(), forms.year_in(brackets["inside"]) or self._two_digits(brackets["inside"])
        date = forms.TAIL_DATE.match(self._text, at, end)
        if date:
            return date.end(), forms.year_stated(date, *"abcdef")
        plain = self._plain_tail(at, end)
        return (plain.end(), None) if plain else (at, None)

    def _two_digits(self, inside: str) -> int | None:
        """The year of CARACAS 13507 (75): the cable's own or one of the ten before it."""
        year = identifiers.full_year(int(inside)) if _TWO_DIGITS.fullmatch(inside) else None
        return year if year and self._year and self._year - 10 <= year <= self._year else None

    def _plain_tail(self, at: int, end: int) -> re.Match[str] | None:
        """A tail that states no year."""
        patterns = (forms.TAIL_WORDS, forms.TAIL_PARAGRAPHS, forms.TAIL_DTG)
        return next((match for pattern in patterns if (match := pattern.match(self._text, at, end))), None)

    def _lone_year(self, at: int, end: int, after: int | None) -> re.Match[str] | None:
        """A year behind a comma, "STATE 12345, 2006": near the cable's own year and far from the serial before it."""
        match = _COMMA_YEAR.match(self._text, at, end) if after and self._year else None
        if not match or not self._year or not after or self._names_post(match.start("year"), end):
            return None
        year = int(match["year"])
        return match if self._year - 10 <= year <= self._year and abs(year - after) > _NEAR else None

    def _tail_words(self, at: int, end: int) -> int:
        """Where words end that follow a number without a separator, or after SUBJ."""
        if forms.TAIL_SUBJECT.match(self._text, at, end):
            return self._words_end(at + 1, end)
        rest = self._text[at : at + 3]
        if not rest.strip() or rest.lstrip()[:1] in _OPENS_NEXT or _JOINED.match(self._text, at, end):
            return at
        return at if self._names_cable(self._skip(at, end), end) else self._words_end(at, end)
