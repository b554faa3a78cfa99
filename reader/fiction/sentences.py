"""Sentences in the manner of cables: grammar of a few forms, words by rank, phrases from pools that are drawn anew.

Drawing every word of every cable would be slow: a `Phrasebook` draws a few hundred phrases of a topic at once, and
a sentence puts phrases together. Books are thrown away after some thousand cables, so no phrase stays for ever.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from reader.fiction import names
from reader.fiction.vocabulary import Topic, article, general, past, plural

#: How many phrases a book holds of each kind.
SUBJECTS, VERBS, OBJECTS, PLACES = 240, 140, 300, 140

#: The share of a topic's own words among the content words.
OWN = 0.55

_SINGULAR = frozenset(("a", "this", "each", "another", "any"))
_MODALS = ("will", "would", "may", "should", "could", "cannot", "did not", "must", "might")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what a cable talks about: persons with titles, bodies by name, towns."""

    people: tuple[str, ...]
    bodies: tuple[str, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Phrases of one topic."""

    subjects: Sequence[str]
    verbs: Sequence[str]
    objects: Sequence[str]
    places: Sequence[str]

    def clause(self, rng: Random) -> str:
        """A clause without a capital and a full stop."""
        pick = rng.random
        subject = self.subjects[int(pick() * SUBJECTS)]
        verb = self.verbs[int(pick() * VERBS)]
        thing = self.objects[int(pick() * OBJECTS)]
        if pick() < 0.4:
            return f"{subject} {verb} {thing} {self.places[int(pick() * PLACES)]}"
        return f"{subject} {verb} {thing}"


@dataclass(frozen=True, slots=True)
class Talk:
    """What sentences are made from: a book, a cast, a source of chance."""

    book: Phrasebook
    cast: Cast
    rng: Random

    def clause(self) -> str:
        """A clause of the book."""
        return self.book.clause(self.rng)

    def sentence(self) -> str:
        """A sentence with its full stop."""
        return _FORMS[bisect(_SHARES, self.rng.random())](self)


def phrasebook(topic: Topic, rng: Random) -> Phrasebook:
    """A fresh book of phrases for a topic."""
    return Phrasebook(
        tuple(_noun_phrases(topic, rng, SUBJECTS)),
        tuple(_verb_phrases(topic, rng, VERBS)),
        tuple(_noun_phrases(topic, rng, OBJECTS)),
        tuple(f"{word} {phrase}" for word, phrase in _pairs(topic, rng)),
    )


def _pairs(topic: Topic, rng: Random) -> zip[tuple[str, str]]:
    return zip(general()["prepositions"].draw(rng, PLACES), _noun_phrases(topic, rng, PLACES), strict=True)


def _noun_phrases(topic: Topic, rng: Random, count: int) -> list[str]:
    """Phrases such as "the coastal quota" and "a further proposal of the trawlers"."""
    words = general()
    own = zip(topic.nouns.draw(rng, count), topic.adjectives.draw(rng, count), strict=True)
    common = zip(words["nouns"].draw(rng, count), words["adjectives"].draw(rng, count), strict=True)
    tails = words["nouns"].draw(rng, count)
    determiners = words["determiners"].draw(rng, count)
    people = words["people"].draw(rng, count)
    rows = zip(determiners, own, common, tails, people, strict=True)
    return [_noun_phrase(rng, *row) for row in rows]


def _noun_phrase(
    rng: Random, determiner: str, own: tuple[str, str], common: tuple[str, str], tail: str, person: str
) -> str:
    pick = rng.random
    noun, adjective = own[0] if pick() < OWN else common[0], own[1] if pick() < OWN else common[1]
    if pick() < 0.14:
        noun, determiner = person, "the" if determiner in _SINGULAR else determiner
    elif determiner not in _SINGULAR and pick() < 0.45:
        noun = plural(noun)
    phrase = f"{adjective} {noun}" if pick() < 0.5 else noun
    phrase = f"{article(phrase) if determiner == 'a' else determiner} {phrase}"
    return f"{phrase} of the {tail}" if pick() < 0.18 else phrase


def _verb_phrases(topic: Topic, rng: Random, count: int) -> list[str]:
    """Verbs in their forms: "harvested", "will freeze", "reportedly landed", "had yet to weigh"."""
    words = general()
    verbs = zip(topic.verbs.draw(rng, count), words["verbs"].draw(rng, count), strict=True)
    adverbs = words["adverbs"].draw(rng, count)
    return [
        _verb_phrase(rng, own if rng.random() < OWN else common, adverb)
        for (own, common), adverb in zip(verbs, adverbs, strict=True)
    ]


def _verb_phrase(rng: Random, verb: str, adverb: str) -> str:
    draw = rng.random()
    if draw < 0.4:
        return past(verb)
    if draw < 0.6:
        return f"{rng.choice(_MODALS)} {verb}"
    if draw < 0.75:
        return f"{adverb} {past(verb)}"
    return f"had {past(verb)}" if draw < 0.9 and past(verb).endswith("ed") else f"had yet to {verb}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _plain(talk: Talk) -> str:
    return _capital(talk.clause()) + "."


def _double(talk: Talk) -> str:
    return f"{_capital(talk.clause())}{_pick('connectors', talk.rng)} {talk.clause()}."


def _opened(talk: Talk) -> str:
    return f"{_pick('openers', talk.rng)} {talk.clause()}."


def _told(talk: Talk) -> str:
    return f"{talk.rng.choice(talk.cast.people)} {_pick('reporting', talk.rng)} {talk.clause()}."


def _reported(talk: Talk) -> str:
    return (
        f"{_capital(_pick('reporters', talk.rng))} asked {talk.rng.choice(talk.cast.people)} whether {talk.clause()}."
    )


def _in_town(talk: Talk) -> str:
    return f"In {talk.rng.choice(talk.cast.towns)}, {talk.clause()}."


def _by_body(talk: Talk) -> str:
    said = f"{talk.rng.choice(talk.cast.bodies)} {_pick('reporting', talk.rng)} {talk.clause()}"
    return f"{_capital(talk.clause())}, and {said}."


def _numbers(talk: Talk) -> str:
    noun = talk.book.objects[int(talk.rng.random() * OBJECTS)].rpartition(" ")[2]
    number = int(10 ** (1 + 5 * talk.rng.random()))
    share = 0.1 * int(talk.rng.random() * 600)
    month = talk.rng.choice(general()["months"].words)
    return f"Figures for {month} show {number:,} against {share:.1f} percent for {noun}, and {talk.clause()}."


#: Forms of sentences, and the upper ends of their shares (the last one takes the rest).
_FORMS = (_plain, _double, _opened, _told, _reported, _in_town, _by_body, _numbers)
_SHARES = (0.31, 0.53, 0.71, 0.83, 0.87, 0.91, 0.95)


def _pick(name: str, rng: Random) -> str:
    return general()[name].one(rng)


def cast_of(rng: Random, recurring: Sequence[str], bodies: Sequence[str]) -> Cast:
    """A cast: some fresh persons and towns, one or two persons whom other cables of the post know too."""
    titles = general()["titles"].draw(rng, 3)
    fresh = [f"{title} {names.person(rng)}" for title in titles]
    known = [recurring[int(rng.random() ** 2 * len(recurring))] for _ in range(2)]
    return Cast((*fresh, *known), tuple(bodies), tuple(names.place(rng) for _ in range(3)))
