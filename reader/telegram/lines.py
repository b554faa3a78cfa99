"""Which kind is each line of a header: one table of recognisers, tried in order, and the lines that hold several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, count, islice
from operator import ne

from reader.telegram.classification import FUSED
from reader.telegram.patterns import (
    BRACKETED,
    BROKEN_RULE,
    HEADER_PARTS,
    LEVEL,
    NUMBER,
    PAGE_LINE,
    PAGE_OF_PAGES,
    PILCROW,
    RULE,
)
from reader.telegram.records import Region, Span

_MARK = r"\((?:SBU|U|C|S|TS|LOU|FOUO|[CS]//?NF)\)"

#: (kind, first characters, how a line of it begins); the first that matches rules. Examples in docs/formats.md.
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("paragraph", "0123456789\u00b6\ufffd", rf"{NUMBER}(?: {{0,2}}[.)](?![\d/])|(?=\s?{_MARK}))"),
    ("page", "P", PAGE_LINE),
    ("transmission", "VZ", r"V?ZCZC[A-Z]*"),
    ("routing", "ZOPRY", r"(?:ZZ|OO|PP|RR|YY) {1,3}R[A-Z]{3,7}\b"),
    ("more-routing", "R", r"(?:R[A-Z]{4,7}(?: {1,3}|\Z)){1,40}\Z"),
    ("de", "D", r"DE {1,3}R[A-Z]{3,7}\b"),
    ("prosign", "Z", r"Z(?:NR|NY|DK|UI|FF|FR|DS|ZH|OC|EL|BO|FH|FD)\b"),
    ("dtg", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", r"(?:[A-Z] {1,3}){0,3}[ZOPR]?\d{6} ?Z(?: {0,6}[A-Z]{3}|\Z)"),
    ("from", "F", r"FM ?:? {1,3}(?=[A-Z])(?![A-Z][a-z]+:)"),
    ("to", "T", r"TO ?: {0,3}(?=[A-Z])|TO {1,4}(?=[A-Z]{2})|TO ?:?\Z"),
    ("distribution", "AOI", r"(?:ACTION|ORIGIN|INFO) {1,6}[A-Z/]{1,8}-\d\d\b|(?:ACTION|ORIGIN) [A-Z]{1,6}\Z"),
    ("distribution", "/", r"/\d{3} ?[A-Z]{1,2}\b"),
    ("distribution", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", r"[A-Z/]{1,8}-\d\d(?: {2,}|\Z| [A-Z/]{1,8}-\d\d\b)"),
    ("info", "I", r"INFO\b ?:? {0,4}"),
    ("drafting", "DAC", r"(?:DRAFTED|APPROVED|CLEARED|DRAFT(?:ER)?) ?(?:BY)? ?:? ?[A-Z]{1,6}[/:]"),
    ("dashes", "-", r"-{4,} ?[\dA-Z ]{5,40}(?:/\d\d)?\s*\Z"),
    ("order", "Ee\u00b6\ufffd", rf"{PILCROW}? ?(?i:E ?\. ?O ?\.?|EO\b) ?:? ?(?=\d|:|N/A)"),
    ("order", "D", r"DECL ?:"),
    ("tags", "T(", r"\(?TAGS?\b\)? ?[:;.,]? ?"),
    ("tags", "Tt", r"(?i:TAGS?) ?[:;] ?|Tags {1,4}(?=[A-Z]{4}(?:[, ]|\Z))"),
    ("subject", "S", r"SUBJ(?:ECT)? ?(?:[:.;]|(?=\Z)|(?= {1,9}[A-Z(\"]))[ :]{0,4}"),
    ("subject", "Ss(", r"(?:\([A-Za-z/]{1,8}\) {0,2})?(?i:SUBJ(?:ECT)?) ?[:;][ :]{0,4}"),
    (
        "references",
        "R",
        r"(?:REF(?:ERENCE)?S?|REFTELS?)(?: ?[:.;] ?|\Z| {1,4}(?=\(?[A-Z\d][.)] ?[A-Z\d]|[A-Z]{4,20} \d))",
    ),
    ("references", "R", r"Refs?(?= \(?[A-Z][.)] ?[A-Z\d])"),
    ("references", "Rr(", r"\(?(?i:REF(?:ERENCE)?S?|REFTELS?) ?: ?"),
    ("classified-by", "CcDdRr(", r"(?:\([A-Z/]{1,8}\) ?)?(?i:CLASSIFIED BY|DERIVED FROM|REASONS? ?:|CLASSIFIED ?:)"),
    ("classification", "TLUCRS", rf"{LEVEL}(?=[\s/]|\Z)"),
    (
        "classification",
        "TLUCRS",
        r"(?:Unclas(?:sified)?|Confidential|(?:Top )?Secret|Restricted|Limited Official Use)(?= )",
    ),
    ("notice", "Tt", r"(?i:THIS RECORD IS A PARTIAL EXTRACT)"),
    ("corrected", "C(*-=", r"\W{0,4}C ?O ?R ?R ?E ?C ?T ?E ?D {1,4}C ?O ?P ?Y"),
    ("rule", "-=_*~", rf"(?:{RULE}|{BROKEN_RULE})\s*\Z"),
    ("furniture", "NB", r"N{3,5}(?:[A-Z]{1,12})?\Z|BT\Z"),
    ("furniture", "*<\u00bf\u00c2A", r"\*{3} ?C(?:urrent|URRENT) |<< ?END OF|[\u00bf\u00c2 ]{2,}\Z|ACTION COPY\Z"),
    ("quote", "BUQF", r"(?:BEGIN )?(?:UN)?QUOTE\.?\Z|FOLLOWING (?:IS )?(?:A )?(?:REPEAT|TEL|MESSAGE|CABLE)"),
)
_PAGE_OF_PAGES = re.compile(PAGE_OF_PAGES)
_PASSING = re.compile(r"(?:[A-Z0-9/.,&()'\- ]{1,80}\b)?(?:FOR|PASS(?: TO)?|PLS PASS)\b[: ] ?\S|PASS (?:TO )?[A-Z]")
_RELEASED = re.compile(r".{0,60}Declassified/Released US Department", re.IGNORECASE)


def kind_of(text: str) -> tuple[str, int]:
    """The kind of a header line (stripped, not empty) and where its label ends; `("", 0)` for lines of no kind."""
    recogniser = _recogniser(text[0])
    if recogniser and (match := recogniser[0].match(text)) and match.lastgroup:
        return recogniser[1][match.lastgroup], match.end()
    if " OF " in text and (match := _PAGE_OF_PAGES.match(text)):
        return "page-of-pages", match.end()
    if ("FOR" in text or "PASS" in text) and (match := _PASSING.match(text)):
        return "passing", match.end()
    if "/" in text and (match := _RELEASED.match(text)):
        return "furniture", match.end()
    return "", 0


@lru_cache(maxsize=256)
def _recogniser(first: str) -> tuple[re.Pattern[str], dict[str, str]] | None:
    """The rows of the table whose lines can begin with a character, as one pattern, and the kinds of its groups."""
    rows = [(kind, pattern) for kind, firsts, pattern in _KINDS if first in firsts]
    if not rows:
        return None
    pattern = "|".join(f"(?P<k{number}>{pattern})" for number, (_, pattern) in enumerate(rows))
    return re.compile(pattern), {f"k{number}": kind for number, (kind, _) in enumerate(rows)}


#: What begins a new piece inside a long line: the parts of a header, each with enough context to be no words of a text.
_ANCHORS = re.compile(rf"(?<=\S)[ \t]+(?=(?:{HEADER_PARTS}|{PAGE_OF_PAGES}|1\. {{0,2}}(?:{BRACKETED}|[A-Z\"])))")
_AFTER_PAGE = re.compile(rf"(?:{PAGE_OF_PAGES})(?=\s+\S)")
#: What suggests that a line holds several parts. All begin with a letter or a blank, which makes the search fast.
_PIECES = re.compile(
    r" OF 00| FM [A-Z]|UNCLAS|CONFID|SECRET|LIMITED|C O N|S E C|U N C|RESTRICTED"
    r"|SUBJ(?<!\ASUBJ)|TAGS(?<!\ATAGS)|REF(?<=\AREF).{1,60} 1\. | REFS?: | REFTELS?: | ZZH [ZOPR] "
)
_LEVEL_HINTS = ("UNCLAS", "CONFID", "SECRET", "LIMITED", "C O N", "S E C", "U N C", "RESTRICTED")
#: Lines longer than this may hold several parts of a header.
LONG = 100


#: A label joined to what stands before it, on a line that begins with another label or with a date-time group.
_JOINED = re.compile(
    r"(?<=[^\s(])[ \t]*(?=(?:TAGS|SUBJECT|SUBJ|REFS?|REFTELS?) ?: ?\S)"
    r"|(?<=[A-Z] \d\d) (?=FM [A-Z]{3})|(?<=\S) (?=TO SECSTATE\b)|(?<= ZZH) (?=[ZOPR] )|(?<=\ABT) "
)
#: The first paragraph behind a reference: `REF: STATE 170011 1. FOUR DANCERS ...`, but no list `REF: 1. STATE 12`.
_FIRST_WORDS = re.compile(r"(?<=\d) {1,4}(?=1\. {1,3}(?:[A-Z]+ ){2})(?!1\. {1,3}(?:[A-Z]+ ){1,4}\d)")
_MAY_JOIN = ("E.O.", "TAGS", "SUBJ", "BT ")
_LABELS_INSIDE = (" E.O. ", " TAGS: ")
#: How lines begin that name an addressee, behind which a classification may stand.
_ADDRESSED = ("RU", "RH", "TO ", "INFO ", "AMEMB", "AMCON", "SECSTATE", "USMISSION")


def is_one_piece(text: str) -> bool:
    """Whether nothing suggests that a line of a header holds several parts."""
    return len(text) <= LONG and not _PIECES.search(text)


def _may_join(text: str) -> bool:
    return text.startswith(_MAY_JOIN) or " FM " in text or " ZZH " in text


def split_line(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of a physical line of a header, as (start, text): most lines are one piece."""
    cuts = [0]
    fused = FUSED.search(text, 1) if any(word in text for word in _LEVEL_HINTS) else None
    if fused:
        cuts.append(fused.start())
    if (
        len(text) > LONG
        or fused
        or " OF 00" in text
        or text.startswith(_ADDRESSED)
        or any(label in text for label in _LABELS_INSIDE)
    ):
        cuts += [match.end() for match in _ANCHORS.finditer(text)]
        cuts += [match.end() for match in _AFTER_PAGE.finditer(text)]
    if _may_join(text):
        cuts += [match.end() for match in _JOINED.finditer(text)]
    if text.startswith("REF"):
        cuts += [match.end() for match in _FIRST_WORDS.finditer(text)]
    if len(cuts) == 1:
        yield 0, text
        return
    cuts = sorted(set(cuts))
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        yield start, text[start:end]


def to_regions(kinds: Sequence[str]) -> tuple[Region, ...]:
    """Runs of lines of one kind, from one kind a line."""
    if not kinds:
        return ()
    ends = [*compress(count(1), map(ne, kinds, islice(kinds, 1, None))), len(kinds)]
    return tuple([Region(kinds[last - 1], (before + 1, last)) for before, last in zip([0, *ends], ends, strict=False)])


def spans_to_set(spans: Sequence[Span], count: int) -> set[int]:
    """The 0-based lines that spans (1-based, inclusive) cover, within a document of `count` lines."""
    return set().union(*(range(max(first, 1) - 1, min(last, count)) for first, last in spans))
