"""Double-spaced cables: a blank line behind every line, three between blocks. They are read as if single-spaced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.telegram.records import Document

#: A text of fewer lines than this is taken as it is, and one of which more lines are longer than telegrams' lines are.
_FEWEST, _LONGEST, _MOST_LONG = 12, 90, 3
#: So many lines that follow one another show that a text is not double-spaced.
_MOST_TOGETHER = 2
#: So many blank lines stand between blocks, and so many such gaps a double-spaced text has at least.
_GAP, _FEWEST_GAPS = 3, 3


def is_double_spaced(lines: Sequence[str], skipped: set[int]) -> bool:
    """Whether hardly two lines follow one another, while blocks are further apart; most texts show it at once."""
    written = together = gaps = blank = long = 0
    for number, line in enumerate(lines):
        if number in skipped:
            continue
        if not line or line.isspace():
            blank += 1
            continue
        together += not blank and written > 0
        gaps += blank >= _GAP
        long += len(line) > _LONGEST
        if together > _MOST_TOGETHER or long > _MOST_LONG:
            return False
        written, blank = written + 1, 0
    return written >= _FEWEST and gaps >= _FEWEST_GAPS


def single_spaced(document: Document, skipped: set[int]) -> tuple[Document, list[int], set[int]]:
    """The document without its single blank lines, the origin of each line, and which lines are furniture."""
    origins: list[int] = []
    blank: list[int] = []
    for number, line in enumerate(document.lines):
        if number not in skipped and (not line or line.isspace()):
            blank.append(number)
            continue
        origins += blank[:1] if len(blank) >= _GAP else []
        origins.append(number)
        blank = []
    furniture = {number for number, origin in enumerate(origins) if origin in skipped}
    return replace(document, lines=tuple(document.lines[origin] for origin in origins)), origins, furniture
