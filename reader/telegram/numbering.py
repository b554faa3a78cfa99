"""Which numbers at the beginning of a line begin a paragraph: the chain of those that follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.telegram.records import Marking

#: A number without a marking may leave out so many.
WIDEST_GAP = 12


class Candidate(NamedTuple):
    """A number that may begin a paragraph: `place` is where its line begins in the sheet, `text` where its words do.

    `strong`: a blank line, a rule, a page break or the end of a sentence stands before it. `indent` in columns.
    """

    place: int
    text: int
    number: int
    marking: Marking | None
    strong: bool
    indent: int = 0
    bracket: bool = False  # 1) and not 1.


@dataclass(slots=True)
class _Chain:
    """The numbers accepted so far, and what is known of the style."""

    accepted: list[Candidate] = field(default_factory=list)
    inner: int = 0  # the last number of a list inside a paragraph; 0 outside of lists

    @property
    def expected(self) -> int:
        return self.accepted[-1].number + 1 if self.accepted else 1


def choose(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that begin paragraphs, in order. Each is looked at once.

    A marking speaks for a paragraph, as does the next number in turn; a number out of turn without marking is taken
    only where the missing one never comes. Numbers that start again at 1 are a list inside a paragraph.
    """
    last_strong = {c.number: index for index, c in enumerate(candidates) if c.strong or c.marking}
    all_marked = sum(c.marking is not None for c in candidates) * 2 > len(candidates)
    chain = _Chain()
    for index, candidate in enumerate(candidates):
        following = candidates[index + 1].number if index + 1 < len(candidates) else None
        if _begins(candidate, chain, last_strong, index, all_marked, following):
            chain.accepted.append(candidate)
            chain.inner = 0
        elif candidate.strong:
            chain.inner = candidate.number
    return chain.accepted


def _begins(
    candidate: Candidate,
    chain: _Chain,
    last_strong: dict[int, int],
    index: int,
    all_marked: bool,
    following: int | None,
) -> bool:
    if candidate.marking is not None:
        return _marked_begins(candidate, chain)
    if not chain.accepted:
        return candidate.strong and candidate.number <= WIDEST_GAP * 4
    first = chain.accepted[0]
    if candidate.bracket != first.bracket or candidate.indent > first.indent + 1:
        return False
    if candidate.number == chain.expected:
        return _next_begins(candidate, chain, last_strong, index, all_marked, following)
    return (
        chain.expected < candidate.number <= chain.expected + WIDEST_GAP
        and candidate.strong
        and not chain.inner
        and last_strong.get(chain.expected, -1) < index
        and not (all_marked and first.marking)
    )


def _marked_begins(candidate: Candidate, chain: _Chain) -> bool:
    """A marking is believed unless the number is far out of turn and stands in the middle of a sentence."""
    return candidate.strong or not chain.accepted or abs(candidate.number - chain.expected) <= WIDEST_GAP


def _next_begins(
    candidate: Candidate,
    chain: _Chain,
    last_strong: dict[int, int],
    index: int,
    all_marked: bool,
    following: int | None,
) -> bool:
    """The next number in turn begins a paragraph, unless a better one of the same number comes or a list goes on."""
    if not candidate.strong:
        return last_strong.get(candidate.number, -1) < index
    goes_on_inside = chain.inner and candidate.number == chain.inner + 1
    if goes_on_inside:
        marked_so_far = all_marked or chain.accepted[-1].marking is not None
        return not marked_so_far and following != 1 and last_strong[candidate.number] == index
    return True
