"""Reading in several processes: the same outcome in the same order, and a clear word when one of them dies."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from reader.ingest import IngestError, Options, ingest, reading, received
from reader.models import Cable, IngestProblem, IngestRun, Paragraph, Source
from tests.ingest.test_ingest import ROAD, Ran, cable

pytestmark = pytest.mark.django_db

MANY = 3 * reading.CHUNK + 7


@pytest.fixture
def here(tmp_path: Path) -> Path:
    for number in range(MANY):
        (tmp_path / f"{number:03}.txt").write_text(cable(number + 1, text=f"{number} {ROAD}", ref=f"TORONTO {number}"))
    (tmp_path / "050.txt").write_text("")
    (tmp_path / "060.txt").write_text("Milk\nEggs\nBread\n")
    (tmp_path / "070.txt").write_text(cable(3, text=f"2 {ROAD} And a new end."))
    (tmp_path / "080.txt").write_text(cable(4, text=f"3 {ROAD}", ref="TORONTO 3"))
    return tmp_path


def stored() -> list[Any]:
    """All that is stored, without keys, times and runs."""
    cables = Cable.objects.order_by("pk").values_list("reference_id", "date", "subject", "word_count", "warnings")
    texts = Paragraph.objects.order_by("cable", "position").values_list("cable__reference_id", "text")
    sources = [(row.path, row.sha256, row.raw) for row in Source.objects.order_by("path")]
    problems = IngestProblem.objects.order_by("pk").values_list("path", "code", "line")
    return [list(cables), list(texts), sources, list(problems)]


def counts(report: Any) -> list[Any]:
    return [report.files, report.new, report.updated, report.unchanged, report.problems]


def test_the_outcome_is_that_of_one_process(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHUNK", 9)
    several = ingest([str(here)], Options(workers=2, batch=20))
    with_several = stored()
    Cable.objects.update(source=None)
    for model in (Source, Cable):
        model.objects.all().delete()
    IngestProblem.objects.all().delete()
    one = ingest([str(here)], Options(workers=1))
    assert counts(several) == counts(one)
    assert with_several == stored()
    assert (one.new, one.updated, one.unchanged, len(one.problems)) == (MANY - 4, 1, 1, 2)


def test_workers_are_there_for_many_files_only(here: Path) -> None:
    with reading.Readers(2) as readers:
        readers.begin([])()
        assert readers._pool is None


def test_a_second_run_needs_no_worker(here: Path) -> None:
    Ran(str(here), workers=2)
    ran = Ran(str(here), workers=2)
    assert ran.account == f"0 new, 0 updated, {MANY - 2} unchanged, 2 problems"


def test_a_fault_of_the_reader_in_a_worker_does_not_end_the_run(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = received.read

    def read(document: Any) -> Any:
        if document.path.endswith("055.txt"):
            raise ZeroDivisionError("a fault")
        return real(document)

    monkeypatch.setattr(received, "read", read)
    ran = Ran(str(here), workers=2)
    assert ran.status == 1
    assert IngestProblem.objects.get(code="reader-failed").path.endswith("055.txt")
    assert Cable.objects.count() == MANY - 5


def test_a_worker_that_dies_is_said_and_what_is_stored_stays(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = received.read

    def read(document: Any) -> Any:
        if document.path.endswith("100.txt"):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(document)

    monkeypatch.setattr(received, "read", read)
    monkeypatch.setattr(reading, "CHUNK", 9)
    with pytest.raises(IngestError, match="Run the same command again, with --workers 1"):
        ingest([str(here)], Options(workers=2, batch=20))
    assert IngestRun.objects.get().state == "failed"
    monkeypatch.setattr(received, "read", real)
    ingest([str(here)], Options(workers=2))
    assert Cable.objects.count() == MANY - 4


def test_the_number_of_workers_must_be_one(here: Path) -> None:
    ran = Ran(str(here), workers=0)
    assert (ran.status, ran.message) == (2, "--workers takes a number from 1 on.")
