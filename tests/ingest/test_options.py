"""What an administrator may choose: each option through the command."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path

import pytest

from reader.models import Cable, IngestProblem, IngestRun, Preference, Source
from reader.models.counting import differences
from reader.search import indexing
from tests.ingest.test_ingest import LAKE, ROAD, Ran, cable

pytestmark = pytest.mark.django_db

WHOLE = cable()
#: The same cable, of which less is there.
PARTIAL = (
    "This record is a partial extract of the original cable. The full text of the original cable is not available."
)
EXTRACT = f"{PARTIAL}\n" + WHOLE.partition("2. (SBU)")[0]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(WHOLE)
    return tmp_path


def modified(path: Path, day: str) -> None:
    moment = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC).timestamp()
    os.utime(path, (moment, moment))


class TestSince:
    def test_older_files_are_passed_over_and_counted(self, here: Path) -> None:
        (here / "b.txt").write_text(cable(166))
        modified(here / "a.txt", "2020-01-01")
        modified(here / "b.txt", "2020-03-01")
        ran = Ran(str(here), since="2020-02-01")
        assert (ran.status, ran.account) == (0, "1 new, 0 updated, 0 unchanged, 0 problems")
        assert ran.out.endswith("1 older passed over\n")
        assert Cable.objects.get().serial == 166

    @pytest.mark.parametrize(
        ("since", "taken"),
        [
            ("2020-03-01", 1),
            ("2020-03-01T12:00", 1),
            ("2020-03-01T12:01", 0),
            ("2020-03-01T13:00+01:00", 1),
            ("2020-03-01T12:30+01:00", 1),
            ("2020-03-01T12:00-01:00", 0),
        ],
    )
    def test_a_day_or_a_time(self, here: Path, since: str, taken: int) -> None:
        modified(here / "a.txt", "2020-03-01T12:00")
        Ran(str(here), since=since)
        assert Cable.objects.count() == taken

    def test_nothing_new_is_said(self, here: Path) -> None:
        modified(here / "a.txt", "2020-01-01")
        ran = Ran(str(here), since="2021-01-01")
        assert "No file was found there that was modified since then." in ran.out

    def test_what_is_no_date(self, here: Path) -> None:
        ran = Ran(str(here), since="last week")
        assert (ran.status, IngestRun.objects.count()) == (2, 0)
        assert "2026-01-31T08:00, not 'last week'" in ran.message


class TestFormat:
    def test_a_text_is_taken_to_be_in_it(self, here: Path) -> None:
        (here / "a.txt").write_text(f"<html><body><pre>{WHOLE}</pre></body></html>")
        Ran(str(here), format="raw")
        assert Source.objects.get().format == "raw"
        assert IngestRun.objects.get().options["format"] == "raw"

    def test_one_that_is_none_names_those_that_are(self, here: Path) -> None:
        ran = Ran("--format=word", str(here))
        assert "mirror-page" in ran.message or "raw" in ran.message
        assert not IngestRun.objects.exists()


class TestFailFast:
    @pytest.fixture(autouse=True)
    def five(self, here: Path) -> None:
        (here / "b.txt").write_text("Milk\nEggs\nBread\n")
        (here / "c.txt").write_text("")
        (here / "d.txt").write_text(cable(166))

    @pytest.mark.parametrize("workers", [1, 2])
    def test_the_first_problem_ends_the_run(self, here: Path, workers: int) -> None:
        ran = Ran(str(here), fail_fast=True, workers=workers)
        assert (ran.status, ran.account) == (1, "1 new, 0 updated, 0 unchanged, 1 problem")
        assert "2 files in" in ran.out
        assert "Stopped at the first problem (--fail-fast)." in ran.out
        assert IngestRun.objects.get().state == "stopped"
        assert IngestProblem.objects.get().path.endswith("b.txt")
        assert Cable.objects.get().serial == 165

    def test_what_follows_is_taken_when_the_problem_is_gone(self, here: Path) -> None:
        Ran(str(here), fail_fast=True)
        (here / "b.txt").unlink()
        (here / "c.txt").unlink()
        ran = Ran(str(here), fail_fast=True)
        assert (ran.status, ran.account) == (0, "1 new, 0 updated, 1 unchanged, 0 problems")

    def test_a_dry_run_stops_too(self, here: Path) -> None:
        ran = Ran(str(here), fail_fast=True, dry_run=True)
        assert ran.account == "1 new, 0 updated, 0 unchanged, 1 problem"


class TestReport:
    def test_the_whole_account(self, here: Path) -> None:
        (here / "b.txt").write_text("")
        (here / "c.txt").write_text(cable(text=f"{LAKE} And a new end."))
        (here / "d.txt").write_text(WHOLE)
        file = here.parent / "account.json"
        Ran(str(here), report=str(file))
        told = json.loads(file.read_text())
        run = IngestRun.objects.get()
        assert (told["run"], told["state"], told["failure"]) == (run.pk, "finished", None)
        assert [told[name] for name in ("files", "new", "updated", "unchanged")] == [4, 1, 1, 1]
        assert told["problems_by_code"] == {"empty": 1}
        assert told["problems"] == [
            {"path": str(here / "b.txt"), "member": None, "line": None, "code": "empty"}
            | {"reason": IngestProblem.objects.get().reason}
        ]
        assert (told["new_cables"], told["updated_cables"]) == (["08TORONTO165"], [])
        assert told["paths"] == [str(here)]

    def test_a_second_run_names_what_it_updated(self, here: Path) -> None:
        Ran(str(here))
        (here / "c.txt").write_text(cable(text=f"{LAKE} And a new end."))
        file = here.parent / "account.json"
        Ran(str(here), report=str(file))
        told = json.loads(file.read_text())
        assert (told["new_cables"], told["updated_cables"]) == ([], ["08TORONTO165"])

    def test_of_a_dry_run(self, here: Path) -> None:
        file = here.parent / "account.json"
        Ran(str(here), report=str(file), dry_run=True)
        told = json.loads(file.read_text())
        assert (told["dry_run"], told["run"], told["new"]) == (True, None, 1)

    def test_of_a_run_that_could_not_begin(self, here: Path) -> None:
        file = here.parent / "account.json"
        ran = Ran(str(here / "absent"), report=str(file))
        told = json.loads(file.read_text())
        assert (ran.status, told["state"]) == (2, "failed")
        assert told["failure"].startswith("Nothing is there")

    def test_a_place_that_cannot_be_written_is_said_before_anything_is_done(self, here: Path) -> None:
        for place in (here, here / "absent" / "account.json"):
            ran = Ran(str(here), report=str(place))
            assert ran.status == 2
            assert "Nothing was done." in ran.message
        assert not IngestRun.objects.exists()

    def test_names_that_are_no_utf8(self, here: Path) -> None:
        (here / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"")
        file = here.parent / "account.json"
        Ran(os.fsencode(here).decode(), report=str(file))
        assert json.loads(file.read_text())["problems"][0]["path"].endswith("caf\\xe9.txt")


class TestReplace:
    def test_a_lesser_text_gives_the_reading_and_the_other_stays_a_version(self, here: Path) -> None:
        Ran(str(here))
        (here / "b.txt").write_text(EXTRACT)
        assert Ran(str(here)).account == "0 new, 1 updated, 1 unchanged, 0 problems"
        assert Cable.objects.get().paragraph_count == 2
        ran = Ran(str(here / "b.txt"), replace=True)
        assert ran.account == "0 new, 1 updated, 0 unchanged, 0 problems"
        stored = Cable.objects.get()
        assert (stored.paragraph_count, stored.source.path) == (1, str(here / "b.txt"))
        assert stored.sources.count() == 2
        assert list(differences()) == []
        assert indexing.verify().differences == 0

    def test_again_changes_nothing(self, here: Path) -> None:
        (here / "b.txt").write_text(EXTRACT)
        Ran(str(here))
        Ran(str(here / "b.txt"), replace=True)
        before = list(Cable.objects.values())
        ran = Ran(str(here / "b.txt"), replace=True)
        assert ran.account == "0 new, 0 updated, 1 unchanged, 0 problems"
        assert list(Cable.objects.values()) == before

    def test_a_new_text(self, here: Path) -> None:
        Ran(str(here))
        (here / "b.txt").write_text(EXTRACT)
        Ran(str(here / "b.txt"), replace=True)
        assert Cable.objects.get().paragraph_count == 1

    def test_it_holds_when_better_ones_come(self, here: Path) -> None:
        Ran(str(here))
        (here / "a.txt").write_text(EXTRACT)
        Ran(str(here), replace=True)
        (here / "b.txt").write_text(cable(text=f"{LAKE} And a new end."))
        Ran(str(here / "b.txt"))
        stored = Cable.objects.get()
        assert (stored.paragraph_count, stored.sources.count()) == (1, 3)

    def test_a_new_cable_is_open_to_better_texts(self, here: Path) -> None:
        (here / "a.txt").write_text(EXTRACT)
        Ran(str(here), replace=True)
        (here / "b.txt").write_text(WHOLE)
        Ran(str(here / "b.txt"))
        assert Cable.objects.get().paragraph_count == 2

    def test_the_last_word_counts(self, here: Path) -> None:
        (here / "b.txt").write_text(EXTRACT)
        Ran(str(here))
        for name, count in (("b.txt", 1), ("a.txt", 2), ("b.txt", 1)):
            Ran(str(here / name), replace=True)
            assert Cable.objects.get().paragraph_count == count

    def test_a_dry_run_foresees_it(self, here: Path) -> None:
        (here / "b.txt").write_text(EXTRACT)
        Ran(str(here))
        foreseen = Ran(str(here / "b.txt"), replace=True, dry_run=True)
        assert foreseen.account == "0 new, 1 updated, 0 unchanged, 0 problems"
        assert not Preference.objects.exists()


class TestRetry:
    @pytest.fixture
    def failed(self, here: Path) -> IngestRun:
        (here / "b.txt").write_text("")
        Ran(str(here), collection="winter-papers")
        return IngestRun.objects.get()

    def test_the_problem_files_are_taken_again(self, here: Path, failed: IngestRun) -> None:
        (here / "b.txt").write_text(cable(166))
        (here / "c.txt").write_text(cable(167))
        ran = Ran(retry=str(failed.pk))
        assert (ran.status, ran.account) == (0, "1 new, 0 updated, 0 unchanged, 0 problems")
        assert IngestRun.objects.first().paths == [str(here / "b.txt")]
        assert {source.collection.name for source in Source.objects.all()} == {"winter-papers"}

    def test_last_names_the_last_run(self, here: Path, failed: IngestRun) -> None:
        (here / "b.txt").write_text(cable(166))
        assert Ran(retry="last").account == "1 new, 0 updated, 0 unchanged, 0 problems"

    def test_relative_paths_begin_where_the_run_did(self, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (here / "b.txt").write_text("")
        monkeypatch.chdir(here)
        Ran("b.txt")
        (here / "b.txt").write_text(cable(166))
        monkeypatch.chdir("/")
        assert Ran(retry="last").account == "1 new, 0 updated, 0 unchanged, 0 problems"

    @pytest.mark.parametrize("name", [b"caf\xe9.txt", b"two\nlines\\x41.txt"])
    def test_names_that_were_shown_with_escapes(self, here: Path, name: bytes) -> None:
        path = here / os.fsdecode(name)
        path.write_bytes(b"")
        Ran(str(here))
        path.write_bytes(cable(166).encode())
        assert Ran(retry="last").account == "1 new, 0 updated, 0 unchanged, 0 problems"

    def test_a_file_that_is_gone_is_a_problem_again(self, here: Path, failed: IngestRun) -> None:
        (here / "c.txt").write_text("")
        Ran(str(here))
        (here / "b.txt").unlink()
        (here / "c.txt").write_text(cable(167))
        ran = Ran(retry="last")
        assert (ran.status, ran.account) == (1, "1 new, 0 updated, 0 unchanged, 1 problem")

    @pytest.mark.parametrize(
        ("said", "told"),
        [
            ("99999", "There is no run 99999 that took files in."),
            ("newest", "names no run"),
            ("9" * 30, "There is no run 999"),
        ],
    )
    def test_a_run_that_is_none(self, failed: IngestRun, said: str, told: str) -> None:
        ran = Ran(retry=said)
        assert ran.status == 2
        assert told in ran.message

    def test_a_run_without_problems(self, here: Path) -> None:
        Ran(str(here))
        assert "are none: all was taken" in Ran(retry="last").message

    def test_standard_input_is_not_kept(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import io

        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Milk\nEggs\n")))
        Ran("-")
        assert "came from standard input and are not kept" in Ran(retry="last").message

    def test_paths_beside_it_make_no_sense(self, here: Path, failed: IngestRun) -> None:
        assert "give no paths beside it" in Ran(str(here), retry="last").message


def test_a_dump_of_many_pieces_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.ingest.discover.PIECE", 3000)
    row = '"{n}","5/28/2008 19:32","08TORONTO{n}","Consulate Toronto","UNCLASSIFIED","","","{text}"\n'
    rows = (row.format(n=n, text=cable(n, text=f"{n} {ROAD}").replace('"', '""')) for n in range(1, 21))
    (tmp_path / "dump.csv").write_text("".join(rows))
    ran = Ran(str(tmp_path))
    assert ran.account == "20 new, 0 updated, 0 unchanged, 0 problems"
    assert "; 1 file in" in ran.out
