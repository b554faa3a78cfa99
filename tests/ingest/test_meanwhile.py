"""Pages are read, and reports written, by several at once while an ingest writes and indexes: nobody sees an error."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reader.fiction import Order, make
from tests.databases import ROOT, Founder, manage, run
from tests.ingest.visiting import PAGES

pytestmark = pytest.mark.xdist_group("kills")


@pytest.mark.parametrize(
    ("cables", "engine"),
    [(150, "whoosh"), pytest.param(3000, "tantivy", marks=pytest.mark.drill)],
)
def test_readers_see_no_error_while_an_ingest_writes(found: Founder, tmp_path: Path, cables: int, engine: str) -> None:
    here = tmp_path / "archive"
    environment = found(here) | {"SEARCH_URL": f"{engine}://{here}/index"}
    manage(environment, "ingest", "--collection", "demonstration", str(ROOT / "tests" / "cables"))
    make(Order(cables, 11, tmp_path / "made"))
    stop, file = tmp_path / "stop", tmp_path / "visits.json"
    command = [sys.executable, "-m", "tests.ingest.visiting", str(stop), str(file)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        try:
            assert child.stdout
            assert child.stdout.readline() == b"begun\n"
            run(environment, "-m", "tests.ingest.driving", "ingest", str(tmp_path / "made"), "-")
        finally:
            stop.touch()
            said = child.communicate()[1].decode()
    assert child.returncode == 0, said
    visits = json.loads(file.read_text())
    assert visits["errors"] == [], said
    assert {page for page in PAGES if not visits["answered"].get(page)} == set()
    assert visits["answered"]["report"] > 0
    assert "Nothing to mend." in manage(environment, "index", "--verify")
