"""The words in which a cable is cited: the sentence around its number, or around the label that stands for it."""

from __future__ import annotations

import re
from functools import lru_cache

#: Longer sentences are cut at a word.
LONGEST = 320
#: A stop, its closing marks, and a blank before what can begin a sentence; or the end of a line of its own.
_ENDS = re.compile(r"[.?!][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])|\n\s*\n")
#: What ends in a stop and is no end: abbreviations and initials.
_ABBREVIATED = re.compile(
    r"(?:\b(?:No|Nos|Ref|Refs|Mr|Mrs|Ms|Dr|Gen|Col|Amb|Sen|Rep|St|vs|e\.g|i\.e|cf|para|paras)\."
    # Initials: U.S., J. R. Specimen, Jane F. Specimen; not "ref A."
    r"|\b[A-Z]\.\s?[A-Z]\.|\b(?!Refs?\b)[A-Z][a-z]+\s[A-Z]\.)\s*\Z"
)


def around(text: str, start: int, end: int) -> str:
    """The sentence that holds text[start:end], on one line.

    >>> around("It rained. As Toronto 24 said, ice is thin. It froze.", 14, 24)
    'As Toronto 24 said, ice is thin.'
    """
    stops = [
        stop.end()
        for stop in _ENDS.finditer(text)
        if not _ABBREVIATED.search(text[max(0, stop.end() - 24) : stop.end()])
    ]
    begins = [0, *(stop for stop in stops if stop <= start)]
    # "Ice is thin. (Toronto 24) It froze.": what stands in brackets alone belongs to what was said before.
    alone = not any(map(str.isalnum, text[begins[-1] : start])) and text[:start].rstrip().endswith(("(", "["))
    first = begins[-2] if alone and len(begins) > 1 else begins[-1]
    last = min((stop for stop in stops if stop >= end), default=len(text))
    return _shortened(text, first, last, start, end)


def naming(label: str, text: str) -> str:
    """The first sentence that speaks of the entry of a REF list: "(ref A)", "REFTEL"; empty when none does."""
    found = _label(label).search(text)
    return around(text, found.start(), found.end()) if found else ""


@lru_cache(maxsize=64)
def _label(label: str) -> re.Pattern[str]:
    """Ref A, (Refs A and B), ref (a); without a label reftel and ref."""
    if label:
        return re.compile(
            rf"\bref(?:tel)?s?\.?[\s(]{{0,3}}(?:[A-Z]\b(?:,|\s|and|&|\)|\(){{1,5}}){{0,4}}{re.escape(label)}\b",
            re.IGNORECASE,
        )
    return re.compile(r"\breftels?\b|\bref\b(?!\s*\(?[A-Z]\b)", re.IGNORECASE)


def _shortened(text: str, first: int, last: int, start: int, end: int) -> str:
    """text[first:last] on one line; of a long sentence the part around start..end, with dots where it was cut."""
    before, behind = "", ""
    if last - first > LONGEST:
        room = max((LONGEST - (end - start)) // 2, 0)
        if start - room > first:
            first, before = text.find(" ", start - room, start) + 1 or start, "… "
        if end + room < last:
            last, behind = max(text.rfind(" ", end, end + room), end), " …"
    return f"{before}{' '.join(text[first:last].split())}{behind}"
