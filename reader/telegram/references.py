"""The REF list: which cables it names, by which labels, and what in it is no cable. Recognised, not resolved.

An entry that names several cables gives one reference for each; its text is what was written of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.telegram import identifiers
from reader.telegram import reference_forms as forms
from reader.telegram.records import Reference
from reader.telegram.reference_labels import Chunk, chunks
from reader.telegram.text_references import in_text

__all__ = ["in_text", "read_entries"]

#: What parts entries and opens the next one.
_SEPARATOR = re.compile(
    r"[\s,;:.&/()\[\]-]*+(?:(?:AND|ALSO|PLUS|SEE(?:\sALSO)?|WITH|AS\sWELL\sAS|CF)\b[\s.:,]*+)*+", re.I
)
#: Where words that are no cable may end: at a semicolon always, elsewhere when a cable follows.
_STOP = re.compile(r"[;,\n:&]|\bAND\b", re.IGNORECASE)
#: A page break fused with the list, or the first sentence behind it.
_BEHIND_LIST = re.compile(
    r"[A-Z .'-]{3,40}\s\d{5,8}\s\d{3}(?:\.\d)?\sOF\s\d{3}\b"
    r"|(?:\(S?B?U\)\s?)?(?:THIS\s(?:CABLE|MESSAGE|TELEGRAM)\sIS\b|SENSITIVE\sBUT\sUNCLASSIFIED|CLASSIFIED\sBY:?)",
    re.IGNORECASE,
)
#: One of these stands in whatever that pattern finds; it is slow to look for.
_BEHIND_WORDS = (" OF ", "THIS", "SENSITIVE", "CLASSIFIED")
_NOTHING = re.compile(r"(?:N/?A|NONE|NIL|NOTALS?|ALL NOTAL|AND|SIPDIS|\W*)\W*", re.IGNORECASE)
_NOTHING_OF_LIST = re.compile(r"\W*(?:N/?A|NONE|NIL)?\W*", re.IGNORECASE)
_PILCROWS = re.compile("[¶\ufffd]")
#: A bare number that could be a year is one when it stands alone.
_YEAR_LIKE = re.compile(r"(?:19[6-9]|20[0-6])\d")
#: How far apart serials of one list are at most, when one of them could be a year.
_NEAR = 300

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
            r"\bMEMO|\bLETTERS?\b|\bLTR\b|NOTES?\b|\bDOCS?\b|DOCUMENT|\bFAX|\bFA[MH]\b|\bCFR\b|\bPRESS\b|\bARTICLES?\b|\bARTS?\."
            r"|RESOLUTION|\bUNSCR\b|AGREEMENT|TREATY|CIRCULAR|AIDE|PAPERS?\b|CONTRACT|GUIDANCE|HANDBOOK|DESPATCH|POUCH"
            r"|AIRGRAM|\bA-\d|PUBLICATION|HTTPS?:|WWW\.|\bE\.?O\.? ?1\d{4}|\bACT\b"
            r"|\bREGS?\b|REGULATION|STATEMENT|SPEECH|PLAN\b",
        ),
    )
)


def read_entries(lines: Sequence[tuple[int, str]], *, year: int | None, place: str | None) -> tuple[Reference, ...]:
    """The entries of a REF list, given as (line number, text) without the label REF; never raises.

    `year` is the cable's own, taken where an entry states none; `place` its own post, for OURTEL and MYTEL.

    >>> [r.reference_id for r in read_entries([(9, "(A) WARSAW 3988, 4012; B. 73 LIMA A-114")], year=1974, place=None)]
    ['74WARSAW3988', '74WARSAW4012', '73LIMA-A114']
    """
    block = _Block.of(lines)
    if _NOTHING_OF_LIST.fullmatch(block.text):
        return ()
    reader = _Reader(block.text, year, place)
    return tuple(
        Reference(
            item.chunk.label,
            block.written(item.start, item.end),
            item.kind,
            item.reference_id,
            item.sender,
            item.dtg,
            block.line(item.start),
        )
        for chunk in chunks(block.text)
        for item in reader.items(chunk)
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """The list as one text, runs of blanks made one; where its lines start, and their numbers."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[tuple[int, str]]) -> _Block:
        kept = [(number, " ".join(_PILCROWS.sub(" ", text).split())) for number, text in lines]
        kept = [(number, text) for number, text in kept if text]
        text = "\n".join(text for _, text in kept)
        starts, at = [], 0
        for _, line in kept:
            starts.append(at)
            at += len(line) + 1
        loud = text.upper()
        behind = _BEHIND_LIST.search(text) if any(word in loud for word in _BEHIND_WORDS) else None
        return cls(text[: behind.start()] if behind else text, tuple(starts), tuple(number for number, _ in kept))

    def line(self, at: int) -> int | None:
        """The number of the line that holds a position."""
        return self.numbers[bisect_right(self.starts, at) - 1] if self.numbers else None

    def written(self, start: int, end: int) -> str:
        """The text of an item on one line, without the separators and the half brackets at its ends."""
        text = self.text[start:end].replace("\n", " ").strip(" ,;:&-")
        text = text.removesuffix(".").rstrip(" ,;:&-")
        return text.rstrip(")] ") if text.count("(") < text.count(")") else text


@dataclass(frozen=True, slots=True)
class _Item:
    """One thing that a chunk names: text[start:end] of the block."""

    chunk: Chunk
    kind: str
    start: int
    end: int
    reference_id: str | None = None
    sender: str | None = None
    dtg: str | None = None


class _Reader:
    """Reads entries from left to right; remembers the last post, because bare numbers are of the same post."""

    def __init__(self, text: str, year: int | None, place: str | None) -> None:
        self._text, self._year, self._own_place = text, year, place
        self._place: str | None = None
        self._place_year: int | None = None
        self._serial = 0
        self._sender: str | None = None

    def items(self, chunk: Chunk) -> Iterator[_Item]:
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

    def _cable(self, chunk: Chunk, at: int) -> _Item | None:
        """A post and a number here."""
        match = forms.CABLE.match(self._text, at, chunk.end)
        place = match and self._place_of(match["words"])
        if not match or not place or not int(match["serial"]):
            return None
        self._place, self._place_year = place, forms.year_stated(match, "year", "behind", "slash")
        return self._numbered(chunk, at, match, match.end("slash") if match["slash"] else match.end())

    def _bare(self, chunk: Chunk, at: int, *, listed: bool) -> _Item | None:
        """A further number of the last post: in a list behind it, or an entry that is nothing else."""
        match = forms.BARE.match(self._text, at, chunk.end) if self._place else None
        if not match or not int(match["serial"]) or not (listed or self._alone(match, chunk)):
            return None
        return self._numbered(chunk, at, match, match.end())

    def _alone(self, match: re.Match[str], chunk: Chunk) -> bool:
        """Whether a bare number is the whole entry and no year."""
        rest = self._text[self._tail(match.end(), chunk.end)[0] : chunk.end]
        return (
            3 <= len(match["serial"]) <= 6 and not _YEAR_LIKE.fullmatch(match["serial"]) and not rest.strip(" \n,;.)")
        )

    def _numbered(self, chunk: Chunk, at: int, match: re.Match[str], end: int) -> _Item:
        """The item of a number of the current post, with the tail that belongs to it."""
        end, year = self._tail(end, chunk.end, after=int(match["serial"]))
        self._place_year = self._place_year or year
        self._serial = int(match["serial"])
        year = self._place_year or self._year
        reference_id = None
        if self._place and year and identifiers.plausible(year):
            reference_id = identifiers.make(year, self._place, match["serial"], airgram=bool(match["airgram"]))
        return _Item(chunk, "cable", at, end, reference_id)

    def _place_of(self, words: str) -> str | None:
        """The place of the words before a number; OURTEL is the cable's own post, EMBTEL in a post's cable too."""
        spoken = _SPOKEN.get(words.upper())
        if spoken is None:
            return forms.place_named(words)
        if spoken == "STATE":
            return spoken
        return None if spoken == "embassy" and self._own_place == "STATE" else self._own_place

    def _dated(self, chunk: Chunk, at: int) -> _Item | None:
        """A sender and a date-time group here."""
        match = forms.DTG.match(self._text, at, chunk.end)
        dtg = match and forms.moment(match, self._year)
        if not match or not dtg:
            return None
        if match["sender"]:
            self._sender = " ".join(match["sender"].upper().split())
        end, _ = self._tail(match.end(), chunk.end)
        return _Item(chunk, "dtg", at, end, sender=self._sender, dtg=dtg)

    def _words(self, chunk: Chunk, at: int) -> _Item:
        """Words that name no cable, up to where one follows."""
        end = self._words_end(at, chunk.end)
        kind = next((kind for kind, pattern in _KINDS if pattern.search(self._text, at, end)), "other")
        return _Item(chunk, kind, at, end)

    def _words_end(self, at: int, end: int) -> int:
        """Where words end: at a semicolon, or at another separator behind which a cable stands."""
        for stop in _STOP.finditer(self._text, at, end):
            if stop[0] == ";" or self._names_cable(self._skip(stop.start(), end), end):
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
            brackets = forms.TAIL_BRACKETS.match(self._text, at, end)
            if brackets and not self._names_post(brackets.start("inside"), brackets.end("inside")):
                year = year or forms.year_in(brackets["inside"])
                at = brackets.end()
                continue
            date = forms.TAIL_DATE.match(self._text, at, end)
            plain = (
                date or forms.TAIL_WORDS.match(self._text, at, end) or forms.TAIL_PARAGRAPHS.match(self._text, at, end)
            )
            if plain:
                year = year or (forms.year_stated(date, *"abcdef") if date else None)
                at = plain.end()
                continue
            lone = self._lone_year(at, end, after)
            if lone:
                return lone.end(), int(lone["year"])
            return self._tail_words(at, end), year
        return at, year

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


_COMMA_YEAR = re.compile(rf",?\s(?P<year>{_YEAR_LIKE.pattern})(?![\d\w])")
_OPENS_NEXT = frozenset(",;:&/()[].")
_JOINED = re.compile(r"\s?(?:AND\b|\d|\n)", re.IGNORECASE)
_SPOKEN = {
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
