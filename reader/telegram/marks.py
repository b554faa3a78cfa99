"""One pass over the text below the header: whatever is more than a line of words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from reader.telegram.markings import read_marking
from reader.telegram.numbering import Candidate
from reader.telegram.patterns import (
    BRACKETED,
    BROKEN_RULE,
    LEVEL,
    NUMBER,
    PAGE_LINE,
    PAGE_OF_PAGES,
    PILCROW,
    RULE,
    page_numbers,
    page_start,
)
from reader.telegram.records import Marking, ReadingWarning
from reader.telegram.stray_captions import stray_captions

_GAP = r"[ \t\u00a0\r\f\v]*+"
_LINE_END = rf"{_GAP}(?=\n|\Z)"

#: Markings believed without a number in front of them.
_OWN_MARK = (
    r"\((?:SBU|U|C|S|TS|LOU|FOUO|U/{1,2}FOUO|SBU/{1,2}NF|[CS]/{1,2}(?:NF|NOFORN|REL[^()\n]{0,30})"
    r"|UNCLASSIFIED|CONFIDENTIAL|SECRET)\)"
)
#: A bracket lost: `4. (S Our map`, `5. S) He will`.
_HALF = r"\((?:SBU|[CSU]|[CS]/{1,2}NF)(?= [A-Z])|(?:SBU|[CSU]|[CS]/{1,2}NF)\)(?=[ \t])"
#: A level alone is the page's where a PAGE line, an end marker or a release line follows, or the next page's level.
_PAGE_FOLLOWS = (
    rf"(?=\s*+(?:\Z|(?:{LEVEL}[ \t]*+\n\s*+)?PAGE {{1,3}}\d"
    r"|N{3,5}(?=\s|\Z)|N{4}[A-Z]|\*{3}|<<|[^\n]{0,60}Declassified/Released))"
)
_FURNITURE = (
    rf"N{{3,5}}{_LINE_END}",
    rf"N{{4}}[A-Z]{{1,12}}{_LINE_END}",
    r"\*{3} ?Current [^\n]*",
    r"<< ?END OF[^\n]*",
    rf"[\u00bf\u00c2][\u00bf\u00c2 ]+{_LINE_END}",
    rf"BT{_LINE_END}",
    rf"#\d{{3,6}}{_GAP}(?=\s*(?:\Z|N{{3,5}}(?=\s|\Z)))",
    rf"(?i:END (?:OF )?CABLE TEXT){_LINE_END}",
    rf"={{3,}} ?CABLE ENDS ?={{3,}}{_LINE_END}",
    r"\u00a9 [^\n]{1,100}",
)
_RELEASED = "Declassified/Released US Department"
_RELEASE_LINE = rf"[^\n]{{0,60}}{_RELEASED}[^\n]*"
_LEVEL_OF_PAGE = rf"{LEVEL}(?: {{2,}}[A-Z]{{2,4}}\d{{2,6}})?[ \t]*+{_PAGE_FOLLOWS}"
#: The header of a further section, or of a telegram repeated inside this one.
_AGAIN = "|".join(
    (
        r"V?ZCZC[A-Z]{2,}",
        r"(?:[ZOPR] {1,3}){1,2}\d{6} ?Z [A-Z]{3} \d\d[ \t]*(?=\n\s*FM )",
        r"(?:ZZ|OO|PP|RR) {1,3}R[A-Z]{3,7}(?: {1,3}R[A-Z]{3,7}){0,20}[ \t]*(?=\n\s{0,9}DE {1,3}R[A-Z]{3,7}\b)",
        r"DE {1,3}R[A-Z]{3,7} {1,3}#\d{1,7}(?:/\d\d)? {1,3}\d{7}\b",
        r"PAGE {1,3}01 {2,16}[A-Z]",
        rf"{LEVEL} SECTION {{1,2}}\d{{1,2}} OF \d{{1,2}} [A-Z][A-Z'.\- ]{{1,40}} \d{{3,7}}",
    )
)
#: The characters with which all of these begin; release lines begin with any.
_FIRST = "(?=[\\dA-Z\u00b6\ufffd(\\-=_*~<# \u00bf\u00c2\u00a9e])"


@cache
def _marks(*, released: bool) -> re.Pattern[str]:
    """The pattern of all marks. Each match begins with the line feed in front of its line, and most lines are left at
    their first character: that makes the search fast. Few texts have release lines, which are slow to look for.
    """
    furniture = "|".join((*_FURNITURE, *((_RELEASE_LINE,) if released else ()), _LEVEL_OF_PAGE))
    return re.compile(
        rf"\n(?P<indent>[ \t\u00a0\r\f\v]{{0,60}}){'' if released else _FIRST}(?:"
        rf"(?P<again>{_AGAIN})"
        rf"|(?P<page>(?:{PAGE_LINE}|{PAGE_OF_PAGES}))(?P<behind>[^\n]*)"
        rf"|(?P<number>{NUMBER}) {{0,2}}(?P<stop>[.)](?![\d/])|(?= ?\((?i:sbu|u|c|s|ts|lou|[cs]//?nf)\)))"
        r"[ \t\u00a0.\-]{0,8}"
        rf"(?P<mark>{BRACKETED}|{_HALF})?"
        rf"|(?P<own>{_OWN_MARK})(?=[ \t])"
        rf"|(?P<noise>SIPDIS|NOFORN|NODIS|EXDIS|LIMDIS){_LINE_END}"
        rf"|(?P<rule>{RULE}|{BROKEN_RULE}){_LINE_END}"
        rf"|(?P<furniture>{furniture})"
        r")"
    )


#: Paragraphs that begin inside a long line, which mirrors make of whole paragraphs or of whole cables.
_INLINE = re.compile(
    rf"(?<=[^\s\n])[ \t]+(?:{PILCROW} ?(?P<number>\d{{1,3}}) ?[.)](?!\d)|(?P<plain>\d{{1,3}})\.(?= {{0,2}}\())"
    rf"[ \t]*(?P<mark>{BRACKETED})?"
)
#: What all of them have, looked for behind the number with which the line itself begins.
_INLINE_HINT = re.compile(rf"{PILCROW} ?\d|\d\. {{0,2}}\(")
_NUMBER_IN_FRONT = 8
_PLAIN_INLINE = re.compile(r"(?<=[.!?\"'):]) {1,3}(?P<number>\d{1,3})\. {1,2}(?=[A-Z\"(])")
_SENTENCE_END = re.compile(r"[.!?:;\"'\u201d)\]]\Z|X{4,}\Z|\b(?:SUMMARY|COMMENT)\Z", re.IGNORECASE)
_PAGE_LINE = re.compile(PAGE_LINE)
_LEVEL = re.compile(LEVEL)
#: The level at the head of a page, alone below the PAGE line.
_LEVEL_ALONE = re.compile(rf"\s{{0,200}}(?P<line>\n)[ \t]*+(?P<level>{LEVEL}){_LINE_END}")
_NUMBERED = re.compile(rf"{NUMBER} ?[.)(]")
_NEAR = 60
_LONG_LINE = 160
#: Telegrams have some 70 columns: a longer line was joined from many, and its end is a paragraph's.
_UNWRAPPED = 120
#: Texts of no more lines than this are cables on one line: numbers without pilcrow and marking count too.
_FEW_LINES = 3


@dataclass(slots=True)
class Cut:
    """Something taken out of the text: from place to end, its region, whether whole lines go."""

    start: int
    end: int
    kind: str
    whole: bool = True


@dataclass(slots=True)
class Marks:
    """What the pass found. `owns` are markings without a number: (place, end, marking)."""

    candidates: list[Candidate] = field(default_factory=list)
    owns: list[tuple[int, int, Marking]] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    quoted: list[int] = field(default_factory=list)  # those of `again` that are of another telegram
    signed: list[tuple[str, int]] = field(default_factory=list)  # names that sign earlier sections, and their lines
    page_ids: list[str] = field(default_factory=list)
    warnings: list[ReadingWarning] = field(default_factory=list)

    def take_out(self, cuts: list[Cut]) -> None:
        """Take out stretches of the text (in order, apart), and with them whatever was found inside."""
        starts = [cut.start for cut in cuts]

        def outside(place: int) -> bool:
            index = bisect_right(starts, place) - 1
            return index < 0 or place >= cuts[index].end

        self.candidates = [c for c in self.candidates if outside(c.place)]
        self.owns = [own for own in self.owns if outside(own[0])]
        self.rules = [rule for rule in self.rules if outside(rule)]
        self.cuts = sorted((*(cut for cut in self.cuts if outside(cut.start)), *cuts), key=lambda cut: cut.start)

    def cut_lines(self, text: str) -> dict[int, int]:
        """The line feeds in front of lines that are taken out whole, and where what was taken out ends."""
        lines: dict[int, int] = {}
        for cut in self.cuts:
            if cut.whole:
                place = cut.start
                while 0 <= place < cut.end:
                    lines[place] = cut.end
                    place = text.find("\n", place + 1, cut.end)
        return lines


def scan(text: str, starts: Sequence[int], place: str | None = None) -> Marks:
    """Look over the text once; `starts` are where its lines begin, `place` the post of its page breaks, if known."""
    marks = Marks()
    for match in _marks(released=_RELEASED in text).finditer(text):
        _NOTES[match.lastgroup or ""](marks, text, match)
    if " OF 00" in text:
        _scan_inline_pages(marks, text, place)
    if "PAGE 0" in text:
        _scan_inline_page_lines(marks, text)
    if "SIPDIS" in text:
        _cut_stray_captions(marks, text)
    _scan_long_lines(marks, text, starts)
    return marks


def _note_rule(marks: Marks, _text: str, match: re.Match[str]) -> None:
    marks.rules.append(match.start())


def _note_again(marks: Marks, _text: str, match: re.Match[str]) -> None:
    marks.again.append(match.start())


def _note_noise(marks: Marks, _text: str, match: re.Match[str]) -> None:
    marks.cuts.append(Cut(match.start(), match.end(), "caption"))


def _note_furniture(marks: Marks, _text: str, match: re.Match[str]) -> None:
    marks.cuts.append(Cut(match.start(), match.end(), "furniture"))


def _note_own(marks: Marks, text: str, match: re.Match[str]) -> None:
    marking = read_marking(match["own"])
    if marking and _free_above(marks, text, match.start()):
        marks.owns.append((match.start(), match.end(), marking))


def _note_page(marks: Marks, text: str, match: re.Match[str]) -> None:
    marks.page_ids.append(match["page"])
    whole = not match["behind"].strip()
    level = _level_above(marks, text, match.start()) if whole else None
    marks.cuts.append(Cut(match.start(), match.end() if whole else match.end("page"), "page-break", whole))
    if level and (below := _LEVEL_ALONE.match(text, match.end())) and below["level"] == level:
        marks.cuts.append(Cut(below.start("line"), below.end(), "furniture"))


def _level_above(marks: Marks, text: str, place: int) -> str | None:
    """The level at the foot of the page that a PAGE line at a place ends."""
    if not marks.cuts or marks.cuts[-1].kind != "furniture" or text[marks.cuts[-1].end : place].strip():
        return None
    row = text[marks.cuts[-1].start : marks.cuts[-1].end].strip()
    return row if _LEVEL.fullmatch(row) else None


def _note_number(marks: Marks, text: str, match: re.Match[str]) -> None:
    written, stop = match["mark"], match["stop"]
    marking = read_marking(written) if written else None
    if not stop and marking is None:
        return
    place, begin = match.span()
    if written and marking is None:
        begin = match.start("mark")
    elif marking and text[begin : begin + 1] == ".":  # (S - ENTIRE TEXT).
        begin += 1
    number, indent = int(match["number"].lstrip("\u00b6\ufffd ")), match.end("indent") - place - 1
    strong = _free_above(marks, text, place)
    marks.candidates.append(Candidate(place, begin, number, marking, strong, indent, stop == ")"))


#: What is noted of a match, by its last group.
_NOTES: dict[str, Callable[[Marks, str, re.Match[str]], None]] = {
    "again": _note_again,
    "page": _note_page,
    "behind": _note_page,
    "number": _note_number,
    "stop": _note_number,
    "mark": _note_number,
    "own": _note_own,
    "noise": _note_noise,
    "rule": _note_rule,
    "furniture": _note_furniture,
}


def _free_above(marks: Marks, text: str, place: int) -> bool:
    """Whether the line above is blank, a rule, taken out, ends a sentence or stands alone in capitals."""
    if place == 0 or text[place - 1] == "\n":
        return True
    above = text.rfind("\n", 0, place)
    row = text[above + 1 : place].strip()
    if (
        not row
        or len(row) > _UNWRAPPED
        or (marks.cuts and marks.cuts[-1].start == above)
        or (marks.rules and marks.rules[-1] == above)
    ):
        return True
    if _SENTENCE_END.search(row[-8:]) is not None:
        return True
    return len(row) < 70 and row.isupper() and _NUMBERED.match(row) is None and _blank_above(text, above)


def _blank_above(text: str, place: int) -> bool:
    above = text.rfind("\n", 0, place)
    return place == 0 or (above >= 0 and not text[above:place].strip())


def _scan_inline_pages(marks: Marks, text: str, place: str | None) -> None:
    """Page breaks joined to the text around them."""
    known = {cut.end for cut in marks.cuts if cut.kind == "page-break"}
    for match in page_numbers(text):
        if match.end() in known:
            continue
        start = page_start(text, match.start(), place)
        if text[start - 1 : start] != "\n":
            marks.page_ids.append(text[start : match.end()])
            marks.cuts.append(Cut(start, match.end(), "page-break", whole=False))
    marks.cuts.sort(key=lambda cut: cut.start)


def _scan_inline_page_lines(marks: Marks, text: str) -> None:
    """PAGE lines joined to the text in front of them: MONEY TOO.PAGE 03 SANTO 02801."""
    fresh = [match for match in _PAGE_LINE.finditer(text) if _is_inside(text, match.start())]
    marks.page_ids += [match[0] for match in fresh]
    marks.cuts += [Cut(match.start(), match.end(), "page-break", whole=False) for match in fresh]
    marks.cuts.sort(key=lambda cut: cut.start)


def _cut_stray_captions(marks: Marks, text: str) -> None:
    """Captions in the middle of a sentence; those on lines of their own were found with the lines."""
    known = {cut.end for cut in marks.cuts if cut.kind == "caption"}
    fresh = [Cut(start, end, "caption", whole=False) for start, end in stray_captions(text) if end not in known]
    if fresh:
        marks.cuts = sorted((*marks.cuts, *fresh), key=lambda cut: cut.start)


def _is_inside(text: str, place: int) -> bool:
    """Whether words stand in front of a place on its line."""
    near = text[max(place - _NEAR, 0) : place]
    return not near.isspace() and bool(near[near.rfind("\n") + 1 :].strip())


def _scan_long_lines(marks: Marks, text: str, starts: Sequence[int]) -> None:
    found: dict[int, Candidate] = {}
    ends = [*starts[1:], len(text) + 1]
    for start, end in zip(starts, ends, strict=False):
        if end - start <= _LONG_LINE:
            continue
        if _INLINE_HINT.search(text, start + _NUMBER_IN_FRONT, end):
            _scan_long_line(text, start, end - 1, found)
        if len(starts) <= _FEW_LINES:
            for match in _PLAIN_INLINE.finditer(text, start, end - 1):
                weak = Candidate(match.start(), match.end(), int(match["number"]), None, strong=False)
                found.setdefault(weak.place, weak)
    if found:
        known = {c.number for c in marks.candidates}
        fresh = [c for c in found.values() if c.marking or c.number not in known]
        marks.candidates = sorted((*marks.candidates, *fresh), key=lambda c: c.place)


def _scan_long_line(text: str, start: int, end: int, found: dict[int, Candidate]) -> None:
    for match in _INLINE.finditer(text, start, end):
        written = match["mark"]
        marking = read_marking(written) if written else None
        if marking is None and match["plain"]:
            continue
        begin = match.start("mark") if written and marking is None else match.end()
        number = int(match["number"] or match["plain"])
        found[match.start()] = Candidate(match.start(), begin, number, marking, strong=True)
