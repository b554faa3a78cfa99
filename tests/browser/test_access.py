"""What axe finds, in light and dark, and what works without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ADDRESSES = (
    "/",
    "/search/?q=light",
    "/search/?q=zeppelin",
    "/cables/08HALIFAX58/",
    "/cables/74REYKJAVIK871/",
    "/cables/08LONDON733/source/",
    "/dates/",
    "/dates/2008/",
    "/dates/2008/02/",
    "/posts/",
    "/posts/halifax/?not-class=secret&year=2008",
    "/countries/",
    "/tags/",
    "/agencies/",
    "/classifications/",
    "/captions/",
    "/people/",
    "/collections/",
    "/most-cited/",
    "/study/",
    "/study/by/tag/",
    "/study/cables/?count=below",
    "/coverage/",
    "/coverage/reykjavik/",
    "/coverage/reykjavik/2008/",
    "/missing/",
    "/threads/",
    "/cables/08LONDON733/thread/",
    "/guide/",
    "/help/search/",
    "/about/",
    "/nowhere/",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_serious(page: Page, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    found = [
        f"{problem['id']}: {problem['help']} ({problem['nodes'][0]['html'][:160]})"
        for problem in Axe().run(page).response["violations"]
        if problem["impact"] in {"serious", "critical"}
    ]
    assert not found


def test_everything_is_there_without_scripts(chromium: Browser, archive: str) -> None:
    context = chromium.new_context(base_url=archive, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.locator("[data-key-search]").fill("lens")
    page.get_by_role("button", name="Search").click()
    page.locator("li.hit h3 a").first.click()
    expect(page.locator("#p1")).to_be_visible()
    page.get_by_role("link", name="As transmitted", exact=True).click()
    expect(page.locator("#L1")).to_be_visible()
    context.close()
