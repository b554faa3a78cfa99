"""Takes each page wide and narrow, light and dark, and lays the pictures side by side in an index.html."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDTHS = (1280, 360)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: Pixels of height: longer pages are cut there.
TALLEST = 6000
#: Without these Chromium looks for hosts of its own at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def photograph(address: str, pages: Sequence[tuple[str, str]], into: Path) -> list[str]:
    """Pictures named `home-1280-light.png`; what a reader would have to push sideways, or the page complained of."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("chromium is not installed: apt-get install --yes chromium")
    into.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for context, suffix in _contexts(browser, address):
            page = context.new_page()
            for name, where in pages:
                complaints += [f"{name}-{suffix}: {said}" for said in _take(page, where, into / f"{name}-{suffix}.png")]
            sys.stdout.write(f"{len(pages)} pages taken: {suffix}\n")
            sys.stdout.flush()
            context.close()
        browser.close()
    (into / "index.html").write_text(_index(pages), encoding="utf-8")
    return complaints


def _contexts(browser: Browser, address: str) -> Iterator[tuple[BrowserContext, str]]:
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            yield context, f"{width}-{scheme}"


def _take(page: Page, where: str, path: Path) -> Iterator[str]:
    answer = page.goto(where, wait_until="load")
    status = answer.status if answer else 0
    if status >= 500:
        yield f"{where} answers {status}"
    width, height, inner = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight, innerWidth]"
    )
    if width > inner:
        yield f"{where} is {width} pixels wide"
    page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": inner, "height": min(height, TALLEST)})


def _index(pages: Sequence[tuple[str, str]]) -> str:
    """A page to look through: a row is a page type."""
    rows = "".join(
        f'<section id="{name}"><h2>{name} <code>{escape(address)}</code></h2><div>{_pictures(name)}</div></section>\n'
        for name, address in pages
    )
    style = (
        "body{font:14px sans-serif;margin:1rem}div{display:flex;gap:8px;align-items:flex-start}"
        "img{border:1px solid #888;max-height:90vh}code{font-weight:normal}"
    )
    head = f'<meta charset="utf-8"><title>Pages</title><style>{style}</style>'
    return f'<!DOCTYPE html><html lang="en">{head}\n{rows}</html>'


def _pictures(name: str) -> str:
    files = [f"{name}-{width}-{scheme}.png" for width in WIDTHS for scheme in SCHEMES]
    return "".join(f'<a href="{file}"><img src="{file}" alt="{file}" loading="lazy"></a>' for file in files)
