"""Summary and comment: which paragraphs they are, and their words without labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.telegram.records import Paragraph

_WITH = r"(?: (?:AND|&|/) [A-Z ]{3,30}?)?"
_CONTINUED = r"(?: \(?CONT(?:INUED|'D|D)?\.?\)?)?"
_LABELS = {
    "summary": rf"(?:BEGIN |EXECUTIVE |INTRODUCTION AND )?SUMMARY\b{_WITH}{_CONTINUED}",
    "comment": rf"(?:BEGIN |EMBASSY |POST |MISSION |CONSULATE |ANALYSIS AND )?COMMENT\b{_WITH}{_CONTINUED}",
}
#: EXERCISE CABLE. SUMMARY: ...
_SENTENCE = r"(?:[^.\n]{1,36}\. {1,3})?"
_BEGINS = {
    role: re.compile(
        rf"{_SENTENCE if role == 'summary' else ''}\(?{label} ?(?:[:.\-\u2013\u2014]{{1,3}}|\n|\Z)\s{{0,4}}",
        re.IGNORECASE,
    )
    for role, label in _LABELS.items()
}
_HEADED = {
    role: re.compile(rf"\W*(?:{label}|.{{0,40}}\b(?:AND|&) {role.upper()})\W*\Z", re.IGNORECASE)
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
_INSIDE = re.compile(r"[(\[] ?(?:EMBASSY |POST )?COMMENT ?[:.] ?", re.IGNORECASE)
_INSIDE_END = re.compile(r"\s?END COMMENT\b|[)\]]", re.IGNORECASE)
#: A label stands within so many characters.
_LABEL_REACH = 50
#: Closing words this near to the end close the paragraph too: what follows is a full stop or a signature's rest.
_NEAR_END = 40
_ODD_ENDS = " \t\n("


def with_roles(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs, those of a summary and of a comment named so."""
    roles: list[str | None] = [None] * len(paragraphs)
    for role in _LABELS:
        index = 0
        while index < len(paragraphs):
            index = _name_run(paragraphs, index, role, roles)
    return tuple(replace(p, role=role) if role else p for p, role in zip(paragraphs, roles, strict=True))


def _name_run(paragraphs: Sequence[Paragraph], index: int, role: str, roles: list[str | None]) -> int:
    """Name the run of paragraphs that begins here, if one does; the index to go on from."""
    paragraph = paragraphs[index]
    if role not in paragraph.text[:_LABEL_REACH].lower() and role not in (paragraph.heading or "").lower():
        return index + 1
    headed = paragraph.heading is not None and _HEADED[role].match(paragraph.heading) is not None
    if not headed and not _BEGINS[role].match(paragraph.text):
        return index + 1
    last = _last_of_run(paragraphs, index, role, headed)
    for member in range(index, last + 1):
        roles[member] = roles[member] or role
    return last + 1


def _last_of_run(paragraphs: Sequence[Paragraph], index: int, role: str, headed: bool) -> int:
    """Where it ends: at the closing words before the next heading, else at that heading, else where it began."""
    last = index
    for member in range(index, len(paragraphs)):
        if member > index and (paragraphs[member].heading or _begins_other(paragraphs[member].text, role)):
            break
        if _end(paragraphs[member].text, role):
            return member
        last = member
    return last if headed else index


def _begins_other(text: str, role: str) -> bool:
    """Whether a text begins with the label of the other role."""
    lower = text[:_LABEL_REACH].lower()
    return any(other in lower and begins.match(text) for other, begins in _BEGINS.items() if other != role)


def text_of(paragraphs: Sequence[Paragraph], role: str) -> str | None:
    """The words of a summary or comment, paragraphs joined by a line feed; None where there is none."""
    parts = [without_labels(p.text, role) for p in paragraphs if p.role == role]
    if not parts and role == "comment":
        parts = [inside for p in paragraphs if (inside := _inside(p.text))]
    return "\n".join(filter(None, parts)) or None


def without_labels(text: str, role: str) -> str:
    """A text without SUMMARY: in front and END SUMMARY behind."""
    if match := _BEGINS[role].match(text):
        text = text[match.end() :]
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
        if (match := _ENDS[role].match(text, place)) and not lower[place - 1 : place].isalpha():
            return match
        place = lower.find("end", place + 3)
    return None


def _inside(text: str) -> str | None:
    """(Comment: ... End comment.) within a paragraph."""
    begin = _INSIDE.search(text) if "omment" in text or "OMMENT" in text else None
    end = _INSIDE_END.search(text, begin.end()) if begin else None
    return text[begin.end() : end.start()].strip() if begin and end else None
