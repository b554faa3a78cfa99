"""The signature: a surname in capitals on the last line with text, or behind the last sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"(?:(?:MC|MAC|O'|D'|DE |VAN |VON |ST\. ?)?[A-Z][A-Z'\u2019\-]{1,24})"
_SUFFIX = r"(?:,? (?:JR|SR|II|III|IV)\.?)?"
# SPECIMEN / VAN SPECIMEN JR / SPECIMEN/SAMPLE / J. SPECIMEN
_CAPITALS = re.compile(rf"(?:[A-Z]\. ?){{0,2}}{_NAME}(?: ?[/&] ?{_NAME}| {_NAME}){{0,2}}{_SUFFIX}[*#]?\Z")
_TITLE = re.compile(r"(?:Mc|Mac|O'|De |Van )?[A-Z][a-z'\u2019]{1,20}(?:[\- ][A-Z][a-z'\u2019]{1,20})?(?:,? Jr\.?)?\Z")
_BEHIND = re.compile(rf"(?:(?<=[.!?\"')])|(?<= OF \d\d\d)) {{1,6}}(?P<name>{_NAME}(?:/{_NAME})?{_SUFFIX})\Z")
#: Words in capitals that end texts and are no names.
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
        END COMMENT SUMMARY TEXT NOTE QUOTE UNQUOTE SECRET CONFIDENTIAL UNCLASSIFIED UNCLAS SENSITIVE SIPDIS NOFORN
        NODIS EXDIS LIMDIS NNNN NNN BT THE AND OF TO FOR IN ON AT BY WITH FROM AS IS ARE WAS WERE BE THIS THAT IT NOT
        OR A AN WE NO YES REGARDS ENDS BEGIN PAGE CABLE MESSAGE PARA REFTEL REF ENDTEXT CONT CONTINUED SECTION
        BACKGROUND ADVISE
        """,
    )
)
#: What may stand below a signature: footnotes, page numbers, rules.
_BELOW = re.compile(r"\s*(?:[_\-=*#]{2,}|\d{1,3}|\(?\d{1,2}\)?\s{1,4}\S.{0,80}|BT|#\d{3,6})\s*\Z")
_SENTENCE_END = re.compile(
    r"[.!?:;\"'\u201d)\]]\Z|\b(?:UNQUOTE|SUMMARY|COMMENT|NOTE|TEXT)\Z|X{4,}\Z|[-=_*]{3,}\Z", re.IGNORECASE
)
_MOST_BELOW = 12
_TABLE_GAP = "   "


@dataclass(frozen=True, slots=True)
class Signature:
    """The name as written and where it stands in the sheet."""

    name: str
    start: int
    end: int


def find_signature(text: str, floor: int, cuts: dict[int, int]) -> Signature | None:
    """The signature below `floor`, looked for from the end over blank lines, furniture and footnotes."""
    end, below = len(text), 0
    while end > floor:
        start = text.rfind("\n", floor, end)
        if start < 0:
            return None
        row = text[start + 1 : end].strip(" \t\u00a0\r\f\v")
        if row and start not in cuts:
            found = _in_row(text, row, start, floor, cuts)
            if found or not _BELOW.match(row) or below >= _MOST_BELOW:
                return found
            below += 1
        end = start
    return None


def _in_row(text: str, row: str, start: int, floor: int, cuts: dict[int, int]) -> Signature | None:
    place = text.index(row, start) if row else start
    if _alone(row) and _free(text, start, floor, cuts, strict=row != row.upper() and " " in row):
        return Signature(_once(row), place, place + len(row))
    if (match := _BEHIND.search(row)) and not _NO_NAMES.intersection(_words(match["name"])):
        return Signature(match["name"], place + match.start("name"), place + len(row))
    return None


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
        return blank or (not strict and (_SENTENCE_END.search(row) is not None or _TABLE_GAP in row))
    return True


def _once(row: str) -> str:
    """A name that was sent twice: SPECIMEN SPECIMEN."""
    words = row.split()
    half = len(words) // 2
    return " ".join(words[:half]) if len(words) % 2 == 0 and words[:half] == words[half:] else " ".join(words)
