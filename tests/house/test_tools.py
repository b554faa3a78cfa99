"""What a newcomer types: make, the commands, and what they print."""

import re
import subprocess

import pytest
from django.core.management import get_commands, load_command_class

from tests.house.source import ROOT

COMMANDS = sorted(name for name, app in get_commands().items() if app == "reader")
TARGETS = ("env", "demo", "test", "drills", "lint", "bench")


def test_make_alone_lists_what_can_be_made() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [target for target in TARGETS if not re.search(rf"^{target}\s+\S", listed, re.M)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    command = load_command_class("reader", name)
    assert command.help
    parser = command.create_parser("manage.py", name)
    silent = [action.dest for action in parser._actions if not action.help]
    assert not silent, f"{name}: no help for {silent}"


@pytest.mark.parametrize("name", COMMANDS)
def test_readme_names_every_command(name: str) -> None:
    assert f"manage.py {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned(name: str) -> None:
    rows = [row for row in (ROOT / name).read_text().splitlines() if row and not row.startswith(("#", "-r"))]
    assert rows
    assert [row for row in rows if not re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.]+", row)] == []


def test_debian_tool_names_the_command_when_it_may_not() -> None:
    """Run as somebody without rights, for a package that is nowhere installed."""
    told = subprocess.run(
        ["sh", "-c", 'id() { echo 1000; }; set -- "the test" no-such-package-here; . tools/debian'],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/nowhere:/usr/bin:/bin", "HOME": "/nonexistent"},
    )
    if "Installing" in told.stdout:
        pytest.skip("sudo answers without a password here")
    assert told.returncode == 1
    assert "apt-get install --yes no-such-package-here" in told.stderr


def test_taken_port_is_named() -> None:
    import socket
    import sys

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        told = subprocess.run(
            [sys.executable, "tools/port_is_free.py", str(port)], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert told.returncode == 1
    assert f"Port {port}" in told.stderr
    assert f"PORT={port + 1}" in told.stderr
