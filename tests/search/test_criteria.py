from __future__ import annotations

import pytest
from django.http import QueryDict

from reader.search import Criteria
from tests import factories


def criteria(address: str) -> Criteria:
    return Criteria.from_params(QueryDict(address))


def test_an_address_is_read_and_written_again() -> None:
    address = "q=police+%22bad+cop%22&class=secret&class=confidential&post=toronto&not-tag=PGOV&sort=-date&page=3"
    asked = criteria(address)
    assert asked.q == 'police "bad cop"'
    assert asked.filters == {"class": ("secret", "confidential"), "post": ("toronto",)}
    assert asked.excluded == {"tag": ("PGOV",)}
    assert (asked.sort, asked.page) == ("-date", 3)
    assert asked.address() == f"/search/?{address}"
    assert Criteria().address("/search/export.csv") == "/search/export.csv"


@pytest.mark.parametrize(
    "address",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=99999999999",
        "page=%C2%B2",
        "sort=colour",
        "colour=red",
        "tag=",
        "tag=+",
        "q=%00",
    ],
)
def test_what_is_not_known_is_left_out(address: str) -> None:
    assert criteria(address) == Criteria()


def test_neighbours_go_back_to_page_one() -> None:
    asked = criteria("q=x&page=4&tag=KTIP")
    assert asked.adding("tag", "PGOV").address() == "/search/?q=x&tag=KTIP&tag=PGOV"
    assert asked.adding("tag", "KTIP").address() == "/search/?q=x&tag=KTIP"
    assert asked.excluding("tag", "KTIP").address() == "/search/?q=x&not-tag=KTIP"
    assert asked.excluding("tag", "KTIP").adding("tag", "KTIP").address() == "/search/?q=x&tag=KTIP"
    assert asked.removing("tag", "KTIP").address() == "/search/?q=x"
    assert asked.sorted_by("date").address() == "/search/?q=x&tag=KTIP&sort=date"
    assert asked.on_page(2).address() == "/search/?q=x&tag=KTIP&page=2"
    assert asked.asking("y").address() == "/search/?q=y&tag=KTIP"
    with pytest.raises(ValueError, match="no facet"):
        asked.adding("colour", "red")


@pytest.mark.django_db
def test_chips_and_sentence_say_values_in_words() -> None:
    factories.make_station("AMCONSUL TORONTO", country_code="CA")
    slug = factories.make_station("AMCONSUL TORONTO").slug
    asked = criteria(f"q=police&class=secret&class=top-secret&post={slug}&tag=KTIP&tag=ZZ9&not-year=2008&not-year=2009")
    assert asked.sentence() == (
        "Cables with police, classified Secret or Top secret, sent by AMCONSUL TORONTO, "
        f"tagged {_tag('KTIP')} and ZZ9, not from 2008 or 2009"
    )
    chips = asked.chips()
    assert [(chip.name, chip.value, chip.excluded) for chip in chips][-1] == ("year", "2009", True)
    assert chips[0].value_label == "Secret"
    assert chips[0].remove.filters["class"] == ("top-secret",)
    assert Criteria().sentence() == "All cables"


@pytest.mark.django_db
def test_words_of_many_filters_take_one_query(django_assert_num_queries) -> None:
    asked = criteria("class=not-stated&country=CA&country=EC&post=a&post=b&tag=KTIP&tag=X&agency=rcmp&caption=sipdis"
                     "&concept=fish&not-collection=main&not-agency=cbsa&year=2008")  # fmt: skip
    with django_assert_num_queries(1):
        chips = asked.chips()
    with django_assert_num_queries(1):
        asked.sentence()
    assert len(chips) == 13
    assert Criteria(filters={"class": ("not-stated",)}).sentence() == "Cables without a stated classification"
    assert Criteria(excluded={"class": ("not-stated",)}).sentence() == "Cables with a stated classification"


def _tag(code: str) -> str:
    return str(factories.make_tag(code))
