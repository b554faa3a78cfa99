"""What a study of classification compares: a cable's level with its highest portion, and paragraphs by marking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from reader.telegram import LEVELS

#: Classified above every portion marking; the same as the highest; a portion marked above the classification.
ABOVE: Final = "above"
SAME: Final = "same"
BELOW: Final = "below"
#: No paragraph has a marking that names a level; no paragraph at all; the cable itself states no level.
UNMARKED: Final = "unmarked"
EMPTY: Final = "empty"
UNSTATED: Final = "unstated"

STATES: Final = (ABOVE, SAME, BELOW, UNMARKED, EMPTY, UNSTATED)


def against_portions(level: str | None, highest: str | None, paragraphs: int) -> str:
    """The state of a cable of this level, highest portion level and number of paragraphs.

    >>> against_portions("SECRET", "CONFIDENTIAL", 4)
    'above'
    """
    if level is None:
        return UNSTATED
    if highest is None:
        return UNMARKED if paragraphs else EMPTY
    stands = LEVELS.index(level) - LEVELS.index(highest)
    return SAME if stands == 0 else ABOVE if stands > 0 else BELOW


#: What a paragraph counts as: without a marking; with one that names no level, such as (NF); by level, unclassified
#: paragraphs under control (SBU, FOUO) apart.
PORTIONS: Final = ("unmarked", "other", "u", "sbu", "lou", "r", "c", "s", "ts")
_OF_LEVEL: Final = dict(zip(LEVELS, ("u", "lou", "r", "c", "s", "ts"), strict=True))
_CONTROL: Final = frozenset({"SBU", "FOUO", "SENSITIVE"})


def portion(level: str | None, caveats: Iterable[str], *, marked: bool = True) -> str:
    """What a paragraph of this marking counts as, of PORTIONS.

    >>> portion("UNCLASSIFIED", ["SBU"]), portion(None, [], marked=False)
    ('sbu', 'unmarked')
    """
    if not marked:
        return "unmarked"
    if level == "UNCLASSIFIED" and not _CONTROL.isdisjoint(caveat.upper() for caveat in caveats):
        return "sbu"
    return _OF_LEVEL.get(level or "", "other")


def portions(paragraphs: Iterable[tuple[bool, bool, str | None, Iterable[str]]]) -> dict[str, int]:
    """Paragraphs by what they count as, from (has text, is marked, level, caveats) of each, in the order of PORTIONS.

    A heading that stands before no paragraph has neither text nor marking, and counts nowhere.
    """
    counts = Counter(
        portion(level, caveats, marked=marked) for text, marked, level, caveats in paragraphs if text or marked
    )
    return {name: counts[name] for name in PORTIONS if counts[name]}
