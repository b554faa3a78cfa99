"""From a cable to its thread, to what is missing there, and to a list that an archive can be asked by."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_thread_and_what_is_missing(page: Page) -> None:
    page.goto("/cables/08LONDON733/")
    page.get_by_role("link", name="Thread", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The thread of 08LONDON733")
    expect(page.locator("svg.thread a.first")).to_have_count(1)
    expect(page.locator("svg.thread a.missing").first).to_be_visible()
    page.get_by_role("link", name="What is missing, as a list to ask archives by").click()
    expect(page.locator(".wanted h3").first).to_contain_text("07LISBON2950")
    with page.expect_download() as saved:
        page.get_by_role("link", name="As a letter (text)").click()
    assert saved.value.suggested_filename.endswith(".txt")
    assert "Telegram 2950 of 2007 from AMEMBASSY LISBON" in saved.value.path().read_text(encoding="utf-8")


def test_the_picture_scrolls_by_itself(page: Page) -> None:
    page.goto("/cables/08LONDON733/thread/")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator(".drawn").focus()
    expect(page.locator(".drawn")).to_be_focused()


def test_from_the_matrix_to_a_serial(page: Page) -> None:
    page.goto("/coverage/")
    page.get_by_role("row", name="AMEMBASSY REYKJAVIK").get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("AMEMBASSY REYKJAVIK, 2008: number by number")
    page.locator(".which").get_by_role("link", name="41", exact=True).click()
    expect(page.locator(".card .id")).to_contain_text("08REYKJAVIK41")
