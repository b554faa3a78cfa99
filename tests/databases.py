"""Databases for processes that tests start: as many as wanted, of the kind that the tests themselves run on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: Makes an archive in a directory: the environment of its processes. Its database is migrated and empty.
Founder = Callable[[Path], dict[str, str]]


def manage(environment: dict[str, str], *arguments: str, status: int = 0) -> str:
    """Run a management command; what it prints. Its words are shown when it ends otherwise than it should."""
    return run(environment, "manage.py", *arguments, status=status)


def run(environment: dict[str, str], *arguments: str, status: int = 0) -> str:
    """Run Python in the archive of an environment."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == status, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def environment_of(directory: Path, url: str) -> dict[str, str]:
    """The variables of a process with an archive of its own."""
    unwanted = {"DATABASE_URL", "SEARCH_URL", "CACHE_URL", "BASE_URL", "DEBUG"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    # What a process writes depends on the archive alone.
    kept["PYTHONDONTWRITEBYTECODE"] = "1"
    more = {"VAR_DIR": str(directory), "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cablearchive.settings"}
    return kept | more


@pytest.fixture(scope="session")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Founder]:
    """Founds archives, each in a directory and a database of its own."""
    template = tmp_path_factory.mktemp("template")
    url = os.environ.get("DATABASE_URL", "")
    yield from (_on_postgresql(url, template) if url.startswith("postgres") else _on_sqlite(template))


@pytest.fixture(scope="session")
def found_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Founder]:
    """The same, on SQLite whatever the tests run on."""
    yield from _on_sqlite(tmp_path_factory.mktemp("template-on-sqlite"))


def _on_sqlite(template: Path) -> Iterator[Founder]:
    manage(environment_of(template, f"sqlite://{template}/cables.sqlite3"), "migrate", "--verbosity", "0")

    def make(directory: Path) -> dict[str, str]:
        directory.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(template / "cables.sqlite3", directory / "cables.sqlite3")
        return environment_of(directory, f"sqlite://{directory}/cables.sqlite3")

    yield make


def _on_postgresql(url: str, template: Path) -> Iterator[Founder]:
    import psycopg

    named = urlsplit(url)._replace(scheme="postgresql")
    made: list[str] = []

    def of(name: str) -> str:
        return named._replace(path=f"/{name}").geturl()

    with psycopg.connect(of("postgres"), autocommit=True) as server:

        def create(like: str) -> str:
            # Workers of one test run share the server.
            made.append(f"made_{os.getpid()}_{len(made)}")
            server.execute(f'CREATE DATABASE "{made[-1]}" TEMPLATE "{like}"')
            return made[-1]

        first = create("template0")
        manage(environment_of(template, of(first)), "migrate", "--verbosity", "0")

        def make(directory: Path) -> dict[str, str]:
            directory.mkdir(parents=True, exist_ok=True)
            return environment_of(directory, of(create(first)))

        try:
            yield make
        finally:
            for name in made:
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
