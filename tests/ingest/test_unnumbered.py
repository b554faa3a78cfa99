"""A cable whose number cannot be told is taken under a provisional id; only what is no cable is refused."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from reader.ingest import Options, ingest
from reader.models import Cable, IngestProblem, Reference, Source
from reader.telegram import records
from tests.factories import make_telegram, receive, store
from tests.ingest.test_ingest import Ran

pytestmark = pytest.mark.django_db

SPECIMENS = Path(__file__).resolve().parent.parent / "telegram" / "specimens"

FRAGMENT = """1. (C) The lake fell by a hand last week, and the ferries stayed in port.

2. (SBU) The harbour master is content with the state of the harbour.

3. (U) So are the gulls, who have the pier to themselves again.
"""
DIGITS = hashlib.sha256(FRAGMENT.encode()).hexdigest()


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "fragment.txt").write_text(FRAGMENT)
    return tmp_path


def test_it_is_taken_and_nothing_is_guessed(here: Path) -> None:
    ran = Ran(str(here))
    cable = Cable.objects.get()
    assert (ran.status, ran.account) == (0, "1 new, 0 updated, 0 unchanged, 0 problems")
    assert (cable.reference_id, cable.number) == (f"UNNUMBERED-{DIGITS[:8]}", "")
    assert not cable.is_numbered
    assert (cable.year, cable.serial, cable.station, cable.date) == (None, None, None, None)
    assert list(cable.paragraphs.values_list("marking__as_written", flat=True)) == ["(C)", "(SBU)", "(U)"]


def test_the_second_time_it_is_unchanged(here: Path) -> None:
    Ran(str(here))
    assert Ran(str(here)).account == "0 new, 0 updated, 1 unchanged, 0 problems"
    assert Cable.objects.get().reference_id == f"UNNUMBERED-{DIGITS[:8]}"


def test_what_it_does_state_is_kept(here: Path) -> None:
    (here / "fragment.txt").write_text(f"R 281932Z MAY 08\nFM AMCONSUL TORONTO\n\n{FRAGMENT}")
    Ran(str(here))
    cable = Cable.objects.get()
    assert (cable.number, cable.year, cable.date_source) == ("", 2008, "dtg")
    assert cable.station.slug == "toronto"


def test_two_of_them_are_two_cables(here: Path) -> None:
    (here / "other.txt").write_text(FRAGMENT.replace("gulls", "terns"))
    assert Ran(str(here)).account == "2 new, 0 updated, 0 unchanged, 0 problems"
    assert Cable.objects.filter(number="").values("reference_id").distinct().count() == 2


def test_ids_that_would_be_alike_are_longer() -> None:
    shared = "1a2b3c4d"
    cables = [receive(make_telegram(reference_id=None), data=name) for name in (b"one", b"two", b"three")]
    alike = [records_with(cable, f"{shared}{place}".ljust(64, "0")) for place, cable in enumerate(cables)]
    store(*alike[:2])
    store(alike[2])
    ids = list(Cable.objects.order_by("pk").values_list("reference_id", flat=True))
    assert ids == [f"UNNUMBERED-{shared}", f"UNNUMBERED-{shared}1000", f"UNNUMBERED-{shared}2000"]


def records_with(received: object, sha256: str) -> object:
    return type(received)(received.document, sha256, received.telegram)


def test_the_same_cable_with_a_number_is_another_cable(here: Path) -> None:
    Ran(str(here))
    head = "VZCZCXRO0000\nRR RUEHGA\nDE RUEHON #0165 1491932\nZNR CCCCC ZZH\nR 281932Z MAY 08\nFM AMCONSUL TORONTO\n"
    (here / "whole.txt").write_text(
        f"{head}TO RUEHC/SECSTATE WASHDC 2320\nC O N F I D E N T I A L TORONTO 000165\n\n{FRAGMENT}"
    )
    assert Ran(str(here)).account == "1 new, 0 updated, 1 unchanged, 0 problems"
    numbers = Cable.objects.order_by("pk").values_list("reference_id", "number")
    assert list(numbers) == [(f"UNNUMBERED-{DIGITS[:8]}", ""), ("08TORONTO165", "08TORONTO165")]


def test_they_share_a_batch_with_numbered_ones() -> None:
    entry = records.Reference("A", "TORONTO 165", "cable", "08TORONTO165")
    store(
        make_telegram("One.", reference_id=None, date=None),
        make_telegram("Two."),
        make_telegram("Three.", reference_id=None, references=(entry,)),
        make_telegram("Two, again.", corrected=True),
    )
    assert [cable.is_numbered for cable in Cable.objects.order_by("pk")] == [False, True, False]
    assert Reference.objects.get().target.reference_id == "08TORONTO165"


def test_ingest_refuses_exactly_what_the_reader_calls_no_cable() -> None:
    """Every specimen: stored, or refused for the reason that `parse_cable` gives as a warning."""
    read = list(parsed())
    report = ingest([str(SPECIMENS)], Options())
    refused = IngestProblem.objects.filter(code="no-cable").values_list("path", "member")
    assert sorted("::".join(filter(None, row)) for row in refused) == sorted(
        source for source, codes in read if "no-cable" in codes
    )
    cables = [source for source, codes in read if "no-cable" not in codes]
    assert {str(source) for source in Source.objects.all()} <= set(cables)
    # Texts that are there twice, in several wrappings, are unchanged the second time.
    assert report.new + report.updated + report.unchanged == len(cables)
    assert IngestProblem.objects.filter(code="reader-failed").count() == 0


@pytest.mark.parametrize("name", ["body-only", "dtg-three-paragraphs", "one-line"])
def test_fragments_are_no_false_refusals(name: str) -> None:
    Ran(str(SPECIMENS / "odd" / f"{name}.txt"))
    cable = Cable.objects.get()
    assert cable.reference_id.startswith("UNNUMBERED-")
    assert cable.paragraph_count > 0


def parsed() -> Iterator[tuple[str, list[str]]]:
    """(source, codes of warnings) of each text, as `parse_cable` prints them."""
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("parse_cable", str(SPECIMENS), stdout=out, stderr=io.StringIO())
    for line in out.getvalue().splitlines():
        item = json.loads(line)
        assert item["reference_id"] is None or not item["reference_id"].startswith("UNNUMBERED")
        yield item["source"], [warning["code"] for warning in item["warnings"]]
