"""Sections that were sent as separate telegrams are one cable."""

import datetime as dt

import pytest

from reader.ingest import write
from reader.ingest.sections import join
from reader.models import Cable, Source
from reader.telegram import ReadingWarning, Telegram, records
from tests.factories import make_telegram, store

MAY = dt.datetime(2008, 5, 28, 19, 32, tzinfo=dt.UTC)


def section(number: int, of: int = 2, **fields: object) -> Telegram:
    text = records.Paragraph(number, None, None, f"Words of section {number}.", (7, 8))
    later = dt.timedelta(minutes=number)
    found = records.TextReference(0, 0, 5, "OTTAWA 3", ("08OTTAWA3",))
    return make_telegram(
        **{
            "section": (number, of),
            "partial": True,
            "date": MAY + later,
            "paragraphs": (text,),
            "text_references": (found,),
            "warnings": (
                ReadingWarning("sections-missing", "The others are not here."),
                ReadingWarning("no-tags", "No."),
            ),
            "subject": f"SUBJECT {number}",
            **fields,
        }
    )


def test_sections_join_in_their_order() -> None:
    reading = join([section(2, signatures=("SPECIMEN",)), section(1)])
    telegram = reading.telegram
    assert [paragraph.number for paragraph in telegram.paragraphs] == [1, 2]
    assert reading.sections == (1, 2)
    assert [found.paragraph for found in telegram.text_references] == [0, 1]
    assert (telegram.subject, telegram.signatures, telegram.partial) == ("SUBJECT 1", ("SPECIMEN",), False)
    assert [warning.code for warning in telegram.warnings] == ["no-tags"]


def test_a_section_that_is_missing_makes_it_partial() -> None:
    telegram = join([section(1, 3), section(3, 3)]).telegram
    assert telegram.partial
    assert telegram.warnings[-1].message == "This is section 1 and 3 of 3; the others are not here."


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> dict[bytes, Telegram]:
    """What reading a stored source again gives, by its bytes."""
    telegrams: dict[bytes, Telegram] = {}
    monkeypatch.setattr(write, "telegram_of", lambda source: telegrams[source.raw])
    return telegrams


def send(remembered: dict[bytes, Telegram], telegram: Telegram) -> write.Written:
    from tests.factories import receive

    received = receive(telegram)
    remembered[received.document.raw] = telegram
    return store(received)


@pytest.mark.django_db
@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_sections_that_come_one_after_the_other(order: tuple[int, int], remembered: dict[bytes, Telegram]) -> None:
    send(remembered, section(order[0]))
    cable = Cable.objects.get()
    assert cable.partial
    written = send(remembered, section(order[1]))
    cable.refresh_from_db()
    assert written.updated == [cable.pk]
    assert not cable.partial
    assert list(cable.paragraphs.values_list("number", "section")) == [(1, 1), (2, 2)]
    assert cable.subject == "SUBJECT 1"
    assert cable.source == Source.objects.get(section=1)
    assert [warning["code"] for warning in cable.warnings] == ["no-tags"]


@pytest.mark.django_db
def test_two_of_three_sections_are_more_than_one(remembered: dict[bytes, Telegram]) -> None:
    for number in (1, 3):
        send(remembered, section(number, 3))
    cable = Cable.objects.get()
    assert (cable.partial, cable.paragraph_count) == (True, 2)
    send(remembered, section(2, 3))
    cable.refresh_from_db()
    assert (cable.partial, cable.paragraph_count) == (False, 3)


@pytest.mark.django_db
def test_a_section_again_changes_nothing_in_the_reading(remembered: dict[bytes, Telegram]) -> None:
    send(remembered, section(1))
    send(remembered, section(2))
    before = list(Cable.objects.values_list("updated", flat=True))
    send(remembered, section(2))
    assert list(Cable.objects.values_list("updated", flat=True)) == before
    assert Source.objects.count() == 3


@pytest.mark.django_db
def test_a_whole_text_stays_when_a_section_comes(remembered: dict[bytes, Telegram]) -> None:
    send(remembered, make_telegram("The whole cable."))
    send(remembered, section(1))
    assert Cable.objects.get().paragraphs.get().text == "The whole cable."


@pytest.mark.django_db
def test_a_whole_text_takes_the_place_of_a_section(remembered: dict[bytes, Telegram]) -> None:
    send(remembered, section(1))
    send(remembered, make_telegram("The whole cable.", date=MAY + dt.timedelta(minutes=1)))
    assert Cable.objects.get().paragraphs.get().text == "The whole cable."
