"""Reads the entries of a REF list from left to right: posts with numbers, senders with date-time groups, words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.telegram import identifiers, posts
from reader.telegram import reference_forms as forms
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

#: The first word of a post's name has so many letters: DAR of DAR ES SALAAM.
_SHORT_NAME = 3
_TWO_DIGITS = re.compile(r"\d\d")
_PARAGRAPH = re.compile(r"PARA(?:GRAPH)?S? ", re.IGNORECASE)
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

    def __init__(self, text: str, year: int | None, place: str | None) -> None:
        self._text, self._year, self._own_place = text, year, place
        self._place: str | None = None
        self._place_year: int | None = None
        self._airgram = False
        self._serial = 0
        self._sender: str | None = None

    def items(self, chunk: Chunk) -> Iterator[Item]:
        """What a chunk names, in order."""
        at, listed = self._skip(chunk.start, chunk.end), False
        while at < chunk.end:
            item = self._cable(chunk, at) or self._dated(chunk, at) or self._bare(chunk, at, listed=listed)
            listed = listed or item is not None
            item = item or self._words(chunk, at)
            if not _NOTHING.fullmatch(self._text, item.start, item.end):
                yield item
            at = self._skip(max(item.end, at + 1), chunk.end)

    def _skip(self, at: int, end: int) -> int:
        """The position behind separators and the words that open an entry."""
        match = _SEPARATOR.match(self._text, at, end)
        return match.end() if match else at

    def _cable(self, chunk: Chunk, at: int) -> Item | None:
        """A post and a number here."""
        match = forms.CABLE.match(self._text, at, chunk.end)
        place = match and self._place_of(match["words"])
        if not match or not place or not int(match["serial"]):
            return None
        if match["airgram"] and forms.is_possessive(match["words"]):
            return None
        if not posts.is_place(place) and self._rather_dated(chunk, at, match.end()):
            return None
        self._place, self._place_year = place, forms.year_stated(match, "year", "behind", "slash")
        self._airgram = bool(match["airgram"])
        return self._numbered(chunk, at, match, match.end("slash") if match["slash"] else match.end())

    def _rather_dated(self, chunk: Chunk, at: int, end: int) -> bool:
        """Whether a name in no table is a sender with a date-time group: USSAG/7AF 121200Z MAR 75."""
        return self._text[end : end + 1].isalpha() or bool(forms.DTG.match(self._text, at, chunk.end))

    def _bare(self, chunk: Chunk, at: int, *, listed: bool) -> Item | None:
        """A further number of the last post: in a list behind it, or an entry that is nothing else."""
        match = forms.BARE.match(self._text, at, chunk.end) if self._place else None
        if not match or not int(match["serial"]) or not (listed or self._alone(match, chunk)):
            return None
        # A-4001, 4002 AND 4003 are all airgrams; an entry of its own is one only by its A.
        self._airgram = bool(match["airgram"]) or (listed and self._airgram)
        return self._numbered(chunk, at, match, match.end())

    def _alone(self, match: re.Match[str], chunk: Chunk) -> bool:
        """Whether a bare number is the whole entry and no year."""
        rest = self._text[self._tail(match.end(), chunk.end)[0] : chunk.end]
        return (
            3 <= len(match["serial"]) <= 6 and not _YEAR_LIKE.fullmatch(match["serial"]) and not rest.strip(" \n,;.)")
        )

    def _numbered(self, chunk: Chunk, at: int, match: re.Match[str], end: int) -> Item:
        """The item of a number of the current post, with the tail that belongs to it."""
        end, year = self._tail(end, chunk.end, after=int(match["serial"]))
        self._place_year = self._place_year or year
        self._serial = int(match["serial"])
        year = self._place_year or self._year
        reference_id = None
        if self._place and year and identifiers.plausible(year):
            reference_id = identifiers.make(year, self._place, match["serial"], airgram=self._airgram)
        return Item(chunk, "cable", at, end, reference_id)

    def _place_of(self, words: str) -> str | None:
        """The place of the words before a number; OURTEL is the cable's own post, EMBTEL in a post's cable too."""
        words = _PARAGRAPH.sub("", words).upper()
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

    def _dated(self, chunk: Chunk, at: int) -> Item | None:
        """A sender and a date-time group here."""
        match = forms.DTG.match(self._text, at, chunk.end)
        dtg = match and forms.moment(match, self._year)
        if not match or not dtg:
            return None
        if match["sender"]:
            self._sender = _SERIAL_BEHIND.sub("", " ".join(match["sender"].upper().split()))
        end, _ = self._tail(match.end(), chunk.end)
        return Item(chunk, "dtg", at, end, sender=self._sender, dtg=dtg)

    def _words(self, chunk: Chunk, at: int) -> Item:
        """Words that name no cable, up to where one follows."""
        end = self._words_end(at, chunk.end)
        kind = next((kind for kind, pattern in _KINDS if pattern.search(self._text, at, end)), "other")
        return Item(chunk, kind, at, end)

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
        if not match or not self._year or not after:
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
