"""Neighbours that look into the text: references and agencies."""

from __future__ import annotations

from collections.abc import Sequence

from reader.telegram.records import AgencyMention, Reference, Telegram, TextReference

try:
    from reader.telegram import references as _references
except ImportError:
    _references = None
try:
    from reader.telegram import agencies as _agencies
except ImportError:
    _agencies = None


def read_references(
    lines: Sequence[tuple[int | None, str]], year: int | None, place: str | None
) -> tuple[Reference, ...]:
    if _references is None or not lines:
        return ()
    return _references.read_entries(lines, year=year, place=place)


def text_references(texts: Sequence[str], telegram: Telegram, year: int | None) -> tuple[TextReference, ...]:
    if _references is None:
        return ()
    return _references.in_text(texts, telegram.references, year=year, place=None)


def mentions(texts: Sequence[str], telegram: Telegram) -> tuple[AgencyMention, ...]:
    if _agencies is None:
        return ()
    return _agencies.mentions(texts, country_code=None)
