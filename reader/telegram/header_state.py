"""What reading a header remembers from line to line, and what it has found so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reader.telegram.classification import ClassificationLine, read_line
from reader.telegram.envelope import Addressees, DateTimeGroup, FromLine
from reader.telegram.headings import is_rule
from reader.telegram.lines import kind_of
from reader.telegram.records import ReadingWarning, Span

#: Parts of a header that show, some lines ahead, that the header has not ended.
_AHEAD = frozenset(("order", "tags", "subject", "references", "dtg", "de", "transmission", "classification", "from"))
#: So many lines with text are looked at, of so many lines.
_FAR_TEXT, _FAR = 14, 40

_SUMMARY = re.compile(r"(?:BEGIN |EXECUTIVE )?(?:SUMMARY|INTRODUCTION|COMMENT)\b[^.]{0,30}\Z", re.IGNORECASE)


@dataclass(slots=True)
class Header:
    """What the header states, in the words of the source; `body_line` and `body_column` say where the text begins."""

    transmission_id: str | None = None
    dtg: DateTimeGroup | None = None
    de: FromLine | None = None
    station: str | None = None
    to: Addressees = field(default_factory=Addressees)
    info: Addressees = field(default_factory=Addressees)
    classification: ClassificationLine | None = None
    handling: str | None = None  # a sentence that makes the cable SBU
    captions: list[str] = field(default_factory=list)
    passing: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    subject_mark: str | None = None
    references: list[tuple[int, str]] = field(default_factory=list)
    classified_by: list[str] = field(default_factory=list)
    page_ids: list[str] = field(default_factory=list)  # page breaks as written
    sections: set[int] = field(default_factory=set)
    partial: bool = False
    corrected: bool = False
    spans: dict[str, Span] = field(default_factory=dict)
    warnings: list[ReadingWarning] = field(default_factory=list)
    body_line: int = 0  # 0-based
    body_column: int = 0
    labels: int = 0  # how many of E.O., TAGS, SUBJECT, REF were met

    @property
    def enveloped(self) -> bool:
        """Whether an envelope or a classification line was met: what follows in capitals are passing lines."""
        return self.dtg is not None or self.station is not None or self.classification is not None


@dataclass(slots=True)
class HeaderState:
    """Where the reading stands. `state` is what an unlabelled line goes on with; `blank` whether one stands above."""

    lines: Sequence[str]
    header: Header
    hint_year: int | None = None
    released: bool = False
    again: bool = False  # the header of a further section, whose fields are known already
    state: str = ""
    blank: bool = True
    blanks_seen: int = 0
    number: int = 0
    region: str = "envelope"  # of the line above

    def found(self, name: str) -> None:
        """Note that `name` was read from this line."""
        spans, line = self.header.spans, self.number + 1
        span = spans.get(name)
        spans[name] = (span[0], max(span[1], line)) if span else (line, line)

    def next_line(self) -> str:
        """The line below."""
        return self.lines[self.number + 1] if self.number + 1 < len(self.lines) else ""

    def next_text(self) -> str:
        """The next line with text, of the next three."""
        return next((line.strip() for line in self.lines[self.number + 1 : self.number + 4] if line.strip()), "")

    def heads_text(self, text: str) -> bool:
        """Whether a line can only be a heading of the text."""
        return _SUMMARY.match(text) is not None or is_rule(self.next_line())

    def label_ahead(self) -> bool:
        """Whether a part of a header still follows before the first paragraph."""
        seen = 0
        for line in self.lines[self.number + 1 : self.number + _FAR]:
            text = line.strip()
            if not text:
                continue
            kind, _ = kind_of(text[:200])
            if kind in _AHEAD and (kind != "classification" or _names_cable(text)):
                return True
            seen += 1
            if kind == "paragraph" or seen > _FAR_TEXT:
                return False
        return False


def _names_cable(text: str) -> bool:
    line = read_line(text[:200])
    return line is not None and line.serial is not None


def looks_like_text(text: str) -> bool:
    """Mixed case and long, or a sentence."""
    letters = [c for c in text[:120] if c.isalpha()]
    lower = sum(c.islower() for c in letters)
    return lower * 2 > len(letters) and (len(text) > 60 or text.endswith("."))
