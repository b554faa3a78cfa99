"""Lines between envelope and text: E.O., TAGS, SUBJECT, REF, CLASSIFIED BY, captions, passing lines.

Functions of (state, text, end of the label) -> region, "" where the line is none of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.telegram.captions import captions_of, leading_captions, says_sensitive
from reader.telegram.header_state import HeaderState, looks_like_text
from reader.telegram.tags import GOES_ON, is_known, read_tags

_OPENING = re.compile(r"(?:BEGIN |EXECUTIVE )?SUMMARY\b|(?:THE )?FOLLOWING |BEGIN TEXT|COMMENT\b", re.IGNORECASE)
_NUMBERED_REFERENCE = re.compile(
    r"\W?\d{1,2} ?[.)] ?(?:\d{2,4} )?[A-Z][A-Za-z .']{1,30} A?-?\d{1,7}\b(?!.{0,200}\. [A-Z])"
)
_ENTRY = re.compile(r"\W{0,3}(?:REF )?\(?[A-Z\d]{1,2} ?[.):\]]|\d{2}(?:\d\d)? [A-Z]{4,}|[A-Z][A-Z ]{2,30} \d{1,7}\b")
_LABEL_BEHIND = re.compile(r"\d{1,5} \([B-Z]\) (?:\d\d(?:\d\d)? )?[A-Z][A-Z ]+\d")
#: Captions that are nothing else; others are names of offices too, such as USICA.
HARD_CAPTIONS = frozenset(("SIPDIS", "NODIS", "EXDIS", "LIMDIS", "STADIS", "NOFORN", "SENSITIVE"))
#: How a passing line ends that the next one goes on with.
_GOES_ON = (",", "-", "/", " AND")
_OFFICE = re.compile(r"[A-Z/]{2,12}[ /]")
#: Lines of blocks that are longer than these are no longer theirs.
_LONGEST_ORDER, _LONGEST_CLASSIFIED, _LONGEST_ENTRY = 5, 6, 90
#: A line of so many characters was full: what follows may go on with it.
_FULL = 55


def order(state: HeaderState, text: str, _end: int) -> str:
    """E.O. 12958: DECL: 02/15/2018."""
    state.state = "executive-order"
    state.header.labels += 1
    if not state.header.order or text.upper().startswith("DECL"):
        state.header.order.append(text.lstrip("\u00b6\ufffd "))
        state.found("executive_order")
    return "executive-order"


def tags(state: HeaderState, text: str, end: int) -> str:
    """TAGS: PREL, PGOV, XX."""
    header = state.header
    header.labels += 1
    if header.tags:
        state.state = "repeated"
        return "tags"
    state.state = "tags"
    if text[end:].strip():
        header.tags.append(text[end:].strip())
    state.found("tags")
    return "tags"


def subject(state: HeaderState, text: str, end: int) -> str:
    """SUBJECT: ..., (U) SUBJECT: ..., SUBJECT alone."""
    header = state.header
    header.labels += 1
    if header.subject and not _of_letter(state):
        state.state = "repeated"
        return "subject"
    header.subject = []
    state.state = "subject"
    if text.startswith("("):
        header.subject_mark = text[: text.index(")") + 1]
    if text[end:].strip():
        header.subject.append(text[end:].strip())
    state.found("subject")
    return "subject"


def _of_letter(state: HeaderState) -> bool:
    """Whether the subject read before stands above the telegram: it is that of a letter around it."""
    spans = state.header.spans
    if state.again or "date" not in spans or spans["subject"][0] > spans["date"][0]:
        return False
    del spans["subject"]
    return True


def references(state: HeaderState, text: str, end: int) -> str:
    """REF: ..., REFS: (A) ..."""
    header = state.header
    words = text[end:].strip()
    said_before = header.references and words and words == header.references[0][1].strip()
    if said_before or (state.again and header.references):
        state.state = "repeated"
        return "references"
    if header.references and not state.blank and state.state != "references":
        return ""
    state.state = "references"
    header.labels += 1
    if not header.references or _ENTRY.match(words):
        _add_reference(state, words)
    return "references"


def _add_reference(state: HeaderState, text: str) -> None:
    state.header.references.append((state.number + 1, text.lstrip("\u00b6\ufffd ").rstrip()))
    state.found("references")


def classified_by(state: HeaderState, text: str, _end: int) -> str:
    """CLASSIFIED BY: ..."""
    state.state = "classified-by"
    state.header.classified_by.append(text)
    state.found("classified_by")
    return "classified-by"


def passing(state: HeaderState, text: str, _end: int) -> str:
    """STATE FOR WHA/CAN, PASS TO USTR; in a text FOR and PASS are words."""
    if captions := captions_of(text):
        return add_captions(state, captions)
    if looks_like_text(text) or (state.header.labels and not state.label_ahead()):
        return ""
    captions, words = leading_captions(text)
    if not captions or not HARD_CAPTIONS.issuperset(captions):
        return add_passing(state, text)
    add_captions(state, captions)
    return add_passing(state, words)


def add_passing(state: HeaderState, text: str) -> str:
    """One more passing line, or what the one above goes on with."""
    lines, words = state.header.passing, " ".join(text.split())
    if lines and state.state == "passing" and not state.blank and lines[-1].endswith(_GOES_ON):
        lines[-1] += f" {words}"
    else:
        lines.append(words)
    state.state = "passing"
    state.found("passing")
    return "passing"


def notice(state: HeaderState, _text: str, _end: int) -> str:
    """This record is a partial extract of the original cable."""
    state.header.partial = True
    state.found("partial")
    return "furniture"


def corrected(state: HeaderState, _text: str, _end: int) -> str:
    """C O R R E C T E D  C O P Y."""
    state.header.corrected = True
    state.found("corrected")
    return "caption"


def furniture(_state: HeaderState, _text: str, _end: int) -> str:
    """NNNN and release lines."""
    return "furniture"


def rule(state: HeaderState, _text: str, _end: int) -> str:
    """A rule above the header is furniture, below it the text begins."""
    return "" if state.header.labels or state.header.classification else "furniture"


def paragraph(state: HeaderState, text: str, end: int) -> str:
    """A number begins the text, but for numbered entries of a REF list and its wrapped ones: KINGSTON / 191 (C) ..."""
    if (
        state.state == "references"
        and not state.blank
        and end
        and text[end - 1].isdigit()
        and _LABEL_BEHIND.match(text)
    ):
        _add_reference(state, text)
        return "references"
    if (
        state.state == "references"
        and not state.blank
        and _numbers_references(state)
        and _NUMBERED_REFERENCE.match(text)
    ):
        _add_reference(state, text)
        return "references"
    return ""


def _numbers_references(state: HeaderState) -> bool:
    """Whether the REF list is one of numbered entries: its first line begins with a number, or is empty."""
    first = state.header.references[0][1]
    return not first or re.match(r"\(?1 ?[.)]", first) is not None


def quote(state: HeaderState, _text: str, _end: int) -> str:
    """QUOTE above the header of a telegram that is repeated in this one."""
    return "unknown" if state.label_ahead() else ""


def add_captions(state: HeaderState, captions: tuple[str, ...]) -> str:
    """A line of nothing but captions."""
    header = state.header
    header.captions.extend(caption for caption in captions if caption not in header.captions and not state.again)
    if not state.again:
        state.found("captions")
    if state.state not in ("to", "info"):
        state.state = ""
    return "caption"


def handling(state: HeaderState, text: str) -> str:
    """SENSITIVE BUT UNCLASSIFIED - PLEASE PROTECT ACCORDINGLY."""
    if says_sensitive(text):
        state.header.handling = state.header.handling or text
        state.found("handling")
    state.state = "handling"
    return "caption"


def more_tags(state: HeaderState, text: str) -> str:
    """A further line of TAGS."""
    if not GOES_ON.match(text) or state.heads_text(text):
        return ""
    if state.blank and state.header.tags and not all(map(is_known, read_tags(text))):
        return ""
    state.header.tags.append(text)
    state.found("tags")
    return "tags"


def more_references(state: HeaderState, text: str) -> str:
    """A further line of a REF list; behind a blank line it must begin like an entry."""
    entry = _ENTRY.match(text) is not None
    if state.blank and (not entry or not text.lstrip("\u00b6\ufffd( ")[:1].isupper() or len(text) > _LONGEST_ENTRY):
        return ""
    if not entry and (state.heads_text(text) or _OPENING.match(text)):
        return ""
    if not entry and len(state.lines[state.number - 1]) < _FULL and _is_no_entry(state, text):
        return ""
    _add_reference(state, text)
    return "references"


def _is_no_entry(state: HeaderState, text: str) -> bool:
    """Whether a line that would have fitted above is of the text: no figure in it, or sentences in small letters."""
    return looks_like_text(text) or (not state.blanks_seen and not re.search(r"\d", text))


def more_order(state: HeaderState, text: str) -> str:
    """A further line of the E.O. block."""
    if state.blank or state.heads_text(text) or len(state.header.order) >= _LONGEST_ORDER:
        return ""
    state.header.order.append(text)
    state.found("executive_order")
    return "executive-order"


def more_classified_by(state: HeaderState, text: str) -> str:
    """A further line of CLASSIFIED BY."""
    if state.blank or state.heads_text(text) or len(state.header.classified_by) >= _LONGEST_CLASSIFIED:
        return ""
    state.header.classified_by.append(text)
    state.found("classified_by")
    return "classified-by"


def first_subject(state: HeaderState, text: str) -> str:
    """The label SUBJECT stood alone: its words are on the next line with text."""
    if state.header.subject:
        return ""
    state.header.subject.append(text)
    state.found("subject")
    return "subject"


def more_passing(state: HeaderState, text: str) -> str:
    """Passing lines that run on, or name offices without FOR."""
    if state.blank or looks_like_text(text):
        return ""
    lines = state.header.passing
    if lines and (lines[-1].endswith(_GOES_ON) or not _OFFICE.match(text)):
        lines[-1] += f" {' '.join(text.split())}"
        state.found("passing")
        return "passing"
    return add_passing(state, text)


def more_handling(state: HeaderState, text: str) -> str:
    """The second line of a sentence of handling, which the first one did not end."""
    ended = state.lines[state.number - 1].rstrip().endswith(".")
    return "" if state.blank or ended or text[0] == "(" or state.heads_text(text) else handling(state, text)


def repeated(state: HeaderState, _text: str) -> str:
    """A further line of what was stated before, in a second header."""
    return "" if state.blank else state.region


LABELLED: dict[str, Callable[[HeaderState, str, int], str]] = {
    "order": order,
    "tags": tags,
    "subject": subject,
    "references": references,
    "classified-by": classified_by,
    "passing": passing,
    "notice": notice,
    "corrected": corrected,
    "furniture": furniture,
    "rule": rule,
    "paragraph": paragraph,
    "quote": quote,
}
GOING_ON: dict[str, Callable[[HeaderState, str], str]] = {
    "executive-order": more_order,
    "tags": more_tags,
    "subject": first_subject,
    "references": more_references,
    "classified-by": more_classified_by,
    "passing": more_passing,
    "handling": more_handling,
    "repeated": repeated,
}
