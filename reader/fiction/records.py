"""A fictional cable as data: what is said, before any wrapping decides how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reader.fiction.register import Slot


@dataclass(frozen=True, slots=True)
class Addressee:
    """One addressee; `written` is the whole line after TO or INFO, `excluded` those exempted from a collective."""

    station: str
    written: str
    excluded: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The line, and one that begins with XMT for those exempted."""
        return (self.written, *(f"XMT {station}" for station in self.excluded[:1]), *self.excluded[1:])


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the REF list: as written, and the ids that it names (none when it is no cable)."""

    written: str
    reference_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: number, marking without brackets or None, heading in front of it or None.

    Lines of `text` that begin with blanks are set as they are; a line feed is a forced line end.
    """

    number: int
    marking: str | None
    text: str
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """Paragraphs and what is known of them."""

    paragraphs: tuple[Paragraph, ...]
    has_summary: bool
    has_comment: bool
    false_marks: tuple[str, ...] = ()  # numbers at a line's start that are no paragraph numbers
    remarks: int = 0  # comments in brackets inside a paragraph
    stray_captions: int = 0  # SIPDIS in the middle of a sentence
    bodies: tuple[tuple[str, str], ...] = ()  # agencies that the text defines: name, acronym


@dataclass(frozen=True, slots=True)
class Executive:
    """The E.O. line, and the date of declassification that it states (ISO) or None."""

    written: str
    declassify_on: str | None = None


@dataclass(frozen=True, slots=True)
class Cable:
    """One fictional cable."""

    slot: Slot
    precedence: str  # the letter, or two with a blank between
    level: str
    sensitive: bool
    noforn: bool
    captions: tuple[str, ...]
    passing: tuple[str, ...]
    order: Executive
    tags: tuple[str, ...]
    tags_written: str
    subject: str
    subject_marking: str | None
    entries: tuple[Entry, ...]
    references_written: tuple[str, ...]  # lines of the REF block
    classified_by: str | None
    reasons: tuple[str, ...]
    to: tuple[Addressee, ...]
    info: tuple[Addressee, ...]
    body: Body
    signature: str
    concepts: tuple[str, ...] = ()
    text_missing: bool = False

    @property
    def station(self) -> str:
        """The station as written after FM."""
        return self.slot.post.station

    @property
    def overall(self) -> str:
        """The classification as mirrors write it: UNCLASSIFIED//FOR OFFICIAL USE ONLY, SECRET//NOFORN."""
        if self.noforn:
            return f"{self.level}//NOFORN"
        return f"{self.level}//FOR OFFICIAL USE ONLY" if self.sensitive else self.level

    @property
    def classification_line(self) -> str:
        """The level as the classification line spells it: UNCLAS, C O N F I D E N T I A L."""
        if self.level == "UNCLASSIFIED":
            return "UNCLAS"
        return self.level if self.level == "LIMITED OFFICIAL USE" else " ".join(self.level)

    @property
    def reference_ids(self) -> tuple[str, ...]:
        """The ids that the REF list names, in order, without repeats; what is no cable as written."""
        names = (entry.reference_ids or (entry.written,) for entry in self.entries)
        return tuple(dict.fromkeys(name for entry in names for name in entry))


@dataclass(frozen=True, slots=True)
class File:
    """One file's worth of a cable: its bytes, the extension of its name, and its row of truth."""

    data: bytes
    truth: dict[str, Any]
    extension: str = "txt"
    suffix: str = ""  # tells a section of its own apart in the file's name
