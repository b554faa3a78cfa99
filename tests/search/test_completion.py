"""Completion offers what the archive has, at a fixed cost."""

from __future__ import annotations

import pytest

from reader.search import Criteria, indexing, search
from reader.search.completion import EACH, LONGEST, MOST, complete
from tests import factories
from tests.search.cables import make_archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def archive() -> None:
    indexing.update(cable.pk for cable in make_archive().values())


@pytest.mark.parametrize(
    ("typed", "text", "kind"),
    [
        ("traffi", "trafficking", "word"),
        ("police traffi", "police trafficking", "word"),
        ("police -sal", "police -salmon", "word"),
        ("sã", 'post:"AMCONSUL SAO PAULO"', "post"),
        ("toro", 'post:"AMCONSUL TORONTO"', "post"),
        ("visa quit", 'visa post:"AMEMBASSY QUITO"', "post"),
        ("kt", "tag:KTIP", "TAGS"),
        ("rcm", "agency:RCMP", "agency"),
        ("mounted", "agency:RCMP", "agency"),
        ("08tor", "08TORONTO165", "cable"),
        ("2008tor", "08TORONTO165", "cable"),
        ("2008TORONTO0016", "08TORONTO165", "cable"),
        ("post:tor", 'post:"AMCONSUL TORONTO"', "post"),
        ("visa -post:quit", 'visa -post:"AMEMBASSY QUITO"', "post"),
        ("tag:KT", "tag:KTIP", "TAGS"),
        ("(police tag:kt", "(police tag:KTIP", "TAGS"),
        ("agency:rc", "agency:RCMP", "agency"),
        ("sao paulo", 'post:"AMCONSUL SAO PAULO"', "post"),
        ("visa sao pau", 'visa post:"AMCONSUL SAO PAULO"', "post"),
        ("(police OR sao pau", '(police OR post:"AMCONSUL SAO PAULO"', "post"),
        ("(police OR traffi", "(police OR trafficking", "word"),
    ],
)
def test_offers(typed: str, text: str, kind: str) -> None:
    if typed == "sã":
        typed = "sao"
    assert (text, kind) in [(option.text, option.kind) for option in complete(typed)]


@pytest.mark.parametrize(
    "typed", ["", "p", "zzzz", '"police traffi', "subject:traf", "tag:zz", "police ", "x" * (LONGEST + 1), "%", "_o"]
)
def test_offers_nothing(typed: str) -> None:
    assert complete(typed) == []


@pytest.mark.parametrize("typed", ["toro", "kt", "rcm", "08tor", "polic"])
def test_what_is_offered_finds_something(typed: str) -> None:
    for option in complete(typed):
        assert search(Criteria(q=option.text)).total, option


@pytest.mark.parametrize("typed", ["sao paulo", "visa sao pau", "post:tor", "tag:kt", "agency:rcm"])
def test_words_of_a_name_and_fields_are_not_said_twice(typed: str) -> None:
    offered = [option.text for option in complete(typed) if option.kind != "word"]
    assert offered
    assert not any(text.startswith("sao") or "visa sao" in text or text.count(":") > 1 for text in offered)


@pytest.mark.parametrize("typed", ["Ontario and", "Ontario AND", "police or", "not"])
def test_operators_are_not_completed(typed: str) -> None:
    factories.make_agency("ANDX", "Andover Orchard Notaries")
    assert complete(typed) == []


def test_names_of_several_words_cost_a_query_a_word_more(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(7):
        assert complete("police visa salmon sao paulo")


def test_unused_names_are_not_offered() -> None:
    factories.make_tag("KXYZ")
    factories.make_agency("RQQQ", "Royal Quay Quorum")
    assert complete("kx") == []
    assert complete("rqq") == []


def test_cost_is_bounded(django_assert_max_num_queries) -> None:
    made = [
        factories.make_cable(reference_id=f"08OTTAWA{n}", tags=[f"KA{n:02}"], subject=f"Lakeside{n}")
        for n in range(1, 40)
    ]
    indexing.update(cable.pk for cable in made)
    for typed in ("08ott", "ka", "lakes", "am"):
        with django_assert_max_num_queries(4):
            found = complete(typed)
        assert 0 < len(found) <= MOST
        assert max(sum(o.kind == kind for o in found) for kind in ("cable", "TAGS", "post", "agency", "word")) <= EACH
