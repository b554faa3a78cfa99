"""The cable page at the screen: both texts in step, paragraphs picked, words explained, paragraphs taken along."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CABLE = "/cables/08HALIFAX58/"


def is_wide(page: Page) -> bool:
    return page.viewport_size is not None and page.viewport_size["width"] > 1000


def style(page: Page, selector: str, name: str, pseudo: str = "") -> str:
    script = "(element, [name, pseudo]) => getComputedStyle(element, pseudo || null).getPropertyValue(name)"
    return str(page.locator(selector).first.evaluate(script, [name, pseudo]))


def test_the_transmitted_text_stands_beside_or_one_step_away(page: Page) -> None:
    page.goto(CABLE)
    aside = page.get_by_role("complementary", name="As transmitted")
    if is_wide(page):
        expect(aside).to_be_visible()
        page.get_by_label("Reading alone").check()
        expect(aside).to_be_hidden()
        page.get_by_label("Reading alone").uncheck()
        expect(aside).to_be_visible()
    else:
        expect(aside).to_be_hidden()
        page.get_by_role("link", name="Transmitted lines").click()
        expect(aside).to_be_visible()
        expect(page.locator(".letter")).to_be_hidden()
        page.get_by_role("link", name="Back to the reading").click()
        expect(page.locator(".letter")).to_be_visible()
        expect(aside).to_be_hidden()


def test_paragraph_and_lines_lead_to_each_other(page: Page) -> None:
    page.goto(CABLE)
    page.locator("#p7 details.lines summary").click()
    page.locator("#p7 .lines").get_by_role("link", name="as transmitted").click()
    run = page.locator('.run[data-for="p7"]')
    expect(run.locator("span[id]").first).to_be_in_viewport()
    expect(run.locator("span[id]").first).to_contain_text("7.")
    page.locator('.run[data-for="p8"] a.k').click()
    expect(page).to_have_url(re.compile(r"#p8$"))
    expect(page.locator("#p8")).to_be_in_viewport()


def test_both_texts_go_in_step(page: Page) -> None:
    if not is_wide(page):
        pytest.skip("there is room for one of them only")
    page.goto(f"{CABLE}#p8")
    here = page.locator(".run.here")
    expect(here).to_have_attribute("data-for", re.compile("p[789]"))
    expect(here).to_be_in_viewport()
    page.locator(".side").hover()
    page.mouse.wheel(0, -100_000)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_paragraphs_are_picked_by_marking(chromium: Browser, archive: str, scripts: bool) -> None:
    page = chromium.new_page(base_url=archive, java_script_enabled=scripts)
    page.goto(CABLE)
    plain = style(page, "#p2", "color")
    page.locator(".only label", has_text="SBU").click()
    assert style(page, "#p1", "color") == plain
    assert style(page, "#p2", "color") != plain
    page.get_by_label("leave the others out").check()
    expect(page.locator("#p1")).to_be_visible()
    expect(page.locator("#p2")).to_be_hidden()
    if scripts:
        expect(page.locator("[data-announce]")).to_contain_text(
            re.compile(r"\d of \d+ paragraphs shown, the others left out")
        )
    page.emulate_media(media="print")
    expect(page.locator("#p2")).to_be_visible()
    page.close()


def test_a_chip_tells_its_words_to_pointer_and_keyboard(page: Page) -> None:
    page.goto(CABLE)
    words, chip = page.locator("#p1 .in-words"), page.locator("#p1 .margin .mark")
    if is_wide(page):
        expect(words).to_be_hidden()
        chip.hover()
        expect(words).to_be_visible()
        page.mouse.move(0, 0)
        expect(words).to_be_hidden()
        page.locator("#p1").focus()
        page.keyboard.press("Tab")
        expect(chip).to_be_focused()
    expect(words).to_be_visible()
    expect(words).to_have_text("Sensitive But Unclassified")
    if is_wide(page):
        page.keyboard.press("Escape")
        expect(words).to_be_hidden()


def test_references_and_acronyms_tell_what_they_are(page: Page) -> None:
    page.goto(CABLE)
    for selector in (".text a.held", ".text a.absent", ".text a.agency"):
        link = page.locator(selector).first
        assert style(page, selector, "content", "::after") in ("none", "normal")
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        tip = link.get_attribute("data-tip") or ""
        assert tip.split("\n")[0][:20] in style(page, selector, "content", "::after")
        described = link.get_attribute("aria-describedby") or ""
        expect(page.locator(f"#{described}")).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")


def test_a_field_shows_the_line_that_it_was_read_from(page: Page) -> None:
    page.goto(CABLE)
    origin = page.locator(".card .fields > div", has_text="Precedence").first.locator("details.read-from")
    origin.locator("summary").press("Enter")
    expect(origin.locator("pre")).to_be_visible()
    expect(origin.locator("pre")).to_contain_text("071530Z MAR 08")
    origin.get_by_role("link").click()
    expect(page.locator(".side #L5")).to_be_in_viewport()
    assert style(page, ".side #L5", "background-color") != style(page, ".side #L6", "background-color")


def test_a_paragraph_is_copied_with_its_reference(page: Page, archive: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(CABLE)
    page.locator("#p2 details.lines summary").press("Enter")
    page.locator("#p2").get_by_role("button", name="Copy with its reference").click()
    expect(page.locator("[data-announce]")).to_have_text("Paragraph 2 with its reference copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.match(r"2\. \(U\) \S", copied)
    assert re.search(
        r"08HALIFAX58, 7 March 2008.*UNCLASSIFIED.*paragraph 2 \(U\)\. .*text sha256:[0-9a-f]{16}\. ", copied
    )
    assert copied.strip().endswith(f"{archive}{CABLE}#p2")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(page.locator("[data-announce]")).to_contain_text("with its reference copied.")


def test_a_misreading_is_reported_from_its_paragraph(page: Page) -> None:
    page.goto(CABLE)
    page.locator("#p3 details.lines summary").click()
    page.locator("#p3").get_by_role("link", name="Report a misreading").click()
    expect(page.locator(".quoted")).to_be_visible()
    page.get_by_label("What is wrong").fill("The second sentence belongs to paragraph 4.")
    page.get_by_role("button", name="Send the report").click()
    expect(page.locator(".state-note", has_text="Thank you.")).to_be_visible()


def test_a_citation_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{CABLE}cite/?p=2")
    note = page.get_by_role("region", name="Note, Chicago style")
    note.get_by_role("button", name="Copy").click()
    expect(page.locator("[data-announce]")).to_have_text("Note, Chicago style copied.")
    assert "para. 2 (U)" in page.evaluate("navigator.clipboard.readText()")


def test_without_scripts_the_lines_are_one_step_away(chromium: Browser, archive: str) -> None:
    context = chromium.new_context(base_url=archive, java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(CABLE)
    expect(page.locator(".side")).to_be_hidden()
    page.locator("#p2 details.lines summary").click()
    page.locator("#p2 .lines a").first.click()
    expect(page.locator('.run[data-for="p2"] span[id]').first).to_be_in_viewport()
    page.locator('.run[data-for="p2"] a.k').click()
    expect(page.locator("#p2")).to_be_in_viewport()
    expect(page.locator(".side")).to_be_hidden()
    context.close()


def test_what_differs_between_two_texts_is_told_in_words(page: Page) -> None:
    page.goto("/cables/08HALIFAX71/versions/")
    expect(page.get_by_role("heading", name="What differs")).to_be_visible()
    expect(page.locator(".pair-row", has_text="differs").first).to_contain_text("A:")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address", [f"{CABLE}#L5", f"{CABLE}cite/?p=2", f"{CABLE}report/?p=2", "/cables/08HALIFAX71/versions/"]
)
def test_axe_finds_nothing_serious(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    if address.startswith(f"{CABLE}#") and is_wide(page):
        page.locator(".only label", has_text="SBU").click()
        page.locator("#p7 details.lines summary").click()
    found = [
        f"{problem['id']}: {problem['help']} ({problem['nodes'][0]['html'][:160]})"
        for problem in Axe().run(page).response["violations"]
        if problem["impact"] in {"serious", "critical"}
    ]
    assert not found
