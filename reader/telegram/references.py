"""The REF list: which cables it names, by which labels, and what in it is no cable. Recognised, not resolved.

An entry that names several cables gives one reference for each; its text is what was written of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reader.telegram.records import Reference
from reader.telegram.reference_labels import chunks
from reader.telegram.reference_reader import EntryReader
from reader.telegram.text_references import in_text

__all__ = ["in_text", "read_entries"]

#: A page break fused with the list, or the first sentence behind it.
_BEHIND_LIST = re.compile(
    r"[A-Z .'-]{3,40}\s\d{5,8}\s\d{3}(?:\.\d)?\sOF\s\d{3}\b"
    r"|(?:\(S?B?U\)\s?)?(?:THIS\s(?:CABLE|MESSAGE|TELEGRAM)\sIS\b|SENSITIVE\sBUT\sUNCLASSIFIED|CLASSIFIED\sBY:?)",
    re.IGNORECASE,
)
#: One of these stands in whatever that pattern finds; it is slow to look for.
_BEHIND_WORDS = (" OF ", "THIS", "SENSITIVE", "CLASSIFIED")
_NOTHING_OF_LIST = re.compile(r"\W*+(?:(?:N/?A|NONE|NIL)\W*+)?", re.IGNORECASE)
_PILCROWS = re.compile("[¶\ufffd]")


def read_entries(
    lines: Sequence[tuple[int, str]], *, year: int | None, place: str | None, listed: Collection[str] = ()
) -> tuple[Reference, ...]:
    """The entries of a REF list, given as (line number, text) without the label REF; never raises.

    `year` is the cable's own, taken where an entry states none, unless `listed`, ids that the wrapping has for the
    entries, know another; `place` is its own post, for OURTEL and MYTEL.

    >>> [r.reference_id for r in read_entries([(9, "(A) WARSAW 3988, 4012; B. 73 LIMA A-114")], year=1974, place=None)]
    ['74WARSAW3988', '74WARSAW4012', '73LIMA-A114']
    """
    block = _Block.of(lines)
    if _NOTHING_OF_LIST.fullmatch(block.text):
        return ()
    reader = EntryReader(block.text, year, place, listed)
    return tuple(
        Reference(
            item.chunk.label,
            block.written(item.start, item.end),
            item.kind,
            item.reference_id,
            item.sender,
            item.dtg,
            block.line(item.start),
        )
        for chunk in chunks(block.text)
        for item in reader.items(chunk)
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """The list as one text, runs of blanks made one; where its lines start, and their numbers."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[tuple[int, str]]) -> _Block:
        kept = [(number, " ".join(_PILCROWS.sub(" ", text).replace("&amp;", "&").split())) for number, text in lines]
        kept = [(number, text) for number, text in kept if text]
        text = "\n".join(text for _, text in kept)
        starts, at = [], 0
        for _, line in kept:
            starts.append(at)
            at += len(line) + 1
        loud = text.upper()
        behind = _BEHIND_LIST.search(text) if any(word in loud for word in _BEHIND_WORDS) else None
        return cls(text[: behind.start()] if behind else text, tuple(starts), tuple(number for number, _ in kept))

    def line(self, at: int) -> int | None:
        """The number of the line that holds a position."""
        return self.numbers[bisect_right(self.starts, at) - 1] if self.numbers else None

    def written(self, start: int, end: int) -> str:
        """The text of an item on one line, without the separators and the half brackets at its ends."""
        text = self.text[start:end].replace("\n", " ").strip(" ,;:&-")
        text = text.removesuffix(".").rstrip(" ,;:&-")
        return text.rstrip(")] ") if text.count("(") < text.count(")") else text
