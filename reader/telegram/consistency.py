"""What does not agree within a telegram, or with what its wrapping says: warnings, each with its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reader.telegram.body import Body
from reader.telegram.classification import from_words
from reader.telegram.executive_order import ORDERS, read_order
from reader.telegram.header_state import Header
from reader.telegram.identifiers import place_of
from reader.telegram.records import LEVELS, Document, ReadingWarning, Telegram
from reader.telegram.tags import is_known, pieces_of
from reader.telegram.warning import warn

_RANKS = {level: rank for rank, level in enumerate(LEVELS)}


def findings(document: Document, telegram: Telegram, header: Header, body: Body) -> Iterator[ReadingWarning]:
    """Everything odd that shows only when the whole telegram is read."""
    yield from _missing(telegram, header)
    yield from _dates(document, telegram, header)
    yield from _order(telegram, header)
    yield from _levels(document, telegram)
    yield from _tags(telegram)
    yield from _numbers(body)
    yield from _ends(telegram, body)
    yield from _origin(document, telegram)
    yield from _agencies(telegram)


def _missing(telegram: Telegram, header: Header) -> Iterator[ReadingWarning]:
    stated = {
        "no-reference-id": telegram.reference_id,
        "no-date": telegram.dtg,
        "no-originator": header.station or header.de,
        "no-addressees": telegram.to or telegram.info,
        "no-classification": telegram.classification,
        "no-tags": telegram.tags,
        "no-subject": telegram.subject,
        "no-text": telegram.paragraphs,
    }
    if telegram.release and telegram.release.text_missing:
        yield warn("text-missing")
        return
    for code, value in stated.items():
        if not value:
            yield warn(code)


def _dates(document: Document, telegram: Telegram, header: Header) -> Iterator[ReadingWarning]:
    line = header.spans["date"][0] if "date" in header.spans else None
    group = header.dtg
    if group and group.moment is None:
        yield warn(
            "incomplete-date" if group.lacks else "impossible-date", line, written=group.written, part=group.lacks
        )
    elif group and group.moment and group.lacks:
        yield warn("date-without-year", line, written=group.written, year=group.moment.year)
    if not telegram.date:
        return
    if header.de and header.de.julian:
        day = telegram.date.timetuple().tm_yday
        if _days_apart(day, header.de.julian) > 1:
            yield warn("julian-date-differs", header.spans["originator"][0], julian=header.de.julian, day=day)
    hint, date = (document.hints.date or "")[:10], telegram.date.date().isoformat()
    if len(hint) == 10 and hint != date and _day_differs(hint, date):
        yield warn("date-differs", line, hint=hint, date=date)


def _days_apart(day: int, julian: int) -> int:
    """Around the turn of the year 1 and 365 are neighbours."""
    apart = abs(day - julian)
    return min(apart, abs(366 - apart), abs(365 - apart))


def _day_differs(one: str, other: str) -> bool:
    """More than a day: wrappings give local days."""
    try:
        return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days) > 1
    except ValueError:
        return False


def _order(telegram: Telegram, header: Header) -> Iterator[ReadingWarning]:
    order = telegram.executive_order
    if order is None:
        return
    line = header.spans["executive_order"][0]
    if order.order and order.order not in ORDERS:
        yield warn("unusual-order", line, order=order.order)
    _, impossible = read_order(" ".join(header.order))
    if impossible:
        yield warn("impossible-declassification-date", line, written=impossible)


def _levels(document: Document, telegram: Telegram) -> Iterator[ReadingWarning]:
    if not telegram.classification or telegram.classification.level not in _RANKS:
        return
    level = telegram.classification.level
    line = telegram.lines["classification"][0] if "classification" in telegram.lines else None
    for source, stated in _stated_levels(document):
        if line and stated and stated != level:
            yield warn("classification-differs", line, source=source, hint=stated, level=level)
            break
    marked = [(p, p.marking.level) for p in telegram.paragraphs if p.marking and p.marking.level]
    for paragraph, portion in marked:
        if _RANKS[portion] > _RANKS[level]:
            marking = paragraph.marking.as_written if paragraph.marking else ""
            number = paragraph.number if paragraph.number is not None else "without number"
            yield warn("portion-above-classification", paragraph.lines[0], number=number, marking=marking, level=level)
    unmarked = any(p.marking is None and p.number is not None for p in telegram.paragraphs)
    highest = max((_RANKS[portion] for _, portion in marked), default=None)
    if highest is not None and not unmarked and highest < _RANKS[level]:
        yield warn("classification-above-portions", line, level=level, highest=LEVELS[highest])


def _stated_levels(document: Document) -> Iterator[tuple[str, str | None]]:
    if document.release and document.release.original_classification:
        yield "The attribute", document.release.original_classification
    if document.hints.classification and (found := from_words(document.hints.classification)):
        yield "The wrapping", found.level


def _tags(telegram: Telegram) -> Iterator[ReadingWarning]:
    line = telegram.lines["tags"][0] if "tags" in telegram.lines else None
    for tag in telegram.tags:
        if is_known(tag) or tag.startswith("("):
            continue
        yield warn("fused-tags" if pieces_of(tag) else "unknown-tag", line, tag=tag)


def _numbers(body: Body) -> Iterator[ReadingWarning]:
    for number, before, line in body.out_of_turn:
        yield warn("paragraph-skipped" if number > before else "paragraph-repeated", line, number=number, before=before)


def _ends(telegram: Telegram, body: Body) -> Iterator[ReadingWarning]:
    for number, line in body.cut_paragraphs:
        yield warn("paragraph-cut", line, number=number)
    if body.ends_open:
        yield warn("truncated", body.ends_open)
    if telegram.section:
        yield warn("sections-missing", None, section=telegram.section[0], sections=telegram.section[1])
    if telegram.partial and not body.ends_open:
        yield warn("partial", telegram.lines["partial"][0] if "partial" in telegram.lines else None)
    if telegram.corrected:
        yield warn("corrected", telegram.lines["corrected"][0] if "corrected" in telegram.lines else None)


def _origin(document: Document, telegram: Telegram) -> Iterator[ReadingWarning]:
    """The post that the wrapping names against the FM line."""
    hint, station = document.hints.origin, telegram.originator.station if telegram.originator else None
    if hint and station:
        one, other = place_of(hint), place_of(station)
        if one and other and one != other and one not in other and other not in one:
            yield warn("origin-differs", telegram.lines.get("originator", (None,))[0], hint=hint, station=station)


def _agencies(telegram: Telegram) -> Iterator[ReadingWarning]:
    """Acronyms between whose meanings neither the text nor the post's country decides, each once."""
    undecided = {mention.acronym: mention.paragraph for mention in reversed(telegram.mentions) if mention.name is None}
    for acronym, paragraph in sorted(undecided.items(), key=lambda item: item[1]):
        yield warn("undecided-agency", telegram.paragraphs[paragraph].lines[0], acronym=acronym)
