"""The labels of a REF list: where `A.`, `(B)`, `C)`, `1)` or `REF D:` begin an entry, and where they are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reader.telegram.quick import quick

#: "A.", "(A)", "A)", "[A]", "1)", "REF A:", "REFTEL (B)"; a stop needs something behind it that an initial has not.
_LABEL = re.compile(
    r"(?<![\w'’.-])(?:REF(?:ERENCE|TEL)?S?\.?:?\s?)?"
    r"(?:[(\[]\s?(?P<bracketed>[A-Z]|\d{1,2})\s?[)\]]|(?P<plain>[A-Z]|\d{1,2})(?:\s?\)|[.:](?=[\s(\d'’\[]|[A-Z]{2})))"
    r"[.:)]?\s?",
    re.IGNORECASE,
)
#: "REF A STATE 123": a bare letter counts at the beginning of a line, before a word in capitals or a year.
_BARE = re.compile(
    r"^(?:REF(?:TEL)?S?\s)?(?P<plain>[A-Z])(?P<bracketed>)\s(?:-\s)?(?=[A-Z]{3}|\d{2}\s?[A-Z])", re.MULTILINE
)

#: Labels after a lost one are still labels: A, then C.
_GAP = 2
#: Runs of blanks are one blank in these texts, so that nothing but blanks is shorter than this.
_FAR = 4
#: What may stand before the first label.
_BEFORE_LIST = re.compile(r"[ \n.,;:-]*")


@quick
@dataclass(frozen=True, slots=True)
class Chunk:
    """One labelled stretch of a REF list: text[start:end]; without labels there is one chunk, its label None."""

    label: str | None
    start: int
    end: int


@quick
@dataclass(frozen=True, slots=True)
class _Mark:
    label: str
    start: int
    end: int


def chunks(text: str) -> Iterator[Chunk]:
    """The list's entries in order; text before the first label is an entry without one."""
    marks = _doubled(_in_sequence(text))
    if marks and text[marks[-1].end :].strip(" \n.,;") == "" and text[: marks[0].start].strip():
        yield from _labels_behind(marks)
        return
    if not marks or text[: marks[0].start].strip(" \n.,;:("):
        yield Chunk(None, 0, marks[0].start if marks else len(text))
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True) if marks else ():
        yield Chunk(mark.label, mark.end, end)


def _labels_behind(marks: list[_Mark]) -> Iterator[Chunk]:
    """Entries with their labels at the end: "STATE 123 (A), PARIS 12 (B)"."""
    start = 0
    for mark in marks:
        yield Chunk(mark.label, start, mark.start)
        start = mark.end


def _in_sequence(text: str) -> list[_Mark]:
    """The candidates that count up: A, B, C or 1, 2, 3; the first one may be any if it opens the list, or B."""
    return _counting(_LABEL, text) or _counting(_BARE, text)


def _counting(pattern: re.Pattern[str], text: str) -> list[_Mark]:
    marks: list[_Mark] = []
    before = _BEFORE_LIST.match(text)
    opening = before.end() if before else 0
    for match in pattern.finditer(text):
        mark = _Mark((match["plain"] or match["bracketed"]).upper(), match.start(), match.end())
        if _follows(marks[-1], mark, text) if marks else _opens(mark, text, opening):
            marks.append(mark)
    return marks


def _opens(mark: _Mark, text: str, opening: int) -> bool:
    """Whether a label can be the first; `opening` is where the list's first word stands."""
    if mark.label in ("A", "1") or (mark.start <= opening and mark.label.isalpha()):
        return True
    return mark.label == "B" and _at_break(text, mark.start)


def _follows(last: _Mark, mark: _Mark, text: str) -> bool:
    """Whether a label continues the sequence. Nothing here looks at more of the text than a few characters."""
    if mark.label.isdigit() != last.label.isdigit():
        return False
    step = int(mark.label) - int(last.label) if mark.label.isdigit() else ord(mark.label) - ord(last.label)
    beside = mark.start - last.end < _FAR and not text[last.end : mark.start].strip()
    return step == 1 or (step == 0 and beside) or (1 < step <= _GAP and _at_break(text, mark.start))


def _at_break(text: str, at: int) -> bool:
    """Whether a position stands at the beginning of a line or behind a semicolon or comma."""
    return text[max(at - _FAR, 0) : at].rstrip(" ")[-1:] in ("\n", ";", ",", "")


def _doubled(marks: list[_Mark]) -> list[_Mark]:
    """A label said twice ("A. (A)") is one label, as long as both."""
    single: list[_Mark] = []
    for mark in marks:
        if single and single[-1].label == mark.label:
            single[-1] = _Mark(mark.label, single[-1].start, mark.end)
        else:
            single.append(mark)
    return single
