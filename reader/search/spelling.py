"""Did you mean: words of the index that a word which finds little may be a slip or a garble of.

Telegrams garble: letters fall out (BEIJIG), are doubled, swapped (KHARTUOM) or wrong. A word is looked at only when
hardly any cable has it in any form; what is offered, words and posts, has been searched for and finds more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from reader.models import Cable, Station
from reader.search.criteria import Criteria
from reader.search.fields import fold, stem, words
from reader.search.language import parse
from reader.search.searching import search_count
from reader.search.vocabulary import words_starting

#: A word that so many cables have is no slip.
RARE = 2
#: What is offered must be found so many times as often.
BETTER = 3
#: Words of a query that are looked at, candidates that are counted for each, and corrections that are offered.
_WORDS, _COUNTED, OFFERED = 8, 12, 3


_POST = re.compile(r"\b(?:post|country):([^\W\d_]{4,})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Correction:
    """Another spelling of the query: its criteria, and how many cables they find."""

    criteria: Criteria
    total: int


def corrections(criteria: Criteria, total: int) -> list[Correction]:
    """Other spellings of what was asked that find more, the best first; none for a query that finds enough.

    Raises SearchBackendError when the engine cannot answer.
    """
    if total > RARE or not criteria.q:
        return []
    places = _places()
    slips = {word: better for word in _plain(criteria.q) if (better := _better(word, places))}
    slips |= {word: better for word in _posts(criteria.q) if (better := _nearby(word, places))}
    found: dict[str, Correction] = {}
    for other in _respelt(criteria.q, slips):
        there = search_count(criteria.asking(other))
        if other not in found and there > total:
            found[other] = Correction(criteria.asking(other), there)
    return list(found.values())[:OFFERED]


def _plain(typed: str) -> list[str]:
    """The words that are looked for in texts, each once."""
    every = (word for needle in parse(typed).needles if not needle.prefix for word in needle.words)
    return [word for word in dict.fromkeys(every) if len(word) > 3 and word.isalpha()][:_WORDS]


def _posts(typed: str) -> list[str]:
    """The single words after post: and country: in a query."""
    return [fold(found) for found in _POST.findall(typed)][:_WORDS]


def _places() -> frozenset[str]:
    """The words of the names of places that cables were sent from."""
    used = Station.objects.filter(Exists(Cable.objects.filter(station=OuterRef("pk"))))
    return frozenset(word for names in used.values_list("place", "country") for word in words(" ".join(names)))


def _nearby(word: str, places: frozenset[str]) -> list[str]:
    """Places that a garbled place may stand for, nearest first; none for one that there is."""
    near = () if word in places else _within(word, _most(word), places)
    return [place for _, place in sorted(near)][:OFFERED]


def _better(word: str, places: frozenset[str]) -> list[str]:
    """What it may stand for, likeliest first: words, and posts at places of whose name the texts say nothing."""
    here = search_count(Criteria(q=word))
    if here > RARE:
        return []
    others = _near(word)
    known = {other for _, other in others}
    others += [
        (near, f"post:{place}") for near, place in sorted(_within(word, _most(word), places)) if place not in known
    ]
    counted = [(other, near, search_count(Criteria(q=other))) for near, other in others]
    likely = [(near, -count, other) for other, near, count in counted if count > here * BETTER]
    return [other for _, _, other in sorted(likely)]


def _most(word: str) -> int:
    """How many slips a word may have."""
    return 1 if len(word) < 6 else 2


def _near(word: str) -> list[tuple[int, str]]:
    """(distance, word) of words of the index that are spelt nearly so, nearest first."""
    most = _most(word)
    stems = {stem(word)}
    found = sorted(_within(word, most, (other for start in _starts(word) for other in words_starting(start))))
    kept = []
    for near, other in found:
        # Forms of one word find the same cables: one of them is enough.
        if stem(other) not in stems:
            stems.add(stem(other))
            kept.append((near, other))
    return kept[:_COUNTED]


def _starts(word: str) -> list[str]:
    """Beginnings of words that it may stand for: its own letter, or its second when the first is wrong or astray."""
    return list(dict.fromkeys((word[0], word[1])))


def _within(word: str, most: int, others: Iterable[str]) -> Iterator[tuple[int, str]]:
    letters, size = set(word), len(word)
    for other in others:
        longer = abs(len(other) - size)
        # A letter more or less makes one difference, a wrong one two.
        if longer <= most and len(letters.symmetric_difference(other)) <= 2 * most - longer and other != word:
            near = distance(word, other, most)
            if near <= most:
                yield near, other


def distance(one: str, other: str, most: int) -> int:
    """Letters left out, put in, changed or swapped with their neighbour; above `most` it may say `most` + 1.

    >>> distance("khartuom", "khartoum", 2)
    1
    """
    one, other = _apart(one, other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


def _apart(one: str, other: str) -> tuple[str, str]:
    """Two words without the letters that both begin and end with."""
    shorter = min(len(one), len(other))
    begun = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    one, other = one[begun:], other[begun:]
    shorter -= begun
    ended = next((at for at in range(shorter) if one[-1 - at] != other[-1 - at]), shorter)
    return one[: len(one) - ended], other[: len(other) - ended]


def _respelt(typed: str, slips: dict[str, list[str]]) -> Iterator[str]:
    """The query with every slip set right by its likeliest word, then with the other words for each."""
    if not slips:
        return
    best = typed
    for word, better in slips.items():
        best = _replaced(best, word, better[0])
    yield best
    for word, better in slips.items():
        for other in better[1:OFFERED]:
            yield _replaced(best, better[0], other) if word not in words(best) else _replaced(best, word, other)


def _replaced(typed: str, word: str, other: str) -> str:
    """A query with another word; whatever the case of its letters."""
    return re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", lambda _: other, typed, flags=re.IGNORECASE)
