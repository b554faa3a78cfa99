"""Whether a document is a cable at all: the marks of a cable are counted."""

from __future__ import annotations

import re

from reader.telegram.body import Body
from reader.telegram.records import Document, Telegram

#: So many points make a cable: a DTG and a marked paragraph do, a numbered shopping list has none.
ENOUGH = 3


_LETTER = re.compile(r"\(?[a-z]\)?")
_OF_CABLE = re.compile(r"\d|[A-Z] [A-Z] [A-Z]|\bUNCLAS\b")


def _of_level(telegram: Telegram) -> int:
    """A classification line counts; the word alone stands on any paper."""
    if "classification" not in telegram.lines or telegram.classification is None:
        return 0
    return 2 if _OF_CABLE.search(telegram.classification.as_written) or telegram.classification.caveats else 1


def is_cable(telegram: Telegram, document: Document, body: Body) -> bool:
    """Whether there is enough that only a cable has."""
    if document.release is not None or document.hints.reference_id:
        return True
    # (a), (c), (s) are the letters of any list.
    marked = sum(1 for p in telegram.paragraphs if p.marking and not _LETTER.fullmatch(p.marking.as_written))
    originator = telegram.originator
    points = (
        2 * (telegram.dtg is not None)
        + 2 * (originator is not None and originator.routing is not None)
        + (originator is not None and originator.station is not None)
        + 2 * (telegram.transmission_id is not None)
        + 2 * (telegram.executive_order is not None and telegram.executive_order.order is not None)
        + _of_level(telegram)
        + bool(telegram.tags)
        + bool(telegram.subject)
        + bool(telegram.captions)
        + 2 * bool(body.page_ids)
        + bool(telegram.to and telegram.to[0].routing)
        + min(marked, 3)
    )
    return points >= ENOUGH
