"""The finder of words that begin with a capital."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.telegram.opening_words import OpeningWords

_WORDS = ("UN", "US", "USAID", "G", "G8", "Center", "Centers", "Central", "FinCEN", "MoF", "MoFA")
_FINDER = OpeningWords.of(_WORDS)
_PIECES = st.sampled_from((*_WORDS, "Un", "Mof", "center", "CENTER", "x", "7", " ", " ", "-", "/", "?", "\n", "\0"))


def _one_by_one(text: str, words: tuple[str, ...]) -> list[tuple[str, int]]:
    """What a look at every word finds."""
    return sorted((m[0], m.start()) for m in re.finditer(r"[A-Za-z0-9]+", text) if m[0] in words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The UN and Central Asia", [("UN", 4), ("Central", 11)]),
        ("UNited iUN UN's", [("UN", 11)]),
        ("CENTER of the G-8, Centers", [("G", 14), ("Centers", 19)]),
        ("MoFA, not MOF or XoF", [("MoFA", 0)]),
        ("", []),
    ],
)
def test_finds_whole_words_only(text: str, found: list[tuple[str, int]]) -> None:
    assert sorted(_FINDER.places(text.encode()), key=lambda place: place[1]) == found


@settings(deadline=None)
@given(st.lists(_PIECES).map("".join))
def test_finds_what_a_look_at_every_word_finds(text: str) -> None:
    assert sorted(_FINDER.places(text.encode())) == _one_by_one(text, _WORDS)


@settings(deadline=None)
@given(st.lists(st.one_of(_PIECES, st.sampled_from(("TPS", "MoI")))).map("".join))
def test_finds_words_of_the_text_itself_too(text: str) -> None:
    found = sorted(_FINDER.places(text.encode(), {"TPS", "MoI", "UN", "MoF"}))
    assert found == _one_by_one(text, (*_WORDS, "TPS", "MoI"))
