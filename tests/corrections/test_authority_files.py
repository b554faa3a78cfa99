"""Authority data from an administrator: by a CSV, or by hand; pages show it at once, the index with its next update."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from reader.models import Agency, Caption, StaleDocument, Station, Tag
from reader.search import indexing
from tests.corrections.conftest import LIGHT, Room
from tests.views.pages import words

FAR = LIGHT.replace("AMCONSUL HALIFAX", "AMCONSUL FARAWAY").replace("HALIFAX 000071", "FARAWAY 000071")
FAR = FAR.replace("PREL", "ZQQZ").replace("DE RUEHHA", "DE RUEHZZ")


class Ran:
    """The command, run on a file."""

    def __init__(self, folder: Path, table: str, text: str | bytes, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = folder / "mine.csv"
        self.path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.status = 0
        capsys.readouterr()
        try:
            call_command("load_authority", table, str(self.path))
        except SystemExit as ended:
            self.status = int(ended.code or 0)
        told = capsys.readouterr()
        self.out, self.err = told.out, told.err


@pytest.fixture
def far(room: Room) -> Room:
    room.take("far.txt", FAR)
    return room


def test_a_station_and_a_tag_that_cables_brought_in(far: Room, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    assert not Station.objects.get(name="AMCONSUL FARAWAY").known
    ran = Ran(
        tmp_path, "stations", "station,place,country_code,country\nAMCONSUL FARAWAY,Faraway,nz,New Zealand\n", capsys
    )
    assert (ran.status, ran.out.splitlines()[0]) == (
        0, "stations: 0 new, 1 changed, 0 known already, 0 lines not taken",
    )  # fmt: skip
    station = Station.objects.get(name="AMCONSUL FARAWAY")
    assert (station.known, station.country_code) == (True, "NZ")
    assert "Faraway, New Zealand" in words(far.page(f"/cables/{station.sent.get().reference_id}/").css_first(".card"))
    assert "THE LIGHTHOUSE" in words(far.page("/search/?q=country:NZ").css_first("main"))
    assert not StaleDocument.objects.exists()
    ran = Ran(tmp_path, "tags", "code,title,kind\nzqqz,Quiet zones,subject\n", capsys)
    assert ran.out.startswith("tags: 0 new, 1 changed")
    assert "Quiet zones" in words(far.page("/tags/ZQQZ/").css_first("h1"))
    again = Ran(tmp_path, "tags", "code,title,kind\nzqqz,Quiet zones,subject\n", capsys)
    assert again.out.startswith("tags: 0 new, 0 changed, 1 known already")


def test_new_rows_have_addresses_of_their_own(db: None, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    text = "station,reference_place,place\nAMEMBASSY NOWHERE,NOWHERE,Nowhere\nAMCONSUL TORONTO WEST,,Toronto\n"
    ran = Ran(tmp_path, "stations", text, capsys)
    assert ran.out.startswith("stations: 2 new")
    assert Station.objects.get(name="AMEMBASSY NOWHERE").slug == "nowhere"
    Ran(tmp_path, "agencies", "acronym,name,aliases\nGOB,Gulls of Boston,GULLS|BOSTON GULLS\n", capsys)
    gulls = Agency.objects.get(name="Gulls of Boston")
    assert (gulls.aliases, gulls.known) == (["GULLS", "BOSTON GULLS"], True)
    Ran(tmp_path, "captions", "caption,meaning\nGULDIS,for gulls alone\n", capsys)
    assert Caption.objects.get(slug="guldis").meaning == "for gulls alone"


def test_an_empty_cell_leaves_what_is_there(db: None, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    before = Station.objects.filter(name="AMCONSUL TORONTO").values().get()
    Ran(tmp_path, "stations", "station,place,notes\nAMCONSUL TORONTO,,Seen\n\n", capsys)
    assert Station.objects.filter(name="AMCONSUL TORONTO").values().get() == before | {"notes": "Seen"}


def test_wrong_lines_are_told_with_file_and_line(db: None, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    text = (
        "station,country_code,latitude\n"
        "AMCONSUL ONE,CA,43.5\nAMCONSUL TWO,CANADA,1\nAMCONSUL THREE,CA,95\n,CA,1\nAMCONSUL FOUR,CA\n"
    )
    ran = Ran(tmp_path, "stations", text, capsys)
    assert (ran.status, ran.out.splitlines()[0]) == (
        1, "stations: 1 new, 0 changed, 0 known already, 4 lines not taken",
    )  # fmt: skip
    assert ran.err.splitlines() == [
        f"{ran.path}:3: “CANADA” is no country code.",
        f"{ran.path}:4: “95” is no latitude: it lies between -90 and 90.",
        f"{ran.path}:5: Its station is empty.",
        f"{ran.path}:6: It has 2 cells, the first line 3.",
    ]


@pytest.mark.parametrize(
    ("table", "text", "said"),
    [
        ("stations", b"name,place\nX,Y\n", "line 1: the first line lacks station"),
        ("tags", b"code,colour\nX,Y\n", "line 1: the first line names colour. Columns are code, kind"),
        ("tags", b"code,code\nX,Y\n", "names a column twice"),
        ("tags", b"", "line 1: the first line lacks code"),
        ("tags", b"code,title\nX,\xff\n", "is not UTF-8"),
        ("tags", b'code,title\nX,"a\n', "line 2: unexpected end of data"),
    ],
    ids=["no-key", "unknown", "twice", "empty", "not-utf-8", "open-quote"],
)
def test_a_file_that_cannot_be_meant(db: None, tmp_path: Path, capsys, table: str, text: bytes, said: str) -> None:  # type: ignore[no-untyped-def]
    before = Tag.objects.count()
    with pytest.raises(CommandError) as refused:
        Ran(tmp_path, table, text, capsys)
    assert said in str(refused.value)
    assert "Nothing was changed" in str(refused.value).replace("nothing", "Nothing")
    assert Tag.objects.count() == before


def test_a_file_that_is_not_there(db: None) -> None:
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("load_authority", "tags", "/nowhere/at/all.csv")
    with pytest.raises(CommandError, match="Which file"):
        call_command("load_authority", "tags")


def test_the_tables_of_the_program(db: None, capsys) -> None:  # type: ignore[no-untyped-def]
    Tag.objects.filter(code="PREL").update(title="", known=False)
    call_command("load_authority")
    assert "come with the program are loaded" in capsys.readouterr().out
    assert Tag.objects.get(code="PREL").known


def test_unknown_ones_are_listed_by_use_and_filled_in_by_hand(far: Room) -> None:
    listed = far.admin.get(reverse("admin:reader_station_changelist") + "?known__exact=0")
    assert next((row.name, row.uses) for row in listed.context["cl"].result_list) == ("AMCONSUL FARAWAY", 1)
    listed = far.admin.get(reverse("admin:reader_tag_changelist") + "?known__exact=0")
    assert [(row.code, row.uses) for row in listed.context["cl"].result_list] == [("ZQQZ", 1)]
    station = Station.objects.get(name="AMCONSUL FARAWAY")
    form = far.admin.get(reverse("admin:reader_station_change", args=[station.pk])).context["adminform"].form
    given = {name: "" if value is None else value for name, value in form.initial.items() if value is not False}
    given |= {"other_routings": "[]", "other_places": "[]", "place": "Faraway", "country": "New Zealand"}
    given["country_code"] = "NZ"
    answer = far.admin.post(reverse("admin:reader_station_change", args=[station.pk]), given)
    assert answer.status_code == 302
    station.refresh_from_db()
    assert station.known
    assert "Faraway, New Zealand" in words(far.page(f"/cables/{station.sent.get().reference_id}/").css_first(".card"))
    assert StaleDocument.objects.filter(cable=station.sent.get().pk).exists()
    call_command("ingest", str(far.folder / "far.txt"))  # brings nothing new, and the index up to date
    assert indexing.verify().differences == 0
    assert not StaleDocument.objects.exists()
