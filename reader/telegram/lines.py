"""Which kind is each line of a header: one table of recognisers, tried in order, and the lines that hold several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.telegram.classification import FUSED
from reader.telegram.patterns import BRACKETED, LEVEL, NUMBER, PAGE_LINE, PAGE_OF_PAGES, PILCROW, RULE
from reader.telegram.records import Region, Span

#: kind -> how a line of it begins; examples in docs/formats.md. The first that matches rules.
_KINDS: tuple[tuple[str, str], ...] = (
    ("paragraph", rf"{NUMBER}(?: {{0,2}}[.)](?![\d/])|(?=\s?\((?:SBU|U|C|S|TS|LOU|FOUO|[CS]//?NF)\)))"),
    ("page", PAGE_LINE),
    ("page-of-pages", PAGE_OF_PAGES),
    ("transmission", r"V?ZCZC[A-Z]*"),
    ("routing", r"(?:ZZ|OO|PP|RR|YY) {1,3}R[A-Z]{3,7}\b"),
    ("more-routing", r"(?:R[A-Z]{4,7}(?: {1,3}|\Z)){1,40}\Z"),
    ("de", r"DE {1,3}R[A-Z]{3,7}\b"),
    ("prosign", r"Z(?:NR|NY|DK|UI|FF|FR|DS|ZH|OC|EL|BO|FH|FD)\b"),
    ("dtg", r"(?:[A-Z] {1,3}){0,3}\d{6} ?Z {0,6}[A-Z]{3}"),
    ("from", r"FM {1,3}(?=[A-Z])(?![A-Z][a-z]+:)"),
    ("to", r"TO ?: {0,3}(?=[A-Z])|TO {1,4}(?=[A-Z]{2})"),
    (
        "distribution",
        r"(?:(?:ACTION|ORIGIN|INFO) {1,6})?[A-Z/]{1,8}-\d\d\b(?! *[A-Z]{4})|/\d{3} ?[A-Z]{1,2}\b|(?:ACTION|ORIGIN) [A-Z]{1,6}\Z",
    ),
    ("info", r"INFO\b ?:? {0,4}"),
    ("drafting", r"(?:DRAFTED|APPROVED|CLEARED|DRAFTED BY|DRAFT(?:ER)?) ?(?:BY)? ?:? ?[A-Z]{1,6}[/:]"),
    ("dashes", r"-{4,} ?[\dA-Z ]{5,40}(?:/\d\d)?\s*\Z"),
    ("order", rf"{PILCROW}? ?(?:E ?\. ?O ?\.?|EO\b|E\.O) ?:? ?(?=\d|:|N/A)|DECL ?:"),
    ("tags", r"\(?TAGS?\b\)? ?[:;.,]? ?"),
    ("subject", r"(?P<mark>\([A-Z/]{1,8}\) {0,2})?SUBJ(?:ECT)? ?(?:[:.;]|(?=\Z)|(?= {1,9}[A-Z(\"]))[ :]{0,4}"),
    ("references", r"(?:REF(?:ERENCE)?S?|REFTELS?)(?: ?[:.;] ?|\Z| {1,4}(?=\(?[A-Z\d][.)] ?[A-Z\d]))(?![a-z])"),
    ("classified-by", r"(?:\([A-Z/]{1,8}\) ?)?(?:CLASSIFIED BY|DERIVED FROM|REASONS? ?:|CLASSIFIED ?:)"),
    ("classification", rf"{LEVEL}(?=[\s/]|\Z)"),
    ("notice", r"THIS RECORD IS A PARTIAL EXTRACT"),
    ("corrected", r"\W{0,4}C ?O ?R ?R ?E ?C ?T ?E ?D {1,4}C ?O ?P ?Y"),
    ("rule", rf"{RULE}\s*\Z"),
    (
        "furniture",
        r"N{3,5}(?:MAFVVZCZ)?\Z|\*{3} ?CURRENT |<< ?END OF|.{0,60}DECLASSIFIED/RELEASED US DEPARTMENT|[\u00bf\u00c2 ]{2,}\Z|ACTION COPY\Z",
    ),
    ("quote", r"(?:BEGIN )?(?:UN)?QUOTE\.?\Z"),
    ("passing", r"(?:[A-Z0-9/.,&()'\- ]{1,80}\b)?(?:FOR|PASS(?: TO)?|PLS PASS)\b[: ] ?\S|PASS (?:TO )?[A-Z]"),
)
_KIND = re.compile(
    "|".join(f"(?P<k{number}>{pattern})" for number, (_, pattern) in enumerate(_KINDS)),
)
_NAMES = {f"k{number}": kind for number, (kind, _) in enumerate(_KINDS)}
_UPPER_ONLY = frozenset(("classified-by", "notice", "furniture", "subject", "tags", "references", "order"))
_CASELESS = re.compile(
    "|".join(f"(?P<k{number}>{pattern})" for number, (kind, pattern) in enumerate(_KINDS) if kind in _UPPER_ONLY),
    re.IGNORECASE,
)


def kind_of(text: str) -> tuple[str, int]:
    """The kind of a header line (stripped) and where its label ends; `("", 0)` for lines of no kind."""
    match = _KIND.match(text) or (_CASELESS.match(text) if text[0].isalpha() or text[0] in "(¶\ufffd" else None)
    if not match or match.lastgroup is None:
        return "", 0
    name = match.lastgroup if match.lastgroup != "mark" else _last_kind(match)
    return _NAMES[name], match.end()


def _last_kind(match: re.Match[str]) -> str:
    return next(name for name, value in match.groupdict().items() if value is not None and name != "mark")


#: What begins a new piece inside a long line: the parts of a header, each with enough context to be no words of a text.
_ANCHORS = re.compile(
    r"(?<=\S)[ \t]+(?=(?:"
    r"(?:ZZ|OO|PP|RR) R[A-Z]{4,7}\b|DE R[A-Z]{3,7} ?#|Z(?:NR|NY) [A-Z]{5}\b|(?:[ZOPR] ){1,2}\d{6}Z |FM (?:AM|US|SEC|R[A-Z]{4,7}/)[A-Z]*"
    r"|TO (?:R[A-Z]{4,7}/|SECSTATE|AMEMB|AMCON|USMISS|ALL )|INFO (?:R[A-Z]{4,7}/|AMEMB|AMCON|USMISS|SECSTATE|ALL )|R[A-Z]{4,7}/[A-Z]{2}"
    rf"|{LEVEL} (?:SECTION \d|[A-Z][A-Z'.\- ]{{1,40}} \d{{3,7}}\b)|SIPDIS\b|E\.? ?O\.? ?1\d{{4}}|TAGS?:? {{1,3}}[A-Z]|SUBJ(?:ECT)?: |REFS?: "
    rf"|(?:CLASSIFIED|Classified) (?:BY|By|by): |{PAGE_OF_PAGES}|{PILCROW} ?\d{{1,2}}[.)]|1\. {{0,2}}(?:{BRACKETED}|[A-Z\"])"
    r"|\([A-Z/]{1,6}\) (?:THIS|This) (?:CABLE|MESSAGE|cable|message)"
    r"))"
)
_AFTER_PAGE = re.compile(rf"(?:{PAGE_OF_PAGES})(?=\s+\S)")
#: Lines longer than this may hold several parts of a header.
LONG = 100


def split_line(text: str) -> Iterator[tuple[int, str]]:
    """The pieces of a physical line of a header, as (start, text): most lines are one piece."""
    cuts = [0]
    fused = FUSED.search(text, 1) if "N" in text or "S E" in text or "SECRET" in text else None
    if fused:
        cuts.append(fused.start())
    if len(text) > LONG or fused or " OF 00" in text:
        cuts += [match.end() for match in _ANCHORS.finditer(text)]
        cuts += [match.end() for match in _AFTER_PAGE.finditer(text)]
    if len(cuts) == 1:
        yield 0, text
        return
    cuts = sorted(set(cuts))
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        yield start, text[start:end]


def to_regions(kinds: Sequence[str]) -> tuple[Region, ...]:
    """Runs of lines of one kind, from one kind a line."""
    regions: list[Region] = []
    first = 0
    for index in range(1, len(kinds) + 1):
        if index == len(kinds) or kinds[index] != kinds[first]:
            regions.append(Region(kinds[first], (first + 1, index)))
            first = index
    return tuple(regions)


def spans_to_set(spans: Sequence[Span], count: int) -> set[int]:
    """The 0-based lines that spans (1-based, inclusive) cover, within a document of `count` lines."""
    return {line for first, last in spans for line in range(max(first, 1) - 1, min(last, count))}
