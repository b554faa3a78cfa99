"""Fragments of patterns that several stages share. Imports nothing of ours.

All patterns of the reader are linear: no nested quantifiers over the same characters, every run bounded or
followed by something that cannot be part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: What stands where a pilcrow stood: the pilcrow, the replacement character, a private mark of mirrors.
PILCROW = "[\u00b6\ufffd]"

#: ` ` and tab and non-breaking blank, but no line end.
BLANK = "[ \\t\u00a0]"

MONTHS = {
    name: number
    for number, name in enumerate(
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], start=1
    )
}


def spaced(word: str) -> str:
    """A pattern for words with or without a blank between all their letters: SECRET, S E C R E T.

    >>> bool(re.fullmatch(spaced("SECRET"), "S E C R E T"))
    True
    """
    return " {1,4}".join(f"(?:{part}|{' '.join(part)})" for part in word.split())


#: Spellings of levels on classification lines, longest first; `CONFIDENTAL` and `UNCLASSIFED` are seen misprints.
LEVEL_WORDS: tuple[tuple[str, str], ...] = (
    ("TOP SECRET", "TOP SECRET"),
    ("LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"),
    ("UNCLASSIFIED", "UNCLASSIFIED"),
    ("UNCLASSIFED", "UNCLASSIFIED"),
    ("UNCLASS", "UNCLASSIFIED"),
    ("UNCLAS", "UNCLASSIFIED"),
    ("CONFIDENTIAL", "CONFIDENTIAL"),
    ("CONFIDENTAL", "CONFIDENTIAL"),
    ("RESTRICTED", "RESTRICTED"),
    ("SECRET", "SECRET"),
    ("LIMOFFUSE", "LIMITED OFFICIAL USE"),
    ("LTD OFFICIAL USE", "LIMITED OFFICIAL USE"),
)

#: Any spelling of a level, as one group without a name.
LEVEL = "(?:" + "|".join(spaced(words) for words, _ in LEVEL_WORDS) + ")(?![A-Za-z])"

#: `TORONTO 00000165 002 OF 002`: station, eight digits, page and pages, either with a stray `.2`; may be cut.
PAGE_OF_PAGES = (
    r"[A-Z][A-Z'.\-]{1,20}+(?: [A-Z'.\-]{1,20}+){0,4}+ {1,3}\d{8} {1,4}\d{3}(?:\.\d)? {1,2}OF {1,2}"
    r"(?:\d{3}\b|\d{0,2}\.\.\.)"
)

#: `PAGE 02        EXAMPL  02545  01 OF 02  201212Z`: post (six letters and a blank or two) and serial are needed.
PAGE_LINE = r"PAGE {1,3}\d{2,3} {1,16}[A-Z][A-Z .\-]{0,14}? {1,8}\d{4,7}(?: {1,8}[0-9OFZ/ ]{2,40})?(?![A-Z0-9])"

#: A rule of dashes (and of equal signs, underscores, stars); mirrors break long ones by blanks.
RULE = r"(?:-{3,}|={3,}|_{3,}|\*{4,}|~{3,})(?: {1,4}[-=_*~]{1,})*"

#: A rule of single dashes, alone on its line.
BROKEN_RULE = r"-(?: -){3,}"

#: A number that may begin a paragraph.
NUMBER = rf"(?:{PILCROW} ?)?\d{{1,3}}"

#: The words in brackets behind it that may be a marking.
BRACKETED = r"\( ?[A-Za-z][^()\n]{0,48}\)"

#: What begins a new line of a header, with enough context to be no words of a text.
HEADER_PARTS = "|".join(
    (
        r"(?:ZZ|OO|PP|RR) R[A-Z]{4,7}\b",
        r"DE R[A-Z]{3,7} ?#",
        r"Z(?:NR|NY) [A-Z]{5}\b",
        r"(?<!\s[ZOPR] )(?:[ZOPR] ){1,2}\d{6}Z ",
        r"FM:? [A-Z]{2}",
        r"TO:? (?:R[A-Z]{4,7}/|SECSTATE|AMEMB|AMCON|USMISS|ALL )",
        r"INFO:? (?:R[A-Z]{4,7}/|AMEMB|AMCON|USMISS|SECSTATE|ALL )",
        r"(?<!\bTO )(?<!\bINFO )(?<!\bTO: )(?<!\bINFO: )R[A-Z]{4,7}/[A-Z]{2}",
        rf"{LEVEL} (?:(?:FOR OFFICIAL USE ONLY|E F T O|NOFORN|SENSITIVE) )?"
        r"(?:SECTION \d|[A-Z][A-Z'.\- ]{1,40} \d{3,7}\b)",
        r"SIPDIS\b",
        r"E\.? ?O\.? ?1\d{4}",
        r"TAGS?:? {1,3}[A-Z]",
        r"SUBJ(?:ECT)?: ",
        r"REFS? \(?A[.)] ",
        r"(?:REFS?|REFTELS?|Refs?|Reftels?) ?: ",
        r"(?:CLASSIFIED|Classified) (?:BY|By|by): ",
        rf"{PILCROW} ?\d{{1,2}}[.)]",
        r"\([A-Z/]{1,6}\) (?:THIS|This) (?:CABLE|MESSAGE|cable|message)",
    )
)
#: The numbers of a page break inside a line; `page_start` finds where its station's name begins.
_PAGE_NUMBERS = re.compile(r" {1,3}\d{8} {1,4}\d{3}(?:\.\d)? {1,2}OF {1,2}\d{3}\b")
#: How far they reach before and behind the `OF` in them.
_BEFORE_OF, _BEHIND_OF = 21, 9


def page_numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers of page breaks: looked for around each ` OF `, because few stand in a text that has many blanks.

    >>> [match.group() for match in page_numbers("its people. TORONTO 00000165 002 OF 002 they said")]
    [' 00000165 002 OF 002']
    """
    end = 0
    at = text.find(" OF ")
    while at >= 0:
        if match := _PAGE_NUMBERS.search(text, max(end, at - _BEFORE_OF), at + _BEHIND_OF):
            yield match
            end = match.end()
        at = text.find(" OF ", at + 1)


def page_start(text: str, place: int, station: str | None) -> int:
    """Where the page break begins whose numbers begin at `place`: at the station's name, or at one word.

    The name of the station may be cut.

    >>> page_start("reduced. RIO DE JAN 00000285 002 OF 002", 19, "RIO DE JANEIRO")
    9
    """
    low = max(place - 60, 0)
    starts = [low + match.start() for match in re.finditer(r"(?<!\S)\S", text[low:place])]
    words = len(station.split()) if station else 0
    for start in starts[-words:] if words else ():
        if station and station.startswith(text[start:place]):
            return start
    return starts[-1] if starts else place
