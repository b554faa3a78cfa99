"""Ways through the archive without a question: by date, on the map, by role, from a number of the study."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_from_the_years_to_a_day_and_on_to_the_next(page: Page) -> None:
    page.goto("/dates/")
    page.get_by_role("link", name="2008", exact=True).click()
    page.locator(".months").get_by_role("link", name=re.compile("March")).click()
    page.locator(".calendar").get_by_role("link", name="4 March 2008: 1 cable", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 March 2008")
    expect(page.locator(".rows")).to_contain_text("08REYKJAVIK41")
    page.get_by_role("navigation", name="Earlier and later").get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("4 March 2008")
    expect(page.locator(".rows > li").first).to_be_visible()


def test_from_a_dot_on_the_map_to_its_post_and_one_classification(page: Page) -> None:
    page.goto("/posts/")
    dot = page.locator(".world a", has=page.locator("title", has_text="REYKJAVIK")).first
    dot.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("AMEMBASSY REYKJAVIK")
    page.locator(".legend").get_by_role("link", name="Confidential", exact=True).click()
    expect(page.locator("#listing-title .n")).to_have_text("1")
    page.get_by_role("link", name=re.compile("Remove the filter.*Confidential")).click()
    expect(page.locator("#listing-title .n")).to_have_text("2")
    page.get_by_role("link", name="Open as a search").click()
    expect(page).to_have_url(re.compile(r"/search/\?.*post=reykjavik"))


def test_what_an_agency_was_sent_and_where_it_is_named(page: Page) -> None:
    page.goto("/agencies/dos/")
    page.locator(".roles").get_by_role("link", name=re.compile("Addressed to")).click()
    expect(page.locator("#listing-title")).to_contain_text("Addressed to")
    expect(page.locator(".roles [aria-current]")).to_contain_text("Addressed to")


def test_a_number_of_the_study_leads_to_as_many_cables(page: Page) -> None:
    page.goto("/study/")
    number = page.get_by_role("row", name=re.compile("^Classified as their highest portion marking")).get_by_role(
        "link"
    )
    count = number.inner_text()
    number.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(rf"^{count} cables?$"))
    expect(page.locator(".rows > li")).to_have_count(int(count))


def test_on_from_the_same_post_by_link_and_by_key(page: Page) -> None:
    page.goto("/cables/08HALIFAX58/")
    beside = page.get_by_role("navigation", name="Neighbours from the same post")
    beside.get_by_role("link", name=re.compile("After")).click()
    expect(page.locator(".card .id")).to_contain_text("08HALIFAX71")
    page.keyboard.press("p")
    expect(page.locator(".card .id")).to_contain_text("08HALIFAX58")


def test_the_wanted_list_and_coverage_leave_as_files(page: Page) -> None:
    for address, words, begins in (
        ("/missing/", "Spreadsheet (CSV)", "number,"),
        ("/coverage/", "All counts (CSV)", "post,"),
    ):
        page.goto(address)
        with page.expect_download() as saved:
            page.get_by_role("link", name=words).click()
        assert saved.value.path().read_text(encoding="utf-8-sig").startswith(begins)
