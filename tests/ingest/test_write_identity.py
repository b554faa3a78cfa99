"""Which texts are one cable, and which are two cables under one number."""

import datetime as dt

import pytest

from reader.ingest.identity import Candidate, Dated, next_id, same_cable, same_text
from reader.models import Cable, Source
from reader.telegram import Hints, records
from tests.factories import make_telegram, store

MAY = dt.datetime(2008, 5, 28, 19, 32, tzinfo=dt.UTC)
JUNE = dt.datetime(2008, 6, 3, 8, 0, tzinfo=dt.UTC)

LAKE = "The lake fell by a hand last week, and ferries stayed in port until Monday at noon."
ROAD = "Ice roads opened early this year; truckers are glad and shopkeepers gladder still, says the mayor."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param([LAKE], [LAKE], True, id="the same"),
        pytest.param([LAKE.upper()], [LAKE.replace(",", " ,")], True, id="case and punctuation do not count"),
        pytest.param([LAKE], [ROAD, LAKE], True, id="an extract"),
        pytest.param([LAKE], [LAKE.replace("a hand", "two hands")], True, id="a correction"),
        pytest.param([LAKE], [ROAD], False, id="another"),
        pytest.param([], [ROAD], False, id="no text says nothing"),
        pytest.param(["Yes."], ["Yes."], True, id="short"),
        pytest.param(["Yes."], ["No."], False, id="short and other"),
    ],
)
def test_same_text(one: list[str], other: list[str], expected: bool) -> None:
    assert same_text(one, other) is expected
    assert same_text(other, one) is expected


def held(text: str, date: dt.datetime | None = MAY, has_time: bool = True, name: str = "08TORONTO165") -> Candidate:
    return Candidate(1, name, Dated(date, has_time), lambda: [text])


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        pytest.param([held(LAKE)], "08TORONTO165", id="same date, same text"),
        pytest.param([held(ROAD)], "08TORONTO165", id="same date"),
        pytest.param([held(LAKE, JUNE)], "08TORONTO165", id="same text"),
        pytest.param([held(ROAD, JUNE)], None, id="other date and other text"),
        pytest.param([held(ROAD, None)], "08TORONTO165", id="an unknown date is no other date"),
        pytest.param([held(ROAD, MAY + dt.timedelta(hours=5), False)], "08TORONTO165", id="a day of another clock"),
        pytest.param([held(ROAD, MAY + dt.timedelta(minutes=5))], None, id="two times of one day"),
        pytest.param([held(ROAD), held(LAKE, name="08TORONTO165_b")], "08TORONTO165_b", id="the one with the text"),
        pytest.param([], None, id="none"),
    ],
)
def test_same_cable(candidates: list[Candidate], expected: str | None) -> None:
    found = same_cable(Dated(MAY, True), [LAKE], candidates)
    assert (found and found.reference_id) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], "76STATE1"),
        (["76STATE1"], "76STATE1_b"),
        (["76STATE1", "76STATE1_y"], "76STATE1_z"),
        (["76STATE1", "76STATE1_z"], "76STATE1_aa"),
        (["76STATE1_az"], "76STATE1_ba"),
    ],
)
def test_the_next_id(given: list[str], expected: str) -> None:
    assert next_id("76STATE1", given) == expected


@pytest.mark.django_db
def test_two_cables_under_one_number_are_never_merged() -> None:
    written = store(make_telegram(LAKE, date=MAY), make_telegram(ROAD, date=JUNE))
    assert len(written.new) == 2
    rows = Cable.objects.order_by("pk").values_list("reference_id", "number", "paragraphs__text")
    assert list(rows) == [("08TORONTO165", "08TORONTO165", LAKE), ("08TORONTO165_b", "08TORONTO165", ROAD)]


@pytest.mark.django_db
def test_a_further_text_joins_the_cable_it_belongs_to() -> None:
    store(make_telegram(LAKE, date=MAY), make_telegram(ROAD, date=JUNE))
    written = store(make_telegram(f"{ROAD} A new end.", date=JUNE, corrected=True))
    assert written.updated == [Cable.objects.get(reference_id="08TORONTO165_b").pk]
    assert Cable.objects.get(reference_id="08TORONTO165_b").paragraphs.get().text.endswith("A new end.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "reading"),
    [
        pytest.param({"partial": True}, {}, 1, id="complete over partial"),
        pytest.param({}, {"partial": True}, 0, id="partial not over complete"),
        pytest.param({}, {"corrected": True}, 1, id="corrected over original"),
        pytest.param({"corrected": True}, {}, 0, id="original not over corrected"),
        pytest.param({"partial": True, "corrected": True}, {}, 1, id="complete counts more than corrected"),
        pytest.param({}, {}, 0, id="of equals the first stays"),
        pytest.param({"paragraphs": ()}, {"partial": True}, 1, id="some text over none"),
    ],
)
def test_the_best_text_gives_the_reading(first: dict, second: dict, reading: int) -> None:
    subjects = ["THE FIRST", "THE SECOND"]
    store(make_telegram(LAKE, subject=subjects[0], **first))
    written = store(make_telegram(f"{LAKE} More.", subject=subjects[1], tags=("PREL",), **second))
    cable = Cable.objects.get()
    assert written.updated == [cable.pk]
    assert cable.sources.count() == 2
    assert cable.subject == subjects[reading]
    assert cable.source == Source.objects.order_by("pk")[reading]
    assert cable.paragraph_count == cable.paragraphs.count()
    assert [tag.code for tag in cable.tags.all()] == ["PREL"] * reading


@pytest.mark.django_db
def test_a_better_text_takes_every_part_of_the_old_reading_away() -> None:
    old = make_telegram(
        LAKE,
        partial=True,
        to=(records.Addressee(None, "SECSTATE WASHDC"),),
        captions=("SIPDIS",),
        tags=("PREL",),
        references=(records.Reference("A", "OTTAWA 3", "cable", "08OTTAWA3"),),
        mentions=(records.AgencyMention(0, 0, 3, "RCMP", "Royal Canadian Mounted Police", "CA"),),
        release=records.Release("1975X1", concepts=("FISHERIES",)),
    )
    store(
        old,
        make_telegram(
            "It refers.", reference_id="08QUEBEC1", references=(records.Reference(None, "T", "cable", "08TORONTO165"),)
        ),
    )
    store(make_telegram(LAKE))
    cable = Cable.objects.get(reference_id="08TORONTO165")
    parts = (cable.addressees, cable.captions, cable.tags, cable.references, cable.mentions)
    assert [part.count() for part in parts] == [0] * 5
    assert not hasattr(cable, "release")
    assert cable.referred_to_by.get().cable.reference_id == "08QUEBEC1"


@pytest.mark.django_db
def test_the_page_states_the_day_only() -> None:
    store(make_telegram(LAKE))
    written = store(make_telegram(ROAD, date=None, hints=Hints(date="2008-05-28")))
    assert (len(written.updated), Cable.objects.count()) == (1, 1)
