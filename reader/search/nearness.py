"""How much of a search for words near each other is asked of an engine; its cost grows by leaps with the words."""

from __future__ import annotations

from dataclasses import dataclass

from reader.search.fields import stem

#: Words near each other in one pair of quotes, in a whole query, and how many others may stand between them.
MOST_TOGETHER, MOST_IN_ALL, FARTHEST = 6, 12, 100


@dataclass(frozen=True, slots=True)
class Nearness:
    """Words to look for near each other, words anywhere in the cable, and what was bounded, in sentences."""

    near: tuple[str, ...]
    slop: int
    anywhere: tuple[str, ...]
    said: tuple[str, ...]


def bounded(asked: list[str], slop: int, spent: int = 0) -> Nearness:
    """What is asked for of these words, where a query has `spent` words of its allowance already."""
    said: list[str] = []
    different = _once(asked, said)
    most = min(MOST_TOGETHER, MOST_IN_ALL - spent)
    near = different[:most] if most > 1 else []
    anywhere = different[len(near) :] if len(different) > 1 else []
    if anywhere:
        bound = f"{MOST_IN_ALL} words of a query" if most < MOST_TOGETHER else f"{MOST_TOGETHER} words"
        said.append(f"Only {bound} are looked for near each other; “{' '.join(anywhere)}” anywhere in the cable.")
    if slop > FARTHEST:
        said.append(f"Words near each other have at most {FARTHEST} others between them; searched for that.")
    return Nearness(tuple(near) if anywhere else tuple(different), min(slop, FARTHEST), tuple(anywhere), tuple(said))


def _once(asked: list[str], said: list[str]) -> list[str]:
    """Each word once: an engine would take one place for two of them, or try every order of them."""
    kept: dict[str, str] = {}
    again: dict[str, None] = {}
    for word in asked:
        if kept.setdefault(stem(word), word) != word or asked.count(word) > 1:
            again[word] = None
    said += [f"“{word}” stands several times among words near each other; looked for once." for word in again]
    return list(kept.values())
