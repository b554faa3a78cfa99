"""TAGS that were run together: PGOVSMIG is PGOV and SMIG."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

#: Kinds of TAGS that are met run together; names of organizations would be found in any word.
FUSIBLE = ("subject", "program", "country", "obsolete")


def fused(word: str, codes: AbstractSet[str]) -> tuple[str, ...]:
    """The codes that a word is made of, four letters before two; empty when it is not made of codes.

    >>> fused("PGOVSMIGUS", frozenset({"PGOV", "SMIG", "US"}))
    ('PGOV', 'SMIG', 'US')
    """
    if not word.isalpha() or not 6 <= len(word) <= 80:
        return ()
    ways: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(2, len(word) + 1):
        for length in (4, 2):
            start = end - length
            if start in ways and word[start:end] in codes:
                ways[end] = (*ways[start], word[start:end])
                break
    found = ways.get(len(word), ())
    return found if any(len(code) == 4 for code in found) else ()
