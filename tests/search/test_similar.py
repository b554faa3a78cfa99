"""Cables like one share the words by which it stands out."""

from __future__ import annotations

import pytest

from reader.search import indexing
from reader.search.similar import TERMS, alike, standing_out
from tests import factories

pytestmark = pytest.mark.django_db

COMMON = "The embassy reports that the government met about several matters of common interest today."


@pytest.fixture
def topics() -> dict[str, list[int]]:
    """Primary keys of six cables a topic, among cables that say what all say."""
    said = {"gulls": "Seagulls nesting near the harbor were counted by volunteers.",
            "tariffs": "Tariffs on lumber exports were raised by customs.",
            "rockets": "The rocket launch pad needs propellant and telemetry."}  # fmt: skip
    made = {
        topic: [
            factories.make_cable(subject="Report", paragraphs=[("(U)", COMMON), ("(U)", text)]).pk for _ in range(6)
        ]
        for topic, text in said.items()
    }
    rest = [factories.make_cable(subject="Report", paragraphs=[("(U)", COMMON)]).pk for _ in range(30)]
    indexing.update([pk for pks in made.values() for pk in pks] + rest)
    return made


def test_the_likest_come_first(topics: dict[str, list[int]]) -> None:
    for pks in topics.values():
        cable = factories.Cable.objects.get(pk=pks[0])
        found = alike(cable, 5)
        assert set(found.pks) == set(pks) - {cable.pk}


def test_words_of_all_cables_or_of_one_say_nothing(topics: dict[str, list[int]]) -> None:
    words = standing_out("Unheardof", [COMMON, "Seagulls and XXXXXXX and telemetry; seagull 1234"])
    assert set(words) == {"seagulls", "telemetry"}
    assert len(standing_out("", [" ".join(f"word{chr(97 + n)}" for n in range(26))])) <= TERMS


def test_nothing_to_go_by(topics: dict[str, list[int]]) -> None:
    cable = factories.make_cable(subject="", paragraphs=[])
    assert alike(cable).pks == []
