"""SIPDIS in the middle of a sentence: put there by transmission, unless the sentence speaks of the caption."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CAPTION = re.compile(r"(?<!\S)SIPDIS(?!\S)")
#: How far the words beside it are looked for.
_NEAR = 40
_SPEAKS_BEFORE = frozenset(
    re.findall(
        r"\w+",
        "the a an no not non use used using with without of as by for and or via all any this marked captioned labeled"
        " add it them sent send their our its caption captions channel",
    )
)
_SPEAKS_BEHIND = frozenset(
    re.findall(
        r"\w+",
        "caption captions captioned cable cables message messages telegram telegrams channel channels traffic"
        " distribution marking markings label or and is was are were means system systems net",
    )
)


def stray_captions(text: str) -> Iterator[tuple[int, int]]:
    """Where such captions stand, lines of their own among them.

    >>> list(stray_captions("We saw SIPDIS him. Use the SIPDIS caption."))
    [(7, 13)]
    """
    for match in _CAPTION.finditer(text):
        before = text[max(match.start() - _NEAR, 0) : match.start()].split()
        behind = text[match.end() : match.end() + _NEAR].split()
        if before and before[-1].casefold() in _SPEAKS_BEFORE:
            continue
        if behind and behind[0].casefold().strip(".,;:") in _SPEAKS_BEHIND:
            continue
        yield match.start(), match.end()
