"""References find their cables, whichever of the two arrives first."""

import datetime as dt

import pytest

from reader.models import Cable, Reference
from reader.telegram import records
from tests.factories import make_telegram, store

pytestmark = pytest.mark.django_db

MOMENT = dt.datetime(1973, 5, 31, 13, 45, tzinfo=dt.UTC)


def referring(to: str) -> records.Telegram:
    reference = records.Reference("A", "a cable", "cable", to)
    return make_telegram("It refers.", reference_id="08OTTAWA7", references=(reference,))


def by_dtg(sender: str = "AMEMBASSY BANGKOK") -> records.Telegram:
    reference = records.Reference("A", f"{sender} 311345Z MAY 73", "dtg", None, sender, "1973-05-31T13:45:00Z")
    return make_telegram("It refers.", reference_id="73OTTAWA7", references=(reference,))


def sent_from_bangkok(reference_id: str = "73BANGKOK50") -> records.Telegram:
    station = records.Originator(None, "AMEMBASSY BANGKOK")
    return make_telegram(f"It is {reference_id}.", reference_id=reference_id, date=MOMENT, originator=station)


def target() -> str | None:
    return Reference.objects.values_list("target__reference_id", flat=True).get()


def test_a_cable_that_is_held() -> None:
    store(make_telegram())
    store(referring("08TORONTO165"))
    assert target() == "08TORONTO165"


def test_a_cable_that_comes_later() -> None:
    store(referring("08TORONTO165"))
    assert target() is None
    assert Reference.objects.unresolved().count() == 1
    store(make_telegram())
    assert target() == "08TORONTO165"


@pytest.mark.parametrize("first", [0, 1])
def test_two_cables_of_one_batch(first: int) -> None:
    pair = [make_telegram(), referring("08TORONTO165")]
    store(pair[first], pair[1 - first])
    assert target() == "08TORONTO165"


def test_sender_and_dtg() -> None:
    store(sent_from_bangkok())
    store(by_dtg())
    assert target() == "73BANGKOK50"


def test_sender_and_dtg_that_come_later() -> None:
    store(by_dtg())
    store(sent_from_bangkok())
    assert target() == "73BANGKOK50"


def test_the_sender_may_be_written_otherwise() -> None:
    store(by_dtg("BANGKOK"), sent_from_bangkok())
    assert target() == "73BANGKOK50"


def test_another_sender_of_the_same_minute_is_not_meant() -> None:
    store(by_dtg("AMEMBASSY OTTAWA"), sent_from_bangkok())
    assert target() is None


@pytest.mark.parametrize("later", [True, False])
def test_of_two_cables_of_one_post_and_minute_none_is_chosen(later: bool) -> None:
    pair = [sent_from_bangkok(), sent_from_bangkok("73BANGKOK51")]
    store(*([by_dtg(), *pair] if later else [*pair, by_dtg()]))
    assert target() is None


def test_a_reference_in_running_text() -> None:
    named = records.TextReference(0, 0, 2, "TORONTO 165", ("08TORONTO165",))
    store(make_telegram("TORONTO 165 says so.", reference_id="08OTTAWA7", text_references=(named,)))
    store(make_telegram())
    assert target() == "08TORONTO165"


def test_a_reference_to_what_is_no_cable_stays_as_it_is() -> None:
    store(make_telegram(references=(records.Reference("A", "MOORE E-MAIL", "email"),)))
    assert target() is None
    assert not Reference.objects.unresolved().exists()


def test_a_reference_means_the_first_of_several_cables_of_a_number() -> None:
    store(make_telegram(), make_telegram("Quite another text, of another day.", date=MOMENT), referring("08TORONTO165"))
    assert Cable.objects.filter(number="08TORONTO165").count() == 2
    assert target() == "08TORONTO165"
