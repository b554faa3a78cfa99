"""Whether a document is a cable at all: the marks of a cable are counted."""

from __future__ import annotations

import re

from reader.telegram.body import Body
from reader.telegram.identifiers import FIRST_YEAR, canonical, split
from reader.telegram.posts import is_place
from reader.telegram.records import Document, Paragraph, Reference, Telegram

#: So many points make a cable: a DTG and a marked paragraph do, a numbered shopping list has none.
ENOUGH = 3


_LETTER = re.compile(r"\(?[a-z]\)?")
_HEADLINE = re.compile(r"\s*(?:#+\s*)?cablegate\s*:\s*\S", re.IGNORECASE)
_OF_CABLE = re.compile(r"\d|[A-Z] [A-Z] [A-Z]|\bUNCLAS\b")


def _of_level(telegram: Telegram) -> int:
    """A classification line counts; the word alone stands on any paper."""
    if "classification" not in telegram.lines or telegram.classification is None:
        return 0
    return 2 if _OF_CABLE.search(telegram.classification.as_written) or telegram.classification.caveats else 1


def _is_portion(paragraph: Paragraph) -> bool:
    """A marked paragraph: (a), (c), (s) are the letters of any list, "(C) is the right answer" is no portion."""
    marking = paragraph.marking
    return marking is not None and not _LETTER.fullmatch(marking.as_written) and not paragraph.text[:1].islower()


def _names_cable(entry: Reference) -> bool:
    """Whether an entry of the REF list is of a known post, its year known or not."""
    if entry.kind != "cable":
        return False
    parts = split(entry.reference_id or canonical(entry.text, default_year=FIRST_YEAR) or "")
    return parts is not None and is_place(parts[1])


def _is_named(document: Document) -> bool:
    """Whether a news page's headline says that a cable follows."""
    if not document.format.startswith("news") or not document.furniture:
        return False
    first, last = document.furniture[0]
    return any(_HEADLINE.match(line) for line in document.lines[first - 1 : last])


def is_cable(telegram: Telegram, document: Document, body: Body) -> bool:
    """Whether there is enough that only a cable has."""
    if document.release is not None or document.hints.reference_id:
        return True
    points = _of_header(telegram)
    return points >= ENOUGH or points + _of_text(telegram, document, body) >= ENOUGH


def _of_header(telegram: Telegram) -> int:
    """The points of the header's lines."""
    originator = telegram.originator
    return (
        2 * (telegram.dtg is not None)
        + 2 * (originator is not None and originator.routing is not None)
        + (originator is not None and originator.station is not None)
        + 2 * (telegram.transmission_id is not None)
        + 2 * (telegram.executive_order is not None and telegram.executive_order.order is not None)
        + _of_level(telegram)
        + bool(telegram.tags)
        + bool(telegram.subject)
        + bool(telegram.captions)
        + bool(telegram.to and telegram.to[0].routing)
    )


def _of_text(telegram: Telegram, document: Document, body: Body) -> int:
    """The points of the text and of what it refers to: few cables need them."""
    marked = sum(1 for paragraph in telegram.paragraphs if _is_portion(paragraph))
    return (
        2 * bool(body.page_ids)
        + any(map(_names_cable, telegram.references))
        + _is_named(document)
        + min(marked, ENOUGH)
    )
