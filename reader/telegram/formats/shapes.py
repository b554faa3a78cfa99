"""How the lines of a cable begin: enough to tell a cable from the page around it, and no more."""

from __future__ import annotations

import re

#: A reference id alone, also one of those that mirrors have garbled (08SCTION02OF02SAOPAULO335).
REFERENCE_ID = re.compile(r"(?:\d{2}|\d{4})[A-Z][A-Z0-9]*+(?:-A\d++|(?<=\d))(?:_[a-z])?")

#: A level of classification at the beginning of a field or line, spaced or not.
LEVEL = re.compile(
    r"(?:UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET|TOP SECRET|RESTRICTED|LIMITED OFFICIAL USE|SBU|FOUO"
    r"|C O N F I D E N T I A L|S E C R E T|U N C L A S(?: S I F I E D)?)\b"
)

#: A first line of a telegram with its routing lines.
TRANSMISSION = re.compile(r"\s*VZCZC[A-Z0-9]{3,}\s*$")
ROUTING = re.compile(r"\s*([ZOPRY])[ZOPRY]\s+R[UH][A-Z]{2,}")
DE = re.compile(r"\s*DE\s+(R[UH][A-Z]{2,6})\s*+#?\s*+(\d+)")
DTG = re.compile(r"\s*(?:[ZOPRY]\s+)?[ZOPRY]\s*+(\d{6}\s?Z\s+[A-Z]{3}\s+\d{2})\b")
FROM = re.compile(r"\s*FM\s+[A-Z]{2,}")

_SECURITY = re.compile(r"\s*ZN[RY]\s+[A-Z]{5}")
_TO = re.compile(r"\s*(?:TO|INFO)\s+(?:R[UH][A-Z]{2,6}/|SECSTATE|AM(?:EMBASSY|CONSUL)|USMISSION)")
_CLASSIFIED = re.compile(rf"\s*{LEVEL.pattern}(?:\s+[A-Z/\d ]+)?(?:\s|$)")
_PREAMBLE = re.compile(
    r"\s*(?:E\.?\s?O\.?\s?\d{5}|TAGS?\b[:\s]|SUBJ(?:ECT)?\s*:|REF(?:S|TEL|TELS)?\s*[:.]|CLASSIFIED BY\b)", re.I
)
_CAPTION = re.compile(r"\s*(?:SIPDIS|NOFORN|NODIS|EXDIS|LIMDIS|STADIS|SENSITIVE)\b")
_PAGE = re.compile(r"\s*(?:PAGE\s+\d{2}\s+[A-Z]|[A-Z][A-Z ]+\s\d{5,8}\s+\d{3}(?:\.\d)?\s+OF\s+\d{3})")
_NUMBER = r"\s*+[¶\N{REPLACEMENT CHARACTER}]?\s*+(\d{1,3})\s?[.)]\s*"
_PARAGRAPH = re.compile(_NUMBER + r"(?:\([A-Za-z][^)]{0,40}\)|[A-Z\"“])")
_MARKED = re.compile(
    r"\s*+[¶\N{REPLACEMENT CHARACTER}]?\s*+\d{1,3}\s?[.)]\s*\(\s?(?:U|C|S|TS|SBU|LOU|FOUO)\b[^)]{0,40}\)"
)
_EXTRACT = re.compile(r"\s*This record is a partial extract", re.I)

#: A classification line with the cable's post and number.
_NUMBERED = re.compile(
    rf"\s*{LEVEL.pattern}(?:\s+[A-Z][A-Z/.'-]*){{0,6}}(?:\s+\d\d?\s+OF\s+\d\d?)?(?:\s+[A-Z][A-Z/.'-]*){{1,5}}\s+\d{{3,7}}\b"
)
_CERTAIN = (TRANSMISSION, ROUTING, DE, _SECURITY, DTG, _PREAMBLE, _NUMBERED, _PAGE, _EXTRACT)
_HEADER = (TRANSMISSION, ROUTING, DE, _SECURITY, DTG, FROM, _TO, _CLASSIFIED, _PREAMBLE, _CAPTION, _PAGE, _EXTRACT)


def is_header_line(line: str) -> bool:
    """Whether a line can stand in a cable's header."""
    return any(shape.match(line) for shape in _HEADER)


def is_certain_header_line(line: str) -> bool:
    """Whether a line can stand in a cable's header and nowhere else: navigation has levels, cables have DTGs."""
    return any(shape.match(line) for shape in _CERTAIN)


def is_cable_line(line: str) -> bool:
    """Whether a line begins as only a cable's lines do: a header line, a page break, a numbered paragraph."""
    return is_header_line(line) or _PARAGRAPH.match(line) is not None


def is_marked_paragraph(line: str) -> bool:
    """Whether a line begins a numbered paragraph with a portion marking."""
    return _MARKED.match(line) is not None


def is_page_line(line: str) -> bool:
    """Whether a line is a page break's."""
    return _PAGE.match(line) is not None


def paragraph_number(line: str) -> int | None:
    """The number of the paragraph that begins with this line."""
    found = _PARAGRAPH.match(line)
    return int(found.group(1)) if found else None
