"""A field set right in the administration: reading, counts, index, pages and data follow; it outlives re-reading."""

from __future__ import annotations

from django.test import Client

from reader.ingest.directory import Directory
from reader.ingest.readings import Readings, choice_of
from reader.models import Cable, Correction, Reference, StaleDocument
from reader.models.counting import differences
from reader.search import indexing
from tests.corrections.conftest import LIGHT, Room, errors
from tests.views.pages import words

CORRECTED = "SIPDIS\n\nC O R R E C T E D  C O P Y\n"


def true(room: Room) -> None:
    """Counts and index agree with the rows."""
    assert list(differences()) == []
    assert indexing.verify().differences == 0
    assert not StaleDocument.objects.exists()


def test_a_subject(room: Room) -> None:
    room.set_right("subject", "THE LIGHTHOUSE IS TO BE PAINTED")
    assert "PAINTED" in words(room.page().css_first("h1"))
    assert "Subject corrected read as THE LIGHTHOUSE IS TO BE PAINTD" in words(room.page().css_first(".card"))
    true(room)


def test_a_date(room: Room) -> None:
    room.set_right("date", "2008-03-16 15:30")
    cable = room.cable
    assert (f"{cable.day}", cable.year, cable.date_source) == ("2008-03-16", 2008, "person")
    assert "151530Z FEB 08" in cable.dtg
    assert "08HALIFAX71" in words(room.page("/dates/2008/03/").css_first("main"))
    assert "08HALIFAX71" not in words(room.page("/dates/2008/02/").css_first("main"))
    assert "read as 2008-02-15 15:30 UTC" in words(room.page().css_first(".card"))
    assert room.json()["date"] == "2008-03-16T15:30:00Z"
    true(room)


def test_a_day_and_no_date(room: Room) -> None:
    room.set_right("date", "2007-03-16")
    assert (f"{room.cable.date:%Y-%m-%d}", room.cable.date_has_time, room.cable.year) == ("2007-03-16", False, 2007)
    room.set_right("date", "")
    assert (room.cable.date, room.cable.day, room.cable.year, room.cable.date_source) == (None, None, 2008, "")
    assert "not stated" in words(room.page().css_first(".card dd"))
    true(room)


def test_a_classification(room: Room) -> None:
    room.set_right("classification", "secret//noforn")
    assert (room.cable.level, room.cable.caveats, room.cable.level_source) == ("SECRET", ["NOFORN"], "person")
    assert words(room.page().css_first(".banner")).endswith("SECRET//NOFORN")
    assert "08HALIFAX71" in words(room.page("/classifications/secret/").css_first("main"))
    assert "08HALIFAX71" in words(room.page("/search/?q=class:secret").css_first("main"))
    true(room)


def test_tags(room: Room) -> None:
    room.set_right("tags", "SENV, ETRD, CA")
    assert room.json()["tags"] == ["SENV", "ETRD", "CA"]
    assert "08HALIFAX71" in words(room.page("/tags/ETRD/").css_first("main"))
    assert "08HALIFAX71" in words(room.page("/search/?q=tag:etrd").css_first("main"))
    assert Client().get("/tags/PREL/").content.count(b"08HALIFAX71") == 0
    true(room)


def test_a_paragraphs_number_and_marking(room: Room) -> None:
    room.set_right("paragraph_number", "3", p="p2-2")
    room.set_right("paragraph_marking", "(S/NF)", p="p3")
    page = room.page()
    assert [one.attributes["id"] for one in page.css(".letter .paragraph")] == ["p1", "p2", "p3"]
    told = words(page.css_first("#p3"))
    assert "corrected number read as 2" in told
    assert "corrected marking read as (C)" in told
    assert words(page.css_first("#p3 .mark")) == "S/NF"
    assert room.cable.highest_portion_level == "SECRET"
    assert "08HALIFAX71" in words(room.page("/search/?q=s:cat").css_first("main"))
    true(room)


def test_an_unmarked_paragraph(room: Room) -> None:
    room.set_right("paragraph_marking", "", p="p1")
    assert (room.cable.marked_count, room.cable.paragraph_count) == (2, 3)
    assert room.json()["paragraphs"][0]["marking"] is None
    true(room)


def test_an_id(room: Room) -> None:
    assert Reference.objects.get(reference_id="08HALIFAX77").target is None
    room.set_right("reference_id", "08 Halifax 77")
    assert Reference.objects.get(reference_id="08HALIFAX77").target == room.cable
    page = room.page("/cables/08HALIFAX77/")
    assert "read as 08HALIFAX71" in words(page)
    assert "08STATE400" in words(page)
    moved = Client().get("/cables/08HALIFAX71/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/cables/08HALIFAX77/")
    assert Client().get("/cables/08HALIFAX71/cite/?p=1").headers["Location"] == "/cables/08HALIFAX77/cite/?p=1"
    assert room.cable.serial == 71, "the serial of the DE line is the cable's own word"
    assert Client().get("/cables/08HALIFAX77.json").json()["reference_id"] == "08HALIFAX77"
    true(room)


def test_an_id_that_another_cable_shares(room: Room) -> None:
    room.set_right("reference_id", "08HALIFAX77")
    room.set_right("reference_id", "08HALIFAX77_b", cable="08STATE400")
    room.set_right("reference_id", "08HALIFAX78", cable="08HALIFAX77")
    assert Reference.objects.get(reference_id="08HALIFAX77").target == Cable.objects.get(reference_id="08HALIFAX77_b")
    true(room)


def test_the_data_tell_it(room: Room) -> None:
    room.set_right("subject", "PAINT")
    (told,) = room.json()["archive"]["corrections"]
    assert told["field"] == "subject"
    assert told["value_read"] == "THE LIGHTHOUSE IS TO BE PAINTD"
    assert told["value_given"] == "PAINT"
    assert told["why"] == "The carbon copy says so."
    assert (told["paragraph"], told["when"][-1]) == (None, "Z")


def test_withdrawing_brings_back_what_was_read(room: Room) -> None:
    before = (room.json(), words(room.page().css_first("article")))
    before[0].pop("archive")
    made = [
        room.set_right("subject", "PAINT"),
        room.set_right("date", "2008-03-16"),
        room.set_right("classification", "SECRET"),
        room.set_right("tags", "ETRD"),
        room.set_right("paragraph_number", "3", p="p2-2"),
        room.set_right("paragraph_marking", "(U)", p="p3"),
        room.set_right("reference_id", "08HALIFAX78"),
    ]
    for correction in made:
        assert room.withdraw(correction)[0].startswith("Withdrawn:")
    after = (room.json(), words(room.page().css_first("article")))
    after[0].pop("archive")
    assert after == before
    assert Client().get("/cables/08HALIFAX78/").headers["Location"] == "/cables/08HALIFAX71/"
    true(room)


def test_a_correction_replaces_an_earlier_one(room: Room) -> None:
    room.set_right("subject", "PAINT")
    last = room.set_right("subject", "STRIPES, OR PAINT")
    assert Correction.objects.standing().get() == last
    assert last.value_read == "THE LIGHTHOUSE IS TO BE PAINTD"
    assert Correction.objects.count() == 2


def test_it_outlives_another_reading(room: Room) -> None:
    room.set_right("subject", "PAINT")
    room.set_right("paragraph_number", "3", p="p2-2")
    room.set_right("paragraph_marking", "(S)", p="p3")
    cable = room.cable
    Readings(Directory()).put(cable, choice_of(cable.pk))  # what re-reading and undoing do
    cable.refresh_from_db()
    assert (cable.subject, cable.paragraphs.get(anchor="p3").marking.as_written) == ("PAINT", "(S)")


def test_it_outlives_a_better_text(room: Room) -> None:
    room.set_right("reference_id", "08HALIFAX77")
    room.set_right("subject", "PAINT", cable="08HALIFAX77")
    room.set_right("tags", "ETRD")
    room.set_right("paragraph_number", "3", p="p2-2")
    better = "A page\n\n" + LIGHT.replace("PAINTD", "PAINTED").replace(
        "SIPDIS\n", "SIPDIS\n\nC O R R E C T E D  C O P Y\n"
    )
    room.take("light-again.txt", better)
    assert Cable.objects.count() == 2, "the misread number is known as this cable's"
    cable = Cable.objects.get(reference_id="08HALIFAX77")
    assert cable.source.path.endswith("light-again.txt")
    assert cable.subject == "PAINT"
    assert Correction.objects.get(field="subject").value_read == "THE LIGHTHOUSE IS TO BE PAINTED"
    assert list(cable.tags.values_list("code", flat=True)) == ["ETRD"]
    assert list(cable.paragraphs.values_list("anchor", flat=True)) == ["p1", "p2", "p3"]
    assert words(room.page("/cables/08HALIFAX77/").css_first("#p3")).count("corrected") == 1
    true(room)


def test_a_paragraph_that_is_gone_waits(room: Room) -> None:
    correction = room.set_right("paragraph_marking", "(S)", p="p2-2")
    shorter = LIGHT.partition("2. (C)")[0].replace("SIPDIS\n", CORRECTED) + "SPECIMEN\n"
    room.take("light-again.txt", shorter)
    correction.refresh_from_db()
    assert not correction.applies
    assert room.cable.paragraphs.count() == 2
    assert room.page().css(".corrections") == []
    room.take("light-third.txt", "\n" + LIGHT, replace=True)
    correction.refresh_from_db()
    assert correction.applies
    assert room.cable.paragraphs.get(anchor="p2-2").marking.as_written == "(S)"


def test_a_number_for_a_cable_that_states_none(room: Room) -> None:
    room.take("lost.txt", LIGHT.partition("\nE.O.")[2].replace("08", "07").join(["E.O.", ""]))
    lost = Cable.objects.get(number="")
    room.set_right("reference_id", "08HALIFAX90", cable=lost.reference_id)
    assert Cable.objects.get(pk=lost.pk).number == "08HALIFAX90"
    assert Client().get(f"/cables/{lost.reference_id}/").headers["Location"] == "/cables/08HALIFAX90/"
    assert "provisional" not in words(room.page("/cables/08HALIFAX90/").css_first("header.card .id"))


def test_who_may_not(room: Room, django_user_model) -> None:  # type: ignore[no-untyped-def]
    room.admin.force_login(django_user_model.objects.create_user("clerk", is_staff=True))
    assert room.give("subject", "PAINT").status_code == 403
    assert not Correction.objects.exists()
    assert errors(room.give("subject", "PAINT")) == ""
