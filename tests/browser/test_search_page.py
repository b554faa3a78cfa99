"""The search page as a reader walks it: over time, values of a facet, completion, slips, marks, the way back."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def hits(page: Page) -> list[str]:
    return page.locator("li.hit .id").all_inner_texts()


def ready(page: Page) -> None:
    """The scripts have come: keys work."""
    expect(page.locator("html.has-keys")).to_be_attached()


def test_walk_what_was_found_by_keys(page: Page) -> None:
    page.goto("/search/?q=lens&sort=date")
    page.locator("li.hit h3 a").first.click()
    ready(page)
    expect(page.locator(".result-trail")).to_contain_text("1 of")
    places = page.locator(".letter mark")
    assert places.count() > 1
    page.keyboard.press(".")
    expect(places.nth(0)).to_be_focused()
    expect(places.nth(0)).to_be_in_viewport()
    page.keyboard.press(".")
    expect(places.nth(1)).to_be_focused()
    expect(page.locator("[data-matches]")).to_have_text(f"Place 2 of {places.count()}")
    page.keyboard.press(",")
    expect(places.nth(0)).to_be_focused()


def test_walking_begins_at_the_paragraph_that_was_opened(page: Page) -> None:
    page.goto("/search/?q=lens&sort=date")
    link = page.locator("li.hit:has(.snippet:nth-of-type(2)) .snippet a").last
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    ready(page)
    page.keyboard.press(".")
    expect(page.locator(f"#{anchor} mark").first).to_be_focused()


def test_walk_what_was_found_by_links(page: Page) -> None:
    page.goto("/search/?q=lens&sort=date")
    page.locator("li.hit .snippet a").first.click()
    assert "#p" in page.url
    link = page.locator(".result-trail .places a").last
    link.click()
    expect(page.locator(".letter mark:target")).to_be_in_viewport()


def test_next_result_and_back_to_the_list_where_it_was_left(page: Page) -> None:
    page.goto("/search/?q=lens&sort=date")
    found = hits(page)
    page.locator("li.hit h3 a").first.click()
    ready(page)
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(f"/cables/{found[1]}/.*at=2"))
    ready(page)
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(f"/cables/{found[0]}/.*at=1"))
    ready(page)
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("at=2"))
    ready(page)
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile(r"/search/\?q=lens&sort=date#r2"))
    ready(page)
    expect(page.locator("#r2")).to_be_in_viewport()
    page.keyboard.press("j")
    expect(page.locator("li.hit h3 a").nth(2)).to_be_focused()


def test_marks_keep_to_the_marking_that_was_asked_for(page: Page) -> None:
    page.goto("/search/?q=sbu:lens")
    page.locator("li.hit h3 a").first.click()
    marked = page.locator(".paragraph:has(.text mark)")
    assert marked.count()
    for paragraph in marked.all():
        expect(paragraph.locator(".margin .mark")).to_contain_text("SBU")


def test_narrow_by_a_bar_of_the_histogram(page: Page) -> None:
    page.goto("/search/")
    everything = len(hits(page))
    bar = page.locator(".over-time svg a").first
    title = bar.locator("title").text_content() or ""
    bar.locator("rect.reach").click()
    year, count = re.fullmatch(r"(\d{4}): (\d+) cables?", title).groups()  # type: ignore[union-attr]
    expect(page.locator(".asked")).to_contain_text(year)
    assert len(hits(page)) == int(count) < everything
    summary = page.locator(".over-time summary")
    expect(summary).to_contain_text("By month")
    summary.click()
    page.locator(".over-time table a").first.click()
    expect(page.get_by_label("Search the archive")).to_have_value(re.compile(rf"date:{year}-\d\d"))
    assert hits(page)


def test_find_a_value_in_a_long_facet(page: Page) -> None:
    page.goto("/search/")
    form = page.locator(".find-value").first
    form.locator("input[name=find]").scroll_into_view_if_needed()
    label = form.get_by_role("textbox")
    label.fill("a")
    form.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile("/search/values/.*find=a"))
    value = page.locator(".facets.whole a.value").first
    count = int(page.locator(".facets.whole .n").first.inner_text())
    value.click()
    expect(page.locator(".asked .chip")).to_be_visible()
    expect(page.locator("#found")).to_contain_text(f"{count} cable")


def test_did_you_mean(page: Page) -> None:
    page.goto("/search/?q=LIGHTHUOSE")
    page.locator(".meant a", has_text="lighthouse").click()
    assert hits(page)


def test_complete_by_keys(page: Page) -> None:
    page.goto("/search/")
    ready(page)
    box = page.get_by_role("combobox", name="Search the archive")
    box.press_sequentially("lighth", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    expect(box).not_to_have_value("lighth")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("lighth")
    box.press_sequentially("o", delay=20)
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=lighthouse"))
    assert hits(page)


def test_what_was_typed_last_comes_back_when_a_list_of_less_is_left(page: Page) -> None:
    """Whoever types on and at once takes a key of the list has the list of the letters before."""
    page.goto("/search/")
    ready(page)
    box = page.get_by_role("combobox", name="Search the archive")
    box.press_sequentially("li", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    page.evaluate(
        """() => {
            const box = document.querySelector("#q");
            box.value = "lighth";
            box.dispatchEvent(new Event("input"));
            for (const key of ["ArrowDown", "Escape"]) box.dispatchEvent(new KeyboardEvent("keydown", { key }));
        }"""
    )
    expect(box).to_have_value("lighth")
    expect(options.first).to_be_hidden()


def test_complete_by_a_click_from_any_page(page: Page) -> None:
    page.goto("/posts/")
    ready(page)
    page.get_by_role("combobox", name="Search the archive").press_sequentially("08hal", delay=20)
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile("/cables/08HALIFAX"))


def test_cables_like_one(page: Page) -> None:
    page.goto("/cables/08HALIFAX58/")
    page.get_by_role("link", name="Cables like it").click()
    assert page.locator("li.row").count()


def test_everything_without_scripts(page: Page) -> None:
    context = page.context.browser.new_context(  # type: ignore[union-attr]
        base_url=page.context.pages[0].url if page.url != "about:blank" else None,
        java_script_enabled=False,
        viewport=page.viewport_size,
    )
    page.goto("/")
    plain = context.new_page()
    plain.goto(page.url + "search/?q=lens&sort=date")
    plain.locator("li.hit h3 a").first.click()
    plain.locator(".result-trail .places a").first.click()
    expect(plain.locator(".letter mark:target")).to_be_in_viewport()
    plain.locator(".result-trail a[rel=next]").click()
    assert "at=2" in plain.url
    plain.get_by_role("link", name="Back to the results").click()
    expect(plain.locator("#r2")).to_be_in_viewport()
    context.close()
