"""The command `ingest`, from files to its last line."""

from __future__ import annotations

import io
import os
import signal
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from reader.ingest import IngestReport, Options, Progress, batches, ingest, pipeline, preconditions, unindexed
from reader.models import Cable, Collection, IngestRun, Reference, Source
from reader.search import indexing
from tests.factories import make_telegram, store
from tests.shared import CORPUS, needs_corpus

pytestmark = pytest.mark.django_db

LAKE = "The lake fell by a hand last week, and ferries stayed in port until Monday at noon, the harbour master said."
ROAD = "Ice roads opened early this year; truckers are glad and shopkeepers gladder still, says the mayor of the bay."


def cable(serial: int = 165, text: str = LAKE, dtg: str = "281932Z MAY 08", ref: str = "") -> str:
    """A fictional telegram from Toronto."""
    lines = [
        "VZCZCXRO0000",
        "RR RUEHGA",
        f"DE RUEHON #{serial:04} 1491932",
        "ZNR UUUUU ZZH",
        f"R {dtg}",
        "FM AMCONSUL TORONTO",
        "TO RUEHC/SECSTATE WASHDC 2320",
        "INFO RUEHOT/AMEMBASSY OTTAWA 0042",
        f"UNCLAS TORONTO {serial:06}",
        "",
        "SIPDIS",
        "",
        "E.O. 12958: N/A",
        "TAGS: SENV, CA",
        "SUBJECT: LAKE LEVELS",
        *([f"REF: {ref}"] if ref else []),
        "",
        f"1. (U) {text}",
        "",
        "2. (SBU) Nothing more is known of it at this post, and nothing is invented.",
        "",
        "SPECIMEN",
    ]
    return "\n".join(lines) + "\n"


class Ran:
    """What a run of the command printed, and its exit status."""

    command = "ingest"

    def __init__(self, *args: str, **options: object) -> None:
        out, err = io.StringIO(), io.StringIO()
        self.status = 0
        try:
            call_command(self.command, *args, stdout=out, stderr=err, **options)
        except SystemExit as error:
            self.status = int(error.code or 0)
        except CommandError as error:
            self.status, self.message = error.returncode, str(error)
        self.out, self.err = out.getvalue(), err.getvalue()

    @property
    def account(self) -> str:
        return self.out.splitlines()[-1].partition(";")[0]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(cable())
    return tmp_path


def test_a_file_becomes_a_cable(here: Path) -> None:
    ran = Ran(str(here / "a.txt"))
    stored = Cable.objects.get()
    assert (ran.status, ran.account) == (0, "1 new, 0 updated, 0 unchanged, 0 problems")
    assert (stored.reference_id, stored.station.slug, stored.subject) == ("08TORONTO165", "toronto", "LAKE LEVELS")
    assert list(stored.paragraphs.values_list("marking__as_written", flat=True)) == ["(U)", "(SBU)"]
    assert stored.source.raw == cable().encode()
    assert stored.source.collection.name == "main"


def test_the_second_time_everything_is_unchanged(here: Path) -> None:
    Ran(str(here))
    before = list(Cable.objects.values())
    ran = Ran(str(here))
    assert (ran.status, ran.account) == (0, "0 new, 0 updated, 1 unchanged, 0 problems")
    assert list(Cable.objects.values()) == before


def test_the_run_is_on_record(here: Path) -> None:
    (here / "b.txt").write_text("")
    Ran(str(here))
    run = IngestRun.objects.get()
    assert (run.state, run.files, run.new, run.problem_count) == ("finished", 2, 1, 1)
    assert run.paths == [str(here)]
    assert run.finished >= run.started
    assert run.reader_version


@pytest.fixture
def indexed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys that the command hands to the index."""
    keys: list[int] = []
    monkeypatch.setattr(indexing, "update", lambda pks, progress: keys.extend(pks))
    monkeypatch.setattr(indexing, "is_empty", lambda: False)
    return keys


def test_what_changed_is_indexed_and_once_only(here: Path, indexed: list[int]) -> None:
    Ran(str(here))
    Ran(str(here))
    assert indexed == [Cable.objects.get().pk]
    assert IngestRun.objects.filter(indexed=False).count() == 0


def test_no_index_leaves_it_to_the_next_run(here: Path, indexed: list[int]) -> None:
    assert Ran(str(here), no_index=True).status == 0
    assert indexed == []
    Ran(str(here))
    assert indexed == [Cable.objects.get().pk]


def test_what_a_killed_run_stored_is_indexed_by_the_next(here: Path, indexed: list[int]) -> None:
    store(make_telegram(LAKE, reference_id="08QUITO1"))
    IngestRun.objects.update(state="running", new=1)
    Ran(str(here))
    assert sorted(indexed) == sorted(Cable.objects.values_list("pk", flat=True))
    assert len(indexed) == 2


def test_what_was_stored_while_the_index_was_written_waits(here: Path) -> None:
    Ran(str(here), no_index=True)
    waiting = unindexed()
    IngestRun.objects.update(new=2)
    waiting.done()
    assert IngestRun.objects.filter(indexed=False).count() == 1


def test_a_dry_run_leaves_the_index_alone(here: Path, indexed: list[int]) -> None:
    Ran(str(here), no_index=True)
    Ran(str(here), dry_run=True)
    assert indexed == []


def test_an_index_that_refuses_is_said_and_the_cables_are_stored(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(indexing, "update", refuse)
    ran = Ran(str(here))
    assert (ran.status, Cable.objects.count()) == (2, 1)
    assert ran.account == "1 new, 0 updated, 0 unchanged, 0 problems"
    assert "No space left on device" in ran.message
    assert not IngestRun.objects.get().indexed


def test_directories_globs_and_files_are_taken_in_path_order(here: Path) -> None:
    (here / "sub").mkdir()
    (here / "sub" / "b.txt").write_text(cable(166))
    (here / "c.log").write_text(cable(167))
    Ran(str(here / "*.log"), str(here / "sub"), str(here / "a.txt"))
    assert list(Cable.objects.order_by("pk").values_list("serial", flat=True)) == [167, 166, 165]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(cable().encode())))
    assert Ran("-").account == "1 new, 0 updated, 0 unchanged, 0 problems"
    assert Source.objects.get().path == "-"


def test_a_collection_is_made_when_absent(here: Path) -> None:
    Ran(str(here), collection="winter-papers")
    collection = Collection.objects.get(name="winter-papers")
    assert (collection.title, collection.sources.count(), collection.fictional) == ("Winter papers", 1, False)


def test_the_demonstrations_collection_stays_fictional(here: Path) -> None:
    Ran(str(here), collection="demonstration")
    assert Cable.objects.get().source.collection.fictional


def test_a_dry_run_says_the_same_and_stores_nothing(here: Path) -> None:
    (here / "b.txt").write_text("")
    (here / "c.txt").write_text(cable(text=f"{LAKE} More."))
    ran = Ran(str(here), dry_run=True, collection="winter-papers")
    assert (ran.status, ran.account) == (1, "1 new, 1 updated, 0 unchanged, 1 problem")
    assert "Nothing was stored" in ran.out
    for model in (Cable, Source, IngestRun):
        assert not model.objects.exists()
    assert not Collection.objects.filter(name="winter-papers").exists()


def test_a_new_text_for_a_known_cable(here: Path) -> None:
    Ran(str(here))
    (here / "a.txt").write_text(cable(text=f"{LAKE} And a new end."))
    ran = Ran(str(here))
    assert ran.account == "0 new, 1 updated, 0 unchanged, 0 problems"
    assert Cable.objects.get().sources.count() == 2


def test_two_cables_with_one_number(here: Path) -> None:
    (here / "b.txt").write_text(cable(text=ROAD, dtg="030800Z JUN 08"))
    Ran(str(here))
    assert list(Cable.objects.order_by("pk").values_list("reference_id", flat=True)) == [
        "08TORONTO165",
        "08TORONTO165_b",
    ]


def test_sections_in_files_of_their_own(here: Path) -> None:
    (here / "a.txt").write_text(cable().replace("UNCLAS TOR", "UNCLAS SECTION 01 OF 02 TOR").replace("SPECIMEN\n", ""))
    Ran(str(here))
    assert Cable.objects.get().partial
    second = (
        cable()
        .replace("UNCLAS TOR", "UNCLAS SECTION 02 OF 02 TOR")
        .replace("1. (U)", "3. (U)")
        .replace("2. (S", "4. (S")
    )
    (here / "b.txt").write_text(second)
    assert Ran(str(here)).account == "0 new, 1 updated, 1 unchanged, 0 problems"
    stored = Cable.objects.get()
    assert list(stored.paragraphs.values_list("number", "section")) == [(1, 1), (2, 1), (3, 2), (4, 2)]
    assert (stored.partial, stored.signatures, stored.sources.count()) == (False, ["SPECIMEN"], 2)


def test_a_reference_that_resolves_later(here: Path) -> None:
    (here / "a.txt").write_text(cable(ref="TORONTO 152"))
    Ran(str(here))
    assert Reference.objects.listed().get().target is None
    (here / "b.txt").write_text(cable(152, text=ROAD))
    Ran(str(here))
    assert Reference.objects.listed().get().target.reference_id == "08TORONTO152"


def test_batches_do_not_change_the_outcome(here: Path) -> None:
    for serial in range(1, 8):
        (here / f"{serial}.txt").write_text(cable(serial, ref=f"TORONTO {serial % 7 + 1}", text=f"{serial} {ROAD}"))
    (here / "again.txt").write_text(cable(3, text=f"3 {ROAD} More."))
    seen: list[Progress] = []
    report = ingest([str(here)], Options(batch=2), progress=seen.append)
    assert (report.new, report.updated, report.unchanged) == (8, 1, 0)
    assert (len(seen), seen[-1].files) == (5, 9)
    assert not Reference.objects.listed().unresolved().exists()
    assert sorted(report.changed) == sorted(Cable.objects.values_list("pk", flat=True))


def test_ctrl_c_finishes_the_batch_and_says_how_to_go_on(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "b.txt").write_text(cable(166))
    monkeypatch.setattr(batches, "BATCH_BYTES", 1)
    real = pipeline._store

    def store_and_press(*args: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        return real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "_store", store_and_press)
        ran = Ran(str(here))
    assert ran.status == 130
    assert "Run the same command again to go on" in ran.out
    assert (IngestRun.objects.get().state, Cable.objects.count()) == ("interrupted", 1)
    assert Ran(str(here)).account == "1 new, 0 updated, 1 unchanged, 0 problems"


def test_ctrl_c_again_stops_at_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.Writer.write

    def write_and_press(*args: object) -> None:
        real(*args)
        for _ in range(2):
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(pipeline.Writer, "write", write_and_press)
    ran = Ran(str(here))
    assert ran.status == 130
    assert "the batch at hand was taken back" in ran.message
    assert (IngestRun.objects.get().state, Cable.objects.count()) == ("interrupted", 0)


def test_nothing_at_all_at_the_path(tmp_path: Path) -> None:
    ran = Ran(str(tmp_path / "absent"), str(tmp_path / "*.none"))
    assert ran.status == 2
    assert "Nothing is there" in ran.message
    assert "absent" in ran.message
    assert not IngestRun.objects.exists()


def test_a_collection_that_cannot_be_named_so(here: Path) -> None:
    ran = Ran(str(here), collection="My Papers!")
    assert ran.status == 2
    assert "small letters" in ran.message


def test_a_database_that_is_not_migrated(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preconditions.MigrationExecutor, "migration_plan", lambda self, targets: [("one", False)])
    ran = Ran(str(here))
    assert ran.status == 2
    assert "python manage.py migrate" in ran.message


def test_a_database_that_refuses(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(pipeline, "_store", refuse)
    ran = Ran(str(here))
    assert ran.status == 2
    assert "database is locked" in ran.message
    assert "run the same command again" in ran.message
    assert IngestRun.objects.get().state == "failed"


def test_an_empty_directory(tmp_path: Path) -> None:
    ran = Ran(str(tmp_path))
    assert ran.status == 0
    assert "No file was found there." in ran.out


def test_the_report_says_itself() -> None:
    report = IngestReport(files=1200, new=1000, updated=1, unchanged=2, seconds=1.26)
    assert report.account() == "1,000 new, 1 updated, 2 unchanged, 0 problems; 1,200 files in 1.3 s"


@needs_corpus
def test_real_files_are_all_taken() -> None:
    ran = Ran(str(CORPUS), no_index=True)
    refused = [line for line in ran.err.splitlines() if ".jsonl" not in line]
    assert refused == []
    count = sum(1 for path in CORPUS.rglob("*") if path.is_file() and path.suffix != ".jsonl")
    assert Source.objects.count() == count
    assert Ran(str(CORPUS), no_index=True).account.startswith(f"0 new, 0 updated, {count} unchanged")
