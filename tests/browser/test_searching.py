"""A reader with a question: filters, takes a filter off again, meets clear words when nothing is found."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def hits(page: Page) -> list[str]:
    return page.locator("li.hit .id").all_inner_texts()


def test_filter_by_an_agency_that_is_mentioned(page: Page) -> None:
    page.goto("/search/")
    everything = hits(page)
    page.get_by_label("Agency or post that sent it, received it or is named in it").fill("NALA")
    page.get_by_role("button", name="Add").click()
    if page.get_by_text("Which one?").count():
        page.get_by_role("link", name=re.compile("North Atlantic Lights Authority")).first.click()
    expect(page.locator("ul.chips")).to_contain_text(re.compile("Lights Authority|NALA"))
    found = hits(page)
    assert found
    assert len(found) < len(everything)
    expect(page.locator("p.agency-roles").first).to_contain_text("mentioned in")


def test_filter_by_an_agency_that_sends_and_receives(page: Page) -> None:
    page.goto("/search/?agency-named=DOS")
    if page.get_by_text("Which one?").count():
        page.get_by_role("link", name=re.compile("Department of State")).first.click()
    roles = " ".join(page.locator("p.agency-roles").all_inner_texts())
    assert "addressed to" in roles
    assert "sent by" in roles


def test_narrow_by_a_facet_and_take_it_off(page: Page) -> None:
    page.goto("/search/?q=lighthouse")
    before = hits(page)
    facets = page.get_by_role("complementary", name="Narrow the results")
    facets.locator("a.value", has_text=re.compile("secret", re.I)).first.click()
    narrowed = hits(page)
    assert narrowed
    assert set(narrowed) < set(before)
    page.locator("a.chip").first.click()
    assert hits(page) == before


def test_leave_a_value_out(page: Page) -> None:
    page.goto("/search/?q=lighthouse&class=secret")
    secret = set(hits(page))
    page.goto("/search/?q=lighthouse&not-class=secret")
    assert secret
    assert hits(page)
    assert not secret & set(hits(page))


def test_inside_paragraphs_of_one_marking(page: Page) -> None:
    page.goto("/search/?q=sbu:lens")
    assert hits(page)
    for snippet in page.locator("p.snippet").all():
        expect(snippet).to_contain_text("SBU")


def test_nothing_found_is_said_in_clear_words(page: Page) -> None:
    page.goto("/search/?q=zeppelin")
    expect(page.get_by_text("No cable answers this.")).to_be_visible()


def test_a_mistake_in_the_query_gets_a_sentence_and_not_an_error(page: Page) -> None:
    answer = page.goto('/search/?q="grey coaster')
    assert answer
    assert answer.status == 200
    expect(page.get_by_role("status").filter(has_text="quote")).to_be_visible()
    assert "08HALIFAX58" in hits(page)


def test_slash_goes_to_the_search_box(page: Page) -> None:
    page.goto("/cables/08HALIFAX58/")
    page.keyboard.press("/")
    expect(page.locator("[data-key-search]")).to_be_focused()
