"""`python -m tools.screenshots DIR`: pictures of every page type, from an archive made for the purpose."""

from __future__ import annotations

import argparse
import socket
import sys
import tempfile
from pathlib import Path

from tools.screenshots import archive, camera, pages


def main(arguments: list[str]) -> int:
    """Exit status 1 where a page failed or is wider than its window."""
    asked = _asked(arguments)
    if asked.var:
        return _pictures(asked, asked.var)
    with tempfile.TemporaryDirectory(prefix="screenshots-") as directory:
        return _pictures(asked, Path(directory))


def _pictures(asked: argparse.Namespace, var: Path) -> int:
    port = _free_port()
    environment = archive.prepare(var, asked.cables, port)
    # Before the browser begins: Playwright's loop and Django's database do not share a thread.
    import django

    django.setup()
    chosen, lacking = pages.chosen(asked.only), pages.lacking()
    with archive.served(environment, port, var / "server.log") as address:
        complaints = camera.photograph(address, chosen, asked.directory)
    for line in [*complaints, *(f"The archive has no page for {name}." for name in lacking)]:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"Look at them: {asked.directory / 'index.html'}\n")
    return 1 if complaints else 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.screenshots", description=__doc__)
    parser.add_argument("directory", type=Path, metavar="DIR", help="where the pictures go")
    parser.add_argument("--cables", type=int, default=5_000, metavar="N", help="generated cables (5,000)")
    parser.add_argument("--only", default="", metavar="TEXT", help="only page types whose name has this in it")
    parser.add_argument("--var", type=Path, metavar="DIR", help="make or use the archive in this VAR_DIR, and keep it")
    return parser.parse_args(arguments)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
