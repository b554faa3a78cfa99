"""The classification line: level, caveats, section, post and serial.

`UNCLAS SECTION 01 OF 02 SAMPLE 000123`, `S E C R E T STATE 001234 NOFORN`, `UNCLAS E F T O`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reader.telegram.patterns import LEVEL, LEVEL_WORDS, spaced
from reader.telegram.posts import named
from reader.telegram.records import Classification

_LEVELS = {words.replace(" ", ""): level for words, level in LEVEL_WORDS}

#: Caveats that stand between level and post.
_IN_FRONT = "|".join(
    ("FOR OFFICIAL USE ONLY", "FOUO", "SBU", spaced("EFTO"), spaced("NOFORN"), spaced("SENSITIVE")),
)
_LINE = re.compile(
    rf"(?P<level>{LEVEL})"
    rf"(?P<before>(?:[ /]{{1,4}}(?:{_IN_FRONT})(?![A-Z])){{0,3}}"
    r"[A-Z/ ()]{0,60}?(?:/{1,2}X\d)?)"
    r"(?:[ /]*SECTION *(?P<section>\d{1,2}) *OF *(?P<sections>\d{1,2}))?"
    r"(?: *(?P<place>[A-Z][A-Z'.\-]{1,20}(?: [A-Z'.\-]{1,20}){0,4}) {1,6}(?P<serial>\d{1,7}))?"
    r"(?P<after>(?:[ /,]|\b).{0,400})\Z",
    re.DOTALL,
)

#: Caveats of a classification by what is written on its line, longest first.
_CAVEATS = (
    ("FOR OFFICIAL USE ONLY", "FOUO"),
    ("E F T O", "EFTO"),
    ("EFTO", "EFTO"),
    ("FOUO", "FOUO"),
    ("NOFORN", "NOFORN"),
    ("N O F O R N", "NOFORN"),
    ("S E N S I T I V E", "SENSITIVE"),
    ("NOFORM", "NOFORN"),
    ("SENSITIVE", "SENSITIVE"),
    ("SBU", "SENSITIVE"),
    ("NOCONTRACT", "NOCONTRACT"),
    ("ORCON", "ORCON"),
    ("WNINTEL", "WNINTEL"),
    ("FGI", "FGI"),
    ("NF", "NOFORN"),
)
_CAVEAT = re.compile(
    r"\b(?:" + "|".join(re.escape(words) for words, _ in _CAVEATS) + r"|REL(?: TO)? [A-Z, /]{2,60})(?!\w)"
)
_CAVEAT_NAMES = dict(_CAVEATS)

_LEVEL = re.compile(LEVEL)

#: A line that is not all in capitals: believed where a known post and a serial end it, or stand before captions.
_SMALL = re.compile(
    r"(?:UNCLAS(?:SIFIED)?|CONFIDENTIAL|(?:TOP )?SECRET|RESTRICTED|LIMITED OFFICIAL USE)"
    r"(?: {1,3}SECTION {1,3}\d{1,2} {1,3}OF {1,3}\d{1,2})?"
    r" {1,3}(?P<place>[A-Z][A-Z'.\-]{1,20}(?: [A-Z'.\-]{1,20}){0,4}) {1,3}\d{3,7}(?P<rest>(?: .{0,60})?)\Z",
    re.IGNORECASE,
)

#: Where a classification line is joined to what stands before it.
FUSED = re.compile(
    rf"(?:(?<=[^\s/(])|(?<=//)){LEVEL}"
    rf"(?= (?:(?:FOR OFFICIAL USE ONLY|E F T O) )?(?:SECTION \d|[A-Z][A-Z'.\- ]{{1,40}} \d{{3,7}}\b))"
)


@dataclass(frozen=True, slots=True)
class ClassificationLine:
    """What one classification line states; `place` and `serial` name the cable."""

    level: str
    caveats: tuple[str, ...]
    as_written: str
    section: tuple[int, int] | None = None
    place: str | None = None
    serial: int | None = None
    rest: str = ""
    words: bool = False  # more than caveats follow, and no number


def read_line(text: str) -> ClassificationLine | None:
    """The classification line in `text` (stripped), None where it begins like one and goes on like a sentence."""
    match = _LINE.match(text)
    if not match or _reads_on(match):
        match = _LINE.match(text.upper()) if _is_in_small_letters(text) else None
    if not match:
        return None
    section = (int(match["section"]), int(match["sections"])) if match["section"] else None
    place, serial = match["place"], match["serial"]
    words = f"{match['before'] or ''} {match['after'] or ''}"
    if place and place.split()[0] in ("E", "EFTO", "NOFORN", "SENSITIVE", "FOUO"):
        words, place = f"{words} {place}", _without_caveats(place)
    return ClassificationLine(
        level_of(match["level"]),
        caveats_in(words),
        " ".join(text.split()),
        section if section and 0 < section[0] <= section[1] else None,
        place or None,
        int(serial) if serial else None,
        match["after"].strip(),
        bool(not serial and _CAVEAT.sub("", words).strip(" /,()")),
    )


def _is_in_small_letters(text: str) -> bool:
    """`Confidential Lima 000123`; not `Secret Lima 2008 papers`, and not where no post is known by the name."""
    match = _SMALL.match(text)
    if match is None or (match["rest"].strip() and not match["rest"].isupper()):
        return False
    return named(match["place"]) is not None


def level_of(written: str) -> str:
    """`C O N F I D E N T I A L` -> `CONFIDENTIAL`."""
    return _LEVELS[written.replace(" ", "")]


@lru_cache(maxsize=512)
def caveats_in(words: str) -> tuple[str, ...]:
    """Caveats named in the words, once each, in order; `REL TO` keeps its countries."""
    found = (_CAVEAT_NAMES.get(hit) or hit.strip(" ,/") for hit in _CAVEAT.findall(words))
    return tuple(dict.fromkeys(found))


def from_words(words: str) -> Classification | None:
    """The classification that a page's table states: `UNCLASSIFIED//FOR OFFICIAL USE ONLY`."""
    match = _LEVEL.match(words.upper().strip())
    if not match:
        return None
    return Classification(level_of(match.group()), caveats_in(words.upper()[match.end() :]), words)


def _reads_on(match: re.Match[str]) -> bool:
    """`CONFIDENTIAL SOURCES SAY THAT ...`: no post, and more words than caveats and captions have."""
    if match["serial"] or match["section"]:
        return False
    rest = f"{match['before']} {match['after']}".strip()
    return len(_CAVEAT.sub("", rest).split()) > 3 or rest.endswith((".", ",", ";")) or rest != rest.upper()


def _without_caveats(place: str) -> str:
    return " ".join(_CAVEAT.sub(" ", place).split())
