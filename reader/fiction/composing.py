"""Composing: from a slot of the plan to a whole cable as data."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random

from reader.fiction import bodies, citing, names, preamble
from reader.fiction.records import Cable
from reader.fiction.register import Plan
from reader.fiction.sentences import Phrasebook, Talk, cast_of, phrasebook
from reader.fiction.vocabulary import Topic, topics

#: Telegrams of the seventies are shorter: about 2,100 characters beside 6,500.
RELEASED_SHARE = 2100 / 6500

#: Spread of sizes: the standard deviation of their logarithm.
SPREAD = 0.6

#: A phrasebook serves so many cables before it is drawn anew.
BOOK_LIFE = 4096

#: What the header adds to the text, so that the mean is the whole telegram's; and how much a text outgrows its
#: size, since sentences are not cut off.
HEADER, OUTGROWTH = 800, 1.085

_PRECEDENCES = (("R", "P", "O", "Z", "O R", "P R"), (62, 27, 7, 0.2, 2, 1.8))
_TEXT_MISSING = 0.06


class Composer:
    """Writes the cables of one seed. What it writes at a position and turn does not depend on what it wrote before."""

    def __init__(self, seed: int, mean_size: int) -> None:
        self._seed = seed
        self._mean = mean_size
        self._books: dict[str, tuple[int, Phrasebook]] = {}
        self._circles: dict[str, tuple[str, ...]] = {}

    def cable(self, plan: Plan, position: int, traits: frozenset[str], turn: int) -> Cable:
        """The cable at a position of a plan, the `turn`-th to be written. Traits: see wrappings."""
        slot = plan.slot(position)
        rng = Random(f"{self._seed}-{slot.index}")
        level = preamble.level(slot, rng)
        sensitive = level == "UNCLASSIFIED" and not slot.released and rng.random() < 0.5
        noforn = level == "SECRET" and not slot.released and rng.random() < 0.35
        topic, other = rng.choices(topics(), k=2)
        citation = citing.cite(slot, plan, position, rng)
        classified, reasons = preamble.classified_by(rng) if _needs_reason(level, slot.released) else (None, ())
        written, codes = preamble.tags_written(preamble.tags(topic, other, slot.post, rng), rng)
        to, info = preamble.recipients(slot, rng)
        defined = (names.body(rng),) if rng.random() < 0.3 else ()
        agencies = [f"the {acronym}" for acronym in (*_agencies(rng), *(acronym for _, acronym in defined))]
        cast = cast_of(rng, self._circle(slot.post.reference_place), agencies)
        draft = bodies.Draft(
            slot,
            Talk(self._book(turn // BOOK_LIFE, topic), cast, rng),
            topic,
            bodies.marks_for(level, sensitive=sensitive, released=slot.released, rng=rng),
        )
        body = bodies.write(
            draft,
            self._size(slot.released, rng),
            defined,
            headings="no-headings" not in traits and rng.random() < 0.7,
            lead_heading="no-lead-heading" not in traits,
        )
        subject = preamble.subject(topic, slot.post, rng)
        return Cable(
            slot=slot,
            precedence=rng.choices(*_PRECEDENCES)[0],
            level=level,
            sensitive=sensitive,
            noforn=noforn,
            captions=preamble.captions(slot, rng, sensitive=sensitive, noforn=noforn),
            passing=preamble.passing(slot, rng),
            order=preamble.executive_order(slot, level, rng),
            tags=codes,
            tags_written=written,
            subject=subject.upper() if slot.released else subject,
            subject_marking=rng.choice(("U", level[0])) if classified and rng.random() < 0.25 else None,
            entries=citation.entries,
            references_written=citation.lines,
            classified_by=classified,
            reasons=reasons,
            to=to,
            info=info,
            body=body,
            signature=_signature(rng),
            concepts=tuple(dict.fromkeys(word.upper() for word in topic.nouns.draw(rng, rng.randint(0, 4)))),
            text_missing=slot.released and rng.random() < _TEXT_MISSING,
        )

    def _book(self, era: int, topic: Topic) -> Phrasebook:
        """The topic's phrasebook of the time."""
        held = self._books.get(topic.name)
        if held is None or held[0] != era:
            held = (era, phrasebook(topic, Random(f"{self._seed}-{topic.name}-{era}")))
            self._books[topic.name] = held
        return held[1]

    def _circle(self, place: str) -> tuple[str, ...]:
        """Persons whom a post meets again and again."""
        if place not in self._circles:
            rng = Random(f"{self._seed}-{place}")
            self._circles[place] = tuple(names.person(rng) for _ in range(40))
        return self._circles[place]

    def _size(self, released: bool, rng: Random) -> int:
        """Characters of the text: log-normal, so that few are very long."""
        mean = (self._mean * (RELEASED_SHARE if released else 1) - HEADER * (0.5 if released else 1)) / OUTGROWTH
        return max(400, int(mean * math.exp(rng.gauss(-SPREAD * SPREAD / 2, SPREAD))))


def _needs_reason(level: str, released: bool) -> bool:
    return level in ("CONFIDENTIAL", "SECRET") and not released


_KNOWN_AGENCIES: Mapping[str, tuple[str, ...]] = {
    "ours": ("FBI", "DEA", "USAID", "USTR", "DHS", "USDA", "FAA", "EPA"),
    "others": ("UNDP", "UNHCR", "IMF", "WHO", "NATO", "OECD", "WTO", "ICRC"),
}


def _agencies(rng: Random) -> tuple[str, str]:
    """Two agencies that the text mentions."""
    return rng.choice(_KNOWN_AGENCIES["ours"]), rng.choice(_KNOWN_AGENCIES["others"])


def _signature(rng: Random) -> str:
    """A surname in capitals, now and then two names or a JR."""
    name = names.surname(rng).upper()
    draw = rng.random()
    if draw < 0.05:
        return f"{name}-{names.surname(rng).upper()}"
    return f"{name} JR" if draw < 0.07 else name
