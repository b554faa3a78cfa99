"""Fictional telegrams in a few lines, for the tests of the reader."""

from reader.telegram import Document, Hints, Telegram, read

#: The shortest full header; every name is invented but for the routing indicators of real posts.
HEADER = """\
VZCZCXRO1234
PP RUEHGA
DE RUEHHA #0058/01 0671530
ZNR UUUUU ZZH
P 071530Z MAR 08
FM AMCONSUL HALIFAX
TO RUEHC/SECSTATE WASHDC PRIORITY 1309
INFO RUEHOT/AMEMBASSY OTTAWA 0042
UNCLAS HALIFAX 000058

SIPDIS

E.O. 12958: N/A
TAGS: EWWT PREL CA
SUBJECT: LIGHTS OF THE HARBOR

REF: OTTAWA 198
"""


def document(text: str, **fields: object) -> Document:
    """A raw document of the text's lines."""
    return Document(tuple(text.split("\n")), **fields)  # type: ignore[arg-type]


def reading(text: str, **fields: object) -> Telegram:
    """What is read from a text alone."""
    return read(document(text, **fields))


def with_body(body: str) -> Telegram:
    """What is read from a full header and this body."""
    return reading(f"{HEADER}\n{body}")


def with_line(line: str, *, instead_of: str) -> Telegram:
    """What is read from the full header with one line replaced."""
    assert instead_of in HEADER
    return reading(HEADER.replace(instead_of, line) + "\n1. (U) The light is well.\nTHISTLEWOOD")


def codes(telegram: Telegram) -> list[str]:
    """The codes of the warnings, in order."""
    return [warning.code for warning in telegram.warnings]


def kinds(telegram: Telegram) -> list[str]:
    """The kind of each line."""
    return [region.kind for region in telegram.regions for _ in range(region.lines[0], region.lines[1] + 1)]


def hints(**fields: str) -> Hints:
    """Hints of a wrapping."""
    return Hints(**fields)
