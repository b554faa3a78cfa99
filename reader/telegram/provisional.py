"""Provisional ids: what a cable is known by whose number cannot be told. They name a text and claim nothing of it."""

from __future__ import annotations

import re
from collections.abc import Container

_PREFIX = "UNNUMBERED-"
_WRITTEN = re.compile(r"UNNUMBERED[ _-]?([0-9A-F]{8,64})", re.IGNORECASE | re.ASCII)
#: Digits of the checksum: 8 tell a million texts apart nearly always; more where they do not.
_SHORTEST, _STEP = 8, 4


def possible(sha256: str) -> list[str]:
    """Every provisional id that a text of this checksum may have, the shortest first."""
    return [f"{_PREFIX}{sha256[:length]}" for length in range(_SHORTEST, len(sha256) + 1, _STEP)]


def provisional(sha256: str, taken: Container[str] = ()) -> str:
    """The provisional id of a text: the first digits of its checksum, as many as tell it from those in `taken`.

    >>> provisional("1a2b3c4d5e6f" + "0" * 52), provisional("1a2b3c4d5e6f" + "0" * 52, {"UNNUMBERED-1a2b3c4d"})
    ('UNNUMBERED-1a2b3c4d', 'UNNUMBERED-1a2b3c4d5e6f')
    """
    ids = possible(sha256)
    return next((found for found in ids if found not in taken), ids[-1])


def canonical(text: str) -> str | None:
    """The provisional id that a text writes, in any case; None for anything else.

    >>> canonical("unnumbered-1A2B3C4D")
    'UNNUMBERED-1a2b3c4d'
    """
    match = _WRITTEN.fullmatch(text.strip())
    return f"{_PREFIX}{match[1].lower()}" if match else None


def is_provisional(reference_id: str) -> bool:
    """Whether an id of the archive is no number of a cable."""
    return reference_id.startswith(_PREFIX)
