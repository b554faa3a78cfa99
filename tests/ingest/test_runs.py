"""Runs that ended without a word, and runs that only look."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reader.ingest import Options, ingest, processes
from reader.models import Cable, IngestRun
from tests.factories import make_run
from tests.ingest.test_ingest import LAKE, ROAD, Ran, cable

pytestmark = pytest.mark.django_db

STORIES = Path(__file__).resolve().parent.parent / "cables"
LONG_AGO = timezone.now() - dt.timedelta(hours=5)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(cable())
    return tmp_path


def running(**fields: Any) -> IngestRun:
    return make_run(**{"state": "running", "new": 7, "started": LONG_AGO, "heard": LONG_AGO, **fields})


def gone() -> str:
    """A process that has ended."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        named = processes._process(child.pid)
        child.communicate(b"\n")
    return named


def reused() -> str:
    """Our own process id with another process's start."""
    host, pid, start = processes.this_process().split()
    return f"{host} {pid} {int(start) - 1}"


def test_a_process_that_has_ended_is_dead_before_its_parent_asks(here: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        killed = running(process=processes._process(child.pid), heard=timezone.now())
        assert child.stdin
        assert child.stdout
        child.stdin.close()
        child.stdout.read()
        while processes._process(child.pid) == killed.process:
            time.sleep(0.01)
        assert processes._exists(child.pid)
        Ran(str(here))
    killed.refresh_from_db()
    assert killed.state == "interrupted"


@pytest.mark.parametrize("process", [gone, reused], ids=["its process is gone", "its process id has another process"])
def test_a_killed_run_is_marked_by_the_next_and_said(process: Any, here: Path) -> None:
    killed = running(process=process(), heard=timezone.now())
    ran = Ran(str(here))
    assert f"The {killed} had been killed" in ran.out
    heard = killed.heard
    killed.refresh_from_db()
    assert (killed.state, killed.new, killed.finished) == ("interrupted", 7, heard)
    assert "had been killed" not in Ran(str(here)).out


@pytest.mark.parametrize(
    ("heard", "state"), [(dt.timedelta(minutes=1), "running"), (dt.timedelta(hours=2), "interrupted")]
)
def test_a_run_of_another_host_is_dead_when_it_is_silent(heard: dt.timedelta, state: str, here: Path) -> None:
    other = running(process="elsewhere 1 99", heard=timezone.now() - heard)
    Ran(str(here))
    other.refresh_from_db()
    assert other.state == state


def test_a_run_that_runs_is_left_alone(here: Path) -> None:
    alive = running(process=processes.this_process())
    assert "had been killed" not in Ran(str(here)).out
    alive.refresh_from_db()
    assert alive.state == "running"


def test_another_users_process_is_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(pid: int, signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert processes._exists(1)


def test_a_run_gives_signs_of_life(here: Path) -> None:
    Ran(str(here))
    run = IngestRun.objects.get()
    assert run.started <= run.heard <= run.finished
    assert run.process == processes.this_process()


def test_a_dry_run_neither_writes_nor_locks(here: Path) -> None:
    killed = running(process=gone())
    (here / "b.txt").write_text(
        cable(166).replace("AMEMBASSY OTTAWA", "OFFICE OF NO TABLE").replace("CA\n", "CA, ZZZZ\n")
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = ingest([str(here)], Options(dry_run=True, collection="new-one"))
    assert (report.new, report.run, report.changed) == (2, None, [])
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    killed.refresh_from_db()
    assert killed.state == "running"


def test_a_dry_run_foresees_what_an_ingest_does(here: Path) -> None:
    Ran(str(here))
    (here / "again.txt").write_text(cable())
    (here / "b.txt").write_text(cable(text=f"{LAKE} And a new end."))
    (here / "c.txt").write_text(cable(text=ROAD, dtg="030800Z JUN 08"))
    (here / "d.txt").write_text(cable(text=f"{ROAD} And a new end.", dtg="030800Z JUN 08"))
    (here / "e.txt").write_text("1. (C) The lake fell by a hand.\n\n2. (U) Nobody minds.\n\n3. (U) So it is.\n")
    (here / "f.txt").write_text("")
    (here / "g.txt").write_text((here / "e.txt").read_text())
    paths = [str(here), str(STORIES)]
    for batch in (400, 3):
        foreseen = ingest(paths, Options(dry_run=True, batch=batch))
    report = ingest(paths)
    counts = [(one.files, one.new, one.updated, one.unchanged, one.problems) for one in (foreseen, report)]
    assert counts[0] == counts[1]
    assert Cable.objects.count() == 1 + report.new
    assert report.updated >= 3


def test_texts_of_a_rehearsal_are_compared_in_doubt(tmp_path: Path) -> None:
    """Two cables of one number and day without a time: only their texts say which one a third text belongs to."""
    for name, text, dtg in (
        ("a", LAKE, "281932Z MAY 08"),
        ("b", ROAD, "030800Z JUN 08"),
        ("c", ROAD, "050800Z JUN 08"),
    ):
        (tmp_path / f"{name}.txt").write_text(cable(text=text, dtg=dtg))
    foreseen = ingest([str(tmp_path)], Options(dry_run=True))
    assert (foreseen.new, foreseen.updated) == (2, 1)
    report = ingest([str(tmp_path)])
    assert (report.new, report.updated) == (2, 1)
