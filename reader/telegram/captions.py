"""Captions: lines made of nothing but captions, and sentences that say how to handle a cable."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reader.telegram.authority import captions

#: Openings of passing lines and operating signals, which the table lists so that they are not taken for captions.
_PASSING_KINDS = ("transmission",)

#: Captions whose rest is a list or a name.
_OPEN_ENDED = re.compile(
    r"(?:REL(?:EASABLE)? TO|AUTHORIZED FOR RELEASE TO|(?:FOR THE )?EYES (?:ONLY|OF)|EXCLUSIVE FOR"
    r"|NOT FOR (?:INTERNET|RELEASE|PUBLICATION|DISTRIBUTION))\b[^.]{0,60}\Z"
)

#: Sentences of handling: SENSITIVE BUT UNCLASSIFIED - PLEASE PROTECT ACCORDINGLY.
_HANDLING = re.compile(
    r"(?:\([A-Z/]{1,8}\) ?)?(?:(?:THE )?ENTIRE (?:TEXT|CABLE|MESSAGE)"
    r"|(?:THE FOLLOWING|THIS) (?:CABLE|MESSAGE|TELEGRAM|DOCUMENT|REPORT)"
    r"|SENSITIVE,? BUT UNCLASSIFIED|PLEASE (?:PROTECT|HANDLE)|(?:PROTECT|HANDLE) ACCORDINGLY"
    r"|NOT FOR INTERNET|SBU[ :,.\-])",
    re.IGNORECASE,
)
_HANDLING_FIRST = frozenset("TtEeSsPpHhNn(")
_HANDLING_WORDS = re.compile(
    r"SENSITIVE|UNCLASSIFIED|PROTECT|HANDLE|INTERNET|NOT FOR|CONFIDENTIAL|SECRET", re.IGNORECASE
)
_MOST_LEADING = 5
#: Longer lines are no captions.
_LONGEST = 90
_SENSITIVE = re.compile(r"SENSITIVE,? BUT UNCLASSIFIED|\bSBU\b", re.IGNORECASE)


def captions_of(text: str) -> tuple[str, ...]:
    """The captions that a line consists of, as written but in upper case; empty when it holds anything else."""
    return _captions_of(text) if len(text) <= _LONGEST else ()


@lru_cache(maxsize=4096)
def _captions_of(text: str) -> tuple[str, ...]:
    bare = " ".join(text.upper().split()).strip(" .*-/\u00a0()")
    if not bare:
        return ()
    if _OPEN_ENDED.match(bare):
        return (bare,)
    found: list[str] = []
    words = re.split(r"[ ,;]+|//|/(?=[A-Z]{4})", bare)
    while words:
        size = next((size for size in range(min(10, len(words)), 0, -1) if " ".join(words[:size]) in _names()), 0)
        if not size:
            return ()
        found.append(_as_shown(" ".join(words[:size])))
        words = words[size:]
    return tuple(dict.fromkeys(found))


def leading_captions(text: str) -> tuple[tuple[str, ...], str]:
    """The captions that a line begins with, and the words behind them: SIPDIS AF/S FOR S. HILL."""
    words = text.split()
    for size in range(min(len(words), _MOST_LEADING), 0, -1):
        if found := captions_of(" ".join(words[:size])):
            return found, " ".join(words[size:])
    return (), text


def handling_sentence(text: str) -> bool:
    """Whether a line is a sentence about handling, such as THIS CABLE IS SENSITIVE BUT UNCLASSIFIED."""
    return text[0] in _HANDLING_FIRST and _HANDLING.match(text) is not None and _HANDLING_WORDS.search(text) is not None


def says_sensitive(text: str) -> bool:
    """Whether a handling sentence makes the cable SBU."""
    return _SENSITIVE.search(text) is not None


@cache
def _names() -> dict[str, str]:
    """Spellings -> caption, without passing words and whole sentences."""
    names: dict[str, str] = {}
    for row in captions():
        if row.kind in _PASSING_KINDS or "PROTECT" in row.caption or row.caption == "NOTAL":
            continue
        for spelling in (row.caption, *row.synonyms):
            if len(spelling) > 2 and "UNCLASSIFIED" not in spelling:
                names[spelling.upper()] = row.caption
    return {**names, "CHANNEL": "CHANNEL"} if "CHANNEL" in names else names


def _as_shown(words: str) -> str:
    """Spaced letters are closed up: E X D I S -> EXDIS."""
    return words.replace(" ", "") if re.fullmatch(r"\w(?: \w)+", words) else words
