"""The text below the header: paragraphs with their headings, page breaks, signature."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.telegram.header import Header
from reader.telegram.headings import Heading, heading_before, is_rule, block_heading
from reader.telegram.markings import read_marking
from reader.telegram.numbering import Candidate, choose
from reader.telegram.patterns import BRACKETED, LEVEL, NUMBER, PAGE_LINE, PAGE_OF_PAGES, PILCROW, RULE
from reader.telegram.records import Document, Marking, PageBreak, Paragraph, ReadingWarning
from reader.telegram.sheet import Sheet, sheet_of
from reader.telegram.signatures import Signature, find_signature
from reader.telegram.warning import warn
from reader.telegram.wording import flow, join

_OWN_MARK = r"\((?:SBU|U|C|S|TS|LOU|FOUO|U/{1,2}FOUO|SBU/{1,2}NF|[CS]/{1,2}(?:NF|NOFORN|REL[^()\n]{0,30})|UNCLASSIFIED|CONFIDENTIAL|SECRET)\)"
_LINE_END = r"[ \t\u00a0\r\f\v]*(?=\n|\Z)"
_FURNITURE = (
    rf"N{{3,5}}(?:MAFVVZCZ)?{_LINE_END}|\*{{3}} ?Current [^\n]*|<< ?END OF[^\n]*|[\u00bf\u00c2 ]{{2,}}{_LINE_END}|BT{_LINE_END}"
    r"|[^\n]{0,60}Declassified/Released US Department[^\n]*"
    rf"|{LEVEL}(?: {{2,}}[A-Z]{{2,4}}\d{{2,6}})?[ \t]*(?=(?:\s*\n)?\s*(?:\Z|PAGE {{1,3}}\d|N{{3,5}}\s|\*{{3}}|<<|[^\n]{{0,60}}Declassified/Released))"
)
#: The header of a second section or of a telegram repeated inside this one.
_AGAIN = (
    rf"V?ZCZC[A-Z]{{2,}}|(?:[ZOPR] {{1,3}}){{1,2}}\d{{6}} ?Z [A-Z]{{3}} \d\d[ \t]*(?=\n\s*FM )|PAGE {{1,3}}01 {{2,16}}[A-Z]"
    rf"|{LEVEL} SECTION {{1,2}}\d{{1,2}} OF \d{{1,2}} [A-Z][A-Z'.\- ]{{1,40}} \d{{3,7}}"
)
#: Whatever is more than a line of text; each begins with the line feed in front of its line.
_MARKS = re.compile(
    r"\n(?P<indent>[ \t\u00a0]{0,40})(?:"
    rf"(?P<again>{_AGAIN})"
    rf"|(?P<page>(?:{PAGE_LINE}|{PAGE_OF_PAGES}))(?P<behind>[^\n]*)"
    rf"|(?P<number>{NUMBER}) {{0,2}}(?P<stop>[.)](?![\d/])|(?= ?\((?i:sbu|u|c|s|ts|lou|[cs]//?nf)\)))[ \t\u00a0.\-]{{0,8}}(?P<mark>{BRACKETED})?"
    rf"|(?P<own>{_OWN_MARK})(?=[ \t])"
    rf"|(?P<noise>SIPDIS|NOFORN|NODIS|EXDIS|LIMDIS){_LINE_END}"
    rf"|(?P<rule>{RULE}){_LINE_END}"
    rf"|(?P<furniture>{_FURNITURE})"
    r")"
)
#: Paragraphs that begin inside a long line.
_INLINE = re.compile(
    rf"(?<=[^\s\n])[ \t]+(?:{PILCROW} ?(?P<number>\d{{1,3}}) ?[.)](?!\d)|(?P<plain>\d{{1,3}})\.(?= {{0,2}}\())[ \t]*(?P<mark>{BRACKETED})?"
)
_PLAIN_INLINE = re.compile(r"(?<=[.!?\"'):]) {1,3}(?P<number>\d{1,3})\. {1,2}(?=[A-Z\"(])")
_INLINE_PAGE = re.compile(
    r"(?<=\S)[ \t]+(?P<page>[A-Z][A-Z'.\-]{1,20} \d{8} {1,4}\d{3}(?:\.\d)? {1,2}OF {1,2}\d{3})\b[ \t]*"
)
_LONG_LINE = 160
_SENTENCE_END = re.compile(r"[.!?:;\"'\u201d)\]]\Z|X{4,}\Z")
_CLOSED = re.compile(r"[.!?:;\"'\u201d\u2019)\]*\-]\Z|[X_=.]{3,}\Z|\d\Z")


@dataclass(slots=True)
class Cut:
    """Something taken out of the text: from place to end, its region, whether its whole line goes."""

    start: int
    end: int
    kind: str
    whole: bool = True


@dataclass(slots=True)
class Body:
    """What stands below the header. `again` are places of second headers."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    signatures: tuple[str, ...] = ()
    signature_line: int | None = None
    page_ids: list[str] = field(default_factory=list)
    warnings: list[ReadingWarning] = field(default_factory=list)
    out_of_turn: list[tuple[int, int, int]] = field(default_factory=list)  # number, the one before, line
    cut_paragraphs: list[tuple[int, int]] = field(default_factory=list)  # number, last line
    ends_open: int | None = None  # the line where the text ends in the middle of a sentence


@dataclass(slots=True)
class Marks:
    """What the one pass over the sheet found."""

    candidates: list[Candidate] = field(default_factory=list)
    owns: list[tuple[int, int, Marking]] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    page_ids: list[str] = field(default_factory=list)


def scan(sheet: Sheet) -> Marks:
    """One pass over the text: numbers, markings, page breaks, noise, rules, furniture."""
    marks = Marks()
    text = sheet.text
    for match in _MARKS.finditer(text):
        kind = match.lastgroup if match.lastgroup not in ("mark", "stop", "behind") else _of(match)
        _NOTERS[kind or "rule"](marks, text, match)
    if " OF 00" in text:
        _scan_inline_pages(marks, text)
    _scan_long_lines(marks, text, sheet.starts)
    return marks


def _of(match: re.Match[str]) -> str:
    return "number" if match["number"] else "page"


def _note_again(marks: Marks, text: str, match: re.Match[str]) -> None:
    marks.again.append(match.start())


def _note_page(marks: Marks, text: str, match: re.Match[str]) -> None:
    marks.page_ids.append(match["page"])
    whole = not match["behind"].strip()
    end = match.end() if whole else match.end("page")
    marks.cuts.append(Cut(match.start(), end, "page-break", whole))


def _note_number(marks: Marks, text: str, match: re.Match[str]) -> None:
    marking = read_marking(match["mark"]) if match["mark"] else None
    if not match["stop"] and marking is None:
        return
    place = match.start()
    number = int(match["number"].lstrip("\u00b6\ufffd "))
    begin = match.end() if marking else (match.start("mark") if match["mark"] else match.end())
    strong = _free_above(text, place, marks)
    marks.candidates.append(
        Candidate(place, begin, number, marking, strong, len(match["indent"]), match["stop"] == ")")
    )


def _note_own(marks: Marks, text: str, match: re.Match[str]) -> None:
    if (marking := read_marking(match["own"])) and _free_above(text, match.start(), marks):
        marks.owns.append((match.start(), match.end(), marking))


def _note_noise(marks: Marks, text: str, match: re.Match[str]) -> None:
    marks.cuts.append(Cut(match.start(), match.end(), "caption"))


def _note_rule(marks: Marks, text: str, match: re.Match[str]) -> None:
    marks.rules.append(match.start())


def _note_furniture(marks: Marks, text: str, match: re.Match[str]) -> None:
    marks.cuts.append(Cut(match.start(), match.end(), "furniture"))


_NOTERS = {
    "again": _note_again,
    "page": _note_page,
    "number": _note_number,
    "own": _note_own,
    "noise": _note_noise,
    "rule": _note_rule,
    "furniture": _note_furniture,
    "indent": _note_rule,
}


def _free_above(text: str, place: int, marks: Marks) -> bool:
    """Whether the line above a place is blank, a rule, taken out, or ends a sentence."""
    if place == 0:
        return True
    above = text.rfind("\n", 0, place)
    row = text[above + 1 : place].strip()
    if not row or (marks.cuts and marks.cuts[-1].start == above) or (marks.rules and marks.rules[-1] == above):
        return True
    return _SENTENCE_END.search(row) is not None or (
        len(row) < 70
        and row == row.upper()
        and text.rfind("\n", 0, above) >= 0
        and not text[text.rfind("\n", 0, above) : above].strip()
    )


def _scan_inline_pages(marks: Marks, text: str) -> None:
    for match in _INLINE_PAGE.finditer(text):
        marks.page_ids.append(match["page"])
        marks.cuts.append(Cut(match.start(), match.end(), "page-break", whole=False))
    marks.cuts.sort(key=lambda cut: cut.start)


def _scan_long_lines(marks: Marks, text: str, starts: Sequence[int]) -> None:
    """Numbers inside long lines, which mirrors make of whole paragraphs or of whole cables."""
    found: list[Candidate] = []
    known = {c.number for c in marks.candidates}
    for index, start in enumerate(starts):
        end = starts[index + 1] - 1 if index + 1 < len(starts) else len(text)
        if end - start <= _LONG_LINE:
            continue
        for match in _INLINE.finditer(text, start, end):
            marking = read_marking(match["mark"]) if match["mark"] else None
            if marking is None and match["plain"]:
                continue
            begin = match.end() if marking or not match["mark"] else match.start("mark")
            found.append(Candidate(match.start(), begin, int(match["number"] or match["plain"]), marking, strong=True))
        if len(starts) <= 3:
            for match in _PLAIN_INLINE.finditer(text, start, end):
                found.append(Candidate(match.start(), match.end(), int(match["number"]), None, strong=False))
    if found:
        fresh = {c.place: c for c in found if c.marking or c.number not in known or c.strong}
        marks.candidates = sorted((*marks.candidates, *fresh.values()), key=lambda c: c.place)


def read_body(document: Document, skipped: set[int], kinds: list[str], header: Header) -> Body:
    """The text from where the header ends; headers of further sections in it are read and taken out."""
    sheet = sheet_of(document.lines, skipped, header.body_line, header.body_column)
    if not sheet.starts:
        return Body()
    marks = scan(sheet)
    return BodyReader(sheet, marks, kinds).read()


class BodyReader:
    """Reads the sheet into paragraphs and notes each line's region in `kinds`."""

    def __init__(self, sheet: Sheet, marks: Marks, kinds: list[str]) -> None:
        self.sheet, self.text, self.marks, self.kinds = sheet, sheet.text, marks, kinds
        self.cut_lines = {cut.start: cut.end for cut in marks.cuts if cut.whole}
        self.cut_starts = [cut.start for cut in marks.cuts]
        self.body = Body(page_ids=marks.page_ids)
        self.chosen = choose(marks.candidates)
        self.end = len(self.text)

    def read(self) -> Body:
        """Paragraphs in order, then the signature; lines that are no part of them are what they are."""
        self._fill_kinds()
        self._sign()
        starts = self._starts()
        first = starts[0][0] if starts else self.end
        self._read_blocks(0, first)
        for index, (place, begin, number, marking, heading) in enumerate(starts):
            end = starts[index + 1][0] if index + 1 < len(starts) else self.end
            self._read_part(begin, end, number, marking, heading, place)
        self._note_order()
        return self.body

    # --- where paragraphs begin ---------------------------------------------------------------------------------

    def _starts(self) -> list[tuple[int, int, int | None, Marking | None, str | None]]:
        """(place where the heading or number begins, place of the words, number, marking, heading), in order."""
        begins: list[tuple[int, int, int | None, Marking | None]] = [
            (c.place, c.text, c.number, c.marking) for c in self.chosen if c.place < self.end
        ]
        begins += [(place, text, None, marking) for place, text, marking in self._owns()]
        begins.sort(key=lambda item: item[0])
        starts: list[tuple[int, int, int | None, Marking | None, str | None]] = []
        floor = 0
        for place, begin, number, marking in begins:
            headings = self._headings(place, floor) if self.text[place] == "\n" else []
            for heading in headings[:-1]:
                starts.append((heading.start, heading.end, None, None, heading.text))
            last = headings[-1] if headings else None
            starts.append((last.start if last else place, begin, number, marking, last.text if last else None))
            floor = begin
        return starts

    def _owns(self) -> list[tuple[int, int, Marking]]:
        """Markings that begin a block without a number; letters of a list (A) (B) (C) are none."""
        if not self.marks.owns or "\n(B) " in self.text or "\n(b) " in self.text:
            return []
        return [own for own in self.marks.owns if own[0] < self.end]

    def _headings(self, place: int, floor: int) -> list[Heading]:
        """The headings directly above a place, outermost first (at most three)."""
        found: list[Heading] = []
        while len(found) < 3 and (heading := heading_before(self.text, place, floor, self.cut_lines)):
            if found and not (heading.ruled or found[0].ruled):
                break
            found.insert(0, heading)
            self._mark(heading.start, heading.end, "heading")
            place = heading.start
        return found

    # --- their words --------------------------------------------------------------------------------------------

    def _read_part(
        self, begin: int, end: int, number: int | None, marking: Marking | None, heading: str | None, place: int
    ) -> None:
        """A paragraph from its words to the next start; a heading with rules inside begins an unnumbered one."""
        inner = self._inner_heading(begin, end)
        self._add(begin, inner.start if inner else end, number, marking, heading, place)
        if inner:
            self._mark(inner.start, inner.end, "heading")
            self._read_part(inner.end, end, None, None, inner.text, inner.end)

    def _inner_heading(self, begin: int, end: int) -> Heading | None:
        """The first heading between rules, or over one, inside a paragraph."""
        rules = self.marks.rules
        for index in range(bisect_left(rules, begin), len(rules)):
            if rules[index] >= end:
                return None
            line_end = self.text.find("\n", rules[index] + 1)
            heading = heading_before(self.text, line_end if line_end >= 0 else len(self.text), begin, self.cut_lines)
            if heading and heading.ruled and heading.end <= end and self._stands_above_text(heading, begin):
                return heading
        return None

    def _stands_above_text(self, heading: Heading, begin: int) -> bool:
        """Not the column heads of a table: the line above is blank or a rule."""
        above = self.text.rfind("\n", begin, heading.start)
        row = self.text[above + 1 : heading.start].strip() if above >= 0 else "-"
        return above >= 0 and (not row or above in self.cut_lines or is_rule(row))

    def _add(
        self, begin: int, end: int, number: int | None, marking: Marking | None, heading: str | None, place: int
    ) -> None:
        text, breaks = self._words(begin, end)
        line = self.sheet.line_at(
            begin
            if number is None and marking is None and begin < len(self.text)
            else place_of_number(self.text, place, begin)
        )
        last = self.sheet.line_at(max(begin, _last_word(self.text, begin, end)))
        if not text and number is None and marking is None and heading is None:
            return
        self.body.paragraphs.append(Paragraph(number, marking, heading, text, (line, max(line, last)), None, breaks))

    def _words(self, begin: int, end: int) -> tuple[str, tuple[PageBreak, ...]]:
        """The text between two places without what was cut, and its page breaks."""
        first = bisect_left(self.cut_starts, begin)
        cuts = []
        for cut in self.marks.cuts[first:]:
            if cut.start >= end:
                break
            cuts.append(cut)
        if not cuts:
            return flow(self.text[begin:end]), ()
        raw, breaks, start = "", [], begin
        for cut in cuts:
            raw = join(raw, self.text[start : cut.start]) if raw else self.text[start : cut.start]
            if cut.kind == "page-break":
                breaks.append(PageBreak(len(flow(raw)), self.sheet.line_at(cut.start if cut.whole else cut.start + 1)))
            start = cut.end
        text = flow(join(raw, self.text[start:end]))
        return text, tuple(PageBreak(min(b.offset, len(text)), b.line) for b in breaks)

    def _read_blocks(self, begin: int, end: int) -> None:
        """Text without numbers: each block between blank lines is a paragraph, or the heading of the next."""
        heading: str | None = None
        for start, stop in self._blocks(begin, end):
            title, size = block_heading(self.text[start:stop], last=not self._more_words(stop, end))
            if title:
                if heading:
                    self._add(start, start, None, None, heading, start)
                heading = title
                self._mark(start - 1, start + size, "heading")
            if self.text[start + size : stop].strip():
                self._add(start + size, stop, None, None, heading, start)
                heading = None
        if heading:
            self._add(end, end, None, None, heading, end)

    def _more_words(self, start: int, end: int) -> bool:
        return bool(self.text[start:end].strip())

    def _blocks(self, begin: int, end: int) -> list[tuple[int, int]]:
        blocks: list[tuple[int, int]] = []
        for match in _BLOCK.finditer(self.text, begin, end):
            if all(self._cut_at(place) for place in _line_feeds(self.text, match.start(), match.end())):
                continue
            if (
                blocks
                and self._cut_between(blocks[-1][1], match.start())
                and not _CLOSED.search(self.text[blocks[-1][0] : blocks[-1][1]].rstrip())
            ):
                blocks[-1] = (blocks[-1][0], match.end())
            else:
                blocks.append((match.start(), match.end()))
        return blocks

    def _cut_at(self, place: int) -> bool:
        return place in self.cut_lines

    def _cut_between(self, start: int, end: int) -> bool:
        first = bisect_left(self.cut_starts, start)
        return first < len(self.cut_starts) and self.cut_starts[first] < end

    # --- the rest -----------------------------------------------------------------------------------------------

    def _fill_kinds(self) -> None:
        """Every line is text or blank until something better is known; cut lines are what they are."""
        first = self.sheet.first
        text, starts = self.text, self.sheet.starts
        for index, start in enumerate(starts):
            if not self.kinds[first + index]:
                end = starts[index + 1] - 1 if index + 1 < len(starts) else len(text)
                row = text[start:end]
                self.kinds[first + index] = "paragraph" if row and not row.isspace() else "blank"
        for cut in self.marks.cuts:
            if cut.whole:
                self.kinds[self.sheet.line_at(cut.start) - 1] = cut.kind
        noise = next((cut for cut in self.marks.cuts if cut.kind == "caption"), None)
        if noise:
            self.body.warnings.append(warn("stray-caption", self.sheet.line_at(noise.start)))

    def _mark(self, start: int, end: int, kind: str) -> None:
        """Name the lines from the line feed at `start` to `end`; blank and cut lines stay what they are."""
        first = self.sheet.line_at(start)
        last = self.sheet.line_at(max(start, end - 1))
        for number in range(first - 1, last):
            if self.kinds[number] == "paragraph":
                self.kinds[number] = kind

    def _sign(self) -> None:
        floor = self.chosen[-1].text if self.chosen else 0
        found: Signature | None = find_signature(self.text, floor, self.cut_lines)
        if found is None:
            return
        line = self.sheet.line_at(found.start)
        self.body.signatures, self.body.signature_line = (found.name,), line
        row_start = self.text.rfind("\n", 0, found.start) + 1
        if not self.text[row_start : found.start].strip():
            self.kinds[line - 1] = "signature"
        self._mark(found.end, len(self.text), "unknown") if "\n" in self.text[found.end :] else None
        if self.kinds[line - 1] == "unknown":
            self.kinds[line - 1] = "paragraph"
        self.end = found.start

    def _note_order(self) -> None:
        before = None
        for paragraph in self.body.paragraphs:
            if paragraph.number is None:
                continue
            if before is not None and paragraph.number != before + 1:
                self.body.out_of_turn.append((paragraph.number, before, paragraph.lines[0]))
            before = paragraph.number


_BLOCK = re.compile(r"[^\s](?:[^\n]|\n(?![ \t\u00a0\r\f\v]*(?:\n|\Z)))*")


def _line_feeds(text: str, start: int, end: int) -> list[int]:
    """The line feeds in front of the lines of a block."""
    places = [text.rfind("\n", 0, start)]
    place = text.find("\n", start, end)
    while place >= 0:
        places.append(place)
        place = text.find("\n", place + 1, end)
    return places


def _line_after(text: str, place: int) -> int:
    found = text.find("\n", place)
    return found if found >= 0 else len(text)


def place_of_number(text: str, place: int, begin: int) -> int:
    """Where the number of a paragraph stands: the last line feed before its words, or its own place in a line."""
    feed = text.rfind("\n", place, begin)
    return feed + 1 if feed >= 0 else begin


def _last_word(text: str, begin: int, end: int) -> int:
    return begin + len(text[begin:end].rstrip()) - 1
