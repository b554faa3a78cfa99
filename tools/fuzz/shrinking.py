"""Finding the smallest input that fails as a finding does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tools.fuzz.running import key_of
from tools.fuzz.targets import Target


def shrunk(target: Target, data: bytes) -> bytes:
    """The input with lines, then bytes taken away as long as it fails in the same way; itself when it does not fail."""
    key = failure(target, data)
    if key is None:
        return data

    def fails(parts: Sequence[bytes]) -> bool:
        return failure(target, b"".join(parts)) == key

    parts: Sequence[bytes] = data.splitlines(keepends=True)
    parts = _smallest(parts, fails)
    return b"".join(_smallest([bytes([byte]) for byte in b"".join(parts)], fails))


def failure(target: Target, data: bytes) -> str | None:
    """How an input fails; None when it does not."""
    try:
        target(data)
    except Exception as error:
        return key_of(error)
    return None


def _smallest(parts: Sequence[bytes], fails: Callable[[Sequence[bytes]], bool]) -> Sequence[bytes]:
    """The parts without all that can be missing: runs of half of them first, single ones last."""
    size = max(len(parts) // 2, 1)
    while True:
        first = 0
        while first < len(parts):
            fewer = [*parts[:first], *parts[first + size :]]
            if fails(fewer):
                parts = fewer
            else:
                first += size
        if size == 1:
            return parts
        size //= 2
