"""The hand-written story of tests/cables: its truth is whole, and the reader reads all of it."""

import json
from pathlib import Path

import pytest

from reader.telegram import read
from reader.telegram.formats import documents
from tests.fiction.reading_back import differences

STORY = Path(__file__).resolve().parent.parent / "cables"
ROWS = [json.loads(line) for line in STORY.with_name("cables.truth.jsonl").read_text(encoding="utf-8").splitlines()]


def test_each_file_has_its_row() -> None:
    assert sorted(row["file"] for row in ROWS) == sorted(path.name for path in STORY.glob("*.txt"))


def test_each_cable_says_what_it_is() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in STORY.glob("*.txt")}
    silent = [name for name, text in texts.items() if "EXERCISE" not in text]
    assert not silent
    assert sum("lighthouse" in text.casefold() for text in texts.values()) >= 8


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_the_reader_reads_the_story(row: dict) -> None:
    document = next(documents((STORY / row["file"]).read_bytes(), path=row["file"]))
    assert not differences(row, read(document))
