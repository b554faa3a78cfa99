"""Cursors: where the next part of a list begins, opaque to those who follow them."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from reader.api.problems import ProblemError

#: Characters of a cursor at most.
LONGEST = 200

_MALFORMED = "This cursor was not given by this archive. Follow the address in “next” as it is, or begin without one."
_FOREIGN = "This cursor belongs to another list. Keep the other parameters as they were, or begin without a cursor."


def write(asked: Iterable[object], *numbers: int) -> str:
    """A cursor for a list, known by what was asked."""
    told = json.dumps([_digest(asked), *numbers], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read(cursor: str, asked: Iterable[object], count: int) -> list[int]:
    """The numbers of a cursor; 400 when it is none, or another list's."""
    digest, *numbers = _parts(cursor) or [""]
    if len(numbers) != count or not all(type(number) is int and 0 < number < 2**53 for number in numbers):
        raise ProblemError(400, _MALFORMED, "cursor")
    if digest != _digest(asked):
        raise ProblemError(400, _FOREIGN, "cursor")
    return numbers


def _parts(cursor: str) -> list[Any]:
    """What was written; nothing when that cannot be told."""
    try:
        told = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True))
    except ValueError:
        return []
    return told if isinstance(told, list) else []


def _digest(asked: Iterable[object]) -> str:
    return hashlib.sha256(json.dumps(list(asked), default=str).encode()).hexdigest()[:12]
