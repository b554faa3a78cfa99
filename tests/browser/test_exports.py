"""A reader takes a result home: as files, frozen and compared later, on paper."""

import csv
import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def saved(page: Page, name: str | re.Pattern[str], role: str = "link") -> Path:
    """The file that a link or button gives, under the name that the browser would give it."""
    with page.expect_download() as waiting:
        page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]
    path = Path(waiting.value.path())
    return path.rename(path.with_name(f"{path.name}-{waiting.value.suggested_filename}"))


def found(page: Page) -> list[str]:
    return page.locator("li.hit .id").all_inner_texts()


def test_a_result_leaves_as_a_spreadsheet(page: Page) -> None:
    page.goto("/search/?q=lighthouse&not-class=secret")
    listed = found(page)
    page.get_by_role("link", name="Take this result with you").click()
    expect(page.locator("#take-home")).to_contain_text(re.compile(r"All \d+ cables"))
    expect(page.locator("#take-home")).to_contain_text("kB")
    file = saved(page, "spreadsheet (CSV)")
    assert re.search(r"cablearchive-lighthouse-\d{4}-\d\d-\d\d\.csv$", file.name)
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["reference_id"] for row in rows] == listed
    assert rows[0]["search"].startswith("Cables with lighthouse")


@pytest.mark.parametrize(("name", "begins"), [("JSON lines", "{"), ("text", "Search: "), ("RIS", "S"), ("BibTeX", "%")])
def test_it_leaves_in_other_forms_too(page: Page, name: str, begins: str) -> None:
    page.goto("/search/?q=lighthouse")
    links = page.locator("#take-home .files")
    with page.expect_download() as waiting:
        links.get_by_role("link", name=name, exact=True).click()
    assert Path(waiting.value.path()).read_text(encoding="utf-8").startswith(begins)


def test_freeze_and_compare(page: Page) -> None:
    page.goto("/search/?q=lighthouse")
    listed = found(page)
    file = saved(page, "Freeze this search")
    frozen = json.loads(file.read_text(encoding="utf-8"))
    assert sorted(row[0] for row in frozen["cables"]) == sorted(listed)

    page.get_by_role("link", name="compare it later").click()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_text("The file is intact.")).to_be_visible()
    expect(page.get_by_text("Nothing has changed.")).to_be_visible()

    frozen["cables"][0][0] = "08NOWHERE1"
    page.get_by_label("or its text").fill(json.dumps(frozen))
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_text("The file has been changed since it was frozen.")).to_be_visible()
    expect(page.get_by_text("08NOWHERE1 not in the archive")).to_be_visible()

    comparison = json.loads(saved(page, "Save this comparison (JSON)", "button").read_text(encoding="utf-8"))
    assert comparison["intact"] is False
    assert comparison["counts"]["gone"] == comparison["counts"]["came"] == 1


def test_what_cannot_be_compared_is_named(chromium: Browser, archive: str) -> None:
    # A page of its own: Chromium logs the status 422 as an error.
    context = chromium.new_context(base_url=archive)
    page = context.new_page()
    page.goto("/search/compare/")
    page.get_by_label("or its text").fill('{"format": "a letter"}')
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("no frozen search")
    context.close()


def test_the_list_to_print_has_its_marking_on_every_sheet(page: Page) -> None:
    page.goto("/search/?q=lighthouse")
    page.get_by_role("link", name="Print a reading list").click()
    expect(page.locator(".banner.top")).to_contain_text("SECRET")
    expect(page.locator(".list-of-cables li").first).to_contain_text("paragraphs")
    page.emulate_media(media="print")
    expect(page.locator("header.house")).to_be_hidden()
    shown = page.locator(".sheets > .banner").evaluate_all("them => them.map(one => getComputedStyle(one).display)")
    assert shown == ["table-header-group", "table-footer-group"]


@pytest.mark.parametrize("address", ["/search/print/?q=lighthouse", "/search/compare/", "/search/?q=lighthouse"])
def test_nothing_is_wider_than_the_screen(page: Page, address: str) -> None:
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/search/print/?q=lighthouse", "/search/compare/"])
def test_axe_finds_nothing_serious(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    violations = Axe().run(page).response["violations"]
    assert [
        (one["id"], one["nodes"][0]["html"]) for one in violations if one["impact"] in {"serious", "critical"}
    ] == []
