"""Questions to the archive, each by its name."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from reader.models import Agency, Cable, Reference, Station, Tag
from tests.factories import make_cable

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db: None) -> None:
    make_cable(
        reference_id="08OTTAWA7",
        station="AMEMBASSY OTTAWA",
        date=dt.datetime(2008, 1, 2, 12, tzinfo=dt.UTC),
        level="SECRET",
        tags=["PREL"],
        to=["AMCONSUL TORONTO"],
    )
    make_cable(
        reference_id="08TORONTO5",
        date=dt.datetime(2008, 5, 28, tzinfo=dt.UTC),
        paragraphs=["The RCMP called.", "The RCMP called again."],
        mentions={"RCMP": 1},
        info=["AMCONSUL QUEBEC", "AMEMBASSY OTTAWA"],
    )
    make_cable(reference_id="07QUITO1", station="AMEMBASSY QUITO", date=None, level=None, references=["08OTTAWA7", "X"])


def ids(cables: object) -> list[str]:
    return [cable.reference_id for cable in cables]


def test_questions(three: None) -> None:
    cables, ottawa = Cable.objects, Station.objects.get(slug="ottawa")
    state, rcmp = Agency.objects.get(slug="dos"), Agency.objects.get(slug="rcmp")
    assert ids(cables.in_year(2008).oldest_first()) == ["08OTTAWA7", "08TORONTO5"]
    assert ids(cables.in_month(2008, 5)) == ["08TORONTO5"]
    assert ids(cables.on_day(dt.date(2008, 1, 2))) == ["08OTTAWA7"]
    assert ids(cables.sent_by(ottawa)) == ["08OTTAWA7"]
    assert ids(cables.addressed_to(ottawa)) == ["08TORONTO5"]
    assert ids(cables.classified("SECRET")) == ["08OTTAWA7"]
    assert ids(cables.classified(None)) == ["07QUITO1"]
    assert ids(cables.tagged(Tag.objects.get(code="PREL"))) == ["08OTTAWA7"]
    assert ids(cables.mentioning(rcmp)) == ["08TORONTO5"]
    assert ids(cables.addressed_to_agency(state).oldest_first()) == ["08TORONTO5", "07QUITO1"]
    assert ids(cables.sent_by_agency(state)) == []
    assert ids(cables.concerning(rcmp)) == ["08TORONTO5"]


def test_cables_without_a_date_come_last_either_way(three: None) -> None:
    assert ids(Cable.objects.oldest_first()) == ["08OTTAWA7", "08TORONTO5", "07QUITO1"]
    assert ids(Cable.objects.newest_first()) == ["08TORONTO5", "08OTTAWA7", "07QUITO1"]


def test_references_that_wait(three: None) -> None:
    assert [reference.text for reference in Reference.objects.unresolved()] == ["X"]


def test_a_list_takes_a_fixed_number_of_queries(three: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):
        rows = [
            (
                cable.reference_id,
                cable.station.slug,
                cable.source.collection.name,
                [paragraph.length for paragraph in cable.paragraphs.all()],
                [tag.code for tag in cable.tags.all()],
            )
            for cable in Cable.objects.for_lists().oldest_first()
        ]
    assert rows[:2] == [
        ("08OTTAWA7", "ottawa", "main", [17], ["PREL"]),
        ("08TORONTO5", "toronto", "main", [16, 22], []),
    ]


@pytest.mark.parametrize(
    ("fields", "title", "kind"),
    [
        ({"subject": "LAKES"}, "LAKES", "subject"),
        ({"subject": "", "headline": "Cable: lakes"}, "Cable: lakes", "headline"),
        ({"subject": "", "headline": ""}, "No subject stated", "none"),
    ],
)
def test_a_title_says_what_it_is(fields: dict, title: str, kind: str) -> None:
    cable = make_cable(**fields)
    assert (cable.title, cable.title_kind) == (title, kind)
