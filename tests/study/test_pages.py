"""Pages of the study: each number leads to as many cables as it says, and bad addresses are answered in words."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory

from reader.models import Cable, counting
from reader.search import Criteria
from reader.search.keys import keys
from reader.search.searching import search_count
from reader.views.study import newest_first
from reader.views.study_asking import asked
from reader.views.study_conditions import NAMES, NoSuchValueError, conditions, narrowed
from reader.views.study_tables import share
from tests.study.conftest import KINDS

#: A search with words, brackets and filters, and what it is called below.
QUERY = "q=police+OR+calm&class=secret&class=confidential&class=unclassified&not-tag=KTIP"
_LINK = re.compile(r'<a href="(/study/cables/\?[^"]*)">([^<]*)</a>')


def links(client: Client, address: str) -> list[tuple[str, int]]:
    """(address, number) of every number that leads to cables."""
    page = client.get(address)
    assert page.status_code == 200
    found = _LINK.findall(page.content.decode())
    return [(html.unescape(to), int(re.sub(r"\D", "", words))) for to, words in found]


PAGES = ["/study/", f"/study/?{QUERY}", *(f"/study/by/{name}/" for name in ("year", "post", "tag", "reason"))]


@pytest.mark.parametrize("address", PAGES)
def test_each_number_leads_to_as_many_cables(client: Client, indexed: list[Cable], address: str) -> None:
    found = links(client, address)
    assert len(found) > 10
    here = asked(RequestFactory().get(address))
    wrong, searched = [], 0
    for to, number in dict(found).items():
        params = QueryDict(urlsplit(to).query)
        assert Criteria.from_params(params) == here.criteria
        chosen = conditions(params, here.columns)
        if len(newest_first(here.columns, chosen)) != number:
            wrong.append((to, number))
        if same := narrowed(here.criteria, chosen):
            searched += 1
            if search_count(same) != number:
                wrong.append((same.address(), number))
    assert wrong == []
    assert searched > 5 or "reason" in address


def test_a_list_names_its_cables_and_the_same_as_a_search(client: Client, indexed: list[Cable]) -> None:
    page = client.get("/study/cables/?count=below&by=year:2008")
    expected = {cable.pk for cable in indexed if cable.year == 2008 and cable.level and _below(cable)}
    assert set(page.context["shown"]) == expected
    assert page.context["total"] == len(expected) > 0
    said = Criteria.from_params(QueryDict(urlsplit(page.context["search"]).query))
    assert set(keys(said).tolist()) == expected
    assert "with a portion marked above their classification" in page.content.decode()
    held = Cable.objects.in_bulk(page.context["shown"])
    assert all(cable.get_absolute_url() in page.content.decode() for cable in held.values())
    dates = [held[pk].date for pk in page.context["shown"]]
    assert dates == sorted(dates, reverse=True)


def _below(cable: Cable) -> bool:
    levels = ["UNCLASSIFIED", "LIMITED OFFICIAL USE", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET"]
    top = cable.highest_portion_level
    return top is not None and levels.index(top) > levels.index(cable.level or "")


def test_long_lists_have_pages(client: Client, studied: list[Cable]) -> None:
    first, second = (client.get(f"/study/cables/?count=cables&page={page}") for page in (1, 2))
    assert first.context["total"] == len(KINDS) * 3
    shown = first.context["shown"] + second.context["shown"]
    assert sorted(shown) == [cable.pk for cable in studied]
    assert client.get("/study/cables/?count=cables&page=99").context["page"] == 2
    assert 'href="?count=cables&amp;page=2"' in first.content.decode()


def test_conditions_can_be_taken_off_one_by_one(client: Client, indexed: list[Cable]) -> None:
    page = client.get("/study/cables/?q=police&level=secret&portion=u")
    without = [dict(parse_qsl(urlsplit(address).query)) for _, address in page.context["conditions"]]
    assert without == [{"q": "police", "portion": "u"}, {"q": "police", "level": "secret"}]


@pytest.mark.parametrize(
    "wrong",
    ["count=nonsense", "level=eyes-only", "portion=x", "by=moon:1", "by=year:20x8", "by=post:nowhere", "by=tag:NONE",
     "by=classifier:Nobody", "by=reason:", "wait=long", "current=x", "highest=q", "by=year"],
)  # fmt: skip
def test_a_value_that_there_is_not_is_named(client: Client, studied: list[Cable], wrong: str) -> None:
    with pytest.raises(NoSuchValueError) as error:
        conditions(QueryDict(wrong), asked(RequestFactory().get("/study/")).columns)
    page = client.get(f"/study/cables/?{wrong}")
    assert page.status_code == 404
    assert str(error.value) in html.unescape(page.content.decode())


def test_every_condition_is_known(studied: list[Cable]) -> None:
    assert set(NAMES) == {"count", "level", "highest", "portion", "by", "original", "current", "wait"}


def test_values_typed_otherwise_lead_to_their_own_address(client: Client, studied: list[Cable]) -> None:
    answer = client.get("/study/by/year/?class=SECRET&order=above")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/study/by/year/?class=secret&order=above")


def test_what_is_wrong_with_a_question_is_said(client: Client, indexed: list[Cable]) -> None:
    page = client.get('/study/?q="lake').content.decode()
    assert "The quote opened at character 1 is not closed" in html.unescape(page)
    unknown = client.get("/study/?post=nowhere").content.decode()
    assert "No post is called “nowhere” here." in html.unescape(unknown)


def test_seventies_and_the_unmarked_are_told_in_words(client: Client, studied: list[Cable]) -> None:
    page = client.get("/study/").content.decode()
    assert "In those years paragraphs carried no portion markings" in page
    assert "no paragraph inherits its cable’s classification" in page


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(1, 8, "12%"), (0, 8, "0%"), (1, 2000, "< 0.1%"), (206, 207, "99.5%"), (1999, 2000, "99.9%"), (8, 8, "100%"),
     (1, 30, "3.3%"), (0, 0, "")],
)  # fmt: skip
def test_a_share_is_never_all_or_nothing_by_rounding(part: int, whole: int, words: str) -> None:
    assert share(part, whole).replace("\u202f", "") == words


def test_the_search_page_leads_to_the_study_of_its_result(client: Client, indexed: list[Cable]) -> None:
    page = client.get("/search/?q=police&class=secret&sort=date&page=1").content.decode()
    assert 'href="/study/?q=police&amp;class=secret"' in page


@pytest.mark.parametrize("address", ["/study/", "/study/?q=police", "/study/by/tag/", "/study/cables/?count=above"])
def test_few_queries(client: Client, indexed: list[Cable], address: str, django_assert_max_num_queries) -> None:
    client.get(address)
    with django_assert_max_num_queries(8):
        client.get(address)


def test_names_from_cables_are_escaped(client: Client, studied: list[Cable]) -> None:
    with counting.refresh([studied[0].pk]):
        Cable.objects.filter(pk=studied[0].pk).update(classified_by='<b onclick="x">', reasons=["<i>"])
    for address in ("/study/", "/study/by/classifier/", "/study/by/reason/"):
        page = client.get(address).content.decode()
        assert "<b onclick" not in page
        assert "<i>" not in page
    listed = client.get("/study/cables/", {"by": 'classifier:<b onclick="x">'})
    assert listed.context["total"] == 1
    assert "<b onclick" not in listed.content.decode()
