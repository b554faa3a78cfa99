"""An archive to be photographed: generated cables, the story of tests/cables, real ones where they stand beside us."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REAL = ROOT.parent / "shared" / "corpus" / "dev"
STORY = ROOT / "tests" / "cables"
#: Seconds that the server may take to begin.
PATIENCE = 60


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
    """The archive as a public site would serve it; the address."""
    command = [sys.executable, "-m", "gunicorn", "cablearchive.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    with log.open("wb") as said:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/healthz", server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _manage(*arguments: str, passes: tuple[int, ...] = (0,)) -> None:
    _say(f"manage.py {' '.join(arguments)}")
    status = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=False).returncode
    if status not in passes:
        sys.exit(f"{arguments[0]} ended with {status}: no pictures.")


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{address} did not answer: no pictures.")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
