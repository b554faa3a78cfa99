"""What an administrator at a terminal sees while files are taken."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from reader.ingest.discover import reckon
from tests.databases import ROOT, Founder

STORY = ROOT / "tests" / "cables"


def test_files_are_reckoned_before_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("a.txt", "deep/b.txt", ".hidden", "c.gz"):
        (tmp_path / name).touch()
    assert reckon([str(tmp_path)]) == 3
    assert reckon([f"{tmp_path}/*.txt", f"{tmp_path}/nowhere", "-"]) == 1


def test_a_terminal_shows_a_bar_and_ends_with_the_account(found: Founder, tmp_path: Path) -> None:
    environment = found(tmp_path)
    manage = [sys.executable, "manage.py"]
    try:
        master, slave = pty.openpty()
    except OSError:
        pytest.skip("NOT CHECKED on a terminal: this machine gives none (/dev/pts is not mounted)")
    done = subprocess.run(
        [*manage, "ingest", "--no-index", "--workers", "1", str(STORY)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=slave,
        text=True,
        check=False,
    )
    shown = os.read(master, 65_536).decode()
    os.close(slave)
    os.close(master)
    assert "Reading" in shown
    assert "/14" in shown
    assert done.returncode == 0
    assert "12 new, 2 updated, 0 unchanged, 0 problems" in done.stdout
