"""Changes that texts made of lines suffer: beside the changes of single bytes, which libFuzzer knows better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

Lines = list[bytes]
Change = Callable[[Lines, Random, Sequence[bytes]], None]

#: A changed text that is repeated until it is long shows what grows faster than its length.
_REPEATED = 0.01


def drop(lines: Lines, random: Random, _pool: Sequence[bytes]) -> None:
    """A run of lines is lost."""
    first = random.randrange(len(lines))
    del lines[first : first + random.randint(1, 4)]


def double(lines: Lines, random: Random, _pool: Sequence[bytes]) -> None:
    """A run of lines comes twice, or many times."""
    first = random.randrange(len(lines))
    run = lines[first : first + random.randint(1, 6)]
    lines[first:first] = run * random.choice((1, 1, 1, 2, 20))


def swap(lines: Lines, random: Random, _pool: Sequence[bytes]) -> None:
    """Two lines change places."""
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def join(lines: Lines, random: Random, _pool: Sequence[bytes]) -> None:
    """Lines grow together."""
    first, count = random.randrange(len(lines)), random.choice((2, 2, 3, 8))
    lines[first : first + count] = [random.choice((b"", b" ", b"  ")).join(lines[first : first + count])]


def cut(lines: Lines, random: Random, _pool: Sequence[bytes]) -> None:
    """A line breaks, or loses its end."""
    place = random.randrange(len(lines))
    line = lines[place]
    where = random.randint(0, len(line))
    lines[place : place + 1] = [line[:where], line[where:]] if random.random() < 0.7 else [line[:where]]


def blank(lines: Lines, random: Random, _pool: Sequence[bytes]) -> None:
    """A blank line, or blanks in front of a line."""
    place = random.randrange(len(lines))
    if random.random() < 0.5:
        lines.insert(place, b"")
    else:
        lines[place] = b" " * random.choice((1, 2, 4, 30)) + lines[place]


def strange(lines: Lines, random: Random, pool: Sequence[bytes]) -> None:
    """Lines of another cable."""
    if pool:
        first, count = random.randrange(len(pool)), random.choice((1, 1, 2, 6))
        place = random.randint(0, len(lines))
        lines[place:place] = pool[first : first + count]


CHANGES: tuple[Change, ...] = (drop, double, swap, join, cut, blank, strange)


def changed(data: bytes, largest: int, random: Random, pool: Sequence[bytes]) -> bytes:
    """The text with one to three changes of its lines, at most `largest` bytes."""
    lines = data.split(b"\n")
    for _ in range(random.randint(1, 3)):
        random.choice(CHANGES)(lines, random, pool)
        lines = lines or [b""]
    text = b"\n".join(lines)
    if text and random.random() < _REPEATED:
        text *= largest // len(text) + 1
    return text[:largest]
