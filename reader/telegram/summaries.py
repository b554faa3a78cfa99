"""Summary and comment: which paragraphs they are, and their words without labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.telegram.markings import read_marking
from reader.telegram.patterns import BRACKETED
from reader.telegram.records import Marking, Paragraph

_WITH = r"(?: (?:AND|&|/) [A-Z ]{3,30}?)?"
_CONTINUED = r"(?: \(?CONT(?:INUED|'D|D)?\.?\)?)?"
#: Whose a comment is: EMBASSY, AMBASSADOR'S, DRAFTING OFFICER'S; the press's is none.
_WHOSE = r"(?:EMBASSY|POST|MISSION|CONSULATE|CONGEN|DCM|COUNTRY TEAM|(?:[A-Z]{2,20} ){0,2}[A-Z]{2,20}['\u2019]S) "
_LABELS = {
    "summary": rf"(?:BEGIN |EXECUTIVE |INTRODUCTION AND )?SUMMARY\b{_WITH}{_CONTINUED}",
    "comment": rf"(?:BEGIN |ANALYSIS AND |{_WHOSE})?COMMENT\b{_WITH}{_CONTINUED}",
}
#: EXERCISE CABLE. SUMMARY: ...
_SENTENCE = r"(?:[^.\n]{1,36}\. {1,3})?"
_MARKED = rf"(?: ?(?P<mark>{BRACKETED}))?"
_BEGINS = {
    role: re.compile(
        rf"{_SENTENCE if role == 'summary' else ''}\(?{label}{_MARKED} ?(?:[:.\-\u2013\u2014]{{1,3}}|\n|\Z)\s{{0,4}}",
        re.IGNORECASE,
    )
    for role, label in _LABELS.items()
}
#: COMMENT, COMMENT: A COIN, ANALYSIS AND COMMENT, COMMENT (C).
_HEADED = {
    role: re.compile(
        rf"\W*(?:{label}(?: ?{BRACKETED})?(?: ?[:.\-\u2013\u2014]{{1,3}} .{{1,100}})?"
        rf"|.{{0,40}}\b(?:AND|&) {role.upper()})\W*\Z",
        re.IGNORECASE,
    )
    for role, label in _LABELS.items()
}
#: The closing words, at a place where END stands.
_ENDS = {
    role: re.compile(
        rf"END(?:(?: OF)? (?:[A-Z]+ (?:AND |& ))?{role.upper()}(?: (?:AND|&|/) [A-Z ]{{3,30}})?\b[.\s)]*|\Z)",
        re.IGNORECASE,
    )
    for role in _LABELS
}
#: A comment inside a paragraph: (Comment: ...), or where a sentence begins.
_INSIDE = re.compile(
    rf"(?:(?P<open>[(\[]) ?|(?<=[.!?\"')\]\u201d] ))(?:(?i:{_WHOSE})(?i:COMMENT)|COMMENT|Comment|(?<=[(\[])comment)"
    r" ?(?::|\.(?= )) ?"
)
_INSIDE_END = re.compile(r"\s?\bEND (?:OF )?(?:[A-Z]+ )?COMMENT\b", re.IGNORECASE)
_BRACKET = re.compile(r"[()\[\]]")
#: A label stands within so many characters.
_LABEL_REACH = 60
#: Closing words this near to the end close the paragraph too: what follows is a full stop or a signature's rest.
_NEAR_END = 40
_ODD_ENDS = " \t\n("


def with_roles(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs, those of a summary and of a comment named so; a marking behind their label is their own."""
    roles: list[str | None] = [None] * len(paragraphs)
    tops = [f"{p.text[:_LABEL_REACH]} {p.heading}".lower() for p in paragraphs]
    for role in _LABELS:
        index = unclosed = 0
        for labelled in [at for at, top in enumerate(tops) if role in top]:
            if labelled >= index:
                index, unclosed = _name_run(paragraphs, labelled, unclosed, role, roles)
    return tuple([_of_role(p, role) if role else p for p, role in zip(paragraphs, roles, strict=True)])


def _of_role(paragraph: Paragraph, role: str) -> Paragraph:
    """The paragraph with its role, and with the marking behind its label where it has none."""
    marking = paragraph.marking or _marking_of(paragraph.text, role)
    return Paragraph(
        paragraph.number, marking, paragraph.heading, paragraph.text, paragraph.lines, role, paragraph.page_breaks
    )


def _marking_of(text: str, role: str) -> Marking | None:
    """The marking in the label or behind it: SUMMARY (SBU): ..., SUMMARY: (SBU) ..."""
    begins = _BEGINS[role].match(text)
    if not begins:
        return None
    return read_marking(begins["mark"]) if begins["mark"] else _marking_at(text, begins.end())[0]


def _marking_at(text: str, place: int) -> tuple[Marking | None, int]:
    """The marking at a place, and where it ends."""
    bracketed = re.match(BRACKETED, text[place : place + _LABEL_REACH])
    marking = read_marking(bracketed[0]) if bracketed else None
    return (marking, place + len(marking.as_written)) if marking else (None, place)


def _name_run(
    paragraphs: Sequence[Paragraph], index: int, unclosed: int, role: str, roles: list[str | None]
) -> tuple[int, int]:
    """Name the run of paragraphs that begins here, if one does; the index to go on from, and `unclosed` from there.

    Up to `unclosed` there are no closing words, as an earlier run found: they are not looked for once more.
    """
    paragraph = paragraphs[index]
    headed = paragraph.heading is not None and _HEADED[role].match(paragraph.heading) is not None
    if not headed and not _BEGINS[role].match(paragraph.text):
        return index + 1, unclosed
    last, closed = (unclosed - 1, False) if index < unclosed else _stretch(paragraphs, index, role)
    if not closed:
        last, unclosed = last if headed else index, last + 1
    for member in range(index, last + 1):
        roles[member] = roles[member] or role
    return last + 1, unclosed


def _stretch(paragraphs: Sequence[Paragraph], index: int, role: str) -> tuple[int, bool]:
    """Up to where a run can go, and whether closing words end it; else the next heading or other label does."""
    last = index
    for member in range(index, len(paragraphs)):
        if member > index and (paragraphs[member].heading or _begins_other(paragraphs[member].text, role)):
            break
        if _end(paragraphs[member].text, role):
            return member, True
        last = member
    return last, False


def _begins_other(text: str, role: str) -> bool:
    """Whether a text begins with the label of the other role."""
    lower = text[:_LABEL_REACH].lower()
    return any(other in lower and begins.match(text) for other, begins in _BEGINS.items() if other != role)


def text_of(paragraphs: Sequence[Paragraph], role: str) -> str | None:
    """The words of a summary or comment, paragraphs joined by a line feed; None where there is none.

    A comment may stand inside paragraphs, or be one with the summary.
    """
    parts = [without_labels(p.text, role) for p in paragraphs if p.role == role]
    if not parts and role == "comment":
        parts = [inside for p in paragraphs if not p.role for inside in _inside(p.text)]
        parts = parts or [without_labels(p.text, "summary") for p in _of_summary_and_comment(paragraphs)]
    return "\n".join(filter(None, parts)) or None


def _of_summary_and_comment(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs of a summary whose label or heading says that it is the comment too."""
    shared = False
    for paragraph in paragraphs:
        if paragraph.role != "summary":
            return
        begins = _BEGINS["summary"].match(paragraph.text)
        label = f"{paragraph.heading or ''} {begins[0] if begins else ''}".lower()
        shared = shared or "comment" in label
        if shared:
            yield paragraph


def without_labels(text: str, role: str) -> str:
    """A text without SUMMARY: in front, a marking behind that, and END SUMMARY at the end."""
    if match := _BEGINS[role].match(text):
        text = text[_marking_at(text, match.end())[1] :]
    end = _end(text, role)
    if end is None:
        return text.strip()
    near_end = end.end() > len(text) - _NEAR_END
    return (text[: end.start()] if near_end else f"{text[: end.start()]} {text[end.end() :]}").strip(_ODD_ENDS)


def _end(text: str, role: str) -> re.Match[str] | None:
    """The closing words: END SUMMARY, or END alone where the rest of the line was lost."""
    lower = text.lower()
    place = lower.find("end")
    while place >= 0:
        if not lower[place - 1 : place].isalpha() and (match := _ENDS[role].match(text, place)):
            return match
        place = lower.find("end", place + 3)
    return None


def _inside(text: str) -> Iterator[str]:
    """The comments within a paragraph: up to END COMMENT, their closing bracket, or the paragraph's end."""
    if "omment" not in text and "OMMENT" not in text:
        return
    begin = _INSIDE.search(text)
    while begin:
        end = _INSIDE_END.search(text, begin.end())
        stop = end.start() if end else len(text)
        if begin["open"]:
            stop = min(stop, _closing_bracket(text, begin.end()))
        yield text[begin.end() : stop].strip()
        begin = _INSIDE.search(text, stop)


def _closing_bracket(text: str, place: int) -> int:
    """Where the bracket is closed that is open at a place; the end of the text when nowhere."""
    depth = 1
    for match in _BRACKET.finditer(text, place):
        depth += 1 if match[0] in "([" else -1
        if not depth:
            return match.start()
    return len(text)
