"""Levels and markings in words: what a page's or a release's word for a classification means."""

from __future__ import annotations

from functools import cache

from reader.ingest.wording import clip, spoken
from reader.telegram import LEVELS, Marking, authority


def level_of(written: str | None) -> str | None:
    """The level that a page's or release's word for a classification means; None for words that are none.

    >>> level_of("UNCLASSIFIED//FOR OFFICIAL USE ONLY"), level_of("SECRETARY")
    ('UNCLASSIFIED', None)
    """
    words = spoken(written or "")
    return _levels().get(words) or _levels().get(words.partition("//")[0].strip())


def caveats_of(written: str | None) -> list[str]:
    """The caveats that a page's word for a classification names behind strokes.

    >>> caveats_of("UNCLASSIFIED//FOR OFFICIAL USE ONLY")
    ['FOR OFFICIAL USE ONLY']
    """
    return [part for part in spoken(written or "").replace("//", "/").split("/")[1:] if part]


def marking_label(marking: Marking) -> str:
    """A marking in full words: the table's for its letters, else level and caveats."""
    inner = spoken(marking.as_written.strip("()"))
    composed = ", ".join(filter(None, [(marking.level or "").capitalize(), *marking.caveats]))
    return clip(_labels().get(inner) or composed, 160)


@cache
def _levels() -> dict[str, str]:
    """Every spelling of a level; handling levels such as SBU are UNCLASSIFIED."""
    return {
        spoken(spelling): row.level if row.level in LEVELS else "UNCLASSIFIED"
        for row in authority.classifications()
        for spelling in row.as_written
    }


@cache
def _labels() -> dict[str, str]:
    return {row.as_written: row.long_form for row in authority.markings()}
