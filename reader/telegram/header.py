"""The header: lines from the top to the first words of the text, one after the other, read into a `Header`."""

from __future__ import annotations

import re

from reader.telegram import envelope_lines, preamble
from reader.telegram.captions import captions_of, handling_sentence
from reader.telegram.classification import read_line
from reader.telegram.header_state import Header, HeaderState, looks_like_text
from reader.telegram.lines import is_one_piece, kind_of, split_line
from reader.telegram.warning import warn

#: A paragraph, a rule and whatever these tables do not name end the header.
_LABELLED = {**envelope_lines.LABELLED, **preamble.LABELLED}
_GOING_ON = {**envelope_lines.GOING_ON, **preamble.GOING_ON}

#: States that a blank line does not end.
_OVER_BLANKS = frozenset(("to", "info", "references", "distribution", "tags", "drafting"))
#: A line of a subject may begin with any word: only these end it.
_ENDS_SUBJECT = frozenset(
    ("order", "tags", "subject", "references", "classified-by", "paragraph", "page", "page-of-pages", "dtg", "rule")
) | {"furniture", "classification", "transmission", "routing", "de", "prosign"}
_SHOUTED = re.compile(r"[A-Z0-9/.,&()'\- :]+\Z")
#: Longer lines without a label are text.
_LONGEST_STRAY = 200
#: Telegrams were wrapped at some 65 columns: a word that would have fitted above begins something else.
_NARROWEST = 42
#: Where the first paragraph begins, and how many lines below a subject it is looked for.
_FIRST = re.compile(r"\s{0,8}[\u00b6\ufffd]? ?1 ?[.)](?!\d)|\s{0,8}[\u00b6\ufffd]? ?1 ?\(")
_NEAR = 25
#: What begins the text where no blank line stands below the subject.
_LABELS_TEXT = re.compile(r"(?i:(?:BEGIN |EXECUTIVE )?SUMMARY|INTRODUCTION|BACKGROUND|COMMENT) ?[:.] ?\S")
_MARKED_TEXT = re.compile(r"\((?:SBU|U|C|S|LOU|[CSU]//?(?:NF|FOUO))\) +(?:\S+ +){3}")
_SENTENCE = re.compile(r"[A-Za-z]{3}[.?!] {1,3}[A-Z]")
_STRIPPED = " \t\u00a0\r\f\v\ufeff"


def read_header(state: HeaderState, skipped: set[int], kinds: list[str], first: int = 0) -> Header:
    """Read from line `first` (0-based) until the text begins; `kinds` gets the region of each line that was read."""
    for number in range(first, len(state.lines)):
        if number in skipped:
            continue
        state.number = number
        line = state.lines[number]
        if not line or line.isspace():
            kinds[number] = "blank"
            _pass_blank(state)
        elif _read_line(state, line, kinds):
            return state.header
    state.header.body_line, state.header.body_column = len(state.lines), 0
    return state.header


def _pass_blank(state: HeaderState) -> None:
    state.blank = True
    state.blanks_seen += 1
    subject_to_come = state.state == "subject" and not state.header.subject
    if state.state not in _OVER_BLANKS and not subject_to_come:
        state.state = ""


def _read_line(state: HeaderState, line: str, kinds: list[str]) -> bool:
    """Read one line, which most often is one piece; True when the text begins in it."""
    if not is_one_piece(line.lstrip()):
        return _read_pieces(state, line, kinds)
    text = _cleaned(line)
    region = _read_piece(state, text) if text else "blank"
    kinds[state.number] = region
    if not region:
        state.header.body_line, state.header.body_column = state.number, 0
    elif text:
        state.blank, state.region = False, region
    return not region


def _cleaned(piece: str) -> str:
    return piece.strip(_STRIPPED)


def _read_pieces(state: HeaderState, line: str, kinds: list[str]) -> bool:
    """Read the pieces of one line; True when the text begins in it. The longest piece gives the line its region."""
    region, size = "", -1
    bare = line.lstrip()
    indent = len(line) - len(bare)
    for start, piece in split_line(bare):
        text = _cleaned(piece)
        if not text:
            continue
        found = _read_piece(state, text)
        if not found:
            state.header.body_line, state.header.body_column = state.number, start and start + indent
            kinds[state.number] = region
            return True
        state.blank = False
        state.region = found
        weight = 0 if found == "furniture" else len(text)
        if weight > size:
            region, size = found, weight
    kinds[state.number] = region or "blank"
    return False


def _read_piece(state: HeaderState, text: str) -> str:
    """Read one piece and give its region; "" when it is the beginning of the text."""
    kind, end = kind_of(text)
    if state.state == "subject" and state.header.subject and not state.blank:
        return _below_subject(state, kind, end, text)
    if kind in ("paragraph", "rule"):
        return _LABELLED[kind](state, text, end)
    return _labelled(state, kind, end, text) or _unlabelled(state, text)


def _labelled(state: HeaderState, kind: str, end: int, text: str) -> str:
    return _LABELLED[kind](state, text, end) if kind else ""


def _below_subject(state: HeaderState, kind: str, end: int, text: str) -> str:
    """A line that stands directly below a line of the subject."""
    captions = captions_of(text)
    ends = kind in _ENDS_SUBJECT and (kind != "classification" or _is_classification(text))
    if kind == "paragraph" and _wraps_before_number(state, text):
        ends = False
    if ends or (captions and preamble.HARD_CAPTIONS.issuperset(captions)):
        state.state = ""
        if kind in ("paragraph", "rule"):
            return ""
        return _labelled(state, kind, end, text) or _unlabelled(state, text)
    if handling_sentence(text):
        return preamble.handling(state, text)
    if state.heads_text(text) or _had_room_above(state, text) or _begins_text(state, text):
        return ""
    state.header.subject.append(text)
    state.found("subject")
    return "subject"


def _wraps_before_number(state: HeaderState, text: str) -> bool:
    """`ENDS ON AUGUST / 14. MEN RETURN`: no paragraph 14 stands above paragraph 1."""
    return not _FIRST.match(text) and any(_FIRST.match(line) for line in state.lines[state.number + 1 :][:_NEAR])


def _is_classification(text: str) -> bool:
    """A level with the cable's number, or with nothing but caveats: SECRET OF THE LIGHTS is a subject's line."""
    line = read_line(text)
    return line is not None and (line.serial is not None or not line.words)


def _had_room_above(state: HeaderState, text: str) -> bool:
    """Where no blank lines are left, a line that the line before had room for is the first of the text."""
    before = state.lines[state.number - 1].strip()
    return _is_roomy(before, text) and not state.blanks_seen and not state.label_ahead()


def _begins_text(state: HeaderState, text: str) -> bool:
    """Whether a line below the subject is of the text: by its label, its marking, its small letters, its sentences."""
    if _LABELS_TEXT.match(text) or (text[0] == "(" and _MARKED_TEXT.match(text)):
        return True
    before = state.header.subject[-1]
    if before == before.upper():
        return looks_like_text(text) or (
            _is_roomy(before, text) and bool(_SENTENCE.search(text)) and not state.label_ahead()
        )
    return False


def _is_roomy(before: str, text: str) -> bool:
    """Whether the first word of a line would have fitted on the line before."""
    return len(before) + len(text.split(" ", 1)[0]) < _NARROWEST


def _unlabelled(state: HeaderState, text: str) -> str:
    if handling_sentence(text):
        return preamble.handling(state, text)
    in_list = state.state == "references" and not state.blank and text[0] == "("  # the (EXDIS) of an entry
    if not in_list and (captions := captions_of(text)):
        return preamble.add_captions(state, captions)
    if state.state in _GOING_ON and (region := _GOING_ON[state.state](state, text)):
        return region
    return _stray(state, text)


def _stray(state: HeaderState, text: str) -> str:
    """A line of no kind: a passing line, a scrap between two parts of the header, or the text."""
    header = state.header
    if text.isdigit() and header.page_ids and (state.again or not header.labels):  # a copy's number below a PAGE line
        return "envelope"
    if (
        not header.labels
        and not state.again
        and header.enveloped
        and not looks_like_text(text)
        and _SHOUTED.match(text)
    ):
        return preamble.add_passing(state, text)
    if len(text) < _LONGEST_STRAY and state.label_ahead():
        if header.enveloped or header.labels:
            header.warnings.append(warn("unread-line", state.number + 1))
        return "unknown"
    return ""
