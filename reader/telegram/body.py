"""The text below the header: paragraphs with their headings, page breaks, signature."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.telegram.header_state import Header
from reader.telegram.headings import Heading, block_heading, heading_before
from reader.telegram.inline_numbers import with_missing
from reader.telegram.inner_headers import read_inner_header
from reader.telegram.marks import Cut, Marks, scan
from reader.telegram.numbering import choose
from reader.telegram.records import Document, Marking, PageBreak, Paragraph, ReadingWarning
from reader.telegram.sheet import Sheet, sheet_of
from reader.telegram.signatures import find_signature
from reader.telegram.warning import warn
from reader.telegram.wording import between, flow, is_plain

_WORD = re.compile(r"\S")
#: A run of lines between blank ones.
_BLOCK = re.compile(r"\S(?:[^\n]|\n(?![ \t\u00a0\r\f\v]*(?:\n|\Z)))*")
#: How a finished paragraph ends; digits and rules may end tables.
_CLOSED = re.compile(r"[.!?:;\"'\u201d\u2019)\]*>\-]\Z|[X_=.]{3,}\Z|\d\Z")
#: Paragraphs shorter than this may be labels, names and the like.
_SHORT = 60
#: How a text cannot end: with a comma, dots, a colon behind some words, or one of the words that open more.
_OPEN = re.compile(
    r"(?:,|\.\.\.|(?:\S+\s){3}[^\s:]*:|(?<!\S)(?:the|an|of|and|or|but|to|from|with|by|for|at|that|which|who|whose|if|because"
    r"|would|could|should|will|is|was|were|been|be|has|had|have|their|his|her|its|our|we|they|he|she|as|than|into|\"we))\Z",
    re.IGNORECASE,
)
_TAIL = 80
_MOST_HEADINGS = 3
#: So many characters above the header of a further section the name that signs the one before is looked for.
_SIGNED = 200


def _outranks(upper: Heading, lower: Heading) -> bool:
    """Two headings without rules: the upper in capitals, the lower not."""
    return upper.text.isupper() and not lower.text.isupper()


def _ends_open(text: str) -> bool:
    """Whether a paragraph ends in the middle of a sentence: short ones may be labels, names and the like."""
    return len(text) > _SHORT and _CLOSED.search(text[-8:]) is None


def _breaks_off(text: str) -> bool:
    """Whether the last paragraph, short or not, ends with words behind which more must come."""
    return _OPEN.search(text[-_TAIL:]) is not None or (text[-1:].isalpha() and text.count('"') % 2 == 1)


@dataclass(slots=True)
class Body:
    """What stands below the header, and what is odd in it."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    signatures: tuple[str, ...] = ()
    signature_line: int | None = None
    page_ids: list[str] = field(default_factory=list)
    warnings: list[ReadingWarning] = field(default_factory=list)
    out_of_turn: list[tuple[int, int, int]] = field(default_factory=list)  # number, the one before, line
    cut_paragraphs: list[tuple[int, int]] = field(default_factory=list)  # number, last line
    ends_open: int | None = None  # the line where the text ends in the middle of a sentence


class Start(NamedTuple):
    """Where a paragraph begins: its heading or number, its words; what is known of it so far."""

    place: int
    begin: int
    number: int | None
    marking: Marking | None
    heading: str | None = None


def read_body(document: Document, skipped: set[int], kinds: list[str], header: Header) -> Body:
    """The text from where the header ends; the headers of further sections in it are read and taken out."""
    sheet = sheet_of(document.lines, skipped, header.body_line, header.body_column)
    if not sheet.starts:
        return Body()
    place = header.classification.place if header.classification else None
    marks = scan(sheet.text, sheet.starts, place)
    if marks.again:
        _take_out_headers(document, skipped, kinds, header, sheet, marks)
    return BodyReader(sheet, marks, kinds).read()


def _take_out_headers(
    document: Document, skipped: set[int], kinds: list[str], header: Header, sheet: Sheet, marks: Marks
) -> None:
    """Read each further header on from where it begins; what it states is known already."""
    read_to, cuts = 0, []
    for place in marks.again:
        if place < read_to:
            continue
        first = sheet.line_at(place) - 1
        text_above = any(candidate.place < place for candidate in marks.candidates)
        inner = read_inner_header(document, header, skipped, kinds, first, text_above=text_above)
        read_to = sheet.place_of(inner.body_line) + inner.body_column
        marks.quoted += [place] if inner.quoted else []
        cuts.append(Cut(place, read_to, "header"))
    cuts += _signatures_above(sheet, marks, cuts)
    marks.take_out(sorted(cuts, key=lambda cut: cut.start))
    marks.warnings.append(warn("repeated-header", sheet.line_at(cuts[0].start)))


def _signatures_above(sheet: Sheet, marks: Marks, headers: list[Cut]) -> list[Cut]:
    """The names that sign each section, on lines of their own above the header of the next one."""
    cuts, lines = [], marks.cut_lines(sheet.text)
    for header in headers:
        found = find_signature(sheet.text, max(header.start - _SIGNED, 0), lines, end=header.start)
        feed = sheet.text.rfind("\n", 0, found.start) if found else -1
        if found and not sheet.text[feed : found.start].strip():
            marks.signed.append((found.name, sheet.line_at(found.start)))
            cuts.append(Cut(feed, found.end, "signature"))
    return cuts


class BodyReader:
    """Reads the sheet into paragraphs and notes each line's region in `kinds`."""

    def __init__(self, sheet: Sheet, marks: Marks, kinds: list[str]) -> None:
        self.sheet, self.text, self.marks, self.kinds = sheet, sheet.text, marks, kinds
        self.plain = is_plain(sheet.text)
        self.cut_lines = marks.cut_lines(sheet.text)
        self.cut_starts = [cut.start for cut in marks.cuts]
        self.body = Body(page_ids=marks.page_ids, warnings=list(marks.warnings))
        self.chosen = with_missing(sheet.text, choose(marks.candidates))
        self.end = len(self.text)
        self.below = -1  # the line feed behind the signature

    def read(self) -> Body:
        """Paragraphs in order, then the signature; lines that are no part of them are what they are."""
        self._fill_kinds()
        self._sign()
        starts = self._starts()
        self._read_blocks(0, starts[0].place if starts else self.end)
        for index, start in enumerate(starts):
            self._read_part(start, starts[index + 1].place if index + 1 < len(starts) else self.end)
        self._note_oddities()
        self._read_below()
        return self.body

    # --- where paragraphs begin ---------------------------------------------------------------------------------

    def _starts(self) -> list[Start]:
        begins = [Start(c.place, c.text, c.number, c.marking) for c in self.chosen if c.place < self.end]
        begins += [Start(place, text, None, marking) for place, text, marking in self._owns()]
        begins.sort(key=lambda start: start.place)
        starts: list[Start] = []
        floor = 0
        for start in begins:
            headings = self._headings(start.place, floor) if self.text[start.place] == "\n" else []
            if headings and self.marks.quoted and self._signs_quoted(headings[-1], floor):
                headings = []
            starts += [Start(above.start, above.end, None, None, above.text) for above in headings[:-1]]
            if headings:
                heading = headings[-1]
                start = Start(heading.start, start.begin, start.number, start.marking, heading.text)
            starts.append(start)
            floor = start.begin
        return starts

    def _owns(self) -> list[tuple[int, int, Marking]]:
        """Markings that begin a block without a number; the letters of a list (A) (B) (C) are none."""
        if not self.marks.owns or "\n(B) " in self.text or "\n(b) " in self.text:
            return []
        return [own for own in self.marks.owns if own[0] < self.end]

    def _headings(self, place: int, floor: int) -> list[Heading]:
        """The headings directly above a place, outermost first."""
        found: list[Heading] = []
        while len(found) < _MOST_HEADINGS and (heading := heading_before(self.text, place, floor, self.cut_lines)):
            if found and not (heading.ruled or found[0].ruled or _outranks(heading, found[0])):
                break
            found.insert(0, heading)
            self._mark(heading.start, heading.end, "heading")
            place = heading.start
        return found

    def _signs_quoted(self, heading: Heading, floor: int) -> bool:
        """Whether a lone word in capitals directly below the text signs a telegram that is quoted there."""
        lone = heading.text.isupper() and " " not in heading.text and not heading.ruled
        return lone and heading.start > self.marks.quoted[0] and not self._blank_above(heading.start, floor)

    # --- their words --------------------------------------------------------------------------------------------

    def _read_part(self, start: Start, end: int) -> None:
        """A paragraph up to the next start; headings between rules inside it begin unnumbered ones."""
        while inner := self._inner_heading(start.begin, end):
            self._add(start, inner.start)
            self._mark(inner.start, inner.end, "heading")
            start = Start(inner.end, inner.end, None, None, inner.text)
        self._add(start, end)

    def _inner_heading(self, begin: int, end: int) -> Heading | None:
        """The first heading over a rule inside a paragraph; column heads of tables have text above."""
        rules = self.marks.rules
        for index in range(bisect_left(rules, begin), len(rules)):
            if rules[index] >= end:
                return None
            line_end = self.text.find("\n", rules[index] + 1)
            place = line_end if line_end >= 0 else len(self.text)
            heading = heading_before(self.text, place, begin, self.cut_lines)
            if (
                heading
                and heading.ruled
                and place <= end
                and (heading.boxed or self._blank_above(heading.start, begin))
            ):
                return heading
        return None

    def _blank_above(self, place: int, floor: int) -> bool:
        above = self.text.rfind("\n", floor, place)
        return above >= 0 and (above in self.cut_lines or not self.text[above:place].strip())

    def _add(self, start: Start, end: int) -> None:
        text, breaks = self._words(start.begin, end)
        if not text and start.number is None and start.marking is None and start.heading is None:
            return
        first = self.sheet.line_at(self._first_word(start))
        last = self.sheet.line_at(max(start.begin, start.begin + len(self.text[start.begin : end].rstrip()) - 1))
        span = (first, max(first, last))
        self.body.paragraphs.append(Paragraph(start.number, start.marking, start.heading, text, span, None, breaks))

    def _first_word(self, start: Start) -> int:
        """Where the number stands, or without one the first word."""
        feed = self.text.rfind("\n", start.place, start.begin)
        if start.number is not None or start.marking is not None:
            return feed + 1 if feed >= 0 else start.begin
        return min(self._behind_blanks(start.begin), len(self.text) - 1)

    def _behind_blanks(self, place: int) -> int:
        """The place of the next word; the end of the text where there is none."""
        word = _WORD.search(self.text, place)
        return word.start() if word else len(self.text)

    def _words(self, begin: int, end: int) -> tuple[str, tuple[PageBreak, ...]]:
        """The text between two places without what was cut, and its page breaks."""
        first, last = bisect_left(self.cut_starts, begin), bisect_left(self.cut_starts, end)
        if first == last:
            return flow(self.text[begin:end], plain=self.plain), ()
        parts: list[str] = []
        breaks: list[PageBreak] = []
        size, before, start = 0, "", begin
        for cut in (*self.marks.cuts[first:last], Cut(end, end, "end")):
            words = flow(self.text[start : cut.start], plain=self.plain)
            if words:
                gap = between(before, words)
                parts += (gap, words)
                size += len(gap) + len(words)
                before = words
            if cut.kind == "page-break":
                breaks.append(PageBreak(size, self.sheet.line_at(cut.start if cut.whole else cut.start + 1)))
            start = max(start, cut.end)
        return "".join(parts), tuple(breaks)

    def _read_blocks(self, begin: int, end: int) -> None:
        """Text without numbers: each block between blank lines is a paragraph, or the heading of the next."""
        heading: str | None = None
        for start, stop in self._blocks(begin, end):
            title, size = block_heading(self.text[start:stop], last=not self.text[stop:end].strip())
            if title:
                if heading:
                    self._add(Start(start, start, None, None, heading), start)
                heading = title
                self._mark(start - 1, start + size, "heading")
            if self.text[start + size : stop].strip():
                self._add(Start(start, start + size, None, None, heading), stop)
                heading = None
        if heading:
            self._add(Start(end, end, None, None, heading), end)

    def _blocks(self, begin: int, end: int) -> list[tuple[int, int]]:
        """Blocks of lines; two that only a page break divides are one where no sentence ends between them."""
        blocks: list[tuple[int, int]] = []
        for match in _BLOCK.finditer(self.text, begin, end):
            start, stop = self._behind_cuts(match.start()), match.end()
            if start >= stop or not self._words(start, stop)[0]:
                continue
            cut = bisect_left(self.cut_starts, blocks[-1][1]) if blocks else len(self.cut_starts)
            divided = cut < len(self.cut_starts) and self.cut_starts[cut] < start
            if divided and not _CLOSED.search(self.text[blocks[-1][0] : blocks[-1][1]].rstrip()[-8:]):
                blocks[-1] = (blocks[-1][0], stop)
            else:
                blocks.append((start, stop))
        return blocks

    def _behind_cuts(self, place: int) -> int:
        """The place itself, or the first word behind what was taken out there."""
        index = bisect_right(self.cut_starts, place) - 1
        while 0 <= index < len(self.cut_starts) and self.cut_starts[index] <= place < self.marks.cuts[index].end:
            place = self._behind_blanks(self.marks.cuts[index].end)
            index = bisect_right(self.cut_starts, place) - 1
        return place

    # --- the rest -----------------------------------------------------------------------------------------------

    def _fill_kinds(self) -> None:
        """Every line is text or blank until something better is known; lines cut out are what they are."""
        kinds, first = self.kinds, self.sheet.first
        kinds[first:] = [
            kind or ("blank" if not row or row.isspace() else "paragraph")
            for kind, row in zip(kinds[first:], self.sheet.rows, strict=True)
        ]
        for cut in self.marks.cuts:
            if cut.whole and cut.kind != "header":
                kinds[self.sheet.line_at(cut.start) - 1] = cut.kind
        noise = next((cut for cut in self.marks.cuts if cut.kind == "caption"), None)
        if noise:
            self.body.warnings.append(warn("stray-caption", self.sheet.line_at(noise.start)))

    def _mark(self, start: int, end: int, kind: str) -> None:
        """Name the lines from the line feed at `start` to `end`; blank and cut lines stay what they are."""
        first, last = self.sheet.line_at(start), self.sheet.line_at(max(start, end - 1))
        for number in range(first - 1, last):
            if self.kinds[number] == "paragraph":
                self.kinds[number] = kind

    def _sign(self) -> None:
        """Find the signature; the text ends where it begins."""
        floor = self.chosen[-1].place if self.chosen else 0
        found = find_signature(self.text, floor, self.cut_lines)
        if found is None:
            self.body.signatures = tuple(name for name, _ in self.marks.signed[-1:])
            self.body.signature_line = self.marks.signed[-1][1] if self.marks.signed else None
            return
        line = self.sheet.line_at(found.start)
        self.body.signatures, self.body.signature_line = (found.name,), line
        self.below = self.text.find("\n", found.end)
        row = self.text[self.text.rfind("\n", 0, found.start) + 1 : found.start]
        if not row.strip():
            self.kinds[line - 1] = "signature"
        self.end = found.start

    def _read_below(self) -> None:
        """What stands below the signature: footnotes are paragraphs, rules and figures of no known kind."""
        if self.below < 0:
            return
        blocks = self._blocks(self.below, len(self.text))
        if any(character.isalpha() for start, stop in blocks for character in self._words(start, stop)[0]):
            for start, stop in blocks:
                self._add(Start(start, start, None, None), stop)
        else:
            self._mark(self.below, len(self.text), "unknown")

    def _note_oddities(self) -> None:
        """Numbers out of turn, and paragraphs that end in the middle of a sentence."""
        before = None
        paragraphs = self.body.paragraphs
        for index, paragraph in enumerate(paragraphs):
            number = paragraph.number
            if number is not None:
                if before is not None and number != before + 1:
                    self.body.out_of_turn.append((number, before, paragraph.lines[0]))
                before = number
            if index + 1 < len(paragraphs) and number is not None and _ends_open(paragraph.text):
                self.body.cut_paragraphs.append((number, paragraph.lines[1]))
        if paragraphs and not self.body.signatures:
            self.body.ends_open = self._open_end(paragraphs[-1])

    def _open_end(self, last: Paragraph) -> int | None:
        """The line in which the text breaks off: in a sentence, or at a page break with nothing below."""
        breaks = [cut for cut in self.marks.cuts[-1:] if cut.kind == "page-break" and cut.whole]
        if breaks and " OF " in self.text[breaks[0].start :] and not self.text[breaks[0].end :].strip():
            return self.sheet.line_at(breaks[0].start)
        return last.lines[1] if _ends_open(last.text) or _breaks_off(last.text) else None
