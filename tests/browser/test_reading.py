"""A reader at the screen: finds a cable, reads its markings, looks at the source, follows a reference."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def colour(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("element => getComputedStyle(element).backgroundColor"))


def test_from_the_home_page_to_a_marked_paragraph(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_text("Fictional").first).to_be_visible()
    page.locator("[data-key-search]").fill("harbor watch")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/search/\?q=harbor\+watch"))
    hit = page.locator("li.hit", has_text="08HALIFAX58")
    expect(hit.locator("mark").first).to_be_visible()
    expect(hit.locator("svg").first).to_be_visible()
    hit.get_by_role("heading").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/cables/08HALIFAX58/"))
    first = page.locator("#p1")
    expect(first).to_contain_text("SBU")
    expect(first).to_contain_text("Sensitive But Unclassified", ignore_case=True)
    assert colour(page, "#p1 .margin .mark-r-controlled, #p1 .margin *") != colour(page, "#p2 .margin *")


def test_a_snippet_leads_to_its_paragraph(page: Page) -> None:
    page.goto("/search/?q=prism")
    snippet = page.locator("p.snippet a").first
    anchor = (snippet.get_attribute("href") or "").partition("#")[2]
    assert anchor
    snippet.press("Enter")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    expect(page.locator(f"#{anchor}")).to_contain_text(re.compile("prism", re.I))


def test_a_paragraph_has_an_address(page: Page) -> None:
    page.goto("/cables/08HALIFAX58/#p7")
    expect(page.locator("#p7")).to_be_in_viewport()
    page.locator("#p3 a.number").click()
    expect(page).to_have_url(re.compile(r"#p3$"))


def test_the_source_is_one_click_away(page: Page) -> None:
    page.goto("/cables/08HALIFAX58/")
    page.get_by_role("link", name="As transmitted", exact=True).click()
    expect(page).to_have_url(re.compile(r"/cables/08HALIFAX58/source/$"))
    expect(page.locator("#L1")).to_be_visible()
    expect(page.get_by_text("DE RUEHHA")).to_be_visible()


def test_the_source_is_one_key_away(page: Page) -> None:
    page.goto("/cables/08HALIFAX58/")
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile(r"/source/$"))
    expect(page.locator("html.has-keys")).to_be_attached()
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile(r"/cables/08HALIFAX58/$"))


def test_a_held_reference_is_followed_and_an_absent_one_is_named(page: Page) -> None:
    page.goto("/cables/08HALIFAX58/")
    listed = page.get_by_role("region", name="Refers to")
    expect(listed.get_by_text("not in this archive").first).to_be_visible()
    listed.get_by_role("link", name=re.compile("08REYKJAVIK41")).click()
    expect(page).to_have_url(re.compile(r"/cables/08REYKJAVIK41/$"))
    expect(page.get_by_role("region", name="Referred to by")).to_contain_text("08HALIFAX58")


def test_a_news_page_is_shown_by_its_headline(page: Page) -> None:
    page.goto("/cables/08OTTAWA391/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("headline")
    furniture = page.get_by_text("Lines of the page that are no part of the cable")
    expect(furniture).to_be_visible()


def test_every_page_of_the_demonstration_says_that_it_is_fictional(page: Page) -> None:
    for address in ("/", "/posts/", "/dates/2008/", "/cables/08OSLO155/", "/search/?q=light", "/guide/"):
        page.goto(address)
        expect(page.get_by_text("Fictional").first, f"{address} does not say so").to_be_visible()


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    for address in (
        "/",
        "/search/?q=light",
        "/cables/08HALIFAX58/",
        "/cables/08LONDON733/source/",
        "/guide/",
        "/tags/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} at {width} px"


def test_the_counts_of_agencies_are_on_the_screen(page: Page) -> None:
    """No count hides in a box that has to be scrolled."""
    page.goto("/agencies/")
    width = page.viewport_size["width"] if page.viewport_size else 0
    counts = [box for cell in page.locator(".by-role tbody tr:first-child td.n").all() if (box := cell.bounding_box())]
    assert len(counts) == 3
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in counts)
    assert page.locator(".scroll").first.evaluate("box => box.scrollWidth <= box.clientWidth")
