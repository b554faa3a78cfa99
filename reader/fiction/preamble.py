"""Choices between envelope and text: level, captions, E.O. line, TAGS, subject, addressees, who classified."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from random import Random

from reader.fiction import names
from reader.fiction.posts import Post, addressees, collectives
from reader.fiction.records import Addressee, Executive
from reader.fiction.register import Slot
from reader.fiction.vocabulary import Topic, general, plural
from reader.telegram import authority

Shares = tuple[tuple[str, ...], tuple[int, ...]]

#: Shares of the levels in the modern collection and among the released telegrams.
_LEVELS: Shares = (("UNCLASSIFIED", "CONFIDENTIAL", "SECRET"), (533, 405, 62))
_RELEASED_LEVELS: Shares = (("UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET"), (1033, 482, 456, 110))

#: LIMITED OFFICIAL USE ended with September 1995.
_END_OF_LOU = dt.datetime(1995, 10, 1, tzinfo=dt.UTC)

#: Executive orders by the day they came into force, with misprints met in real cables.
_ORDERS = (
    (dt.datetime(2010, 6, 27, tzinfo=dt.UTC), "13526", ("13526",)),
    (dt.datetime(1995, 10, 14, tzinfo=dt.UTC), "12958", ("12598", "12985", "19523")),
    (dt.datetime(1982, 8, 1, tzinfo=dt.UTC), "12356", ("12365",)),
)

_PASSING = ("STATE FOR {0}", "DEPT FOR {0}", "STATE FOR {0}, {1}", "STATE PASS TO {0}", "{0} FOR {1}")
_OFFICES = ("EUR/WE", "WHA/CAN", "EAP/CM", "NEA/ARP", "AF/W", "SCA/INS", "EB/TPP", "OES/ENV", "INR/EC", "IO/UNP")

_NOTICES = (
    "SENSITIVE BUT UNCLASSIFIED - PLEASE PROTECT ACCORDINGLY",
    "Sensitive But Unclassified - Please Protect Accordingly.",
    "NOT FOR INTERNET DISTRIBUTION",
    "NOT FOR DISTRIBUTION OUTSIDE USG CHANNELS",
)

_SUBJECTS = (
    "{country}: {adjective} {noun} AND THE {other}",
    "{country} MOVES ON {noun} {general}",
    "{adjective} {noun}: A {general} FOR THE {other}",
    "MEETING WITH {name} ON {noun} {general}",
    "{noun} {general}, {other} IN {country}",
    "EXERCISE: {adjective} {other} RAISE {noun} {general}",
    "AFTER THE {general}: WHAT {country} EXPECTS OF THE {adjective} {noun}",
    "{name} SEES {noun} AHEAD",
    "{country}: NEXT STEPS FOR {adjective} {other}, {noun} AND THE {general} OF A LONG SEASON OF TALKS",
)


def level(slot: Slot, rng: Random) -> str:
    """The classification of the cable."""
    chosen = rng.choices(*(_RELEASED_LEVELS if slot.released else _LEVELS))[0]
    if chosen == "UNCLASSIFIED" and not slot.released and slot.moment < _END_OF_LOU and rng.random() < 0.4:
        return "LIMITED OFFICIAL USE"
    return chosen


def captions(slot: Slot, rng: Random, *, sensitive: bool, noforn: bool) -> tuple[str, ...]:
    """Captions in the order of their lines."""
    if slot.released:
        return rng.choices(((), ("EXDIS",), ("LIMDIS",), ("NODIS",)), weights=(90, 4, 4, 2))[0]
    found = ["SIPDIS"] if slot.moment.year >= 2001 and rng.random() < 0.97 else []
    if sensitive:
        found.insert(rng.randint(0, len(found)), "SENSITIVE")
    if noforn:
        found.insert(0, "NOFORN")
    return tuple(found)


def notice(rng: Random) -> str:
    """A caption that is a sentence."""
    return rng.choice(_NOTICES)


def passing(slot: Slot, rng: Random) -> tuple[str, ...]:
    """Lines that name offices, for some cables."""
    count = rng.choices((0, 1, 2), weights=(55, 33, 12))[0]
    if slot.post.reference_place == "STATE":
        return ()
    return tuple(rng.choice(_PASSING).format(*rng.sample(_OFFICES, 2)) for _ in range(count))


def executive_order(slot: Slot, secret: str, rng: Random) -> Executive:
    """The E.O. line of the time; one in fifty is misprinted."""
    if slot.released:
        return Executive("E.O. 11652: " + ("N/A" if secret[0] in "UL" else rng.choice(("GDS", "XGDS-1", "XGDS-3"))))
    number, misprints = next((number, slips) for start, number, slips in _ORDERS if slot.moment >= start)
    number = rng.choice(misprints) if rng.random() < 0.02 else number
    label = rng.choice(("E.O. ", "E.O. ", "E.O. ", "EO ")) + number
    if secret[0] in "UL":
        return Executive(label + rng.choice((": N/A", ":  N/A", ":N/A")))
    if number.startswith("123"):
        return Executive(f"{label}: DECL: OADR")
    day = slot.moment.date().replace(year=slot.moment.year + (10 if rng.random() < 0.8 else 20), day=1)
    year = f"{day:%m/%d/%Y}" if rng.random() < 0.7 else f"{day:%m/%d/%y}"
    return Executive(f"{label}{rng.choice((': DECL: ', ' DECL: ', ': DECL:  '))}{year}", day.isoformat())


def tags(topic: Topic, other: Topic, post: Post, rng: Random) -> tuple[str, ...]:
    """TAGS codes of the topics, and the country's."""
    codes = [*topic.tags, *(other.tags if rng.random() < 0.5 else ())]
    country = _country_codes().get(post.country)
    return tuple(dict.fromkeys((*codes, country) if country else codes))


def tags_written(codes: tuple[str, ...], rng: Random) -> tuple[str, tuple[str, ...]]:
    """The TAGS line, and the words on it: one in a hundred is fused."""
    draw = rng.random()
    if draw < 0.01 and len(codes) > 2:
        fused = "".join(codes)
        return f"TAGS: {fused}", (fused,)
    label, gap = ("TAGS: ", ", ") if draw < 0.5 else ("TAGS: ", " ") if draw < 0.95 else ("TAGS ", " ")
    return label + gap.join(codes), codes


def subject(topic: Topic, post: Post, rng: Random) -> str:
    """A subject in capitals or in title case."""
    text = rng.choice(_SUBJECTS).format(
        country=_country(post, rng),
        adjective=topic.adjectives.one(rng),
        noun=topic.nouns.one(rng),
        other=plural(topic.nouns.one(rng)),
        general=general()["nouns"].one(rng),
        name=names.surname(rng),
    )
    return text.upper() if post.kind == "released" or rng.random() < 0.7 else text.title()


def recipients(slot: Slot, rng: Random) -> tuple[tuple[Addressee, ...], tuple[Addressee, ...]]:
    """The TO and the INFO list."""
    if slot.post.reference_place == "STATE":
        to = tuple(_post_line(rng.choice(addressees()), slot, rng, urgent=True) for _ in range(rng.randint(1, 3)))
    else:
        to = (_line("RUEHC", "SECSTATE WASHDC", slot, rng, urgent=True),)
    count = rng.choices(range(6), (10, 25, 25, 20, 10, 10))[0]
    info = [_post_line(rng.choice(addressees()), slot, rng) for _ in range(count)]
    if info and not slot.released and rng.random() < 0.3:
        info[0] = _collective(rng)
    known = {line.station for line in to}
    return to, tuple({line.station: line for line in info if line.station not in known}.values())


def _post_line(post: Post, slot: Slot, rng: Random, *, urgent: bool = False) -> Addressee:
    return _line(post.routing or "", post.station, slot, rng, urgent=urgent)


def _line(routing: str, station: str, slot: Slot, rng: Random, *, urgent: bool = False) -> Addressee:
    """ROUTING/STATION [PRECEDENCE] [SERIAL]; telegrams of the seventies have no routing."""
    urgency = rng.choices(("", " PRIORITY", " IMMEDIATE"), weights=(60, 32, 8) if urgent else (92, 7, 1))[0]
    serial = f" {int(rng.random() * 10_000):04d}" if rng.random() < (0.9 if not slot.released else 0.3) else ""
    return Addressee(station, f"{'' if slot.released else routing + '/'}{station}{urgency}{serial}")


def _collective(rng: Random) -> Addressee:
    routing, name = rng.choice(collectives())
    count = rng.choices((0, 1, 2), weights=(85, 10, 5))[0]
    return Addressee(name, f"{routing}/{name}", tuple(post.station for post in rng.sample(addressees(), count)))


def classified_by(rng: Random) -> tuple[str, tuple[str, ...]]:
    """Who classified the cable, as written, and the reasons."""
    letters = sorted(rng.sample("bcd", rng.randint(1, 3)))
    title = rng.choice(("Ambassador", "DCM", "Charge d'Affaires", "Political Counselor", "Consul General"))
    who = f"{title} {names.person(rng)}"
    joined = " and ".join(f"({letter})" for letter in letters) if len(letters) < 3 else "(b), (c) and (d)"
    text = rng.choice(
        (
            f"Classified By: {who} for reasons 1.4 {joined}.",
            f"CLASSIFIED BY: {who}, for reasons 1.4 {joined}.",
            f"Classified By: {who}. Reason: 1.4 ({','.join(letters)}).",
        )
    )
    return text, tuple(f"1.4({letter})" for letter in letters)


def _country(post: Post, rng: Random) -> str:
    """The country's name, or an invented one where the post has none of its own."""
    return post.country.removeprefix("The ") if post.country and post.country != "United States" else names.place(rng)


@cache
def _country_codes() -> Mapping[str, str]:
    """TAGS codes of countries by the country's name."""
    return {row.title.removeprefix("The "): row.code for row in authority.tags() if row.kind == "country"}
