"""The header: lines from the top to the first words of the text, read one after the other into a `Header`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reader.telegram import envelope
from reader.telegram.captions import captions_of, handling_sentence, says_sensitive
from reader.telegram.classification import ClassificationLine, read_line
from reader.telegram.envelope import DateTimeGroup, FromLine
from reader.telegram.lines import kind_of, split_line
from reader.telegram.patterns import COMPILED_RULE
from reader.telegram.records import Addressee, ReadingWarning, Span
from reader.telegram.tags import GOES_ON
from reader.telegram.warning import warn

Numbered = tuple[int, str]


@dataclass(slots=True)
class Header:
    """What the header states, in the words of the source; `body_line` and `body_column` say where the text begins."""

    transmission_id: str | None = None
    dtg: DateTimeGroup | None = None
    de: FromLine | None = None
    station: str | None = None
    to: list[Addressee] = field(default_factory=list)
    info: list[Addressee] = field(default_factory=list)
    classification: ClassificationLine | None = None
    caveats: list[str] = field(default_factory=list)
    handling: str | None = None  # a sentence that makes the cable SBU
    captions: list[str] = field(default_factory=list)
    passing: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)
    subject_mark: str | None = None
    references: list[Numbered] = field(default_factory=list)
    classified_by: list[str] = field(default_factory=list)
    page_ids: list[str] = field(default_factory=list)  # page breaks as written
    page_breaks: int = 0
    sections: set[int] = field(default_factory=set)
    partial: bool = False
    corrected: bool = False
    spans: dict[str, Span] = field(default_factory=dict)
    warnings: list[ReadingWarning] = field(default_factory=list)
    body_line: int = 0  # 0-based
    body_column: int = 0
    labels: int = 0  # of E.O., TAGS, SUBJECT, REF

    def found(self, name: str, line: int) -> None:
        """Note that `name` was read from a line (0-based)."""
        first, last = self.spans.get(name, (line + 1, line + 1))
        self.spans[name] = (first, max(last, line + 1))


#: The kinds whose lines may follow each other without a label.
_LISTS = ("to", "info")
_LABELS = ("order", "tags", "subject", "references", "classified-by")
#: Inside a subject nothing else ends it: its lines may begin with any word.
_ENDS_SUBJECT = frozenset(
    (*_LABELS, "paragraph", "page", "page-of-pages", "dtg", "rule", "furniture", "classification")
)
_HARD_CAPTIONS = frozenset(("SIPDIS", "NODIS", "EXDIS", "LIMDIS", "STADIS", "NOFORN", "SENSITIVE"))
_SUMMARY = re.compile(r"(?:BEGIN |EXECUTIVE )?(?:SUMMARY|INTRODUCTION|COMMENT)\b[^.]{0,30}\Z", re.IGNORECASE)
_OPENING = re.compile(r"(?:BEGIN |EXECUTIVE )?SUMMARY\b|(?:THE )?FOLLOWING |BEGIN TEXT|COMMENT\b", re.IGNORECASE)
_NUMBERED_REFERENCE = re.compile(
    r"\W?\d{1,2} ?[.)] ?(?:\d{2,4} )?[A-Z][A-Za-z .']{1,30} [A]?-?\d{1,7}\b(?!.{0,200}\. [A-Z])"
)
_ENTRY = re.compile(r"[\W]{0,3}(?:REF )?\(?[A-Z\d]{1,2} ?[.):\]]|\d{2}(?:\d\d)? [A-Z]{4,}|[A-Z][A-Z ]{2,30} \d{1,7}\b")
_SIGNATURE_PLACE = re.compile(r"[A-Z0-9/.,&()'\- :]+\Z")
_REGION = {
    "transmission": "envelope", "routing": "envelope", "more-routing": "envelope", "de": "envelope", "prosign": "envelope",
    "dtg": "envelope", "from": "envelope", "to": "envelope", "info": "envelope", "distribution": "envelope",
    "drafting": "envelope", "dashes": "envelope", "page": "page-break", "page-of-pages": "page-break",
    "order": "executive-order", "notice": "furniture", "corrected": "caption", "rule": "heading", "quote": "unknown",
}  # fmt: skip


class HeaderReader:
    """Reads lines from the top until the text begins. `kinds` gets the region of each line that was read."""

    def __init__(
        self, lines: tuple[str, ...], skipped: set[int], kinds: list[str], hint_year: int | None, released: bool
    ) -> None:
        self.lines, self.skipped, self.kinds = lines, skipped, kinds
        self.hint_year, self.released = hint_year, released
        self.header = Header()
        self.state = ""
        self.blank = True  # a blank line stands before this one
        self.blanks_seen = 0
        self.number = 0
        self.piece_start = 0
        self.drafting = False

    def read(self) -> Header:
        """Read to the end of the header."""
        for number, line in enumerate(self.lines):
            if number in self.skipped:
                continue
            self.number = number
            if not line or line.isspace():
                self.kinds[number] = "blank"
                self._blank()
                continue
            if self._read_line(line):
                return self.header
        self.header.body_line = len(self.lines)
        return self.header

    def _blank(self) -> None:
        self.blank = True
        self.blanks_seen += 1
        open_subject = self.state == "subject" and not self.header.subject
        if self.state not in (*_LISTS, "references", "distribution", "tags", "drafting") and not open_subject:
            self.state = ""

    def _read_line(self, line: str) -> bool:
        """Read the pieces of one line; True when the text begins in it."""
        region, size = "", -1
        for start, piece in split_line(line):
            text = piece.strip(" \t\u00a0\r\f\v")
            if not text:
                continue
            self.piece_start = start
            kind = self._read_piece(text)
            if not kind:
                self.header.body_line, self.header.body_column = self.number, start
                self.kinds[self.number] = region
                return True
            self.blank = False
            weight = 0 if kind == "furniture" else len(text)
            if weight > size:
                region, size = kind, weight
        self.kinds[self.number] = region or "unknown"
        return False

    def _read_piece(self, text: str) -> str:
        """Read one piece and give its region; "" when it is the beginning of the text."""
        kind, end = kind_of(text)
        if self.state == "subject" and self.header.subject and not self.blank:
            return self._in_subject(kind, end, text)
        if kind in _READERS:
            return _READERS[kind](self, text, end)
        return self._unlabelled(text)

    # --- lines with a label -------------------------------------------------------------------------------------

    def _envelope(self, text: str, end: int) -> str:
        self.state = "envelope"
        return "envelope"

    def _transmission(self, text: str, end: int) -> str:
        self.state = "envelope"
        if self.header.transmission_id is None:
            self.header.transmission_id = text.split()[0]
            self.header.found("transmission_id", self.number)
        return "envelope"

    def _de(self, text: str, end: int) -> str:
        self.state = "envelope"
        if self.header.de is None:
            self.header.de = envelope.read_de(text)
            self.header.found("originator", self.number)
        return "envelope"

    def _dtg(self, text: str, end: int) -> str:
        group = envelope.read_dtg(text, self.hint_year)
        if group is None:
            return self._unlabelled(text)
        self.state = "envelope"
        if self.header.dtg is None:
            self.header.dtg = group
            self.header.found("date", self.number)
            self.header.found("precedence", self.number)
        return "envelope"

    def _from(self, text: str, end: int) -> str:
        self.state = "from"
        if self.header.station is None:
            self.header.station = (
                " ".join(text[end:].split()).rpartition("/")[2]
                if re.match(r"R[A-Z]{4,7}/", text[end:])
                else " ".join(text[end:].split())
            )
            self.header.found("originator", self.number)
        return "envelope"

    def _to(self, text: str, end: int) -> str:
        return self._addressees("to", text, end)

    def _info(self, text: str, end: int) -> str:
        if self.header.dtg is None and not self.header.station and not envelope.goes_on_with_addressees(text[end:]):
            self.state = "distribution"
            return "envelope"
        return self._addressees("info", text, end)

    def _addressees(self, name: str, text: str, end: int) -> str:
        if self.header.labels and not self.state:
            return self._unlabelled(text)
        first_header = self.header.labels == 0 and self.header.classification is None
        self.state = name if first_header else "repeated"
        if first_header and text[end:].strip():
            self._add_addressee(text[end:].strip())
        return "envelope"

    def _add_addressee(self, text: str) -> None:
        name = self.state
        envelope.add_addressees(self.header.to if name == "to" else self.header.info, text, self.number + 1)
        self.header.found(name, self.number)

    def _distribution(self, text: str, end: int) -> str:
        if self.header.labels:
            return self._unlabelled(text)
        self.state = "distribution"
        return "envelope"

    def _draft(self, text: str, end: int) -> str:
        self.state = "drafting"
        return "envelope"

    def _page(self, text: str, end: int) -> str:
        self.header.page_breaks += 1
        self.header.page_ids.append(text[:end])
        if self.state in ("subject", "classified-by"):
            self.state = ""
        return "page-break"

    def _classification(self, text: str, end: int) -> str:
        line = read_line(text)
        if line is None:
            return self._unlabelled(text)
        header = self.header
        if line.section:
            header.sections.add(line.section[0])
        if header.classification is not None and not line.serial:
            return "furniture" if self.released or self._is_page_class(text) else "classification"
        if self._is_page_class(text):
            return "furniture"
        self.state = "classification"
        if header.classification is None:
            header.classification = line
            header.found("classification", self.number)
            for caption in _captions_behind(line):
                self._add_caption(caption)
        return "classification"

    def _is_page_class(self, text: str) -> bool:
        """A level alone above a PAGE line, or with the page's number behind it, is the page's and not the cable's."""
        if (
            read_line(text)
            and re.search(r"\d", text.split(" ")[-1])
            and "  " in text
            and not re.search(r" \d{3,7}\Z", text)
        ):
            return True
        following = next((line for line in self.lines[self.number + 1 : self.number + 4] if line.strip()), "")
        return kind_of(following.strip())[0] in ("page", "furniture") if following else False

    def _order(self, text: str, end: int) -> str:
        self.state = "executive-order"
        self.header.labels += 1
        if not self.header.order:
            self.header.order.append(text)
            self.header.found("executive_order", self.number)
        elif text.upper().startswith("DECL"):
            self.header.order.append(text)
        return "executive-order"

    def _tags(self, text: str, end: int) -> str:
        self.state = "tags"
        self.header.labels += 1
        if self.header.tags:
            self.state = "repeated"
            return "tags"
        if text[end:].strip():
            self.header.tags.append(text[end:].strip())
        self.header.found("tags", self.number)
        return "tags"

    def _subject(self, text: str, end: int) -> str:
        self.header.labels += 1
        if self.header.subject:
            self.state = "repeated"
            return "subject"
        self.state = "subject"
        if text.startswith("("):
            self.header.subject_mark = text[: text.index(")") + 1]
        if text[end:].strip():
            self.header.subject.append(text[end:].strip())
        self.header.found("subject", self.number)
        return "subject"

    def _references(self, text: str, end: int) -> str:
        if self.header.references and not self.blank and self.state != "references":
            return self._unlabelled(text)
        self.state = "references"
        self.header.labels += 1
        if not self.header.references or _ENTRY.match(text[end:]):
            self._add_reference(text[end:])
        return "references"

    def _add_reference(self, text: str) -> None:
        self.header.references.append((self.number + 1, text.strip()))
        self.header.found("references", self.number)

    def _classified_by(self, text: str, end: int) -> str:
        self.state = "classified-by"
        self.header.classified_by.append(text)
        self.header.found("classified_by", self.number)
        return "classified-by"

    def _passing(self, text: str, end: int) -> str:
        if captions := captions_of(text):
            return self._captions(captions)
        if self.header.labels and not self._label_ahead():
            return self._unlabelled(text)
        if self._looks_like_text(text):
            return self._unlabelled(text)
        self.state = "passing"
        self.header.passing.append(" ".join(text.split()))
        self.header.found("passing", self.number)
        return "passing"

    def _notice(self, text: str, end: int) -> str:
        self.header.partial = True
        self.header.found("partial", self.number)
        return "furniture"

    def _corrected(self, text: str, end: int) -> str:
        self.header.corrected = True
        self.header.found("corrected", self.number)
        return "caption"

    def _furniture(self, text: str, end: int) -> str:
        return "furniture"

    def _dashes(self, text: str, end: int) -> str:
        self.state = "envelope"
        return "envelope"

    def _rule(self, text: str, end: int) -> str:
        if self.header.labels or self.header.classification:
            return ""
        return "furniture"

    def _paragraph(self, text: str, end: int) -> str:
        if self.state == "references" and not self.blank and _NUMBERED_REFERENCE.match(text):
            self._add_reference(text)
            return "references"
        if self.state == "tags" and not self.header.tags:
            return "unknown"
        return ""

    def _quote(self, text: str, end: int) -> str:
        return "unknown" if self._label_ahead() else ""

    # --- lines without one --------------------------------------------------------------------------------------

    def _in_subject(self, kind: str, end: int, text: str) -> str:
        """A line that stands directly below a line of the subject."""
        hard = kind == "classification" and read_line(text) is None
        captions = captions_of(text)
        if (kind in _ENDS_SUBJECT and not hard) or (captions and _HARD_CAPTIONS.issuperset(captions)):
            self.state = ""
            return _READERS[kind](self, text, end) if kind in _READERS else self._unlabelled(text)
        if self._heads_text(text) or self._too_short_to_wrap(text):
            return ""
        self.header.subject.append(text)
        self.header.found("subject", self.number)
        return "subject"

    def _too_short_to_wrap(self, text: str) -> bool:
        """Where no blank lines are left, a line that the line before had room for is the first of the text."""
        before = self.lines[self.number - 1].strip()
        return not self.blanks_seen and len(before) + len(text.split(" ", 1)[0]) < 50

    def _heads_text(self, text: str) -> bool:
        """A line that only a heading or a summary can be."""
        if _SUMMARY.match(text):
            return True
        following = self.lines[self.number + 1] if self.number + 1 < len(self.lines) else ""
        return COMPILED_RULE.match(following) is not None

    def _unlabelled(self, text: str) -> str:
        if captions := captions_of(text):
            return self._captions(captions)
        if handling_sentence(text):
            self.state = "handling"
            return self._handling(text)
        if self.state in _GOING_ON and (region := _GOING_ON[self.state](self, text)):
            return region
        return self._stray(text)

    def _captions(self, captions: tuple[str, ...]) -> str:
        for caption in captions:
            self._add_caption(caption)
        self.header.found("captions", self.number)
        if self.state not in _LISTS:
            self.state = ""
        return "caption"

    def _add_caption(self, caption: str) -> None:
        if caption not in self.header.captions:
            self.header.captions.append(caption)

    def _handling(self, text: str) -> str:
        if says_sensitive(text):
            self.header.handling = self.header.handling or text
            self.header.found("handling", self.number)
        return "caption"

    def _more_addressees(self, text: str) -> str:
        if self.blank and not envelope.goes_on_with_addressees(text):
            return ""
        if text[0].islower() or (text != text.upper() and not envelope.goes_on_with_addressees(text)):
            return ""
        self._add_addressee(text)
        return "envelope"

    def _more_envelope(self, text: str) -> str:
        shouted = text == text.upper() and len(text) < 80
        return "envelope" if shouted and not (self.blank and self.header.station) else ""

    def _more_tags(self, text: str) -> str:
        if (self.blank and self.header.tags) or not GOES_ON.match(text) or self._heads_text(text):
            return ""
        self.header.tags.append(text)
        self.header.found("tags", self.number)
        return "tags"

    def _more_references(self, text: str) -> str:
        entry = _ENTRY.match(text) is not None
        if self.blank and (not entry or not text.lstrip("¶\ufffd( ")[:1].isupper() or len(text) > 90):
            return ""
        if not entry and (self._heads_text(text) or (not self.blanks_seen and not re.search(r"\d", text))):
            return ""
        if _OPENING.match(text) and not entry:
            return ""
        self._add_reference(text)
        return "references"

    def _more_order(self, text: str) -> str:
        if self.blank or self._heads_text(text) or len(self.header.order) > 4:
            return ""
        self.header.order.append(text)
        self.header.found("executive_order", self.number)
        return "executive-order"

    def _more_classified_by(self, text: str) -> str:
        if self.blank or self._heads_text(text) or len(self.header.classified_by) > 5:
            return ""
        self.header.classified_by.append(text)
        self.header.found("classified_by", self.number)
        return "classified-by"

    def _first_subject(self, text: str) -> str:
        """The label SUBJECT stood alone: its words are on the next line with text."""
        if self.header.subject:
            return ""
        self.header.subject.append(text)
        self.header.found("subject", self.number)
        return "subject"

    def _more_passing(self, text: str) -> str:
        if self.blank or self._looks_like_text(text):
            return ""
        if self.header.passing and (
            self.header.passing[-1].endswith((",", "-", "/")) or not re.match(r"[A-Z/]{2,12}[ /]", text)
        ):
            self.header.passing[-1] += f" {' '.join(text.split())}"
        else:
            self.header.passing.append(" ".join(text.split()))
        self.header.found("passing", self.number)
        return "passing"

    def _more_handling(self, text: str) -> str:
        return "" if self.blank else self._handling(text)

    def _repeated(self, text: str) -> str:
        return "" if self.blank else "unknown"

    def _stray(self, text: str) -> str:
        """A line of no kind: a passing line, a scrap between two parts of the header, or the text."""
        header = self.header
        enveloped = header.dtg or header.station or header.classification
        if not header.labels and enveloped and not self._looks_like_text(text) and _SIGNATURE_PLACE.match(text):
            self.state = "passing"
            header.passing.append(" ".join(text.split()))
            header.found("passing", self.number)
            return "passing"
        if len(text) < 200 and self._label_ahead():
            if enveloped or header.labels:
                header.warnings.append(warn("unread-line", self.number + 1))
            return "unknown"
        return ""

    def _looks_like_text(self, text: str) -> bool:
        """Mixed case and long, or a sentence."""
        letters = [c for c in text[:120] if c.isalpha()]
        lower = sum(c.islower() for c in letters)
        return lower * 2 > len(letters) and (len(text) > 60 or text.endswith("."))

    def _label_ahead(self) -> bool:
        """Whether a part of a header still follows before the first paragraph, within the next lines with text."""
        seen = 0
        for line in self.lines[self.number + 1 : self.number + 40]:
            text = line.strip()
            if not text:
                continue
            kind, _ = kind_of(text[:200])
            if kind in _AHEAD and not (
                kind == "classification"
                and not (found := read_line(text))
                or kind == "classification"
                and not found.serial
            ):
                return True
            seen += 1
            if kind == "paragraph" or seen > 14:
                return False
        return False


_AHEAD = frozenset(("order", "tags", "subject", "references", "dtg", "de", "transmission", "classification", "from"))

_READERS: dict[str, Callable[[HeaderReader, str, int], str]] = {
    "transmission": HeaderReader._transmission,
    "routing": HeaderReader._envelope,
    "more-routing": HeaderReader._envelope,
    "de": HeaderReader._de,
    "prosign": HeaderReader._envelope,
    "dtg": HeaderReader._dtg,
    "from": HeaderReader._from,
    "to": HeaderReader._to,
    "info": HeaderReader._info,
    "distribution": HeaderReader._distribution,
    "drafting": HeaderReader._draft,
    "dashes": HeaderReader._dashes,
    "page": HeaderReader._page,
    "page-of-pages": HeaderReader._page,
    "classification": HeaderReader._classification,
    "order": HeaderReader._order,
    "tags": HeaderReader._tags,
    "subject": HeaderReader._subject,
    "references": HeaderReader._references,
    "classified-by": HeaderReader._classified_by,
    "passing": HeaderReader._passing,
    "notice": HeaderReader._notice,
    "corrected": HeaderReader._corrected,
    "furniture": HeaderReader._furniture,
    "rule": HeaderReader._rule,
    "paragraph": HeaderReader._paragraph,
    "quote": HeaderReader._quote,
}

#: What a line without a label does in each state.
_GOING_ON: dict[str, Callable[[HeaderReader, str], str]] = {
    "to": HeaderReader._more_addressees,
    "info": HeaderReader._more_addressees,
    "envelope": HeaderReader._more_envelope,
    "from": HeaderReader._more_envelope,
    "distribution": HeaderReader._more_envelope,
    "drafting": HeaderReader._more_envelope,
    "executive-order": HeaderReader._more_order,
    "tags": HeaderReader._more_tags,
    "subject": HeaderReader._first_subject,
    "references": HeaderReader._more_references,
    "classified-by": HeaderReader._more_classified_by,
    "passing": HeaderReader._more_passing,
    "handling": HeaderReader._more_handling,
    "repeated": HeaderReader._repeated,
}


def _captions_behind(line: ClassificationLine) -> Iterator[str]:
    """Captions written behind post and serial: `S E C R E T STATE 001234 NOFORN SIPDIS`."""
    return iter(captions_of(line.rest) if line.rest else ())
