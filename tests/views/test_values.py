"""All values of a facet, and the search inside them."""

import pytest
from django.test import Client

from reader.search import indexing
from tests import factories
from tests.views.pages import page_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def many() -> None:
    cables = [factories.make_cable(tags=["PREL", f"K{number:02}"], subject="Lake") for number in range(20)]
    cables.append(factories.make_cable(tags=["SENV"], subject="Salmon"))
    indexing.update(cable.pk for cable in cables)


def listed(client: Client, address: str) -> list[str]:
    return [words(link) for link in page_of(client, address).css(".facets.whole a.value")]


def test_a_long_facet_leads_to_all_its_values(client: Client, many: None) -> None:
    page = page_of(client, "/search/?q=subject:lake&sort=date")
    links = [link.attributes["href"] for link in page.css(".find-value a")]
    assert links == ["/search/values/tag/?q=subject%3Alake&sort=date"]
    assert len(listed(client, links[0] or "")) == 21


def test_a_search_inside_the_values(client: Client, many: None) -> None:
    assert listed(client, "/search/values/tag/?q=subject:lake&find=k1") == [f"K{n}" for n in range(10, 20)]
    page = page_of(client, "/search/values/tag/?q=subject:lake&find=k07")
    assert page.css_first("a.value").attributes["href"] == "/search/?q=subject%3Alake&tag=K07"
    assert page.css_first("a.not").attributes["href"] == "/search/?q=subject%3Alake&not-tag=K07"
    assert "No value here" in words(page_of(client, "/search/values/tag/?q=subject:lake&find=zz").css_first(".facets"))


def test_chosen_values_can_be_taken_off(client: Client, many: None) -> None:
    page = page_of(client, "/search/values/tag/?tag=K07")
    assert page.css_first(".chosen a.value").attributes["href"] == "/search/"


def test_no_such_facet(client: Client) -> None:
    assert client.get("/search/values/colour/").status_code == 404
