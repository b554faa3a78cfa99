"""Fictional cables for the wrappings, and shortcuts to read them."""

from reader.telegram.formats import documents
from reader.telegram.records import Document, Refusal

ENVELOPE = """\
VZCZCXRO1234
PP RUEHGA RUEHHA
DE RUEHXX #0123/01 0461530
ZNR UUUUU ZZH
P 151530Z FEB 08
FM AMEMBASSY EXAMPLE
TO RUEHC/SECSTATE WASHDC PRIORITY 0042
"""
PREAMBLE = """\
UNCLAS SECTION 01 OF 01 EXAMPLE 000123

SIPDIS

E.O. 12958: N/A
TAGS: SENV, XX
SUBJECT: BEES OF THE UPPER VALLEY
"""
BODY = """\
1. (SBU) SUMMARY: The keepers of the upper valley have counted
their hives. END SUMMARY.

2. (U) There were forty, of which two were empty.

3. (U) COMMENT: Nobody was stung. END COMMENT.

SPECIMEN
"""
CABLE = f"{ENVELOPE}{PREAMBLE}\n{BODY}"


def all_of(data, **known):
    """Everything that comes of a text or bytes."""
    data = data.encode() if isinstance(data, str) else data
    return list(documents(data, path="sample", **known))


def one(data, **known):
    """The one document of a text or bytes."""
    (document,) = all_of(data, **known)
    assert isinstance(document, Document), document
    return document


def refused(data, **known):
    """The one refusal of a text or bytes."""
    (refusal,) = all_of(data, **known)
    assert isinstance(refusal, Refusal), refusal
    return refusal


def cable_lines(document):
    """The lines with text that are no furniture."""
    hidden = {number for first, last in document.furniture for number in range(first, last + 1)}
    return [line for number, line in enumerate(document.lines, start=1) if number not in hidden and line.strip()]


def furniture_lines(document):
    """The lines with text that are furniture."""
    cable = [document.lines[number - 1] for first, last in document.furniture for number in range(first, last + 1)]
    return [line for line in cable if line.strip()]


def text_lines(text):
    """The lines with text of a sample."""
    return [line for line in text.splitlines() if line.strip()]
