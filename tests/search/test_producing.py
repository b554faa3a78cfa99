"""Documents are made by other processes, and a rebuild that is killed is gone on with: as an administrator runs it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader.search.engines.builds import Builds
from reader.search.engines.tantivy_engine import store as tantivy_store
from reader.search.engines.whoosh_engine import store as whoosh_store
from tests.databases import ROOT, Founder

#: Small batches and commits, so that a small archive has many; kills itself when 40 of 60 cables are made.
KILLED = """
import os, signal
import django
django.setup()
from reader.search import indexing, producing
from reader.search.engines.tantivy_engine import writer
producing.MANY, producing.BATCH, writer.FEW, writer.COMMIT = 10, 10, 5, 15
assert producing._can_share() or producing._cores() < 2
indexing.rebuild(lambda done, of: os.kill(os.getpid(), signal.SIGKILL) if done >= 40 else None)
"""


def test_a_rebuild_that_is_killed_is_gone_on_with(found: Founder, tmp_path: Path) -> None:
    environment = found(tmp_path / "var") | {"SEARCH_URL": f"tantivy://{tmp_path / 'index'}"}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    cables = tmp_path / "cables"
    run("manage.py", "make_cables", "--count", "60", "--seed", "3", str(cables))
    run("manage.py", "ingest", "--no-index", str(cables))
    assert run("-c", KILLED).returncode == -signal.SIGKILL
    built = run("manage.py", "index", "--rebuild")
    assert "Going on with a build that was interrupted: it has 30 cables." in built.stderr
    assert built.stdout == "Built the search index anew: 60 cables.\n"
    compared = run("manage.py", "index", "--verify").stdout
    assert compared.startswith("Compared 60 cables with the search index: 0 were not indexed")
    assert [path.name[:6] for path in (tmp_path / "index").iterdir() if path.is_dir()] == ["build-"]


def test_a_process_that_begins_when_nobody_waits_for_it_any_more_ends() -> None:
    begun = "import os; from reader.parting import begin_work; begin_work(os.getpid()); print('still here')"
    done = subprocess.run([sys.executable, "-c", begun], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.parametrize("kind", [whoosh_store.Store, tantivy_store.Store])
@pytest.mark.parametrize("moment", ["begin", "write_text", "rename"])
def test_a_first_build_that_is_killed_as_it_begins_is_no_damage(
    kind: type[Builds], moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it was about to do: nothing is there yet, and the next one begins anew."""
    store = kind(tmp_path / "index")

    def killed(*_: object, **__: object) -> None:
        raise SystemExit(137)

    with monkeypatch.context() as patched:
        patched.setattr(kind if moment == "begin" else Path, moment, killed)
        with pytest.raises(SystemExit):
            store.make()
    assert store.current() is None
    with store.building() as directory:
        pass
    assert store.current() == directory
    assert [path.name for path in store.path.iterdir() if path.is_dir()] == [directory.name]
