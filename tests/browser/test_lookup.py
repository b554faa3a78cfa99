"""A scholar with a page of footnotes: pastes them, sees what is held, takes the list away, opens the held ones."""

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FOOTNOTES = """\
1. Halifax 58, 7 March 2008; see also 08REYKJAVIK41 and
1974REYKJA00871.
2. Telegram 155 From the Embassy in Norway to the Department of State,
Oslo, March 17, 2008.
3. https://example.org/cable/2008/05/08LISBON602.html
4. Halifax 71, n.d.
5. 09NOWHERE12
"""


def look_up(page: Page, text: str) -> None:
    page.goto("/lookup/")
    page.get_by_label("Numbers in any form").fill(text)
    page.get_by_role("button", name="Look up").click()


def test_a_page_of_footnotes(page: Page) -> None:
    look_up(page, FOOTNOTES)
    held = page.get_by_role("region", name=re.compile("^Held here"))
    expect(held.locator("tbody tr")).to_have_count(5)
    expect(held).to_contain_text("74REYKJAVIK871")
    expect(page.get_by_role("region", name=re.compile("^Not known here"))).to_contain_text("09NOWHERE12")
    unread = page.get_by_role("region", name=re.compile("^Not read as a number"))
    expect(unread).to_contain_text("no year")
    expect(unread.get_by_role("link", name="08HALIFAX71")).to_be_visible()


def test_the_held_ones_are_opened_one_after_the_other(page: Page) -> None:
    look_up(page, FOOTNOTES)
    page.get_by_role("link", name="Open the held ones as a search").click()
    expect(page.locator("li.hit")).to_have_count(5)
    page.locator("li.hit h3 a").first.click()
    expect(page).to_have_url(re.compile(r"/cables/\w+/"))


def test_the_list_is_saved(page: Page, tmp_path: Path) -> None:
    look_up(page, FOOTNOTES)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as JSON lines").click()
    download.value.save_as(tmp_path / "lookup.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "lookup.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["reference_id"] for row in rows if row["held"]] == [
        "08HALIFAX58", "08REYKJAVIK41", "74REYKJAVIK871", "08OSLO155", "08LISBON602",
    ]  # fmt: skip


def test_one_number_stands_between_its_neighbours(page: Page) -> None:
    look_up(page, "08HALIFAX60")
    expect(page).to_have_url(re.compile(r"\?ids=08HALIFAX60$"))
    around = page.get_by_role("region", name="The same post, before and after")
    expect(around.get_by_role("listitem")).to_have_text(
        [re.compile("08HALIFAX58"), re.compile("not held"), re.compile("71")]
    )
    around.get_by_role("link", name="08HALIFAX58").click()
    expect(page).to_have_url(re.compile(r"/cables/08HALIFAX58/$"))


def test_a_footnote_typed_into_the_search_box_opens_the_cable(page: Page) -> None:
    page.goto("/")
    page.locator("[data-key-search]").fill("Halifax 58, 7 March 2008")
    page.locator("[data-key-search]").press("Enter")
    expect(page).to_have_url(re.compile(r"/cables/08HALIFAX58/$"))


def test_a_number_that_is_not_held_leads_from_the_search_to_its_neighbours(page: Page) -> None:
    page.goto("/search/?q=Halifax+60,+2008")
    page.get_by_role("link", name="Look it up, with its neighbours").click()
    expect(page.get_by_role("region", name="The same post, before and after")).to_contain_text("08HALIFAX58")


def test_the_room_is_in_the_navigation_and_says_when_a_date_differs(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Ways in").get_by_role("link", name="Look up").click()
    page.get_by_label("Numbers in any form").fill("Halifax 58, 28 May 2008")
    page.get_by_role("button", name="Look up").click()
    expect(page.get_by_role("region", name=re.compile("^Held here"))).to_contain_text("Written as of 28 May 2008")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_nothing_is_too_wide(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for text in ("", FOOTNOTES, "08HALIFAX60"):
        look_up(page, text)
        found = [
            f"{problem['id']}: {problem['nodes'][0]['html'][:160]}"
            for problem in Axe().run(page).response["violations"]
            if problem["impact"] in {"serious", "critical"}
        ]
        assert not found
        width = page.viewport_size["width"] if page.viewport_size else 0
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts(chromium: Browser, archive: str) -> None:
    context = chromium.new_context(base_url=archive, java_script_enabled=False)
    page = context.new_page()
    look_up(page, FOOTNOTES)
    expect(page.get_by_role("region", name=re.compile("^Held here")).locator("tbody tr")).to_have_count(5)
    context.close()
