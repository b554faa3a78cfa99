"""The attribute block of a released telegram: `Key: value` lines, long values going on in further lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Keys of the archive's system, without case: after one of them another value begins.
KNOWN_KEYS = frozenset(
    key.strip()
    for line in """
        automatic decaptioning, capture date, channel indicators, concepts, control number, copy,
        current classification, current handling restrictions, decaption date, decaption note, disposition action,
        disposition approved on date, disposition authority, disposition case number, disposition comment,
        disposition date, disposition event, disposition history, disposition reason, disposition remarks,
        document number, document source, document unique id, draft date, drafter, enclosure, errors, executive order,
        expiration, film number, format, from, handling restrictions, image path, isecure, legacy key, line count,
        litigation code ids, litigation codes, litigation history, locator, markings, message id, office,
        original classification, original handling restrictions, original previous classification,
        original previous handling restrictions, page count, previous channel indicators, previous classification,
        previous handling restrictions, reference, retention, review action, review authority, review comment,
        review content flags, review date, review event, review exemptions, review history, review markings,
        review media identifier, review referrals, review release date, review release event, review transfer date,
        review withdrawn fields, sas id, secure, sent date, status, subject, tags, to, type, vdkvgwkey
        """.splitlines()
    for key in line.split(",")
    if key.strip()
)

_LINE = re.compile(r"([A-Za-z][A-Za-z ]{0,39}?)[ \t]*:(.*)", re.S)
#: A key that is in no list: words with a capital each, and a blank or nothing after the colon.
_UNKNOWN = re.compile(r"[A-Z][a-z]+(?: (?:[A-Z][a-z]+|I[Dd]s?|on|of)){1,4}")


def read_attributes(lines: Iterable[str]) -> dict[str, str]:
    """Every key as written with its value, the lines of a long value joined by a blank, in the block's order.

    >>> read_attributes(["Subject: FISHERIES: TALKS", "         END", "Drafter: n/a"])
    {'Subject': 'FISHERIES: TALKS END', 'Drafter': 'n/a'}
    """
    values: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in lines:
        key, value = _split(line)
        if key is not None:
            current = values.setdefault(key, [])
        if current is not None and value.strip():
            current.append(value.strip())
    return {key: " ".join(parts) for key, parts in values.items()}


def _split(line: str) -> tuple[str | None, str]:
    """Key and value of a line; without a key the line goes on with the value before it."""
    found = _LINE.match(line)
    if not found:
        return None, line
    key, value = found.groups()
    if key.casefold() in KNOWN_KEYS or (_UNKNOWN.fullmatch(key) and (not value or value[0].isspace())):
        return key, value
    return None, line
