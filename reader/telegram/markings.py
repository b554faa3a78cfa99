"""Portion markings: `(S//NF)` -> SECRET with NOFORN. The table knows the forms met, rules take the rest."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reader.telegram.authority import markings
from reader.telegram.records import Marking

#: Level and own caveats of what a marking begins with.
_HEADS: dict[str, tuple[str, tuple[str, ...]]] = {
    "U": ("UNCLASSIFIED", ()),
    "UNCLASSIFIED": ("UNCLASSIFIED", ()),
    "UNCLAS": ("UNCLASSIFIED", ()),
    "SBU": ("UNCLASSIFIED", ("SBU",)),
    "SENSITIVE BUT UNCLASSIFIED": ("UNCLASSIFIED", ("SBU",)),
    "FOUO": ("UNCLASSIFIED", ("FOUO",)),
    "LOU": ("LIMITED OFFICIAL USE", ()),
    "LIMITED OFFICIAL USE": ("LIMITED OFFICIAL USE", ()),
    "R": ("RESTRICTED", ()),
    "C": ("CONFIDENTIAL", ()),
    "CONFIDENTIAL": ("CONFIDENTIAL", ()),
    "S": ("SECRET", ()),
    "SECRET": ("SECRET", ()),
    "TS": ("TOP SECRET", ()),
    "TOP SECRET": ("TOP SECRET", ()),
}

#: Caveats by their spellings; "" for words that add nothing.
_CAVEATS = {
    "NF": "NOFORN",
    "NOFORN": "NOFORN",
    "NOFORM": "NOFORN",
    "N": "NOFORN",
    "FN": "NOFORN",
    "SF": "NOFORN",
    "SBU": "SBU",
    "FOUO": "FOUO",
    "LES": "LES",
    "OC": "ORCON",
    "ORCON": "ORCON",
    "FGI": "FGI",
    "NC": "NOCONTRACT",
    "NOCONTRACT": "NOCONTRACT",
    "PR": "PROPIN",
    "PROPIN": "PROPIN",
    "SI": "SI",
    "HCS": "HCS",
    "TK": "TK",
    "RD": "RD",
    "FRD": "FRD",
    "NATO": "NATO",
    "EXDIS": "EXDIS",
    "NODIS": "NODIS",
    "ENTIRE TEXT": "",
    "ENTIRE MESSAGE": "",
}

_SPLIT = re.compile(r"[/\-,;]+| (?=(?:NF|NOFORN|NOFORM|REL|ENTIRE|FOUO|ORCON|FGI)\b)")
_HEAD = re.compile(r"(?:TOP SECRET|SENSITIVE BUT UNCLASSIFIED|LIMITED OFFICIAL USE|[A-Z]{1,12})(?![A-Z.])")
_RELEASABLE = re.compile(r"REL(?:EASABLE)?(?: TO)?\b ?(.*)")


def read_marking(written: str) -> Marking | None:
    """The marking of the words in brackets (`(SBU)`, brackets included or not), None when they are none."""
    return _read_marking(written) if len(written) <= 60 else None


@lru_cache(maxsize=4096)
def _read_marking(written: str) -> Marking | None:
    bare = " ".join(written.strip(" ()[]{}\t").upper().split())
    found = _known().get(bare) or _by_rule(bare)
    return Marking(written.strip(), *found) if found else None


@cache
def _known() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Markings of the table; (LIMITED OFFICIAL USE) is its own level like (LOU)."""
    table = {row.as_written: (row.level, row.caveats) for row in markings() if row.level}
    return {**table, **{head: value for head, value in _HEADS.items() if head in table}}


def _by_rule(bare: str) -> tuple[str, tuple[str, ...]] | None:
    """A level, then caveats divided by strokes, hyphens or commas; None as soon as one word is no caveat."""
    head = _HEAD.match(bare)
    if not head or head.group() not in _HEADS:
        return None
    level, caveats = _HEADS[head.group()]
    rest = bare[head.end() :].strip(" /-,;.")
    released = rest.find("REL")
    if released >= 0 and (match := _RELEASABLE.match(rest[released:])):
        caveats += (f"REL {match.group(1).strip(' /')}".strip(),)
        rest = rest[:released].strip(" /-,;")
    for word in filter(None, (part.strip() for part in _SPLIT.split(rest))):
        if word not in _CAVEATS:
            return None
        caveats += (_CAVEATS[word],) if _CAVEATS[word] else ()
    return level, tuple(dict.fromkeys(caveats))
