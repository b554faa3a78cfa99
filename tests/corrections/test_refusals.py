"""What cannot be meant is refused in a sentence, and nothing is changed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reader.models import Correction
from tests.corrections.conftest import Room, errors


@pytest.mark.parametrize(
    ("field", "value", "p", "said"),
    [
        ("reference_id", "", "", "is no reference id"),
        ("reference_id", "HALIFAX", "", "“HALIFAX” is no reference id"),
        ("reference_id", "08HALIFAX<b>", "", "is no reference id"),
        ("reference_id", "08STATE400", "", "08STATE400 is held already, and is another cable"),
        ("reference_id", "08HALIFAX71", "", "It says so already: 08HALIFAX71"),
        ("reference_id", "08HALIFAX99_b", "", "No cable 08HALIFAX99 is held: give the id without “_b”"),
        ("reference_id", "UNNUMBERED-1a2b3c4d", "", "is no reference id"),
        ("date", "2008-02-30", "", "there is no such day"),
        ("date", "2008-02-15 25:00", "", "there is no such day or time"),
        ("date", "15 February", "", "is no date as it is typed here"),
        ("date", "2108-02-15", "", "cannot be the date of a cable"),
        ("date", "1066-10-14", "", "cannot be the date of a cable"),
        ("classification", "SECRETARY", "", "“SECRETARY” begins with no level. The levels are UNCLASSIFIED"),
        ("classification", "CONFIDENTIAL", "", "It says so already"),
        ("subject", "x" * 2_001, "", "at most 2,000 characters"),
        ("tags", "SENV, PREL, CA", "", "It says so already: SENV, PREL, CA"),
        ("tags", "?!", "", "names no TAGS"),
        ("tags", "X" * 90, "", "none is so long"),
        ("paragraph_number", "seven", "p1", "is no paragraph number"),
        ("paragraph_number", "99999999999999999999", "p1", "is no paragraph number"),
        ("paragraph_number", "0", "p1", "is no paragraph number"),
        ("paragraph_marking", "(Q)", "p1", "is no portion marking"),
        ("paragraph_marking", "(S)", "p9", "08HALIFAX71 has no paragraph “p9”"),
        ("paragraph_marking", "(S)", "", "has no paragraph that"),
    ],
)
def test_nonsense(room: Room, field: str, value: str, p: str, said: str) -> None:
    before = room.json()
    answer = room.give(field, value, p=p)
    assert answer.status_code == 400
    assert said in errors(answer)
    assert not Correction.objects.exists()
    assert room.json() == before


def test_without_a_reason(room: Room) -> None:
    address = f"{reverse('admin:reader_correction_add')}?cable=08HALIFAX71&field=subject"
    answer = room.admin.post(address, {"value": "PAINT", "why": "  "})
    assert "Say why" in errors(answer)
    assert not Correction.objects.exists()


def test_what_was_read_is_had_by_withdrawing(room: Room) -> None:
    room.set_right("subject", "PAINT")
    said = errors(room.give("subject", "THE LIGHTHOUSE IS TO BE PAINTD"))
    assert "That is what was read: THE LIGHTHOUSE IS TO BE PAINTD. Withdraw the correction" in said
    assert Correction.objects.standing().count() == 1


def test_a_second_cable_of_one_number_takes_a_letter(room: Room) -> None:
    assert "give this one 08STATE400_b" in errors(room.give("reference_id", "08STATE400"))
    room.set_right("reference_id", "08STATE400_b")
    assert (room.cable.reference_id, room.cable.number) == ("08STATE400_b", "08STATE400")


def test_an_id_that_another_cable_has_by_now_does_not_come_back(room: Room) -> None:
    moved = room.set_right("reference_id", "08HALIFAX77")
    room.set_right("reference_id", "08HALIFAX71", cable="08STATE400")
    assert "08HALIFAX71 is another cable by now" in room.withdraw(moved)[0]
    assert room.cable.reference_id == "08HALIFAX77"


def test_withdrawn_twice(room: Room) -> None:
    correction = room.set_right("subject", "PAINT")
    room.withdraw(correction)
    assert "does not count any more" in room.withdraw(correction)[0]


@pytest.mark.parametrize("cable", ["08NOWHERE1", "<script>", "%00", "08HALIFAX72"])
def test_a_cable_that_is_not_held(room: Room, cable: str) -> None:
    answer = room.admin.get(f"{reverse('admin:reader_correction_add')}?cable={cable}")
    assert answer.status_code == 404
    assert "is held here" in errors(answer)
    assert b"<script>" not in answer.content.replace(b"<script src", b"")
