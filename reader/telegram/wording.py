"""Lines of a paragraph -> its text: prose flows, bullets and tables keep their lines."""

from __future__ import annotations

import re

_POINT = r"(?:[-*\u2022\u00b7]{1,2}[ \t]|\(?(?:[a-zA-Z]|[ivx]{2,4}|\d{1,2})[.)][ \t])"
#: Where a line stays a line: a bullet, a lettered or numbered point; a row of a table has gaps.
_POINT = r"(?:[-*\u2022\u00b7]{1,2}[ \t]|\(?(?:[a-zA-Z]|[ivx]{2,4}|\d{1,2})[.)][ \t])"
#: A line that does not just go on: a point, or a blank one.
_SPECIAL = re.compile(rf"\n[ \t\u00a0\r\f\v]*+(?:\n|{_POINT})")
#: The same, or one behind a word that may be broken.
_SPECIAL_OR_BROKEN = re.compile(rf"\n(?:(?<=-\n)|(?<=- \n)|[ \t\u00a0\r\f\v]*+(?:\n|{_POINT}))")
_BULLET = re.compile(_POINT)
_GAP = "   "
#: What `str.split` takes for white space in ASCII, but for blanks and line feeds.
_ODD_BLANKS = "\t\r\f\v\x1c\x1d\x1e\x1f"
_BLANK_LINE = re.compile(r"\n[ \t\u00a0\r\f\v]*\n\s*")
#: A word that was broken at its hyphen goes on without a blank; "two- and three-month" does not.
_BROKEN = re.compile(r"-(?<=[A-Za-z]-)[ \t\u00a0]*\n[ \t\u00a0]*(?=[A-Za-z])(?!(?:and|or|to)\b)")


def flow(text: str, *, plain: bool = False) -> str:
    """The text of a paragraph: lines joined by blanks, blocks divided by an empty line.

    `plain` says what `is_plain` says, of this text or of one around it.
    """
    text = text.strip()
    if "\n" in text and (_SPECIAL_OR_BROKEN.search(text) or _GAP in text):
        if "-\n" in text or "- \n" in text:
            text = _BROKEN.sub("-", text)
        return "\n\n".join([_flow_block(block) for block in _BLANK_LINE.split(text)])
    return _narrowed(text) if plain and text.isascii() else " ".join(text.split())


def _narrowed(text: str) -> str:
    """Line feeds and runs of blanks made one blank: twice as fast as to split and join."""
    text = text.replace("\n", " ").replace("  ", " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def is_plain(text: str) -> bool:
    """Whether the ASCII characters of a text include no white space but blanks and line feeds."""
    return not any(character in text for character in _ODD_BLANKS)


def _flow_block(block: str) -> str:
    """One block: each line that is kept begins a new line, the others go on with the line before."""
    if _GAP not in block and not _SPECIAL.search(block):
        return " ".join(block.split())
    lines: list[str] = []
    row_before = False
    for line in block.split("\n"):
        bare = line.strip()
        row = _GAP in bare
        if not lines or row or row_before or _begins_point(bare, lines[-1]):
            lines.append(line.rstrip() if row else " ".join(bare.split()))
        else:
            lines[-1] = f"{lines[-1]} {' '.join(bare.split())}"
        row_before = row
    return "\n".join(lines)


def _begins_point(line: str, before: str) -> bool:
    """A bullet always; a number or letter only where a line or a point has ended: not in NUMBER / 40. OF THESE."""
    if not _BULLET.match(line):
        return False
    return not line[0].isalnum() or before[-1:] in ".:;,!?-)" or _BULLET.match(before) is not None


def between(before: str, after: str) -> str:
    """What joins two flowed parts between which a page break was taken out: it split lines, not the text."""
    if not before or not after:
        return ""
    if before[-1] == "-" and before[-2:-1].isalpha() and after[0].isalpha():
        return ""
    if _BULLET.match(after):
        return "\n\n" if before[-1] in '.!?:"' else "\n"
    row_above, row_below = before[before.rfind("\n") + 1 :], after.split("\n", 1)[0]
    return "\n" if _GAP in row_above[-200:] or _GAP in row_below[:200] else " "
