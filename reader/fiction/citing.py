"""REF lists: which cables a fictional cable refers to, and the many ways of writing that down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from reader.fiction import names
from reader.fiction.posts import addressees
from reader.fiction.records import Entry
from reader.fiction.register import Plan, Slot

#: The share of references to cables that are not in the set.
NOT_HELD = 0.08

_LABELS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Citation:
    """The entries of a list and its lines as written."""

    entries: tuple[Entry, ...]
    lines: tuple[str, ...]


def cite(slot: Slot, plan: Plan, position: int, rng: Random) -> Citation:
    """The REF list of a cable; empty for a third of them."""
    count = rng.choices((0, 1, 2, 3, 4, 6), weights=(33, 28, 19, 11, 6, 3))[0]
    draw = _entry_released if slot.released else _entry
    entries = tuple(dict.fromkeys(draw(slot, plan, position, rng) for _ in range(count)))
    if not entries:
        return Citation((), ())
    styles = _SINGLE if len(entries) == 1 else _RELEASED if slot.released else _SEVERAL
    return Citation(entries, tuple(rng.choice(styles)([entry.written for entry in entries])))


def _entry(slot: Slot, plan: Plan, position: int, rng: Random) -> Entry:
    if rng.random() < 0.05:
        return Entry(_not_a_cable(slot, rng))
    return _named(slot, _target(slot, plan, position, rng), rng)


def _entry_released(slot: Slot, plan: Plan, position: int, rng: Random) -> Entry:
    """As `_entry`, in the manners of the seventies: airgrams, date-time groups, several serials of one post."""
    draw = rng.random()
    place, name = slot.post.reference_place, slot.post.name
    year = slot.moment.year % 100
    if draw < 0.04:
        serial = 1 + int(rng.random() * 300)
        return Entry(f"{name} A-{serial}", (f"{year}{place}-A{serial}",))
    if draw < 0.08:
        return Entry(f"USCINCEUR {slot.moment.day:02d}1345Z {slot.moment:%b %y}".upper())
    if draw < 0.14:
        first, second = sorted(rng.sample(range(100, 9000), 2))
        return Entry(f"{name} {first} AND {second}", (f"{year}{place}{first}", f"{year}{place}{second}"))
    target = _target(slot, plan, position, rng)
    return _named(slot, target, rng, zeros=6)


def _target(slot: Slot, plan: Plan, position: int, rng: Random) -> tuple[int, str, str, int]:
    """Year, place, name and serial of an earlier cable, held or not."""
    if rng.random() < NOT_HELD:
        post = rng.choice(addressees()) if rng.random() < 0.5 else slot.post
        return slot.moment.year, post.reference_place, post.name, 90_000 + int(rng.random() * 9_000)
    near = plan.earlier_of_same_post(position, rng) if rng.random() < 0.6 else plan.any_earlier(position, rng)
    found = near or plan.any_earlier(position, rng)
    if found is None:
        return slot.moment.year, "STATE", "STATE", 90_000 + int(rng.random() * 9_000)
    return found.moment.year, found.post.reference_place, found.post.name, found.serial


def _named(slot: Slot, target: tuple[int, str, str, int], rng: Random, *, zeros: int = 0) -> Entry:
    """A cable by its number, with its year where that is another one, and now and then where it is not."""
    year, place, name, serial = target
    draw = rng.random()
    written = f"{name.title() if draw < 0.15 and not slot.released else name} {serial}"
    if zeros and draw < 0.4:
        written = f"{name} {serial:0{zeros}d}"
    if year != slot.moment.year or draw > 0.9:
        written = f"{year if draw > 0.97 else f'{year % 100:02d}'} {written}"
    tail = rng.choices(("", " (NOTAL)", " AND PREVIOUS", " (EXDIS)"), weights=(90, 5, 4, 1))[0]
    return Entry(written + tail, (f"{year % 100:02d}{place}{serial}",))


def _not_a_cable(slot: Slot, rng: Random) -> str:
    """An e-mail, a telephone call, a report, a memorandum."""
    day = f"{slot.moment:%m/%d/%Y}"
    first, second = names.surname(rng).upper(), names.surname(rng).upper()
    return rng.choice(
        (
            f"E-MAIL {first}-{second} {day}",
            f"{first}/{second} TELCON OF {day}",
            f"{first}-{second} EMAIL OF {day}",
            f"MEMORANDUM {first} TO {second} {day}",
        )
    )


def _lettered(pattern: str, gap: str) -> Callable[[list[str]], list[str]]:
    """A style that sets a letter before each entry, all on one line or (gap "\n") one on each."""

    def style(entries: list[str]) -> list[str]:
        parts = [pattern.format(label) + entry for label, entry in zip(_LABELS, entries, strict=False)]
        return ("REF: " + gap.join(parts)).split("\n")

    return style


def _each_its_own(entries: list[str]) -> list[str]:
    return [f"REF {label}. {entry}" for label, entry in zip(_LABELS, entries, strict=False)]


_SINGLE: tuple[Callable[[list[str]], list[str]], ...] = (
    lambda entries: [f"REF: {entries[0]}"],
    lambda entries: [f"REF:  {entries[0]}"],
    lambda entries: [f"Ref: {entries[0]}"],
    lambda entries: [f"REFTEL: {entries[0]}"],
    lambda entries: [f"REF: A. {entries[0]}"],
)

_SEVERAL: tuple[Callable[[list[str]], list[str]], ...] = (
    _lettered("{}. ", "\n     "),
    _lettered("{}. ", "\n"),
    _lettered("({}) ", " "),
    _lettered("({}) ", "\n     "),
    _lettered("{}) ", ", "),
    _lettered("{}. ", "; "),
    _lettered("{0}. ({0}) ", "\n     "),
    _each_its_own,
    lambda entries: ["REFS: " + "; ".join(entries)],
    lambda entries: ["REF: " + entries[0], *(f"     {entry}" for entry in entries[1:])],
)

_RELEASED: tuple[Callable[[list[str]], list[str]], ...] = (
    _lettered("({}) ", ", "),
    _lettered("{}. ", ", "),
    _lettered("{}) ", "; "),
    _lettered("({}) ", "; "),
)
