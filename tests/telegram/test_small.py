"""Small fictional telegrams as different sources would have them, each with the fields that must be read from it.

A file of `small/` holds many: a line `@@ name`, a line of JSON with what must be found, then the text.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.telegram import Document, read
from reader.telegram.formats import documents
from reader.telegram.records import Telegram
from tests.fiction.reading_back import differences

SMALL = Path(__file__).parent / "small"

#: Keys of the JSON besides those of the truth -> what was read.
MORE: dict[str, Any] = {
    "format": lambda p: p.format,
    "order": lambda p: p.executive_order and p.executive_order.order,
    "classified_by": lambda p: p.classified_by,
    "subject_marking": lambda p: p.subject_marking and p.subject_marking.as_written,
    "passing": lambda p: list(p.passing),
    "summary": lambda p: p.summary,
    "comment": lambda p: p.comment,
    "kinds": lambda p: [entry.kind for entry in p.references],
    "texts": lambda p: [paragraph.text for paragraph in p.paragraphs],
}


def cases() -> Iterator[Any]:
    for path in sorted(SMALL.glob("*.txt")):
        for block in f"\n{path.read_text(encoding='utf-8')}".split("\n@@ ")[1:]:
            name, expected, text = block.split("\n", 2)
            yield pytest.param(json.loads(expected), text, id=f"{path.stem}: {name}")


def reading(text: str) -> Telegram:
    """The first document of a text, read."""
    found = next(item for item in documents(text.encode(), path="small") if isinstance(item, Document))
    return read(found)


@pytest.mark.parametrize(("expected", "text"), list(cases()))
def test_a_small_telegram(expected: dict[str, Any], text: str) -> None:
    telegram = reading(text)
    assert differences({"ambiguous": [], **expected}, telegram) == {}
    assert {key: look(telegram) for key, look in MORE.items() if key in expected} == {
        key: expected[key] for key in MORE if key in expected
    }
    codes = {warning.code for warning in telegram.warnings}
    assert codes >= set(expected.get("warnings", ()))
    assert not codes & set(expected.get("no_warnings", ()))
