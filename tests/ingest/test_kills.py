"""An ingest killed at any moment, and gone on with: in the end the archive is that of an ingest left in peace.

Moments are drawn with a seed and spread over the run: before one of its SQL statements, before a file is written,
renamed or removed, and after a time, wherever the process may be then.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from reader.fiction import Order, make
from tests.databases import ROOT, Founder, run

pytestmark = pytest.mark.xdist_group("kills")

STORIES = ROOT / "tests" / "cables"
KINDS = ("sql", "file", "time")


@dataclass(frozen=True)
class Undisturbed:
    """What is ingested, and what became of it without a kill: how many statements, files and seconds, what it holds."""

    folder: Path
    measured: dict[str, float]
    holds: dict[str, Any]
    said: str


def fill(folder: Path) -> None:
    """Some hundred cables, a story with sections and corrected copies, and files that are refused."""
    order = Order(240, 5, folder / "made")
    make(order)
    order.truth_path.unlink()
    (folder / "a-story").symlink_to(STORIES)
    (folder / "empty.txt").write_text("")
    (folder / "list.txt").write_text("Milk\nEggs\nBread\n")


@pytest.fixture(scope="module")
def undisturbed(found: Founder, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    here = tmp_path_factory.mktemp("undisturbed")
    folder = here / "files"
    folder.mkdir()
    fill(folder)
    environment = archive(found, here / "archive")
    drive(environment, "counted", folder, here / "counted.json")
    measured = json.loads((here / "counted.json").read_text())
    said = drive(environment, "finish", folder, here / "holds.json")
    return Undisturbed(folder, measured, json.loads((here / "holds.json").read_text()), said)


def archive(found: Founder, directory: Path, engine: str = "whoosh") -> dict[str, str]:
    return found(directory) | {"SEARCH_URL": f"{engine}://{directory}/index"}


def drive(environment: dict[str, str], *asked: object) -> str:
    return run(environment, "-m", "tests.ingest.driving", *map(str, asked))


def moments(count: int, kind: str) -> list[float]:
    """Parts of a run, one in each of `count` stretches of it."""
    draw = random.Random(f"{count} {kind}")
    return [(number + draw.random()) / count for number in range(count)]


def kill(environment: dict[str, str], undisturbed: Undisturbed, kind: str, part: float) -> bool:
    """Ingest and be killed at this part of the run; False when the run was over by then."""
    at = part * undisturbed.measured[kind]
    point = "-" if kind == "time" else f"{kind}:{max(1, int(at))}"
    command = [sys.executable, "-m", "tests.ingest.driving", "ingest", str(undisturbed.folder), point]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == b"begun\n"
        if kind == "time":
            time.sleep(at)
            child.kill()
        child.stdout.read()
    return child.returncode == -signal.SIGKILL


def killed_and_gone_on(
    undisturbed: Undisturbed, found: Founder, here: Path, kind: str, part: float, engine: str
) -> None:
    environment = archive(found, here / "archive", engine)
    while not kill(environment, undisturbed, kind, part):
        # This machine is faster than it was: the run was over.
        here, part = here / "earlier", part / 2
        environment = archive(found, here / "archive", engine)
    go_on(environment, undisturbed, here / "holds.json", f"killed at {kind} {part:.3f}")


def go_on(environment: dict[str, str], undisturbed: Undisturbed, file: Path, told: str) -> None:
    """Ingest to the end, and compare."""
    said = drive(environment, "finish", undisturbed.folder, file)
    holds = json.loads(file.read_text())
    for name, rows in undisturbed.holds.items():
        assert holds[name] == rows, f"{name}, {told}"
    assert "Nothing to mend." in said
    assert "Every stored count is what counting now gives." in said


def test_an_undisturbed_run_holds_something(undisturbed: Undisturbed) -> None:
    assert len(undisturbed.holds["Cable"]) > 240
    assert len(undisturbed.holds["Source"]) > len(undisturbed.holds["Cable"])
    assert len(undisturbed.holds["problems"]) == 2
    empty = ("half stored", "running", "unindexed", "uncounted", "gone", "StaleDocument", "keys")
    assert {name: undisturbed.holds[name] for name in empty if undisturbed.holds.get(name)} == {}
    assert undisturbed.holds.get("integrity", ["ok"]) == ["ok"]
    assert "Nothing to mend." in undisturbed.said


@pytest.mark.parametrize(
    ("kind", "part", "engine"),
    [("sql", 0.55, "whoosh"), ("file", 0.5, "whoosh"), ("time", 0.75, "tantivy")],
)
def test_a_killed_ingest_can_be_gone_on_with(
    undisturbed: Undisturbed, found: Founder, tmp_path: Path, kind: str, part: float, engine: str
) -> None:
    killed_and_gone_on(undisturbed, found, tmp_path, kind, part, engine)


@pytest.mark.drill
@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("kind", KINDS)
def test_killed_at_many_moments(
    undisturbed: Undisturbed, found: Founder, tmp_path: Path, kind: str, number: int
) -> None:
    part = moments(7, kind)[number]
    killed_and_gone_on(undisturbed, found, tmp_path, kind, part, ("whoosh", "tantivy")[number % 2])


@pytest.mark.drill
def test_killed_again_and_again(undisturbed: Undisturbed, found: Founder, tmp_path: Path) -> None:
    environment = archive(found, tmp_path / "archive")
    # Files are written at the end, when all is stored: statements come first.
    for kind, part in (("sql", 0.2), ("sql", 0.2), ("file", 0.3)):
        assert kill(environment, undisturbed, kind, part)
    go_on(environment, undisturbed, tmp_path / "holds.json", "killed three times")
