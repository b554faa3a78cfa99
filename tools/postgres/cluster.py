"""A private cluster: its own directory, reached through a socket in it and nowhere else, gone when it is left."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

#: Where Debian puts each version's programs.
DEBIAN = Path("/usr/lib/postgresql")
#: Its tools refuse root: Debian's package makes this user.
ACCOUNT = "postgres"
#: What is lost when the machine fails is of no use to anybody.
CARELESS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=256MB",
    "max_wal_size=2GB",
    "listen_addresses=",
)


class Unavailable(Exception):
    """There is no PostgreSQL here; the message says what to do."""


@contextmanager
def cluster(name: str = "cables", settings: Sequence[str] = CARELESS) -> Iterator[str]:
    """The DATABASE_URL of an empty database in a cluster of its own; stopped and taken away at the end."""
    programs = binaries()
    # A socket's path may have some hundred letters: a short one, whatever TMPDIR is.
    directory = Path(tempfile.mkdtemp(prefix="cables-pg-", dir="/tmp"))
    try:
        _hand_over(directory)
        data = directory / "data"
        _run(
            programs / "initdb",
            *("--pgdata", data, "--username", ACCOUNT, "--auth", "trust"),
            # The order of bytes, as in SQLite, on every machine.
            *("--locale", "C", "--encoding", "UTF8", "--no-sync"),
        )
        options = " ".join(f"-c {setting}" for setting in (*settings, f"unix_socket_directories={directory}"))
        _run(programs / "pg_ctl", "--pgdata", data, "--log", directory / "log", "--options", options, "--wait", "start")
        try:
            _run(programs / "createdb", "--host", directory, "--username", ACCOUNT, name)
            yield f"postgresql://{ACCOUNT}@/{name}?host={directory}"
        finally:
            _run(programs / "pg_ctl", "--pgdata", data, "--mode", "immediate", "stop")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def binaries() -> Path:
    """The directory of the newest version's programs."""
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    raise Unavailable("PostgreSQL is not installed here. On Debian: apt-get install postgresql")


def _hand_over(directory: Path) -> None:
    """Let the account that the server runs as have the directory, and others come in to the socket."""
    directory.chmod(0o755)
    if os.geteuid() == 0:
        try:
            account = pwd.getpwnam(ACCOUNT)
        except KeyError as error:
            raise Unavailable(f"Its tools refuse root, and there is no user {ACCOUNT} to run them as.") from error
        os.chown(directory, account.pw_uid, account.pw_gid)


def _run(*command: str | Path) -> None:
    """Run a tool, as its account where we are root; what it says is shown when it fails."""
    asked = [str(part) for part in command]
    if os.geteuid() == 0:
        asked = ["runuser", "-u", ACCOUNT, "--", *asked]
    # The server inherits its tool's output; a pipe would stay open as long as it runs.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(asked, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False)
        said.seek(0)
        if done.returncode:
            raise Unavailable(f"{' '.join(asked)} failed:\n{said.read().decode(errors='replace')}")
