"""The frozen records that stages of reading pass around, and their form as JSON (the parse contract).

Line numbers are 1-based and count in the document; a span is (first, last), both inclusive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from reader.telegram.quick import quick

Span = tuple[int, int]

#: The kinds of region; every line of a document belongs to exactly one.
REGION_KINDS = (
    "furniture",
    "envelope",
    "classification",
    "caption",
    "passing",
    "executive-order",
    "tags",
    "subject",
    "references",
    "classified-by",
    "heading",
    "paragraph",
    "page-break",
    "signature",
    "blank",
    "unknown",
)

#: Classification levels, least secret first (National Archives' practice counts LIMITED OFFICIAL USE as one).
LEVELS = ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET")

#: Kinds of reference entry.
REFERENCE_KINDS = ("cable", "dtg", "email", "telephone", "report", "document", "other")


@quick
@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something odd in a document: a stable code (see warning.py), a sentence, the line or None."""

    code: str
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that is not taken: where, a stable code, a sentence that says why and what to do, the line or None."""

    path: str
    code: str
    reason: str
    member: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What the wrapping says about the cable: believed only where the cable itself is silent."""

    reference_id: str | None = None
    date: str | None = None  # ISO 8601; a day alone where no time is stated
    classification: str | None = None
    origin: str | None = None
    subject: str | None = None  # a page's headline, a mirror's title
    address: str | None = None  # where the page was
    captured: str | None = None  # ISO 8601, when a crawl fetched it


@dataclass(frozen=True, slots=True)
class Release:
    """The attribute block of a released telegram of 1973-79."""

    document_number: str | None = None
    original_classification: str | None = None  # None when garbled or not stated
    current_classification: str | None = None
    handling: tuple[str, ...] = ()
    text_missing: bool = False
    concepts: tuple[str, ...] = ()
    drafter: str | None = None
    office: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One cable's text as a wrapping gave it: what `read` takes.

    `furniture` are spans known by the wrapping to be no part of the cable; `lines` are without line ends;
    `listed` are the ids of the cables that it refers to, as the wrapping has them: the years of entries without one.
    `raw` are the bytes as received (of the member, row or record), kept for download.
    """

    lines: tuple[str, ...]
    format: str = "raw"
    hints: Hints = Hints()
    furniture: tuple[Span, ...] = ()
    release: Release | None = None
    listed: tuple[str, ...] = ()
    notes: tuple[ReadingWarning, ...] = ()
    path: str = "-"
    member: str | None = None
    first_line: int = 1
    encoding: str = "utf-8"
    raw: bytes = b""

    @property
    def source(self) -> str:
        """`path` or `path::member`."""
        return f"{self.path}::{self.member}" if self.member else self.path


@dataclass(frozen=True, slots=True)
class Originator:
    """Who sent it: routing indicator and serial of the DE line, the station as written after FM."""

    routing: str | None = None
    station: str | None = None
    serial: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Addressee:
    """One addressee of the TO or INFO list; `serial` keeps its zeros, `excluded` are XMT stations."""

    routing: str | None = None
    station: str | None = None
    precedence: str | None = None
    serial: str | None = None
    excluded: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Classification:
    """The cable's own classification: a level of LEVELS, caveats, and the line's words."""

    level: str | None
    caveats: tuple[str, ...]
    as_written: str


@dataclass(frozen=True, slots=True)
class Marking:
    """A portion marking: `(S//NF)` is level SECRET with the caveat NOFORN."""

    as_written: str
    level: str | None
    caveats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExecutiveOrder:
    """The E.O. line: number, what follows it, and the date of declassification as YYYY-MM-DD."""

    order: str | None
    text: str | None
    declassify_on: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the REF list, recognised and not resolved. `sender` and `dtg` only for kind `dtg`."""

    label: str | None
    text: str
    kind: str
    reference_id: str | None = None
    sender: str | None = None
    dtg: str | None = None  # ISO 8601 in UTC
    line: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class TextReference:
    """A cable named in running text: characters start..end of the paragraph at `paragraph` (0-based index)."""

    paragraph: int
    start: int
    end: int
    text: str
    reference_ids: tuple[str, ...]
    label: str | None = None  # the REF letter it was said by


@quick
@dataclass(frozen=True, slots=True)
class AgencyMention:
    """An agency named in the text, at characters start..end of the paragraph at `paragraph` (0-based index).

    `name` is the definition found in the text or the authority's name; None when undecided between meanings.
    """

    paragraph: int
    start: int
    end: int
    acronym: str
    name: str | None
    country_code: str | None = None
    defined: bool = False  # this is the place where the text defines it


@quick
@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page break inside a paragraph: offset into its text, and the break's line."""

    offset: int
    line: int


@quick
@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: number or None, marking or None, text without both, lines as a span.

    `role` is "summary", "comment" or None; `heading` stands before it.
    """

    number: int | None
    marking: Marking | None
    heading: str | None
    text: str
    lines: Span
    role: str | None = None
    page_breaks: tuple[PageBreak, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Region:
    """A run of lines of one kind (REGION_KINDS)."""

    kind: str
    lines: Span


@quick
@dataclass(frozen=True, slots=True)
class Telegram:
    """What was read from one document. Nothing is invented: what the source does not state is None or empty."""

    source: str
    format: str
    reference_id: str | None = None
    transmission_id: str | None = None
    precedence: str | None = None
    date: dt.datetime | None = None  # aware, UTC; from the DTG line only
    dtg: str | None = None  # the date-time group as written
    originator: Originator | None = None
    to: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    classification: Classification | None = None
    captions: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    executive_order: ExecutiveOrder | None = None
    tags: tuple[str, ...] = ()
    subject: str | None = None
    subject_marking: Marking | None = None
    references: tuple[Reference, ...] = ()
    classified_by: str | None = None
    reasons: tuple[str, ...] = ()
    summary: str | None = None
    comment: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    signatures: tuple[str, ...] = ()
    release: Release | None = None
    section: tuple[int, int] | None = None  # (1, 2) for a telegram that is section 1 of 2 and no more
    partial: bool = False  # the source calls itself an extract, or its end is missing
    corrected: bool = False  # a corrected copy
    text_references: tuple[TextReference, ...] = ()
    mentions: tuple[AgencyMention, ...] = ()
    regions: tuple[Region, ...] = ()
    hints: Hints = Hints()
    lines: Mapping[str, Span] = field(default_factory=dict)
    warnings: tuple[ReadingWarning, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The parse contract: plain dicts, lists, strings, numbers and None, ready for json.dumps."""
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self)}


def _plain(value: Any) -> Any:
    """A record as JSON types; dates in UTC with a Z."""
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value
