"""Words that name a body, and names in English before an acronym of another language: National Port Enterprise (ENP).

Such an acronym is not made of the name's initials, and so more must speak for it: a name that is certainly a body's, of
which it is certain where it begins, and letters that the two share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

#: Small words of names.
SMALL = frozenset(
    re.findall(
        r"\w+",
        "of the and for in on to at by with against de del la las los el e y et du des da do dos das di und für van",
    )
)
#: Words that name a body, by how they begin; in English one stands last in a name or before a small word.
_BODY = re.compile(
    r"(?:agenc|servic|ministr(?:y|ies)|department|police|commission|council|bureau|office$|authorit|forces?$|organi[sz]ation"
    r"|committee|associat|bank$|fund$|party$|union$|corps$|administration|institut|cent(?:er|re)s?$|board$|court|assembly"
    r"|army$|guards?$|directorate|secretariat|foundation|federat|compan(?:y|ies)|corporation|congress|parliament|mission$"
    r"|units?$|division$|tribunal|inspectorate|front$|movement|alliance|league|societ|group$|network$|universit|command$"
    r"|headquarters|chamber|coalition|confederat|consortium|government|navy$|ombuds|team$|academy|archives?$"
    r"|college|hospital|brigade|battalion|regiment|militia|club$|trust$|exchange$|watch$|patrol$|registry$|enterprise$)",
    re.IGNORECASE,
)
#: Words of other languages that open the name of a body.
_OPENING = re.compile(
    r"(?:agenci|agênci|servici|serviç|polic|políc|minist[eé]r|comisi|comiss|consej|conselh|fuerza|força|partido|parti$"
    r"|tribunal|corte$|direc[ct]|direç|fundaci|fundaç|frente|movim|banco|banque|instituto|institut$|parquet|gendarmer"
    r"|bundes|secretar[ií]a|procurad|asociaci|associa[cç]|confederaci|federaci|uni[oó]n$|front$|union$|conseil|office$)",
    re.IGNORECASE,
)
#: Words that open the title of a person.
_PERSONS = frozenset(
    {"member", "minister", "secretary", "president", "director", "chief", "head", "chairman", "commander", "deputy"}
    | {"prime", "vice", "speaker", "ambassador", "inspector", "officer", "commissioner", "representative"}
)
#: Those and others, of which none stands in the name of a body.
_TITLES = _PERSONS | frozenset(
    {"undersecretary", "governor", "leader", "spokesman", "spokeswoman", "candidate", "senator", "congressman", "mayor"}
    | {"colonel", "coordinator", "official", "doctor", "professor", "delegate", "adviser", "advisor"}
)
#: Words that begin such names where nothing stands before them.
_FIRST = frozenset({"National", "Central", "Federal", "Supreme", "Superior", "Ministry", "Bank", "Institute", "Office"})
#: What a name does not reach across, and how far back it is looked for.
_BREAK = re.compile(r"[^\w\s.'’&-]|[.?!]\s")
_WORD = re.compile(r"[^\W\d_][\w.'’&-]*")
_REACH, _FEWEST, _MOST = 120, 2, 8
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_POSSESSIVE = ("'s", "’s")


def names_body(words: list[str]) -> bool:
    """Whether words name a body: Ministry of Health, Policia Federal; not a Security Council Resolution."""
    if words[0].casefold() in _PERSONS and "of" in map(str.casefold, words):
        return False
    bodies = [at for at, word in enumerate(words) if _BODY.match(word)]
    heads = [at for at in bodies if at + 1 == len(words) or words[at + 1].casefold() in SMALL]
    return bool(heads or _OPENING.match(words[0]))


def is_translated(words: list[str], acronym: str) -> bool:
    """Whether words are the English name of a body with an acronym in its own language.

    >>> is_translated("National Statistics Institute".split(), "INEI"), is_translated("Police Chief".split(), "PNP")
    (True, False)
    """
    if not _FEWEST <= len(words) <= _MOST or not _ACRONYM.fullmatch(acronym):
        return False
    written = [word for word in words if word not in SMALL]
    if not all(word[0].isupper() and not word.isupper() for word in written) or words[0] in SMALL:
        return False
    if any(word.casefold() in _TITLES for word in written) or not names_body(words):
        return False
    initials = {word[0] for word in written}
    return len(initials & set(acronym)) >= _FEWEST or acronym[0] == _head(words)[0]


def _head(words: list[str]) -> str:
    """The word that says what a body is: the last before a small word."""
    return list(takewhile(lambda word: word not in SMALL, words))[-1]


def translated_begin(text: str, end: int, acronym: str) -> int | None:
    """Where the name of such a body begins that ends at `end`; None where that is not certain."""
    start = max(0, end - _REACH)
    breaks = [match.end() for match in _BREAK.finditer(text, start, end)]
    words = list(_WORD.finditer(text, breaks[-1] if breaks else start, end))
    if not words or text[words[-1].end() : end].strip():
        return None
    for first in _beginnings([word[0] for word in words]):
        if is_translated([word[0] for word in words[first:]], acronym):
            return words[first].start()
    return None


def _beginnings(words: list[str]) -> Iterator[int]:
    """Where a name that ends with the words may begin, longest first.

    Behind a word in small letters, an article or a possessive; at the sentence's first word only some do.
    """
    first = len(words)
    while first and (words[first - 1][0].isupper() or words[first - 1] in SMALL):
        if words[first - 1] == "The" or words[first - 1].endswith(_POSSESSIVE):
            break
        first -= 1
    if first or words[0] in _FIRST:
        yield first
    yield from (at + 1 for at in range(first, len(words) - 1) if words[at] == "the")
