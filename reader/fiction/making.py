"""Making a set of fictional cables: plan, compose, wrap, pack, with the truth written beside the directory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TextIO

from reader.fiction import posts
from reader.fiction.composing import Composer
from reader.fiction.layout import STATION_SERIALS
from reader.fiction.packing import PACKINGS, Add
from reader.fiction.records import Cable, File
from reader.fiction.register import Plan, Slot
from reader.fiction.wrappings import BY_NAME, MODERN, RELEASE, SHARES, WRAPPINGS, Wrapping, chosen

#: Characters of a modern telegram, on the average.
MEAN_SIZE = 6500

#: What stands in where a post is not known by its routing indicator.
FALLBACK = BY_NAME["raw"]


class CannotMake(Exception):
    """What was asked cannot be done; the message is for the person who asked."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted. `pack` is None, "zip", "7z" or "csv"; `kinds` are names of groups or wrappings."""

    count: int
    seed: int
    directory: Path
    pack: str | None = None
    kinds: tuple[str, ...] = ("all",)
    mean_size: int = MEAN_SIZE

    @property
    def truth_path(self) -> Path:
        """DIR.truth.jsonl."""
        return self.directory.with_name(f"{self.directory.name}.truth.jsonl")


@dataclass(frozen=True, slots=True)
class Account:
    """What was written."""

    order: Order
    cables: int
    files: int
    size: int

    def __str__(self) -> str:
        where = self.order.directory / f"cables.{self.order.pack}" if self.order.pack else self.order.directory
        return (
            f"Wrote {self.cables:,} fictional cables ({self.files:,} files, {self.size / 1e6:,.1f} MB) to {where}, "
            f"their truth to {self.order.truth_path}"
        )


@dataclass(frozen=True, slots=True)
class Made:
    """One cable and its files; `cable` is the data that the files were rendered from."""

    cable: Cable
    wrapping: Wrapping
    files: Sequence[File]


def make(order: Order, progress: Callable[[], object] = lambda: None) -> Account:
    """Writes the cables and their truth; calls `progress` after each cable.

    Raises CannotMake for a directory that is not empty, a truth that is there already, and wishes that contradict.
    """
    _check(order)
    order.directory.mkdir(parents=True, exist_ok=True)
    files = size = 0
    with PACKINGS[order.pack](order.directory) as add, order.truth_path.open("x", encoding="utf-8") as truths:
        for made in cables(order):
            for file in made.files:
                files += 1
                size += len(file.data)
                _write(made, file, files, add, truths)
            progress()
    return Account(order, order.count, files, size)


def cables(order: Order) -> Iterator[Made]:
    """The cables of an order with their files, in the order in which they are written: posts and years mixed."""
    assigned = _assigned(order)
    modern = sum(wrapping.group == MODERN for wrapping in assigned)
    plans = {
        MODERN: Plan(posts.modern(), modern, f"{order.seed}-modern", released=False),
        RELEASE: Plan(posts.released(), order.count - modern, f"{order.seed}-released", released=True, first=modern),
    }
    positions = {group: _shuffled(len(plan), f"{order.seed}-{group}") for group, plan in plans.items()}
    composer = Composer(order.seed, order.mean_size)
    for turn, wrapping in enumerate(assigned):
        plan, position = plans[wrapping.group], next(positions[wrapping.group])
        wrapping = _fitting(wrapping, plan.slot(position))
        cable = composer.cable(plan, position, wrapping.traits, turn)
        yield Made(cable, wrapping, wrapping.render(cable, Random(f"{order.seed}-{cable.slot.index}-look")))


def _fitting(wrapping: Wrapping, slot: Slot) -> Wrapping:
    """The wrapping, unless the cable could not be known from its DE line."""
    known = slot.post.own_routing and slot.serial < STATION_SERIALS
    return FALLBACK if "own-routing" in wrapping.traits and not known else wrapping


def _assigned(order: Order) -> list[Wrapping]:
    """A wrapping for each cable: the groups in exact shares, the wrappings of a group by their weights, mixed."""
    wrappings = _wrappings(order)
    groups = {group: [row for row in wrappings if row.group == group] for group in (MODERN, RELEASE)}
    present = [group for group, rows in groups.items() if rows]
    total = sum(SHARES[group] for group in present)
    rng = Random(f"{order.seed}-order")
    found: list[Wrapping] = []
    for group, end in zip(present, accumulate(SHARES[group] for group in present), strict=True):
        number = round(order.count * end / total) - len(found)
        found += rng.choices(groups[group], weights=[row.weight for row in groups[group]], k=number)
    rng.shuffle(found)
    return found


def _wrappings(order: Order) -> tuple[Wrapping, ...]:
    """The wrappings asked for; a CSV dump takes modern cables in its own form only."""
    if order.pack == "csv":
        if set(order.kinds) - {"all", MODERN, "csv"}:
            raise CannotMake("A CSV dump holds modern cables only: leave --kinds out, or give --kinds modern.")
        return (BY_NAME["csv"],)
    try:
        return chosen(order.kinds)
    except KeyError as error:
        known = ", ".join(("all", MODERN, *(row.name for row in WRAPPINGS)))
        raise CannotMake(f"No kind of cable is called {error.args[0]!r}; there are: {known}.") from None


def _check(order: Order) -> None:
    if order.count < 1:
        raise CannotMake(f"--count {order.count}: at least 1 cable has to be made.")
    if order.mean_size < 1:
        raise CannotMake(f"--mean-size {order.mean_size}: give the mean size of a modern cable in characters.")
    if order.directory.exists() and not order.directory.is_dir():
        raise CannotMake(f"{order.directory} is a file; name a directory that is empty or does not exist yet.")
    if order.directory.is_dir() and any(order.directory.iterdir()):
        raise CannotMake(f"{order.directory} is not empty; nothing is overwritten: name an empty or a new directory.")
    if order.truth_path.exists():
        raise CannotMake(f"{order.truth_path} exists already; move it away, or name another directory.")
    _wrappings(order)


def _write(made: Made, file: File, number: int, add: Add, truths: TextIO) -> None:
    """One file and its row of truth."""
    name = f"{made.wrapping.name}-{made.cable.slot.reference_id}{file.suffix}.{file.extension}"
    row = {"file": add(name, file.data), "kind": made.wrapping.name, **file.truth}
    if row["file"].endswith("cables.csv"):
        row["row"] = number
    truths.write(json.dumps(row, ensure_ascii=False) + "\n")


def _shuffled(count: int, seed: str) -> Iterator[int]:
    positions = list(range(count))
    Random(seed).shuffle(positions)
    return iter(positions)
