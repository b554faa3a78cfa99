"""An archive to be photographed: generated cables, the story of tests/cables, real ones where they stand beside us."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import serving
from tools.serving import ROOT

REAL = ROOT.parent / "shared" / "corpus" / "dev"
STORY = ROOT / "tests" / "cables"


def prepare(var: Path, count: int, port: int) -> dict[str, str]:
    """Fill `var` unless it is filled, and point this process's settings at it; the environment for others."""
    unwanted = ("DATABASE_URL", "SEARCH_URL", "CACHE_URL", "ALLOWED_HOSTS")
    for name in unwanted:
        os.environ.pop(name, None)
    settings = {"DJANGO_SETTINGS_MODULE": "cablearchive.settings", "CONTACT": "archivist@example.org"}
    os.environ.update(settings, VAR_DIR=str(var), BASE_URL=f"http://127.0.0.1:{port}", RATE_LIMITS="off")
    cables = var / "cables"
    _manage("migrate", "--verbosity", "0")
    if not cables.exists():
        _fill(cables, count)
    return dict(os.environ)


def _fill(cables: Path, count: int) -> None:
    _manage("make_cables", "--count", str(count), "--seed", "1", str(cables))
    _manage("ingest", "--collection", "demonstration", str(STORY), str(cables))
    if REAL.exists():
        # Two lists lie among them which are no cables: the account says so, and the exit status is 1.
        _manage("ingest", str(REAL), passes=(0, 1))
    else:
        _say(f"WITHOUT REAL CABLES: there is no {REAL}. The pictures show fictional cables only.")


@contextmanager
def served(environment: dict[str, str], port: int, log: Path) -> Iterator[str]:
    """The archive as a public site would serve it; the address. Ends the program when it cannot be served."""
    try:
        with log.open("wb") as said, serving.served(environment, port, said) as address:
            yield address
    except serving.SilentError as error:
        sys.exit(f"{error} No pictures; what the server said is in {log}.")


def _manage(*arguments: str, passes: tuple[int, ...] = (0,)) -> None:
    _say(f"manage.py {' '.join(arguments)}")
    status = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=False).returncode
    if status not in passes:
        sys.exit(f"{arguments[0]} ended with {status}: no pictures.")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
