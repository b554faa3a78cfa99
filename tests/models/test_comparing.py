"""The six states of a cable's classification against its portion markings."""

import pytest

from reader.models.comparing import STATES, against_portions
from reader.telegram import LEVELS


@pytest.mark.parametrize(
    ("level", "highest", "paragraphs", "expected"),
    [
        ("SECRET", "CONFIDENTIAL", 3, "above"),
        ("LIMITED OFFICIAL USE", "UNCLASSIFIED", 1, "above"),
        ("CONFIDENTIAL", "CONFIDENTIAL", 3, "same"),
        ("UNCLASSIFIED", "SECRET", 3, "below"),
        ("SECRET", None, 3, "unmarked"),
        ("SECRET", None, 0, "empty"),
        (None, "SECRET", 3, "unstated"),
        (None, None, 0, "unstated"),
    ],
)
def test_states(level: str | None, highest: str | None, paragraphs: int, expected: str) -> None:
    assert against_portions(level, highest, paragraphs) == expected
    assert expected in STATES


def test_every_pair_of_levels_stands_one_way_round() -> None:
    for level in LEVELS:
        for highest in LEVELS:
            there, back = against_portions(level, highest, 1), against_portions(highest, level, 1)
            assert (there, back) in {("above", "below"), ("below", "above"), ("same", "same")}
