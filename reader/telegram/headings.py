"""Headings: lines that stand alone between paragraphs, with or without rules."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.telegram.patterns import RULE
from reader.telegram.quick import quick

_RULE_BEFORE = re.compile(rf"[ \t]*{RULE}[ \t]*(?=\S)")
_RULE_CHARACTERS = "-=_*~"
_RULE_BEGINNINGS = frozenset((*(character * 3 for character in _RULE_CHARACTERS), "- -"))
_ENDED = re.compile(r"(?<!\.\.)[.,;]['\"\u201d)]?\Z")
_NO_HEADING = re.compile(
    r"[\-*\u2022\u00b7(]{1,2}[ \t]"
    r"|(?![IVX]{1,4}\. |[A-H]\. [A-Z])\(?[a-zA-Z0-9]{1,3}[.)][ \t]|X{4,}|(?:END|MINIMIZE|NNNN|UNQUOTE|QUOTE)\b|https?:"
    r"|[\u00b6\ufffd]|\([^()]{0,200}\)?\Z|BT\Z"
)
_GAP = "   "
#: A label in mixed case in front of a heading in capitals: "This week's subjects: CLEANING UP".
_LABEL_BEFORE = re.compile(r".*[a-z][^A-Z]{0,20}[.:!?] {1,3}(?=[A-Z][A-Z' ,:;&\-]{8,200}\Z)")
_LETTERED = re.compile(r"(?:[IVX]{1,4}|[A-H])\. ")
_POINT = re.compile(r"\(?[a-zA-Z0-9]{1,4}[.)][ \t]|[\-*\u2022]{1,2} ")
#: A shorter line that ends in a figure is a row of a table.
_TABLE = 40
LONGEST_LINE = 120
MOST_LINES = 3
MOST_WORDS = 16
_NARROW = 70
#: A line longer than this and than the rule below it is one of a paragraph that was wrapped.
_WRAPPED = 54
#: So many lines (blank ones, rules) are passed on the way up.
_FARTHEST = 30
_STRIPPED = " \t\u00a0\r\f\v"
_BLANKS = _STRIPPED + "\n"
_FINISHED = re.compile(r"[.!?\"')\]:*_=\-\u201d\u2019]\Z|XXX\Z|\b(?:SUMMARY|COMMENT|NOTE|TEXT|END)\Z", re.IGNORECASE)
#: A sentence that closes a summary is no heading, whatever rule stands below it.
_CLOSES = re.compile(r"\bEND (?:OF )?(?:SUMMARY|COMMENT)", re.IGNORECASE)
#: A full stop between two words: "COUNTRY TEAM. MESSAGE" is no heading, "B.C. Office" may be one.
_STOP_INSIDE = re.compile(r"\w{3,}\. \w")


@quick
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as written without its rules, and from where to where its lines (rules too) reach in the sheet."""

    text: str
    start: int
    end: int
    ruled: bool
    boxed: bool = False  # a rule above and one below


def is_rule(line: str) -> bool:
    """Whether a line is a rule and nothing else."""
    bare = line.strip()
    return bare[:3] in _RULE_BEGINNINGS and not bare.strip("-=_*~ \t")


def before_rule(line: str) -> str | None:
    """The words in front of a rule on one line: `SUMMARY -------`; None where no rule ends the line."""
    bare = line.rstrip()
    if not bare or bare[-1] not in _RULE_CHARACTERS:
        return None
    words = bare.rstrip("-=_*~ \t")
    return words if words.strip() and is_rule(bare[len(words) :]) else None


def heading_before(text: str, place: int, floor: int, cuts: dict[int, int]) -> Heading | None:
    """The heading that ends where the line at `place` (a line feed) begins, not above `floor`; None when there is none.

    `cuts` are the line feeds in front of lines taken out of the text (page breaks, noise).
    """
    if _below_sentence(text, place, floor, cuts):
        return None
    rows: list[str] = []
    ruled = boxed = False
    width = 0  # of the rule below
    start = place
    for _ in range(_FARTHEST):
        if start <= floor:
            break
        above = text.rfind("\n", floor, start)
        if above < 0:
            break
        row = text[above + 1 : start].strip(_STRIPPED) if above not in cuts else ""
        if is_rule(row):
            ruled, width = True, max(width, len(row))
            if rows:
                boxed, start = True, above
                break
        elif row:
            if len(rows) == MOST_LINES or (
                rows and (_no_part(row, ruled) or (ruled and len(row) > max(width + 8, _WRAPPED)))
            ):
                break
            if not ruled and not rows and row[-1] in ".,;" and not row.endswith(".."):
                return None
            rows.insert(0, row)
            if len(row) > LONGEST_LINE:
                return _heading(rows, above, place, True, False, "") if before_rule(row) else None
        elif rows:
            break
        start = above
    if not rows:
        return None
    return _heading(rows, start, place, ruled, boxed, _text_above(text, start, floor, cuts))


def _below_sentence(text: str, place: int, floor: int, cuts: dict[int, int]) -> bool:
    """Whether the next text above ends like a sentence, as most do: a short look before all lines are looked at."""
    near = text[max(place - _NARROW, floor) : place]
    bare = near.rstrip(_BLANKS)
    if len(bare) < 2 or bare[-1] not in ".,;" or bare[-2] == ".":
        return False
    return not cuts or text.rfind("\n", floor, place - len(near) + len(bare)) not in cuts


def _no_part(row: str, ruled: bool) -> bool:
    """A line that ends a sentence or is none of words is no upper line of a heading; a comma may, above a rule."""
    if ruled and len(row) < _NARROW and (row[-1] == "," or row.endswith(" --")) and titled(row):
        return False
    return (
        len(row) > LONGEST_LINE
        or _GAP in row
        or _ENDED.search(row) is not None
        or _NO_HEADING.match(row) is not None
        or _FINISHED.search(row) is not None
    )


def _text_above(text: str, start: int, floor: int, cuts: dict[int, int]) -> str:
    """The next text above, with a line feed behind it where something stands between; empty where there is none."""
    between = False
    for _ in range(_FARTHEST):
        if start <= floor:
            break
        above = text.rfind("\n", floor, start)
        if above < 0:
            return text[floor:start].strip() + ("\n" if between else "")
        row = text[above + 1 : start].strip() if above not in cuts else ""
        if row:
            return row + "\n" if between else row
        between, start = True, above
    return ""


def _heading(rows: list[str], start: int, end: int, ruled: bool, boxed: bool, above: str) -> Heading | None:
    words = " ".join(rows)
    behind = before_rule(words)
    if behind:
        words, ruled = behind, True
    if ruled:
        words = _without_rule_before(words)
        words = _LABEL_BEFORE.sub("", words) if words[-1:].isupper() and len(words) <= 2 * LONGEST_LINE else words
    if not looks_like_heading(words, ruled) or not (ruled or _stands_free(above, rows)):
        return None
    if words.endswith(".") and not words.endswith("..") and above and not above.endswith("\n"):
        return None  # the last line of a paragraph above a rule
    return Heading(" ".join(words.split()), start, end, ruled, boxed)


def _without_rule_before(words: str) -> str:
    if words[:1] in _RULE_CHARACTERS:
        words = _RULE_BEFORE.sub("", words, count=1)
    return words.strip(" -=_*\t")


def _stands_free(above: str, rows: list[str]) -> bool:
    """Without rules a heading follows a finished sentence; without a blank line it is one line in title case."""
    if not above:
        return True
    bare = above.strip()
    finished = _FINISHED.search(bare[-20:]) is not None or _GAP in bare
    if _LETTERED.match(rows[0]):  # a point of a list stands below another, or below a colon
        return finished and above.endswith("\n") and bare[-1] != ":" and not _POINT.match(bare) and titled(rows[0])
    if above.endswith("\n"):
        if bare[-1:] == ":" and len(rows) > 1 and len(rows[0]) < _TABLE:
            return False  # a list, introduced by a colon
        return (
            finished
            or (len(bare) < _TABLE and bare[-1:].isdigit() and not rows[-1][-1].isdigit())
            or (len(bare) < _NARROW and bare.isupper() and len(rows) == 1)
        )
    return finished and len(rows) <= 2 and all(len(row) < _NARROW and titled(row) for row in rows)


def looks_like_heading(words: str, ruled: bool = False) -> bool:
    """Short, no full stop at the end, no bullet, no table."""
    if (
        not words
        or _GAP in words
        or _NO_HEADING.match(words)
        or len(words.split()) > (MOST_WORDS * 2 if ruled else MOST_WORDS)
    ):
        return False
    if not any(c.isalpha() for c in words):
        return False
    if _ENDED.search(words):
        return ruled and len(words) < _NARROW and words.endswith(".") and not _CLOSES.search(words)
    if not ruled and _STOP_INSIDE.search(words, 4):
        return False
    return ruled or words[0].isupper() or words[0].isdigit() or words[0] in "\"'\u201c(" or words.startswith("...")


def titled(words: str) -> bool:
    """In capitals or in title case: at least half of the longer words begin with a capital."""
    longer: list[str] = [word for word in re.findall(r"[^\W\d_][\w'.\-]*", words) if len(word) > 3]
    return sum(word[0].isupper() for word in longer) * 2 >= len(longer)


def block_heading(block: str, *, last: bool) -> tuple[str | None, int]:
    """The heading that a block of lines is or begins with, and how many characters it takes.

    `last`: nothing follows, so that only a heading with rules can be one.
    """
    rows = block.split("\n")
    words: list[str] = []
    taken, ruled = 0, False
    for row in rows:
        if is_rule(row):
            ruled = ruled or bool(words)
            taken += len(row) + 1
            if words:
                break
            continue
        if behind := before_rule(row):
            words.append(behind.strip())
            ruled = True
            taken += len(row) + 1
            break
        if len(words) == MOST_LINES or len(row) > LONGEST_LINE:
            break
        words.append(row.strip())
        taken += len(row) + 1
    title = _without_rule_before(" ".join(" ".join(words).split()))
    if ruled and looks_like_heading(title, True):
        return title, min(taken, len(block))
    if ruled or last or len(words) != len(rows) or len(words) > 2:
        return None, 0
    return (title, len(block)) if looks_like_heading(title) and titled(title) else (None, 0)
