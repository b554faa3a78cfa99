"""A backup taken while the archive is in use, and restored: the same archive, or a sentence."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.fiction import Order, make
from reader.ingest import bulk, ingest
from reader.keeping import KeepingError, restore
from reader.models import Cable
from tests.content import rows
from tests.databases import ROOT, Founder, manage, run
from tests.keeping.conftest import Telling, assert_holds_the_same

pytestmark = pytest.mark.xdist_group("keeping")


@pytest.fixture(scope="module")
def backup(lived_in: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "archive.tar"
    said = manage(lived_in, "backup", str(file))
    assert f"{file} has 7" in said
    assert list(file.parent.iterdir()) == [file]
    return file


def test_the_restored_archive_is_the_same(
    backup: Path, lived_in: dict[str, str], found: Founder, tmp_path: Path, told: Telling
) -> None:
    fresh = found(tmp_path / "archive")
    said = manage(fresh, "restore", str(backup))
    before, after = told(lived_in, "exact"), told(fresh, "exact")
    assert_holds_the_same(before, after)
    assert len(after["reader_cable"]) > 70
    assert after["reader_report"]
    assert f"Built the search index anew: {len(after['reader_cable']):,} cables." in said
    assert "Nothing to mend." in manage(fresh, "index", "--verify")
    manage(fresh, "count", "--verify")


@pytest.mark.django_db
def test_work_goes_on_in_a_restored_archive(backup: Path, lived_in: dict[str, str], tmp_path: Path) -> None:
    """Its keys too: one that was given once, to a cable that is gone, is not given again."""
    restore(backup)
    ask = "from reader.keeping import tables; print('last', tables.next_keys()['reader_cable'])"
    last = int(manage(lived_in, "shell", "--verbosity", "0", "--command", ask).split()[1])
    assert bulk.reserve(Cable, 1)[0] == last + 1 > Cable.objects.latest("pk").pk + 1
    make(Order(5, 77, tmp_path / "made"))
    assert ingest([str(tmp_path / "made")]).new == 5
    assert ingest([str(ROOT / "tests" / "cables")]).unchanged == 14


def test_a_backup_from_sqlite_goes_into_postgresql_and_back(
    found: Founder, found_on_sqlite: Founder, lived_in: dict[str, str], backup: Path, tmp_path: Path, told: Telling
) -> None:
    if not lived_in["DATABASE_URL"].startswith("postgresql"):
        pytest.skip("checked by the run on PostgreSQL")
    before = told(lived_in, "exact")
    light, full = found_on_sqlite(tmp_path / "light"), found(tmp_path / "full")
    manage(light, "restore", "--no-index", str(backup))
    assert told(light, "exact") == before
    manage(light, "backup", str(tmp_path / "again.tar"))
    manage(full, "restore", "--no-index", str(tmp_path / "again.tar"))
    assert told(full, "exact") == before


def test_an_ingest_goes_on_while_a_backup_is_taken(found: Founder, tmp_path: Path) -> None:
    environment = found(tmp_path / "archive")
    manage(environment, "ingest", "--collection", "demonstration", str(ROOT / "tests" / "cables"))
    make(Order(150, 9, tmp_path / "made"))
    command = [sys.executable, "-m", "tests.ingest.driving", "ingest", str(tmp_path / "made"), "-"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == b"begun\n"
        manage(environment, "backup", str(tmp_path / "backup.tar"))
        said = child.communicate()[0].decode()
    assert child.returncode == 0, said
    other = found(tmp_path / "other")
    manage(other, "restore", str(tmp_path / "backup.tar"))
    # Of one moment: whole batches, which an ingest goes on from.
    run(other, "-m", "tests.ingest.driving", "finish", str(tmp_path / "made"), str(tmp_path / "holds.json"))
    holds = json.loads((tmp_path / "holds.json").read_text())
    assert holds["half stored"] == []
    assert len(holds["Cable"]) >= 150 + 12


def test_a_file_that_is_there_is_left_alone(lived_in: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "mine.tar"
    file.write_text("mine")
    assert "is there already. Name a new file" in manage(lived_in, "backup", str(file), status=1)
    assert file.read_text() == "mine"
    assert "cannot be written" in manage(lived_in, "backup", str(tmp_path / "nowhere" / "a.tar"), status=1)


@pytest.mark.django_db
def test_only_an_empty_archive_is_restored_into(backup: Path, archive: list[Cable]) -> None:
    before = rows()
    with pytest.raises(KeepingError, match=r"This archive is not empty \(it has .*cables.*another VAR_DIR"):
        restore(backup)
    assert rows() == before


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flip(data: bytes) -> bytes:
    at = len(data) * 2 // 3
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def remade(change: Callable[[str, bytes], bytes | None]) -> Callable[[bytes], bytes]:
    """The same tar with members changed or left out."""

    def changed(data: bytes) -> bytes:
        out = io.BytesIO()
        with tarfile.open(fileobj=io.BytesIO(data)) as old, tarfile.open(fileobj=out, mode="w") as new:
            for member in old:
                file = old.extractfile(member)
                assert file
                content = change(member.name, file.read())
                if content is not None:
                    member.size = len(content)
                    new.addfile(member, io.BytesIO(content))
        return out.getvalue()

    return changed


def _without_tags(name: str, data: bytes) -> bytes | None:
    return None if "cabletag" in name else data


def _newer(name: str, data: bytes) -> bytes:
    return data.replace(b'"migrations": [', b'"migrations": ["reader.9999_later",') if name == "about.json" else data


def _older(name: str, data: bytes) -> bytes:
    return data.replace(b'"reader.0003_ingestrun_indexed",', b"") if name == "about.json" else data


def _other(name: str, data: bytes) -> bytes:
    return data.replace(b"cablearchive backup 1", b"cablearchive backup 7") if name == "about.json" else data


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (cut, "is damaged"),
        (flip, "is damaged"),
        (lambda data: b"Milk and eggs", "is no backup"),
        (lambda data: b"", "is no backup"),
        (remade(_without_tags), r"tables/reader_cabletag/000001.gz is not as it was written"),
        (remade(_newer), "made by a newer version (with reader.9999_later)"),
        (remade(_older), "made by an older version (without reader.0003_ingestrun_indexed)"),
        (remade(_other), "is of the form 'cablearchive backup 7'"),
    ],
    ids=["cut", "a bit", "no tar", "empty", "a part is missing", "newer", "older", "another form"],
)
def test_what_cannot_be_restored_changes_nothing(
    damage: Callable[[bytes], bytes], says: str, backup: Path, tmp_path: Path
) -> None:
    file = tmp_path / "bad.tar"
    file.write_bytes(damage(backup.read_bytes()))
    before = rows()
    with pytest.raises(KeepingError, match=re.escape(says)):
        restore(file)
    assert rows() == before


def test_a_file_that_is_not_there_is_said(lived_in: dict[str, str], tmp_path: Path) -> None:
    assert "is not there" in manage(lived_in, "restore", str(tmp_path / "nowhere.tar"), status=1)
