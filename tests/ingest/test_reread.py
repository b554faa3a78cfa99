"""Stored texts read again by a reader that has changed, without their files."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.ingest import received
from reader.models import Cable, Correction, IngestRun, Paragraph, Source, StaleDocument, Station
from reader.models.counting import differences
from reader.search import indexing
from reader.telegram import READER_VERSION, Telegram
from tests.content import contents, rows
from tests.ingest.test_ingest import ROAD, Ran, cable
from tests.ingest.test_options import EXTRACT, WHOLE
from tests.shared import CORPUS, needs_corpus

pytestmark = pytest.mark.django_db

STORIES = Path(__file__).resolve().parent.parent / "cables"
NOT_STORED = {"reader_ingestrun", "reader_archivestate", "sqlite_sequence"}


class Reread(Ran):
    """What a run of `reread` printed, and its exit status."""

    command = "reread"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder that is stored, and gone."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_text(WHOLE)
    (folder / "b.txt").write_text(cable(166, text=ROAD, ref="TORONTO 165"))
    Ran(str(folder))
    shutil.rmtree(folder)
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Telegram], Telegram]], None]:
    """Have the reader read otherwise."""
    real = received.read

    def change(otherwise: Callable[[Telegram], Telegram]) -> None:
        monkeypatch.setattr(received, "read", lambda document: otherwise(real(document)))

    return change


def shouted(telegram: Telegram) -> Telegram:
    """A reader that finds another subject and TAG in one cable."""
    if telegram.reference_id != "08TORONTO165":
        return telegram
    return replace(telegram, subject="LAKES", tags=("SENV", "ZZQX"))


def test_the_same_reader_changes_nothing(here: Path) -> None:
    before = {table: held for table, held in rows().items() if table not in NOT_STORED}
    ran = Reread()
    assert (ran.status, ran.account) == (0, "2 cables read again, 0 changed, 0 texts refused")
    assert {table: held for table, held in rows().items() if table not in NOT_STORED} == before


@pytest.mark.parametrize("workers", [1, 2])
def test_nor_in_all_wrappings(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.ingest.reading.CHUNK", 3)
    Ran(str(STORIES))
    count = Cable.objects.count()
    assert Reread(workers=workers).account == f"{count} cables read again, 0 changed, 0 texts refused"


@needs_corpus
def test_nor_in_real_files() -> None:
    Ran(str(CORPUS), no_index=True)
    count = Cable.objects.count()
    ran = Reread(dry_run=True)
    assert (ran.account, ran.err) == (f"{count} cables read again, 0 changed, 0 texts refused", "")


def test_a_reader_that_has_changed(here: Path, reads: Any) -> None:
    Cable.objects.update(reader_version="0")
    reads(shouted)
    untouched = Paragraph.objects.filter(cable__serial=166).values_list("pk", flat=True)
    before = list(untouched)
    ran = Reread()
    assert (ran.status, ran.account) == (0, "2 cables read again, 1 changed, 0 texts refused")
    assert "        1  subject (08TORONTO165)" in ran.out
    assert "        1  TAGS: tag (08TORONTO165)" in ran.out
    changed = Cable.objects.get(serial=165)
    assert (changed.subject, sorted(tag.code for tag in changed.tags.all())) == ("LAKES", ["SENV", "ZZQX"])
    assert set(Cable.objects.values_list("reader_version", flat=True)) == {READER_VERSION}
    assert Cable.objects.get(serial=166).references.listed().get().target == changed
    assert list(untouched) == before
    assert (list(differences()), indexing.verify().differences) == ([], 0)
    assert not StaleDocument.objects.exists()


def test_it_is_what_an_ingest_would_give(here: Path, reads: Any) -> None:
    reads(shouted)
    Reread()
    again = contents()
    Ran(undo=str(IngestRun.objects.earliest("pk").pk))
    here.mkdir()
    (here / "a.txt").write_text(WHOLE)
    (here / "b.txt").write_text(cable(166, text=ROAD, ref="TORONTO 165"))
    Ran(str(here))
    assert contents() == again


def test_a_dry_run_stores_nothing(here: Path, reads: Any) -> None:
    reads(lambda telegram: replace(shouted(telegram), originator=None))
    before = rows()
    ran = Reread(dry_run=True)
    assert ran.account == "2 cables read again, 2 changed, 0 texts refused"
    assert "        1  subject (08TORONTO165)" in ran.out
    assert "        2  originator station (08TORONTO165, 08TORONTO166)" in ran.out
    assert "Nothing was stored (--dry-run)." in ran.out
    assert rows() == before


def test_new_names_of_a_dry_run_are_no_rows(here: Path, reads: Any) -> None:
    reads(shouted)
    before = Station.objects.count()
    foreseen = Reread(dry_run=True)
    done = Reread()
    assert foreseen.account == done.account
    assert Station.objects.count() == before


def test_a_text_that_is_refused_now_leaves_its_cable_as_it_was(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = received.read

    def read(document: Any) -> Telegram:
        if document.path.endswith("b.txt"):
            raise ZeroDivisionError("a fault")
        return real(document)

    monkeypatch.setattr(received, "read", read)
    before = contents()
    ran = Reread()
    assert (ran.status, ran.account) == (1, "2 cables read again, 0 changed, 1 text refused")
    assert "b.txt: Our reader failed" in ran.err
    assert "Its cable stays as it was." in ran.err
    assert contents() == before


def test_which_text_is_best_is_told_anew(tmp_path: Path, reads: Any) -> None:
    (tmp_path / "a.txt").write_text(WHOLE)
    (tmp_path / "b.txt").write_text(EXTRACT)
    Ran(str(tmp_path))
    assert Cable.objects.get().source.path.endswith("a.txt")
    reads(lambda telegram: replace(telegram, partial=not telegram.partial))
    ran = Reread()
    assert ran.account == "1 cable read again, 1 changed, 0 texts refused"
    assert Cable.objects.get().source.path.endswith("b.txt")
    assert list(Source.objects.order_by("path").values_list("partial", flat=True)) == [True, False]


def test_what_a_person_set_right_stays_and_is_no_change(here: Path, reads: Any, admin_user: Any) -> None:
    given = {"cable": Cable.objects.get(serial=165), "field": "subject", "value_given": "LAKES", "why": "A misprint."}
    correction = Correction.objects.create(who=admin_user, **given)
    Reread()
    assert Cable.objects.get(serial=165).subject == "LAKES"
    reads(lambda telegram: replace(telegram, subject="LAKE LEVEL"))
    ran = Reread()
    assert ran.account == "2 cables read again, 1 changed, 0 texts refused"
    assert "        1  subject (08TORONTO166)" in ran.out
    correction.refresh_from_db()
    assert (Cable.objects.get(serial=165).subject, correction.value_read) == ("LAKES", "LAKE LEVEL")


def test_a_number_that_is_read_otherwise_is_told_and_the_id_stays(here: Path, reads: Any) -> None:
    reads(lambda telegram: replace(telegram, reference_id=telegram.reference_id.replace("165", "999")))
    ran = Reread()
    assert "08TORONTO165 is read as 08TORONTO999 now; ids are given for good: it stays." in ran.out
    assert set(Cable.objects.values_list("reference_id", flat=True)) == {"08TORONTO165", "08TORONTO166"}


def test_the_run_is_on_record(here: Path, reads: Any) -> None:
    reads(shouted)
    Reread()
    run = IngestRun.objects.latest("pk")
    assert (run.state, run.updated, run.unchanged, run.indexed) == ("finished", 1, 1, True)
    assert run.options == {"command": "reread", "fields": {"subject": 1, "TAGS: tag": 1, "TAGS: as written": 1}}


def test_ctrl_c_says_where_to_go_on(here: Path, reads: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("reader.ingest.reread")
    reads(lambda telegram: replace(telegram, subject="LAKES"))
    monkeypatch.setattr(module, "BATCH", 1)
    real = module._take

    def take_and_press(*args: Any) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(module, "_take", take_and_press)
        ran = Reread()
    assert ran.status == 130
    assert "Go on: python manage.py reread --from 08TORONTO166" in ran.out
    assert Cable.objects.filter(subject="LAKES").count() == 1
    assert IngestRun.objects.latest("pk").state == "interrupted"
    assert Reread(begin="08TORONTO166").account == "1 cable read again, 1 changed, 0 texts refused"
    assert Cable.objects.filter(subject="LAKES").count() == 2


def test_a_cable_to_begin_with_that_is_not_there(here: Path) -> None:
    ran = Reread(begin="08TORONTO1")
    assert (ran.status, ran.message) == (2, "There is no cable 08TORONTO1 to begin with. Nothing was changed.")
