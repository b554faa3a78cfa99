"""A telegram as a row of Cable; the directory gives the keys of names. What hangs on it: child_rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from reader.ingest.directory import Directory
from reader.ingest.levels import caveats_of, level_of
from reader.ingest.received import number_of
from reader.ingest.wording import clip
from reader.models.comparing import portions
from reader.telegram import LEVELS, READER_VERSION, Telegram
from reader.telegram.identifiers import split
from reader.telegram.records import Paragraph

Row = dict[str, Any]


def cable(telegram: Telegram, reference_id: str, directory: Directory) -> Row:
    """The columns of Cable, but for `id`, `source_id`, `created` and `updated`."""
    return {
        "reference_id": reference_id,
        "number": number_of(reference_id),
        "transmission_id": clip(telegram.transmission_id or "", 40),
        "dtg": clip(telegram.dtg or "", 40),
        "precedence": telegram.precedence or "",
        "subject": telegram.subject or "",
        "subject_marking_id": directory.markings.of(telegram.subject_marking),
        "headline": telegram.hints.subject or "",
        "classified_by": clip(telegram.classified_by or "", 300),
        "reasons": list(telegram.reasons),
        "summary": telegram.summary or "",
        "signatures": list(telegram.signatures),
        "passing": list(telegram.passing),
        "text_missing": bool(telegram.release and telegram.release.text_missing),
        "partial": telegram.partial,
        "corrected_copy": telegram.corrected,
        "reader_version": READER_VERSION,
        **date_columns(*date_of(telegram), reference_id),
        **_sender(telegram, reference_id, directory),
        **_classification(telegram),
        **_executive_order(telegram),
        **_measures(telegram),
        **_places(telegram),
    }


def date_of(telegram: Telegram) -> tuple[dt.datetime | None, bool, str]:
    """The cable's date in UTC, whether its time is known, and where it comes from ("dtg", "hint" or "")."""
    if telegram.date:
        return telegram.date, True, "dtg"
    stated = moment(telegram.hints.date)
    return (stated, len(telegram.hints.date or "") > 10, "hint") if stated else (None, False, "")


def moment(text: str | None) -> dt.datetime | None:
    """An ISO 8601 date or time in UTC; None for what is none."""
    try:
        found = dt.datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found.astimezone(dt.UTC) if found.tzinfo else found.replace(tzinfo=dt.UTC)


def date_columns(date: dt.datetime | None, has_time: bool, source: str, reference_id: str) -> Row:
    """What the columns of Cable say of its date; without one, the year is that of the reference id."""
    parts = split(number_of(reference_id))
    year = date.year if date else parts[0] if parts else None
    return {
        "date": date,
        "date_source": source,
        "date_has_time": has_time,
        "day": date.date() if date else None,
        "year": year,
    }


def _sender(telegram: Telegram, reference_id: str, directory: Directory) -> Row:
    originator = telegram.originator
    parts = split(number_of(reference_id))
    serial = originator.serial if originator and originator.serial is not None else None
    if serial is None and parts:
        serial = int(parts[2].lstrip("A"))
    routing, written = (originator.routing, originator.station) if originator else (None, None)
    return {
        "station_id": directory.stations.sender(written, routing, parts[1] if parts else None),
        "originator_station": clip(written or "", 200),
        "originator_routing": clip(routing or "", 16),
        "serial": serial,
    }


def _classification(telegram: Telegram) -> Row:
    """A release's original classification first, then the cable's own line, then the page's word."""
    own, release, page = telegram.classification, telegram.release, telegram.hints.classification
    # Where the cable is silent the reader gives the wrapping's word, which then stands on no line of the cable.
    silent = own is None or ("classification" not in telegram.lines and own.as_written == page)
    stated = (
        ("release", level_of(release.original_classification) if release else None),
        ("cable", None if silent or own is None else own.level),
        ("hint", level_of(page)),
    )
    source, level = next(((source, level) for source, level in stated if level), ("", None))
    return {
        "level": level,
        "level_source": source,
        "caveats": list(own.caveats) if own else caveats_of(page),
        "classification_as_written": own.as_written if own else "",
    }


def _executive_order(telegram: Telegram) -> Row:
    order = telegram.executive_order
    until = moment(order.declassify_on) if order else None
    return {
        "executive_order": clip(order.order or "", 20) if order else "",
        "executive_order_text": (order.text or "") if order else "",
        "declassify_on": until.date() if until else None,
    }


def _measures(telegram: Telegram) -> Row:
    levels = {paragraph.marking.level for paragraph in telegram.paragraphs if paragraph.marking}
    return {
        "highest_portion_level": max(levels & set(LEVELS), key=LEVELS.index, default=None),
        "paragraph_count": len(telegram.paragraphs),
        "marked_count": sum(paragraph.marking is not None for paragraph in telegram.paragraphs),
        "portions": portions(map(_counted, telegram.paragraphs)),
        "word_count": sum(len(paragraph.text.split()) for paragraph in telegram.paragraphs),
    }


def _counted(paragraph: Paragraph) -> tuple[bool, bool, str | None, Sequence[str]]:
    """What `portions` asks of a paragraph."""
    given = paragraph.marking
    return bool(paragraph.text), given is not None, given.level if given else None, given.caveats if given else ()


def _places(telegram: Telegram) -> Row:
    """Where everything stood, and what was odd, in the form of the parse contract."""
    return {
        "regions": [{"kind": region.kind, "lines": list(region.lines)} for region in telegram.regions],
        "field_lines": {name: list(lines) for name, lines in telegram.lines.items()},
        "warnings": [{"code": w.code, "message": w.message, "line": w.line} for w in telegram.warnings],
    }
