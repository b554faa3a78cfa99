"""How a cable's classification as a whole stands to the highest of its portion markings: one of six states."""

from __future__ import annotations

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
