"""The file of the study's columns: used where it fits the archive's state, made anew where it does not."""

from __future__ import annotations

import pytest

from reader.insight import study, study_columns, study_kept
from reader.insight.study_columns import Columns, columns
from reader.models import Cable, counting


@pytest.fixture
def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process has read so far is unknown to it."""
    monkeypatch.setattr(study_columns, "_held", {})


def numbers(found: Columns) -> list[object]:
    return [study.totals(found), *(study.breakdown(found, name).numbers.tolist() for name in study.DIMENSIONS)]


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of cables must not be read."""

    def read() -> Columns:
        raise AssertionError("read from the database")

    monkeypatch.setattr(study_columns, "_read", read)


def test_a_second_process_reads_the_file(
    studied: list[Cable], another_process: None, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    first = columns()
    monkeypatch.setattr(study_columns, "_held", {})
    request.getfixturevalue("forbidden")
    second = columns()
    assert second is not first
    assert numbers(second) == numbers(first)
    assert (second.classifiers, second.reason_names) == (first.classifiers, first.reason_names)


def test_a_file_of_another_state_is_not_used(studied: list[Cable], another_process: None) -> None:
    before = study.totals(columns())["unstated"]
    with counting.refresh([studied[0].pk]):
        Cable.objects.filter(pk=studied[0].pk).update(level=None)
    study_columns._held.clear()
    assert study.totals(columns())["unstated"] == before + 1


@pytest.mark.parametrize("damage", [b"", b"no archive", b"PK\x03\x04 cut off"], ids=["empty", "other", "cut"])
def test_a_damaged_file_is_made_anew(studied: list[Cable], another_process: None, damage: bytes) -> None:
    whole = numbers(columns())
    study_kept.path().write_bytes(damage)
    study_columns._held.clear()
    assert numbers(columns()) == whole
    assert study_kept.path().stat().st_size > len(damage)


def test_an_archive_that_cannot_keep_the_file_does_without(
    studied: list[Cable], another_process: None, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    (tmp_path / "study").write_text("in the way")
    monkeypatch.setattr(study_kept, "path", lambda: tmp_path / "study" / "columns.npz")
    assert study.totals(columns())["cables"] == len(studied)
