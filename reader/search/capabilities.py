"""What each engine can and cannot do, with the reason: pages, help and contract tests read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from haystack import connections


@dataclass(frozen=True, slots=True)
class Capability:
    """Something that an engine may lack: its name, whether it can, and a sentence that a searcher understands."""

    name: str
    can: bool
    reason: str = ""


_WILDCARD = Capability("wildcard", False, "A star is read at the end of a single word only: anything else is slow.")
_FUZZY = Capability("fuzzy", False, "Spellings that are nearly the same are not looked for.")
_PREFIX = Capability("prefix", True, "A beginning of a word is looked for in the words as written, not in their stems.")

#: By the name of the engine's class.
CAPABILITIES: Mapping[str, tuple[Capability, ...]] = {
    "WhooshEngine": (
        Capability("phrase", True),
        _PREFIX,
        Capability("near", True, "Words near each other, in any order."),
        Capability("markings", True),
        Capability("facets", True),
        _WILDCARD,
        _FUZZY,
    ),
    "TantivyEngine": (
        Capability("phrase", True),
        _PREFIX,
        Capability(
            "near",
            True,
            "Words near each other, in any order, with at most 100 others between them. Of three words and more, some"
            " places are overlooked where one of them stands twice.",
        ),
        Capability("markings", True),
        Capability("facets", True),
        _WILDCARD,
        _FUZZY,
    ),
}


def capabilities(using: str = "default") -> tuple[Capability, ...]:
    """What the engine of a connection can do; nothing is known of an engine that is not in the table."""
    return CAPABILITIES.get(type(connections[using]).__name__, ())
