"""A prepared question gives what its queryset gives, and writes its SQL once."""

import datetime as dt
from threading import Thread

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler

from reader.models import Cable, Paragraph
from reader.models.prepared import Prepared
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> list[Cable]:
    return [
        factories.make_cable(reference_id=f"08OTTAWA{n}", paragraphs=[("(U)", f"Text {n}."), f"More of {n}."])
        for n in (1, 2)
    ]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The SQL that is written while a test runs."""
    seen: list[str] = []
    as_sql = SQLCompiler.as_sql

    def noted(self, *args, **options):
        sql, params = as_sql(self, *args, **options)
        seen.append(sql)
        return sql, params

    monkeypatch.setattr(SQLCompiler, "as_sql", noted)
    return seen


def paragraphs() -> Prepared[Paragraph]:
    return Prepared(
        lambda cable: Paragraph.objects.filter(cable=cable).select_related("marking").order_by("position"), cable=int
    )


def test_rows_are_those_of_the_queryset(two: list[Cable]) -> None:
    asked = paragraphs()
    for cable in (*two, two[0]):
        rows = asked(cable=cable.pk)
        assert [(row.text, row.marking and row.marking.level) for row in rows] == [
            (row.text, row.marking and row.marking.level) for row in cable.paragraphs.select_related("marking")
        ]


def test_the_sql_is_written_once(two: list[Cable], written: list[str], django_assert_num_queries) -> None:
    asked = paragraphs()
    with django_assert_num_queries(3):
        for cable in (*two, two[0]):
            asked(cable=cable.pk)
    assert len(written) == 1


def test_rows_are_fresh_each_time(two: list[Cable]) -> None:
    asked = paragraphs()
    asked(cable=two[0].pk)
    Paragraph.objects.filter(cable=two[0], position=1).update(text="Changed.")
    assert asked(cable=two[0].pk)[0].text == "Changed."
    assert asked(cable=-1) == []


def test_keys_of_all_types_and_used_twice(two: list[Cable]) -> None:
    asked = Prepared(
        lambda moment, number, other: Cable.objects.filter(date__lte=moment, number=number).exclude(pk=other),
        moment=dt.datetime,
        number=str,
        other=int,
    )
    first, second = two
    assert asked(moment=first.date, number="08OTTAWA1", other=second.pk) == [first]
    assert asked(moment=first.date, number="08OTTAWA1", other=first.pk) == []
    assert asked(moment=first.date - dt.timedelta(days=1), number="08OTTAWA1", other=second.pk) == []


def test_threads_do_not_share(two: list[Cable], transactional_db: None) -> None:
    asked = paragraphs()
    asked(cable=two[0].pk)
    found: list[str] = []

    def ask() -> None:
        found.extend(row.text for row in asked(cable=two[1].pk))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == ["Text 2.", "More of 2."]
    assert [row.text for row in asked(cable=two[0].pk)] == ["Text 1.", "More of 1."]


@pytest.mark.django_db
def test_undated_cables_come_last_on_every_database(archive: list) -> None:
    from reader.models import Reference
    from reader.views import questions
    from tests.factories import make_cable

    cable = archive[1]
    make_cable(reference_id="09OTTAWA1", references=["08TORONTO152"])
    citing = [row.cable.reference_id for row in questions.CITING(cable=cable.pk)]
    assert citing == ["09OTTAWA1", "09TORONTO3"]
    assert [by for _, by in Reference.objects.citing(["08TORONTO152"])] == citing
