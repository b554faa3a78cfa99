"""Every specimen is read as its truth says."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reader.telegram import read
from reader.telegram.formats import documents
from reader.telegram.records import Document, Refusal, Telegram
from tests.fiction.reading_back import differences, marking, words_of

SPECIMENS = Path(__file__).parent / "specimens"


def rows(folder: str, name: str = "truth.jsonl") -> list[dict[str, Any]]:
    lines = (SPECIMENS / folder / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


@cache
def readings(file: str) -> tuple[Telegram | Refusal, ...]:
    data = (SPECIMENS / file).read_bytes()
    return tuple(read(item) if isinstance(item, Document) else item for item in documents(data, path=file))


def misses(row: dict[str, Any], telegram: Telegram) -> set[str]:
    """The fields that differ; headings that the truth calls optional are right either way."""
    level = row.get("overall_classification")
    if level and level.startswith("UNCLAS") and not level.startswith("UNCLASSIFIED"):  # as the line has it
        row = {**row, "overall_classification": "UNCLASSIFIED"}
    found = set(differences({"ambiguous": [], **row}, telegram))
    return found - ({"headings"} if headings_agree(row, telegram) else set())


def headings_agree(row: dict[str, Any], telegram: Telegram) -> bool:
    """Whether the headings are the truth's, those apart that it calls optional."""
    optional = [words_of(heading) for heading in row.get("headings_optional", [])]
    told = [words_of(heading) for heading in row["headings"]]
    seen = [words_of(paragraph.heading) for paragraph in telegram.paragraphs if paragraph.heading]
    return [words for words in told if words not in optional] == [words for words in seen if words not in optional]


@pytest.mark.parametrize("folder", ["released", "modern"])
def test_every_specimen_is_read_as_its_truth_says(folder: str) -> None:
    found: dict[str, set[str]] = {}
    for row in rows(folder):
        file = f"{folder}/{row['file'].removeprefix(f'{folder}/')}"
        telegrams = [item for item in readings(file) if isinstance(item, Telegram)]
        assert telegrams, file
        if wrong := misses(row, telegrams[0]):
            found[file] = wrong
    assert found == {}


#: Field of expected.jsonl -> what was read.
READ: dict[str, Any] = {
    "reference_id": lambda p: p.reference_id,
    "subject": lambda p: p.subject,
    "date": lambda p: p.date and f"{p.date:%Y-%m-%dT%H:%M}",
    "tags": lambda p: list(p.tags),
    "signature": lambda p: " ".join(p.signatures),
    "from": lambda p: p.originator and p.originator.station,
    "classification": lambda p: p.classification and p.classification.level,
    "references": lambda p: [entry.reference_id for entry in p.references],
    "paragraph_numbers": lambda p: [q.number for q in p.paragraphs if q.number is not None],
    "paragraph_markings": lambda p: [marking(q.marking and q.marking.as_written) for q in p.paragraphs if q.number],
}


def is_no_cable(item: Telegram | Refusal) -> bool:
    return isinstance(item, Refusal) or any(warning.code == "no-cable" for warning in item.warnings)


@pytest.mark.parametrize("row", rows("odd", "expected.jsonl"), ids=lambda row: row["source"])
def test_odd_files(row: dict[str, Any]) -> None:
    if "::" in row["source"] or row["source"].endswith((".gz", ".tgz", ".zip")):
        pytest.skip("archives are opened by ingest")
    items = readings(row["source"])
    named = [item for item in items if isinstance(item, Telegram) and item.reference_id == row.get("reference_id")]
    item = (named or list(items))[0]
    assert row.get("either") or is_no_cable(item) == row["no_cable"]
    for field in READ.keys() & row.keys():
        assert READ[field](item) == row[field], field
    if "contains" in row:
        assert isinstance(item, Telegram)
        assert any(row["contains"] in p.text for p in item.paragraphs)
