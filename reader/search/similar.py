"""Cables like one: those that share most of the words by which it stands out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from haystack.query import SQ, SearchQuerySet

from reader.models import Cable
from reader.search.criteria import Criteria
from reader.search.fields import CONTENT, stem, words
from reader.search.searching import search_count
from reader.search.vocabulary import counts

#: Words that are looked for, and words whose cables are counted to choose them.
TERMS, _CANDIDATES = 25, 80
#: A word of more cables than this share says nothing of one.
_COMMON = 0.2
#: A word of the subject weighs as so many of the text.
_SUBJECT = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """The words by which a cable stands out, weightiest first, and the primary keys of the cables that share most."""

    terms: tuple[str, ...]
    pks: list[int]


def alike(cable: Cable, most: int = 20) -> Alike:
    """Cables like this one, the likest first. Raises SearchBackendError when the engine cannot answer."""
    terms = standing_out(cable.subject, (paragraph.text for paragraph in cable.paragraphs.all()))
    if not terms:
        return Alike((), [])
    asked = reduce(SQ.__or__, (SQ(**{f"{CONTENT}__content": term}) for term in terms))
    found = SearchQuerySet().filter(asked)[: most + 1]
    return Alike(terms, [int(result.pk) for result in found if int(result.pk) != cable.pk][:most])


def standing_out(subject: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The words of a cable that are often in it and in few others, one form of each."""
    often: Counter[str] = Counter()
    for text in texts:
        often.update(_told(text))
    for word in _told(subject):
        often[word] += _SUBJECT
    candidates = [word for word, _ in sorted(often.items(), key=lambda row: (-row[1] * len(row[0]), row[0]))]
    total = search_count(Criteria())
    known = counts(candidates[:_CANDIDATES])
    # A word of this cable alone leads nowhere; one of most cables leads everywhere.
    telling = {word: here for word, here in known.items() if 1 < here <= max(2, total * _COMMON)}
    weights = {word: (1 + math.log(often[word])) * math.log(total / here) for word, here in telling.items()}
    forms: dict[str, str] = {}
    for word in sorted(weights, key=lambda word: (-weights[word], word)):
        forms.setdefault(stem(word), word)
    return tuple(forms.values())[:TERMS]


def _told(text: str) -> Iterable[str]:
    """Words that can tell what a text is about."""
    return (word for word in words(text) if len(word) > 3 and word.isalpha() and set(word) != {"x"})
