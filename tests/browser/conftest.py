"""A real archive served as a public site would be, and Debian's Chromium driven against it.

The server is a process of its own with a directory of its own, filled through the ingest command; so what these
tests see is what a reader sees. A failing test leaves its screenshot in test-artifacts/.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tools.serving import ROOT, served

ARTIFACTS = ROOT / "test-artifacts"
STORY = ROOT / "tests" / "cables"
#: Without these Chromium looks for hosts of its own at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def manage(environment: dict[str, str], *arguments: str) -> None:
    """Runs a management command; its words are shown when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a served archive that holds the story of tests/cables."""
    var = tmp_path_factory.mktemp("browser-archive")
    port = free_port()
    unwanted = {"DATABASE_URL", "SEARCH_URL", "DJANGO_SETTINGS_MODULE"}
    environment = {key: value for key, value in os.environ.items() if key not in unwanted}
    environment |= {"VAR_DIR": str(var), "BASE_URL": f"http://127.0.0.1:{port}"}
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "ingest", "--collection", "demonstration", str(STORY))
    with served(environment, port) as address:
        yield address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Ends with these tests: while Playwright runs, Django refuses its database to the thread."""
    program = shutil.which("chromium")
    assert program, "chromium is not installed: apt-get install --yes chromium (make test does so itself)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture(params=[{"width": 1280, "height": 900}, {"width": 360, "height": 780}], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, chromium: Browser, archive: str) -> Iterator[Page]:
    """A page at the archive, wide and narrow; anything that the page logs as an error fails the test."""
    context = chromium.new_context(base_url=archive, viewport=request.param)
    context.set_default_timeout(10_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    if request.node.stash.get(FAILED, False):
        ARTIFACTS.mkdir(exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.nodeid.split("/")[-1])
        page.screenshot(path=ARTIFACTS / f"{name}.png", full_page=True)
    context.close()
    assert [error for error in errors if "404" not in error] == []
