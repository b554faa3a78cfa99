"""An archive served as a public site would be, for as long as something looks at it."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent


class SilentError(Exception):
    """The server ended by itself, or did not answer in time."""


@contextmanager
def served(
    environment: Mapping[str, str], port: int, said: IO[bytes] | int = subprocess.DEVNULL, seconds: float = 60
) -> Iterator[str]:
    """The address; what the server says goes to `said`. Raises SilentError when it does not answer."""
    command = [sys.executable, "-m", "gunicorn", "cablearchive.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, server, seconds)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes], seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SilentError(f"The server for {address} ended by itself.")
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SilentError(f"{address} did not answer within {seconds:.0f} s.")
