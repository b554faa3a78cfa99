"""Cables that a mirror put on one line: the line is broken where a part of a cable begins.

Only texts of a few very long lines are unfolded; all others have their lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reader.telegram.headings import titled
from reader.telegram.lines import to_regions
from reader.telegram.patterns import BRACKETED, HEADER_PARTS, LEVEL, PAGE_LINE, PILCROW, RULE, page_numbers, page_start
from reader.telegram.records import Document, Region, Span, Telegram

#: A text is folded when its longest line has so many characters, and more than half of all.
_LONGEST = 400
_MOST_FILLED = 12
MOST_FOLDED_LINES = 48

_HANDLING = (
    r"(?:(?<! IS )(?<! is )(?:SENSITIVE,? BUT UNCLASSIFIED|Sensitive,? [Bb]ut [Uu]nclassified)"
    r"|(?:THIS|This) (?:CABLE|MESSAGE|cable|message) (?:IS|is) |(?:ENTIRE TEXT|Entire text) )"
)
_HEADED = (
    r"(?:(?:EXECUTIVE |Executive )?(?:SUMMARY|Summary)|INTRODUCTION|Introduction|COMMENT|Comment|BACKGROUND|Background)"
)
_HEADER_BREAK = re.compile(
    rf"(?<=\S)[ \t]+(?=(?:{HEADER_PARTS}|BT {LEVEL}|XMT (?:AMEMB|AMCON|USMISS)|{_HANDLING}"
    rf"|{_HEADED} {RULE}|{_HEADED} 1\.|SUMMARY:|Summary: "
    rf"|{RULE} |SENSITIVE (?:SIPDIS|E)))"
)
_AFTER_CAPTION = re.compile(
    r"(?:(?<=\sBT)|(?<=\bSIPDIS)|(?<=\bSENSITIVE)|(?<=\b(?:NODIS|EXDIS))|(?<=\bLIMDIS)|(?<=INTERNET DISTRIBUTION))"
    r"[ \t]+(?!BUT|,)|(?<=\d{3})[ \t]+(?=(?:SENSITIVE|SIPDIS|NODIS|EXDIS|LIMDIS|NOT FOR INTERNET) )"
)
_FIRST_PARAGRAPH = re.compile(
    rf"(?<=\S)[ \t]+(?=(?:{PILCROW} ?)?1 ?\.[ \t]{{0,3}}(?:{BRACKETED}|[A-Z\"])"
    rf"|(?:{PILCROW} ?)?\d{{1,3}}\.[ \t]{{0,3}}\((?:SBU|[UCS])[)/])"
)
#: A number with a pilcrow, with a marking, behind a sentence, or behind the words of a heading.
_PARAGRAPH = re.compile(
    rf"(?<=\S)[ \t]+(?=(?:(?P<pilcrow>{PILCROW}) ?(?P<a>\d{{1,3}}) ?[.)](?:[ \t]{{0,3}}\((?P<mark>[A-Z/]{{1,8}}\)))?"
    r"|(?P<b>\d{1,3})\.[ \t]{0,3}\((?:[A-Z]{1,5}[)/\-]|[A-Z]{1,12}\))))"
    r"|(?<=[.!?\"'):])[ \t]+(?=(?P<c>\d{1,3})\. {1,3}[A-Z\"])"
    r"|(?<=[A-Za-z])[ \t]+(?=(?P<d>\d{1,3})\. {1,3}[A-Z\"])"
)
_ENDED = frozenset(".!?\"'):]\u201d")
_PAGE = re.compile(rf"(?<=\S)[ \t]+(?P<level>{LEVEL}[ \t]+)?(?P<page>{PAGE_LINE})[ \t]")
_STATION = re.compile(rf"{LEVEL}(?: SECTION \d\d? OF \d\d?)? (?P<place>[A-Z][A-Z'.\- ]{{1,40}}?) \d{{3,7}}\b")
_RULES = re.compile(rf"[ \t]+(?P<rule>{RULE})(?=[ \t]|\Z)")
_SENTENCE = re.compile(
    r"(?:(?<=[A-Z]{2})|(?<=[a-z\d)\]%\"']))[.!?][\"')]{0,2}[ \t]+(?=[A-Z\"'\d])"
    r"|\b(?:SUMMARY|Summary|COMMENT|Comment)[ \t]+(?=[A-Z])"
)
_FIGURES = re.compile(r"\d+")
_LONGEST_HEADING = 110
_TAIL = re.compile(
    r"[ \t]+(?=(?:BT(?:[ \t]+#\d{2,6})?(?:[ \t]+N{3,5})?|#\d{2,6}(?:[ \t]+N{3,5})?|N{3,5}"
    rf"|{LEVEL}(?: N{{3,5}})?)[ \t]*\Z)"
)


def is_folded(lines: Sequence[str], skipped: set[int]) -> bool:
    """Whether a text is mainly one very long line; `skipped` lines (0-based) are furniture."""
    if max(map(len, lines), default=0) <= _LONGEST:
        return False
    filled = [len(line) for number, line in enumerate(lines) if number not in skipped and line.strip()]
    return bool(filled) and len(filled) <= _MOST_FILLED and max(filled) > _LONGEST and max(filled) * 2 > sum(filled)


def unfold(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """The lines, the long ones broken, and for each of them the number (0-based) of the line that it comes from."""
    unfolded: list[str] = []
    origins: list[int] = []
    for number, line in enumerate(lines):
        parts = _broken(line) if len(line) > _LONGEST else [line]
        unfolded += parts
        origins += [number] * len(parts)
    return unfolded, origins


def _broken(line: str) -> list[str]:
    first = _FIRST_PARAGRAPH.search(line)
    end = first.end() if first else len(line)
    cuts = {match.end() for match in _HEADER_BREAK.finditer(line, 0, end)}
    cuts |= {match.end() for match in _AFTER_CAPTION.finditer(line, 0, end)}
    cuts |= _page_cuts(line)
    if first:
        cuts |= {end} | _body_cuts(line, end)
    inner = sorted(cut for cut in cuts if 0 < cut < len(line))
    return _spaced([line[a:b].strip() for a, b in zip([0, *inner], [*inner, len(line)], strict=True)])


def _page_cuts(line: str) -> set[int]:
    """Before and behind each page break."""
    station = _STATION.search(line)
    cuts: set[int] = set()
    for match in _PAGE.finditer(line):
        cuts |= {match.start("level" if match["level"] else "page"), match.start("page"), match.end("page")}
    for match in page_numbers(line):
        cuts |= {page_start(line, match.start(), station["place"] if station else None), match.end()}
    return cuts


def _body_cuts(line: str, start: int) -> set[int]:
    """Where paragraphs and the headings above them begin."""
    paragraphs = _paragraphs(line, start)
    cuts = set(paragraphs)
    for place in paragraphs:
        cuts |= _heading_above(line, place)
    for match in _RULES.finditer(line, max(start - _LONGEST_HEADING, 0)):
        cuts |= {match.start("rule"), match.end()} | _heading_above(line, match.start("rule"))
    cuts |= {match.end() for match in _TAIL.finditer(line, max(start, len(line) - 40))}
    return {cut for cut in cuts if cut > start}


def _paragraphs(line: str, start: int) -> list[int]:
    """Where paragraphs begin. What only looks so (a mirror's pilcrow before a wrapped number, a number behind words)
    gives way to a better place of the same number further on; behind words it has to be the next, with a heading above.
    """
    found = list(_PARAGRAPH.finditer(line, start))
    sure = {_number(match): match.end() for match in found if not _is_weak(match, line)}
    places: list[int] = []
    before = _FIGURES.search(line, start)
    number = int(before[0]) if before else 0
    for match in found:
        if _is_weak(match, line) and sure.get(_number(match), -1) > match.end():
            continue
        if match["d"] and (_number(match) != number + 1 or not _titled_above(line, match.end())):
            continue
        number = _number(match)
        places.append(match.end())
    return places


def _number(match: re.Match[str]) -> int:
    return int(match["a"] or match["b"] or match["c"] or match["d"])


def _is_weak(match: re.Match[str], line: str) -> bool:
    """Whether a number has no marking and stands behind no sentence."""
    return bool(match["d"]) or bool(match["pilcrow"] and not match["mark"] and line[match.start() - 1] not in _ENDED)


def _titled_above(line: str, place: int) -> bool:
    """Whether what stands between the last sentence and a place is a heading."""
    return any(
        titled(words) and len(words.split()) > 1
        for start in _heading_above(line, place)
        if (words := line[start:place])
    )


def _heading_above(line: str, place: int) -> set[int]:
    """Where the heading that ends at a place begins: behind the last sentence, if that is near."""
    low = max(place - _LONGEST_HEADING, 0)
    ends = [match.end() for match in _SENTENCE.finditer(line, low, place)]
    if not ends or ends[-1] >= place - 3 or line[ends[-1] : place].rstrip().endswith((":", ".", ",")):
        return set()
    return set() if line.startswith(("END ", "End "), ends[-1]) else {ends[-1]}


def _spaced(parts: list[str]) -> list[str]:
    """Blank lines around what stood in a paragraph of its own; lists of addressees and rules stay together."""
    lines: list[str] = []
    for part in parts:
        if lines and _APART.match(part) and not re.match(RULE, part):
            lines.append("")
        lines.append(part)
    return lines


_APART = re.compile(r"(?!R[A-Z]{4,7}/|TO |INFO |FM |DE |Z[NR]|(?:[ZOPR] ){1,2}\d{6}|(?:ZZ|OO|PP|RR) |TAGS|E\.?O)(?:\S)")


def unfolded_document(document: Document, skipped: set[int]) -> tuple[Document, list[int], set[int]]:
    """The document with its long lines broken, the origin of each line, and which lines are furniture."""
    lines, origins = unfold(document.lines)
    furniture = {number for number, origin in enumerate(origins) if origin in skipped}
    return replace(document, lines=tuple(lines)), origins, furniture


def fold_back(telegram: Telegram, origins: Sequence[int], count: int) -> Telegram:
    """The telegram with the line numbers of the document as it was."""

    def line(number: int) -> int:
        return origins[number - 1] + 1

    def span(lines: Span) -> Span:
        return line(lines[0]), line(lines[1])

    return replace(
        telegram,
        to=tuple(replace(a, line=line(a.line) if a.line else None) for a in telegram.to),
        info=tuple(replace(a, line=line(a.line) if a.line else None) for a in telegram.info),
        references=tuple(replace(r, line=line(r.line) if r.line else None) for r in telegram.references),
        paragraphs=tuple(
            replace(p, lines=span(p.lines), page_breaks=tuple(replace(b, line=line(b.line)) for b in p.page_breaks))
            for p in telegram.paragraphs
        ),
        lines={name: span(lines) for name, lines in telegram.lines.items()},
        warnings=tuple(replace(w, line=line(w.line) if w.line else None) for w in telegram.warnings),
        regions=_folded_regions(telegram.regions, origins, count),
    )


def _folded_regions(regions: Sequence[Region], origins: Sequence[int], count: int) -> tuple[Region, ...]:
    """One kind for each line of the document: of its parts the kind that most of them have, blank ones aside."""
    votes: list[Counter[str]] = [Counter() for _ in range(count)]
    for region in regions:
        for number in range(region.lines[0] - 1, region.lines[1]):
            votes[origins[number]][region.kind] += region.kind != "blank"
    return to_regions([vote.most_common(1)[0][0] if vote else "blank" for vote in votes])
