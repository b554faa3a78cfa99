"""The private PostgreSQL of the tests: gone when its command is over; said loudly where there is none."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tools.postgres import __main__ as tool
from tools.postgres import cluster


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cluster, "DEBIAN", tmp_path)
    monkeypatch.setattr(cluster.shutil, "which", lambda name: None)


@pytest.mark.parametrize(("options", "status"), [([], 2), (["--optional"], 0)])
def test_where_there_is_none_it_is_said(
    nowhere: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str], status: int
) -> None:
    monkeypatch.setattr(sys, "argv", ["postgres", *options, "false"])
    assert tool.main() == status
    said = capsys.readouterr().err
    assert "PostgreSQL is not installed here. On Debian: apt-get install postgresql" in said
    assert ("NOT CHECKED on PostgreSQL" in said) == bool(options)


def test_the_commands_status_is_given_and_nothing_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        cluster.binaries()
    except cluster.Unavailable as error:
        pytest.skip(f"NOT CHECKED: {error}")
    ask = "import os; from urllib.parse import urlsplit; print(urlsplit(os.environ['DATABASE_URL']).query[5:]); exit(7)"
    command = [sys.executable, "-m", "tools.postgres", sys.executable, "-c", ask]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 7, done.stderr
    directory = Path(done.stdout.strip())
    assert directory.name.startswith("cables-pg-")
    assert not directory.exists()
