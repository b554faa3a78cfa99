"""Lines of the envelope, each read into the header: functions of (state, text, end of the label) -> region."""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.telegram import envelope
from reader.telegram.captions import leading_captions
from reader.telegram.classification import ClassificationLine, read_line
from reader.telegram.header_state import HeaderState

_ROUTED = re.compile(r"R[A-Z]{3,7} ?/ ?")
_PAGE_NUMBER = re.compile(r"  \S*\d\Z")


def routing(state: HeaderState, _text: str, _end: int) -> str:
    """PP RUEHGA RUEHHA, ZNR UUUUU ZZH, dash lines: nothing of them is kept."""
    state.state = "envelope"
    return "envelope"


def transmission(state: HeaderState, text: str, _end: int) -> str:
    """VZCZCXRO1234."""
    state.state = "envelope"
    if state.header.transmission_id is None:
        state.header.transmission_id = text.split()[0]
        state.found("transmission_id")
    return "envelope"


def de(state: HeaderState, text: str, _end: int) -> str:
    """DE RUEHXX #0123/01 0461530."""
    state.state = "envelope"
    if state.header.de is None:
        state.header.de = envelope.read_de(text)
        state.found("originator")
    return "envelope"


def dtg(state: HeaderState, text: str, _end: int) -> str:
    """P 151530Z FEB 08; "" for what only looks so. Without a precedence it may be the rest of a reference."""
    group = envelope.read_dtg(text, state.hint_year)
    if group is None or (state.state == "references" and not state.blank and not group.precedence):
        return ""
    state.state = "envelope"
    known = state.header.dtg
    if known is None or (known.lacks == "month" and not group.lacks):
        state.header.dtg = group
        state.header.spans.pop("date", None)
        state.found("date")
        if group.precedence:
            state.found("precedence")
    return "envelope"


def from_station(state: HeaderState, text: str, end: int) -> str:
    """FM AMEMBASSY EXAMPLE."""
    state.state = "from"
    if state.header.station is None:
        state.header.station = " ".join(_ROUTED.sub("", text[end:], count=1).split())
        state.found("originator")
    return "envelope"


def to(state: HeaderState, text: str, end: int) -> str:
    """TO RUEHC/SECSTATE WASHDC PRIORITY 0042; TO alone, above its list, is a word where the envelope has ended."""
    if not text[end:].strip() and state.header.labels:
        return ""
    return _addressees(state, "to", text, end)


def info(state: HeaderState, text: str, end: int) -> str:
    """INFO ...: addressees, or before FM the offices of the distribution."""
    header = state.header
    if header.dtg is None and not header.station and not envelope.goes_on_with_addressees(text[end:]):
        state.state = "distribution"
        return "envelope"
    return _addressees(state, "info", text, end)


def _addressees(state: HeaderState, name: str, text: str, end: int) -> str:
    if state.header.labels and not state.state:
        return ""
    if state.header.labels or _classified_below(state):
        state.state = "repeated"
        return "envelope"
    state.state = name
    if text[end:].strip():
        _add_addressee(state, text[end:].strip())
    return "envelope"


def _classified_below(state: HeaderState) -> bool:
    """Whether the cable's classification line was met; a level alone above the date-time group is its page's."""
    header = state.header
    if header.classification is None or header.classification.serial or header.to:
        return header.classification is not None
    return "date" not in header.spans or header.spans["date"][0] < header.spans["classification"][0]


def _add_addressee(state: HeaderState, text: str) -> None:
    header = state.header
    (header.to if state.state == "to" else header.info).add(text, state.number + 1)
    state.found(state.state)


def more_addressees(state: HeaderState, text: str) -> str:
    """A line without label below TO or INFO; behind a blank line only what begins like a station."""
    station = envelope.goes_on_with_addressees(text)
    if not station and (state.blank or text != text.upper()):
        return ""
    _add_addressee(state, text)
    return "envelope"


def more_envelope(state: HeaderState, text: str) -> str:
    """A line in capitals below FM, among routing lines, offices or drafters."""
    shouted = text == text.upper() and len(text) < 80
    return "envelope" if shouted and not (state.blank and state.header.station) else ""


def distribution(state: HeaderState, _text: str, _end: int) -> str:
    """ACTION EUR-12, INFO OCT-01 ISO-00, /045 R."""
    if state.header.labels and not state.again:
        return ""
    state.state = "distribution"
    return "envelope"


def drafting(state: HeaderState, _text: str, _end: int) -> str:
    """DRAFTED BY ..., APPROVED BY ..."""
    state.state = "drafting"
    return "envelope"


def page(state: HeaderState, text: str, end: int) -> str:
    """PAGE 02 SAMPLE 01234, SAMPLE 00000123 002 OF 003."""
    state.header.page_ids.append(text[:end])
    if state.state in ("subject", "classified-by", "passing"):
        state.state = ""
    return "page-break"


def classification(state: HeaderState, text: str, _end: int) -> str:
    """UNCLAS SECTION 01 OF 02 SAMPLE 000123; the page's own line above PAGE is furniture."""
    line = read_line(text)
    if line is None:
        return ""
    if line.section:
        state.header.sections.add(line.section[0])
    if not line.serial and (_is_of_page(state, text, line) or (state.header.classification and state.released)):
        return "furniture"
    state.state = "classification"
    if state.header.classification is None or _was_of_page(state, line):
        state.header.classification = line
        state.header.spans.pop("classification", None)
        state.found("classification")
        _read_rest(state, line.rest)
    return "classification"


def _was_of_page(state: HeaderState, line: ClassificationLine) -> bool:
    """Whether the level taken before stood alone above the envelope, and this line names the cable."""
    before = state.header.classification
    if before is None or before.serial or line.serial is None:
        return False
    spans = state.header.spans
    return not _classified_below(state) or spans["classification"][0] < spans.get("date", (0, 0))[0]


def _read_rest(state: HeaderState, rest: str) -> None:
    """Captions behind the number, and behind them offices: SIPDIS AF/S FOR S. HILL."""
    captions, words = leading_captions(rest)
    for caption in captions:
        if caption not in state.header.captions:
            state.header.captions.append(caption)
            state.found("captions")
    if captions and words and (" FOR " in words or "PASS" in words):
        state.header.passing.append(words)
        state.found("passing")


def _is_of_page(state: HeaderState, text: str, _line: ClassificationLine) -> bool:
    """A level above a PAGE line, or with the page's number behind it."""
    if _PAGE_NUMBER.search(text):
        return True
    following = state.next_text()
    return bool(following) and following.startswith(("PAGE ", "NNN", "***", "<<"))


LABELLED: dict[str, Callable[[HeaderState, str, int], str]] = {
    "transmission": transmission,
    "routing": routing,
    "more-routing": routing,
    "prosign": routing,
    "dashes": routing,
    "de": de,
    "dtg": dtg,
    "from": from_station,
    "to": to,
    "info": info,
    "distribution": distribution,
    "drafting": drafting,
    "page": page,
    "page-of-pages": page,
    "classification": classification,
}
GOING_ON: dict[str, Callable[[HeaderState, str], str]] = {
    "to": more_addressees,
    "info": more_addressees,
    "envelope": more_envelope,
    "from": more_envelope,
    "distribution": more_envelope,
    "drafting": more_envelope,
}
