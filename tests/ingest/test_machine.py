"""Faults of the machine: a full disk, a locked database, an index that is gone, damaged or in a file's place.

Each runs the command in a process of its own, with an archive of its own.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ingest.test_ingest import ROAD, cable

ROOT = Path(__file__).resolve().parent.parent.parent
#: Runs commands, divided by "+"; SQLite waits for locks a moment and not half a minute, and may be kept from growing.
DRIVER = """
import sys, django
from django.core.management import execute_from_command_line
from django.db.backends.signals import connection_created
def prepare(connection, **_):
    for pragma in sys.argv[1].split(";"):
        connection.cursor().execute("PRAGMA " + pragma)
connection_created.connect(prepare)
command = ["manage.py"]
for word in [*sys.argv[2:], "+"]:
    if word == "+":
        execute_from_command_line(command)
        command = ["manage.py"]
    else:
        command.append(word)
"""
MANY = 20


@dataclass
class Archive:
    """An archive in a directory of its own."""

    directory: Path
    pragmas: str = "busy_timeout=100"

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        """A command, to its end."""
        environment = {
            **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SEARCH_URL")},
            "VAR_DIR": str(self.directory),
            "DJANGO_SETTINGS_MODULE": "cablearchive.settings",
        }
        command = [sys.executable, "-c", DRIVER, self.pragmas, *args]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def ingest(self, *args: str) -> subprocess.CompletedProcess[str]:
        """An ingest, whose every failure is a sentence."""
        done = self.run("ingest", "--workers", "1", *args)
        assert "Traceback" not in done.stdout + done.stderr
        return done

    @property
    def database(self) -> Path:
        return self.directory / "cables.sqlite3"

    def count(self, table: str = "reader_cable") -> int:
        """Rows of a table, of a database that is whole."""
        with closing(sqlite3.connect(self.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            found: int = connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
        return found


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = Archive(tmp_path_factory.mktemp("migrated"))
    done = archive.run("migrate", "-v0")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(archive.database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return archive.directory


@pytest.fixture
def archive(migrated: Path, tmp_path: Path) -> Archive:
    return Archive(shutil.copytree(migrated, tmp_path / "var"))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    for serial in range(MANY):
        (folder / f"{serial:03}.txt").write_text(cable(serial + 1, text=f"{serial} {ROAD} " * 40))
    return folder


def completes(archive: Archive, files: Path) -> None:
    """The next ingest takes what is left, and all of it can be found."""
    archive.pragmas = "busy_timeout=100"
    done = archive.ingest(str(files), "+", "index", "--verify")
    assert done.returncode == 0, done.stderr
    assert archive.count() == MANY
    assert f"Compared {MANY} cables" in done.stdout
    assert "Nothing to mend." in done.stdout


def test_a_database_that_may_not_grow(archive: Archive, files: Path) -> None:
    with closing(sqlite3.connect(archive.database)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    archive.pragmas = f"busy_timeout=100;max_page_count={pages + 20}"
    done = archive.ingest(str(files))
    assert done.returncode == 2
    assert "The database refused (database or disk is full)" in done.stderr
    assert "run the same command again" in done.stderr
    assert archive.count() == 0
    completes(archive, files)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=9m", "none", str(place)], check=False)
    if mounted.returncode:
        pytest.skip("NOT CHECKED on a full disk: mounting is not allowed here; a database that may not grow is")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("mount") is None, reason="NOT CHECKED: no tmpfs here")
def test_a_full_disk(migrated: Path, small_disk: Path, files: Path, tmp_path: Path) -> None:
    archive = Archive(shutil.copytree(migrated, small_disk / "var"))
    ballast = small_disk / "ballast"
    room = shutil.disk_usage(small_disk).free
    ballast.write_bytes(bytes(room - 150_000))
    done = archive.ingest(str(files))
    assert done.returncode == 2
    assert "disk" in done.stderr
    assert "run the same command again" in done.stderr
    ballast.unlink()
    assert archive.count() == 0
    # The rest on a larger one: what was on the full disk is whole.
    completes(Archive(shutil.copytree(archive.directory, tmp_path / "moved")), files)


def test_a_database_that_another_program_keeps_locked(archive: Archive, files: Path) -> None:
    with closing(sqlite3.connect(archive.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = archive.ingest(str(files))
        other.execute("ROLLBACK")
    assert done.returncode == 2
    assert "The database refused (database is locked)" in done.stderr
    completes(archive, files)


def test_a_file_that_is_no_database(archive: Archive, files: Path) -> None:
    for path in archive.directory.glob("cables.sqlite3*"):
        path.unlink()
    archive.database.write_bytes(b"This is no database. " * 200)
    done = archive.ingest(str(files))
    assert done.returncode == 2
    assert "file is not a database" in done.stderr


def test_an_index_that_is_gone_is_made_anew(archive: Archive, files: Path) -> None:
    assert archive.ingest(str(files / "00*.txt")).returncode == 0
    shutil.rmtree(archive.directory / "index")
    done = archive.ingest(str(files / "01*.txt"))
    assert done.returncode == 0
    assert "The search index is empty: all 20 cables are indexed anew." in done.stdout
    completes(archive, files)


def test_an_index_that_is_gone_is_noticed_when_nothing_is_new(archive: Archive, files: Path) -> None:
    assert archive.ingest(str(files)).returncode == 0
    shutil.rmtree(archive.directory / "index")
    completes(archive, files)


@pytest.mark.parametrize("name", ["current.json", "*.toc", "*.trm"])
def test_a_damaged_index_is_said_and_mended_by_the_command_that_is_named(
    name: str, archive: Archive, files: Path
) -> None:
    assert archive.ingest(str(files / "00*.txt")).returncode == 0
    for path in (archive.directory / "index").rglob(name):
        path.write_bytes(b"garbage")
    done = archive.ingest(str(files))
    assert done.returncode == 2
    assert "All of it is stored, but not searchable yet" in done.stderr
    assert "python manage.py index --rebuild" in done.stderr
    assert done.stdout.splitlines()[-1].startswith("10 new, 0 updated, 10 unchanged, 0 problems")
    mended = archive.run("index", "--rebuild", "+", "index", "--verify")
    assert mended.returncode == 0, mended.stderr
    assert f"Compared {MANY} cables" in mended.stdout
    assert "Nothing to mend." in mended.stdout


def test_a_file_where_the_index_should_be(archive: Archive, files: Path) -> None:
    (archive.directory / "index").write_text("no directory")
    done = archive.ingest(str(files))
    assert done.returncode == 2
    assert "All of it is stored, but not searchable yet" in done.stderr
    (archive.directory / "index").unlink()
    completes(archive, files)
