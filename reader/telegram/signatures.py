"""The signature: a surname in capitals on the last line with text, or behind the last sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.telegram.patterns import LEVEL

_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de"
#: Words that surnames begin with, which no sentence has alone.
_PARTICLES = r"(?:V[Aa]N|V[Oo]N) D(?:E|EN|ER|en|er) |D[Ee] L[Aa] |D[Ee] L[AO]S |DEL |DI |DOS |V[Aa]N |V[Oo]N |D[Ee] ?"
_NAME = rf"(?:(?:M[Cc]|M[Aa][Cc]|O'|D'|ST\. ?|{_PARTICLES})?[{_CAPITAL}][{_CAPITAL}'\u2019\-]{{1,24}})"
_SUFFIX = r"(?:,? (?:JR|SR|II|III|IV)\.?)?"
# SPECIMEN / VAN SPECIMEN JR / SPECIMEN/SAMPLE / J. SPECIMEN / JANE Q. SPECIMEN
_CAPITALS = re.compile(rf"(?:[A-Z]\. ?){{0,2}}{_NAME}(?: ?[/&] ?{_NAME}|(?: [A-Z]\.)? {_NAME}){{0,2}}{_SUFFIX}[*#]?\Z")
#: What is set around a name: ***SPECIMEN***, -SPECIMEN-, SPECIMEN##.
_DECORATION = "*#=_-"
_TITLE = re.compile(r"(?:Mc|Mac|O'|De |Van )?[A-Z][a-z'\u2019]{1,20}(?:[\- ][A-Z][a-z'\u2019]{1,20})?(?:,? Jr\.?)?\Z")
_BEHIND = re.compile(
    rf"(?:(?:(?<=[.!?\"')])|(?<= OF \d\d\d)) {{1,6}}|(?:(?<=[a-z][.!?])|(?<=(?:SUMMARY|COMMENT)\.)))"
    rf"(?P<name>{_NAME}(?:/{_NAME})?{_SUFFIX})\Z"
)
#: What may stand behind the name on its line: the level, the end of the message.
_AFTER = re.compile(rf"(?<![ \t])[ \t]++(?:{LEVEL}[ \t]*+)?N{{3,5}}\Z")
#: Words in capitals that end texts and are no names.
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        END COMMENT SUMMARY TEXT NOTE QUOTE UNQUOTE SECRET CONFIDENTIAL UNCLASSIFIED UNCLAS SENSITIVE SIPDIS NOFORN
        NODIS EXDIS LIMDIS NNNN NNN BT THE AND OF TO FOR IN ON AT BY WITH FROM AS IS ARE WAS WERE BE THIS THAT IT NOT
        OR A AN WE NO YES REGARDS ENDS BEGIN PAGE CABLE MESSAGE PARA REFTEL REF ENDTEXT CONT CONTINUED SECTION
        BACKGROUND ADVISE MINIMIZE CONSIDERED ANNEX ATTACHMENT ENCLOSURE RECOMMENDATION
        """,
    )
)
#: What may stand below a signature: page numbers, rules, footnotes (from their first line), notes of the operators.
_BELOW = re.compile(
    r"\s*(?:[_\-=*#]{2,}|\d{1,3}|BT|#\d{3,6}"
    r"|(?:\(?\d{1,2}\)?\s{1,4}|\d{1,2}/\s{0,4}|\[\d{1,2}\]\s{0,4}|[*\u2020\u2021]{1,3}\s{0,4})\S.{0,200}"
    r"|(?:FOOTNOTES?|Footnotes?|NOTES?|Notes?)(?: BY [A-Z/]{2,12})?:.{0,200})\s*\Z"
)
_SENTENCE_END = re.compile(
    r"[.!?:;\"'\u201d)\]]\Z|\b(?:UNQUOTE|SUMMARY|COMMENT|NOTE|TEXT)\Z|X{4,}\Z|[-=_*]{3,}\Z|https?:/|\bwww\.",
    re.IGNORECASE,
)
#: A line that is whole without a full stop: ACTION REQUESTED: NONE.
_LABELLED = re.compile(r"\A[A-Z][A-Z ]{2,30}: [A-Z ]{2,20}\Z")
_MOST_BELOW = 12
#: A footnote goes on over so many lines.
_MOST_LOOSE = 3
_TABLE_GAP = "   "


@dataclass(frozen=True, slots=True)
class Signature:
    """The name as written and where it stands in the sheet."""

    name: str
    start: int
    end: int


def find_signature(text: str, floor: int, cuts: dict[int, int], end: int | None = None) -> Signature | None:
    """The signature between `floor` and `end`, looked for from below over blank lines, furniture and footnotes."""
    end, below, loose = len(text) if end is None else end, 0, 0
    while end > floor:
        start = text.rfind("\n", floor, end)
        if start < 0:
            return None if loose else _behind(text[floor:end].rstrip(), floor)
        row = text[start + 1 : end].strip(" \t\u00a0\r\f\v")
        if row and start not in cuts:
            found = None if loose else _in_row(text, row, start, floor, cuts)
            if found:
                return found
            below, loose = (below + 1, 0) if _BELOW.match(row) else (below, loose + 1)
            if below > _MOST_BELOW or loose > _MOST_LOOSE:
                return None
        end = start
    return None


def _in_row(text: str, row: str, start: int, floor: int, cuts: dict[int, int]) -> Signature | None:
    place = text.index(row, start) if row else start
    row = _AFTER.sub("", row)
    bare = row.strip(_DECORATION)
    if len(row) > len(bare) + 1 and _CAPITALS.match(bare):
        row, place = bare, text.index(bare, place)
    if _alone(row) and _free(text, start, floor, cuts, strict=row != row.upper() and " " in row):
        return Signature(_once(row), place, place + len(row))
    return _behind(row, place)


def _behind(row: str, place: int) -> Signature | None:
    """The name behind the last sentence of a row that begins at a place."""
    match = _BEHIND.search(row)
    if match is None or _NO_NAMES.intersection(_words(match["name"])):
        return None
    return Signature(match["name"], place + match.start("name"), place + len(row))


def _alone(row: str) -> bool:
    if len(row) > 45 or not (_CAPITALS.match(row) or _TITLE.match(row)):
        return False
    return not _NO_NAMES.intersection(_words(row))


def _words(row: str) -> list[str]:
    return re.split(r"[ /&]+", row.upper())


def _free(text: str, start: int, floor: int, cuts: dict[int, int], *, strict: bool) -> bool:
    """Whether a sentence ends above, or a blank line does: a name is no last word of a wrapped sentence."""
    blank, end = False, start
    while end > floor:
        above = text.rfind("\n", floor, end)
        if above < 0:
            break
        row = text[above + 1 : end].strip()
        if not row or above in cuts:
            blank, end = True, above
            continue
        return blank or (
            not strict and (_TABLE_GAP in row or any(end.search(row) for end in (_SENTENCE_END, _LABELLED)))
        )
    return True


def _once(row: str) -> str:
    """A name that was sent twice: SPECIMEN SPECIMEN."""
    words = row.split()
    half = len(words) // 2
    return " ".join(words[:half]) if len(words) % 2 == 0 and words[:half] == words[half:] else " ".join(words)
