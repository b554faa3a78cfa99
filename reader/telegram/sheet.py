"""The text below the header as one string, with the way back from a place in it to its line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines joined; the string begins with a line feed, so that every line begins behind one.

    `starts` are the places of the lines' first characters, `first` the 0-based number of the first line.
    """

    text: str
    rows: list[str]
    starts: list[int]
    first: int

    def line_at(self, place: int) -> int:
        """The 1-based line of the document in which a place lies (a line feed belongs to the line it begins)."""
        if place < len(self.text) and self.text[place] == "\n":
            place += 1
        return self.first + max(bisect_right(self.starts, place), 1)

    def place_of(self, line: int) -> int:
        """The line feed in front of a line (0-based in the document); the end of the text behind the last."""
        index = line - self.first
        return self.starts[index] - 1 if index < len(self.starts) else len(self.text)


def sheet_of(lines: Sequence[str], skipped: set[int], line: int, column: int) -> Sheet:
    """The lines from `line` (0-based) and its `column` on; skipped lines are left blank."""
    below = list(lines[line:])
    if below:
        indent = len(below[0]) - len(below[0].lstrip()) if column else 0
        below[0] = below[0][:indent] + below[0][column:]
    for number in skipped:
        if number >= line:
            below[number - line] = ""
    joined = "\n".join(below)
    if joined.count("\n") >= max(len(below), 1):  # a line end inside a line: no wrapping gives that
        below = [text.replace("\n", " ") for text in below]
        joined = "\n".join(below)
    starts = list(map(add, accumulate(map(len, below), initial=1), range(len(below))))
    return Sheet("\n" + joined, below, starts, line)
