"""Addresses of paragraphs within a cable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator


def anchors(numbers: Iterable[int | None]) -> Iterator[str]:
    """p7; p7-2 when the number comes again; at3 for the third paragraph when it has no number."""
    seen: Counter[int] = Counter()
    for position, number in enumerate(numbers, start=1):
        if number is None:
            yield f"at{position}"
            continue
        seen[number] += 1
        yield f"p{number}" if seen[number] == 1 else f"p{number}-{seen[number]}"
