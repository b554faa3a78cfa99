"""Whether a document is a cable at all: the marks of a cable are counted."""

from __future__ import annotations

from reader.telegram.body import Body
from reader.telegram.records import Document, Telegram

#: So many points make a cable: a DTG and a marked paragraph do, a numbered shopping list has none.
ENOUGH = 3


def is_cable(telegram: Telegram, document: Document, body: Body) -> bool:
    """Whether there is enough that only a cable has."""
    if document.release is not None or document.hints.reference_id:
        return True
    marked = sum(1 for p in telegram.paragraphs if p.marking is not None)
    originator = telegram.originator
    points = (
        2 * (telegram.dtg is not None)
        + 2 * (originator is not None and originator.routing is not None)
        + (originator is not None and originator.station is not None)
        + 2 * (telegram.transmission_id is not None)
        + 2 * (telegram.executive_order is not None and telegram.executive_order.order is not None)
        + 2 * ("classification" in telegram.lines and telegram.classification is not None)
        + bool(telegram.tags)
        + bool(telegram.subject)
        + bool(telegram.captions)
        + 2 * bool(body.page_ids)
        + bool(telegram.to and telegram.to[0].routing)
        + min(marked, 3)
    )
    return points >= ENOUGH
