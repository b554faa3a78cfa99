"""The words of fictional cables: a few thousand of our own choosing, in topics, with their ranks.

`general.txt` holds classes of words that every cable uses, `topics.txt` a few dozen topics with TAGS, nouns,
adjectives and verbs. The words of a line stand in the order of their frequency: the draw is like Zipf's.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

_DIRECTORY = Path(__file__).parent

#: Zipf and Mandelbrot's offset: the second word is not half as frequent as the first.
OFFSET = 2.7

#: The offset among the few dozen words of a topic.
FLAT = 9.0


@dataclass(frozen=True, slots=True)
class Words:
    """Words in the order of their frequency, with the sums of their weights, ready for draws."""

    words: tuple[str, ...]
    sums: tuple[float, ...]

    def draw(self, rng: Random, count: int) -> list[str]:
        """`count` words, the first ones most often."""
        return rng.choices(self.words, cum_weights=self.sums, k=count)

    def one(self, rng: Random) -> str:
        """One word."""
        return self.words[bisect(self.sums, rng.random() * self.sums[-1])]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a cable is about: TAGS codes and the words of the trade."""

    name: str
    tags: tuple[str, ...]
    nouns: Words
    adjectives: Words
    verbs: Words


@cache
def general() -> Mapping[str, Words]:
    """The classes of general words by name: nouns, people, adjectives, verbs, reporting ..."""
    return {name: ranked(words.replace("_", " ") for words in line.split()) for name, line in _general_lines()}


@cache
def topics() -> tuple[Topic, ...]:
    """The topics, in the order of the file."""
    found: list[Topic] = []
    for block in (_DIRECTORY / "topics.txt").read_text(encoding="utf-8").split("\n[")[1:]:
        head, nouns, adjectives, verbs = block.strip().splitlines()
        name, _, tags = head.partition("]")
        classes = (ranked(line.split()[1:], FLAT) for line in (nouns, adjectives, verbs))
        found.append(Topic(name, tuple(tags.split()), *classes))
    return tuple(found)


def ranked(words: Iterable[str], offset: float = OFFSET) -> Words:
    """Words with weights by their rank; a greater offset makes them more alike."""
    row = tuple(words)
    return Words(row, tuple(accumulate(1 / (rank + offset) for rank in range(len(row)))))


def plural(noun: str) -> str:
    """The regular plural.

    >>> plural("ferry"), plural("bench"), plural("dam")
    ('ferries', 'benches', 'dams')
    """
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def past(verb: str) -> str:
    """The past tense: a few irregular verbs, else the regular form.

    >>> past("ratify"), past("cull"), past("teach"), past("plan")
    ('ratified', 'culled', 'taught', 'planned')
    """
    if verb in _irregular():
        return _irregular()[verb]
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in general()["doubling"].words else "") + "ed"


def article(phrase: str) -> str:
    """ "a" or "an" for what follows."""
    return "an" if phrase[:1] in "aeiou" else "a"


@cache
def _irregular() -> Mapping[str, str]:
    """Irregular past tenses by the verb."""
    return dict(pair.split(":") for pair in general()["irregular"].words)


def _general_lines() -> list[tuple[str, str]]:
    """The classes of the file: name and the line of words."""
    lines = (_DIRECTORY / "general.txt").read_text(encoding="utf-8").splitlines()
    parts = (line[1:].partition("] ") for line in lines if line.startswith("["))
    return [(name, words) for name, _, words in parts]
