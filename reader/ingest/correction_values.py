"""What an administrator types for a field -> the value that is stored; nonsense is refused in a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from reader.ingest.levels import caveats_of, level_of
from reader.ingest.received import number_of
from reader.ingest.rows import Row, moment
from reader.models import Cable
from reader.models import Paragraph as StoredParagraph
from reader.telegram import LEVELS, identifiers
from reader.telegram.markings import read_marking
from reader.telegram.records import Paragraph
from reader.telegram.tags import read_tags

#: Columns of Cable that fields are told from.
_COLUMNS = ("reference_id", "date", "date_has_time", "level", "caveats", "subject")
#: Telegraphs did not exist before.
FIRST_YEAR = 1844
#: Longer ones are no subject but a text.
LONGEST_SUBJECT = 2_000
#: Columns of ids and codes hold so much.
LONGEST_ID, LONGEST_TAG = 80, 80
HIGHEST_NUMBER = 9_999

_SUFFIX = re.compile(r"_[a-z]{1,3}\Z", re.IGNORECASE)
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]?(\d{2}:\d{2})(?::\d{2})?)? ?(?:Z|UTC)?", re.IGNORECASE)


class CorrectionRefused(Exception):
    """A correction that is not made; its message says why and what to do."""


def typed(field: str, text: str) -> Any:
    """The value of a field that a text means; nothing typed means "not stated"."""
    return _TYPED[field](" ".join(text.split()))


def as_typed(field: str, value: Any) -> str:
    """The text that means a value: what a form begins with."""
    if field == "classification":
        return "//".join([value["level"], *value["caveats"]]) if value and value["level"] else ""
    if field == "tags":
        return ", ".join(value or ())
    return "" if value is None else str(value).removesuffix(" UTC")


def of_stored(field: str, cable: Cable, paragraph: StoredParagraph | None = None) -> Any:
    """What the stored reading says in a field."""
    if field == "tags":
        return list(dict.fromkeys(row.as_written for row in cable.cabletag_set.order_by("position")))
    if field == "paragraph_number":
        return paragraph.number if paragraph else None
    if field == "paragraph_marking":
        return paragraph.marking.as_written if paragraph and paragraph.marking else None
    return of_row(field, {name: getattr(cable, name) for name in _COLUMNS})


def of_row(field: str, row: Row) -> Any:
    """What the row of a cable says in a field."""
    if field == "date":
        return told_date(row["date"], row["date_has_time"])
    if field == "classification":
        return {"level": row["level"], "caveats": list(row["caveats"])}
    return row[field] or None


def of_paragraph(field: str, paragraph: Paragraph) -> Any:
    """What a paragraph says in a field."""
    if field == "paragraph_number":
        return paragraph.number
    return paragraph.marking.as_written if paragraph.marking else None


def told_date(date: dt.datetime | None, has_time: bool) -> str | None:
    """A date as it is stored in a correction: 2008-05-28 19:32 UTC, or the day alone."""
    if date is None:
        return None
    return f"{date.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC" if has_time else f"{date.astimezone(dt.UTC):%Y-%m-%d}"


def moment_of(value: str | None) -> tuple[dt.datetime | None, bool]:
    """The moment that a stored date means, and whether its time is known."""
    told = (value or "").removesuffix(" UTC")
    return moment(told), len(told) > 10


def _reference_id(text: str) -> str:
    suffix = _SUFFIX.search(text)
    number = identifiers.canonical(text[: suffix.start()] if suffix else text)
    if not text or not number or not identifiers.split(number) or len(number) > LONGEST_ID - 4:
        raise CorrectionRefused(
            f"“{text[:80]}” is no reference id. One has a year, a post and a serial, as 08TORONTO165; a further cable "
            "of the same number has a letter behind it, as 08TORONTO165_b."
        )
    return number_of(number) + (suffix.group().lower() if suffix else "")


def _date(text: str) -> str | None:
    if not text:
        return None
    written = _DATE.fullmatch(text)
    if not written:
        raise CorrectionRefused(
            f"“{text[:80]}” is no date as it is typed here: 2008-05-28 19:32 in UTC, or 2008-05-28 alone."
        )
    told = " ".join(filter(None, written.groups()))
    date = moment(told)
    if date is None:
        raise CorrectionRefused(f"“{text}” is no date: there is no such day or time.")
    if date.year < FIRST_YEAR or date > dt.datetime.now(dt.UTC):
        raise CorrectionRefused(f"“{text}” cannot be the date of a cable: it lies in the future or before telegraphs.")
    return told_date(date, len(told) > 10)


def _classification(text: str) -> dict[str, Any]:
    level = level_of(text)
    if text and level is None:
        raise CorrectionRefused(
            f"“{text[:80]}” begins with no level. The levels are {', '.join(LEVELS)}; caveats follow behind two "
            "strokes, as SECRET//NOFORN."
        )
    return {"level": level, "caveats": caveats_of(text)}


def _subject(text: str) -> str | None:
    if len(text) > LONGEST_SUBJECT:
        raise CorrectionRefused(f"A subject has at most {LONGEST_SUBJECT:,} characters; this one has {len(text):,}.")
    return text or None


def _tags(text: str) -> list[str]:
    tags = list(read_tags(text))
    too_long = next((tag for tag in tags if len(tag) > LONGEST_TAG), None)
    if too_long:
        raise CorrectionRefused(f"“{too_long[:80]}…” is no TAG: none is so long. Put commas between them: PREL, CA.")
    if text and not tags and not re.fullmatch(r"\W*(?:N/A|NONE|NIL)\W*", text, re.IGNORECASE):
        raise CorrectionRefused(f"“{text[:80]}” names no TAGS. Type them with commas: PREL, CA. Nothing means none.")
    return tags


def _number(text: str) -> int | None:
    if not text:
        return None
    bare = text.rstrip(".")
    if not bare.isascii() or not bare.isdigit() or not 0 < int(bare[:6]) <= HIGHEST_NUMBER:
        raise CorrectionRefused(f"“{text[:80]}” is no paragraph number: type 7, or nothing where it has none.")
    return int(bare)


def _marking(text: str) -> str | None:
    if not text:
        return None
    bare = text.strip("() ").upper()
    if not bare or len(bare) > 50 or read_marking(f"({bare})") is None:
        raise CorrectionRefused(
            f"“{text[:80]}” is no portion marking. Type it as in (U), (SBU), (C), (S//NF); nothing where it has none."
        )
    return f"({bare})"


_TYPED: Mapping[str, Callable[[str], Any]] = {
    "reference_id": _reference_id,
    "date": _date,
    "classification": _classification,
    "subject": _subject,
    "tags": _tags,
    "paragraph_number": _number,
    "paragraph_marking": _marking,
}
