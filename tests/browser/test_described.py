"""The data block in a cable's head: the policy of the pages lets it be, because nothing executes it."""

import json

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_policy_says_nothing_of_the_data_block(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/cables/08HALIFAX58/")
    block = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(block or "")["identifier"] == "08HALIFAX58"
    assert said == []


def test_a_script_reads_the_api(page: Page) -> None:
    page.goto("/about/")
    found = page.evaluate("fetch('/api/v1/search?q=lens&limit=1').then(answer => answer.json())")
    assert found["total"] > 1
    assert len(found["cables"]) == 1
