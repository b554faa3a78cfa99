"""Records that are quick to make are frozen dataclasses in all else."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from reader.telegram.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Crate:
    """A record with every kind of field."""

    label: str
    weight: int
    marks: tuple[str, ...] = ()
    contents: dict[str, int] = field(default_factory=dict)


def test_fields_are_given_by_place_and_by_name() -> None:
    assert Crate("A", 1, ("up",)) == Crate(weight=1, label="A", marks=("up",))
    assert Crate("A", 1) != Crate("A", 2)
    assert repr(Crate("A", 1)) == "Crate(label='A', weight=1, marks=(), contents={})"


def test_defaults_are_not_shared() -> None:
    one, other = Crate("A", 1), Crate("A", 1)
    one.contents["nails"] = 40
    assert other.contents == {}


def test_a_missing_or_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="weight"):
        Crate("A")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="colour"):
        Crate("A", 1, colour="red")  # type: ignore[call-arg]


def test_it_is_frozen() -> None:
    crate = Crate("A", 1)
    with pytest.raises(FrozenInstanceError):
        crate.weight = 2  # type: ignore[misc]
    assert not hasattr(crate, "__dict__")


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda crate: pickle.loads(pickle.dumps(crate))])
def test_a_copy_is_equal_and_of_the_same_kind(copied) -> None:  # type: ignore[no-untyped-def]
    crate = Crate("A", 1, ("up",), {"nails": 40})
    assert copied(crate) == crate
    assert type(copied(crate)) is Crate


def test_a_changed_copy() -> None:
    assert replace(Crate("A", 1), weight=2) == Crate("A", 2)


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """A record that can be a key."""

    shelf: int
    bin: int


def test_equal_ones_are_one_key() -> None:
    assert {Place(1, 2): "nails"}[Place(1, 2)] == "nails"
