"""The TAGS line: words as written, names in brackets as one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reader.telegram import authority

_TOKEN = re.compile(r"\([^()\n]{1,60}\)|[^\s,;()]+")
_NOTHING = re.compile(r"\W*(?:N/A|NONE|NIL)?\W*", re.IGNORECASE)
#: A line that can go on with a list of TAGS.
GOES_ON = re.compile(r"\(?[A-Z][A-Z0-9\-.]{0,14}\)?(?:[,;/ ()]{1,8}[A-Z][A-Z0-9\-.]{0,14}\)?){0,40}[,;. ]{0,4}\Z")


def read_tags(text: str) -> tuple[str, ...]:
    """The TAGS of a line or an attribute, in order; a fused word stays as written."""
    if _NOTHING.fullmatch(text):
        return ()
    found: list[str] = []
    for token in _TOKEN.findall(text):
        bare = token.strip(".:'\"`*") if token[0] != "(" else token
        found.extend((bare,) if bare.isalnum() else _parts(bare))
    return tuple(dict.fromkeys(found))


def _parts(token: str) -> tuple[str, ...]:
    """PREL/PGOV is two TAGS where both are known."""
    parts = tuple(filter(None, token.split("/")))
    if len(parts) > 1 and all(is_known(part) for part in parts):
        return parts
    return (token,) if re.search(r"\w", token) else ()


def is_known(tag: str) -> bool:
    """Whether a tag is in the table of the Department's codes."""
    return tag.upper() in _codes()


@lru_cache(maxsize=4096)
def pieces_of(tag: str) -> tuple[str, ...]:
    """The known codes of which a fused word is made (PGOVSMIG: PGOV, SMIG); empty when it is not."""
    word = tag.upper()
    if len(word) < 6 or len(word) > 80 or is_known(word) or not word.isalpha():
        return ()
    reached: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(word)):
        if start in reached:
            for size in (4, 2, 3, 5):
                if word[start : start + size] in _fusible() and start + size not in reached:
                    reached[start + size] = (*reached[start], word[start : start + size])
    return reached.get(len(word), ())


@cache
def _codes() -> frozenset[str]:
    return frozenset(row.code.upper() for row in authority.tags())


@cache
def _fusible() -> frozenset[str]:
    """Codes of subjects, programs and countries: what is met run together."""
    return frozenset(
        row.code for row in authority.tags() if row.kind in ("subject", "program", "country", "organization")
    )
