"""The lines of a pasted text, and where the end of a line cuts a number in two."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.telegram.number_finding import in_line

#: Typographic characters to plain ones; what has no width goes.
_PLAIN = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "‘’‛ʼ′`"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x00")),
}
#: On both sides of a line's end, as far as one number with its date can reach.
_BACK, _REACH = 120, 64
#: No number goes on over more lines than have so many characters.
_LONGEST = 1000
#: A line that may be cut: it ends with a letter, a comma or a hyphen, and not with the end of a sentence; a line that
#: ends with a number may go on with a date.
_CUT = re.compile(r"[^\W\d_],?\Z|[,-]\Z")
_DATE_GOES_ON = re.compile(
    r"[(\[]?(?:\d|of |dated |(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[a-z]{0,6}\b)", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")


def plain(line: str) -> str:
    """A line with plain hyphens and quotes and single blanks."""
    return " ".join(line.translate(_PLAIN).split())


def logical_lines(text: str) -> Iterator[str]:
    """The lines that hold something, stripped; two are one where a number goes over the end of the first."""
    held = ""
    for line in text.splitlines():
        line = line.strip()
        if held and line and len(held) < _LONGEST and _goes_over(held, line):
            held = f"{held} {line}"
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _goes_over(line: str, following: str) -> bool:
    """Whether a number that neither line has whole goes over the line's end."""
    if not (_may_be_cut(line, following) and _DIGIT.search(following[:_REACH])):
        return False
    end, head = plain(line[-_BACK:]), plain(following[:_REACH])
    seam = len(end)
    across = [one for one in in_line(f"{end} {head}", None) if one.start < seam < one.end and not one.problem]
    if not across:
        return False
    before, behind = in_line(end, None, whole=False), in_line(head, None, whole=False)
    if any(one.start < across[-1].end - seam - 1 for one in behind):
        return False
    return not any(one.end > across[0].start and not one.problem for one in before)


def _may_be_cut(line: str, following: str) -> bool:
    return bool(_CUT.search(line[-4:]) or (line[-1].isdigit() and _DATE_GOES_ON.match(following)))
