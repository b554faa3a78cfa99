"""Registers: lists of cables known elsewhere, as people have them, loaded once however often it is tried."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from reader.ingest import registers, tally
from reader.models import Register, RegisterEntry, SeriesCount
from tests.shared import CORPUS, needs_corpus

pytestmark = pytest.mark.django_db


class Ran:
    """What the command printed, and its exit status."""

    def __init__(self, *args: object, **options: object) -> None:
        out, err = io.StringIO(), io.StringIO()
        self.status, self.message = 0, ""
        try:
            call_command("load_register", *map(str, args), stdout=out, stderr=err, **options)
        except SystemExit as end:
            self.status = int(end.code or 0)
        except CommandError as error:
            self.status, self.message = error.returncode, str(error)
        self.out, self.err = out.getvalue(), err.getvalue()


def entries(name: str = "known") -> list[str]:
    return list(RegisterEntry.objects.filter(register__name=name).order_by("pk").values_list("reference_id", flat=True))


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.txt"
    path.write_text("\ufeffreference_id\n08TORONTO165\n# a note\n\n08 Toronto 00166, lakes\r\n08TORONTO165\n", "utf-8")
    return path


def test_a_list_in_any_form(listed: Path) -> None:
    ran = Ran("known", listed, title="Known", source="A list")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "Register known: 2 new, 0 known already, 1 repeated in the file, 0 lines without a number\n"
    assert entries() == ["08TORONTO165", "08TORONTO166"]
    register = Register.objects.get()
    assert (register.title, register.source) == ("Known", "A list")


def test_coverage_counts_it_at_once(listed: Path) -> None:
    Ran("known", listed)
    assert SeriesCount.objects.get(series="08TORONTO").registered == 2


def test_loading_twice_changes_nothing(listed: Path) -> None:
    Ran("known", listed, title="Known")
    before = list(RegisterEntry.objects.order_by("pk").values_list("pk", "reference_id"))
    ran = Ran("known", listed)
    assert (ran.status, ran.out[:40]) == (0, "Register known: 0 new, 2 known already, ")
    assert list(RegisterEntry.objects.order_by("pk").values_list("pk", "reference_id")) == before
    assert Register.objects.get().title == "Known"


def test_gzipped_and_from_the_standard_input(listed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = listed.with_suffix(".gz")
    packed.write_bytes(gzip.compress(listed.read_bytes()))
    assert Ran("known", packed).status == 0

    class Given:
        buffer = io.BufferedReader(io.BytesIO(packed.read_bytes()))  # type: ignore[arg-type]

    monkeypatch.setattr(registers.sys, "stdin", Given)
    assert Ran("piped", "-").status == 0
    assert entries("piped") == entries("known") == ["08TORONTO165", "08TORONTO166"]


def test_lines_without_a_number_are_named_and_the_rest_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(b"08TORONTO165\nno number\n08TORONTO166\n\xff\xfe08\n")
    ran = Ran("known", path)
    assert ran.status == 1
    assert ran.err.splitlines() == [
        f"{path}:2: No cable’s number: no number",
        f"{path}:4: No cable’s number: \\xff\\xfe08",
    ]
    assert "2 lines without a number" in ran.out
    assert entries() == ["08TORONTO165", "08TORONTO166"]


def test_of_thousands_of_wrong_lines_a_hundred_are_told(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("nothing\n" * 250)
    ran = Ran("known", path)
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 101
    assert ran.err.splitlines()[-1] == "... and 150 lines more that hold no number."


@pytest.mark.parametrize(
    ("name", "missing", "told"),
    [
        ("Known List", False, "'Known List' cannot name a register"),
        ("known", True, "cannot be read: No such file or directory. Nothing was changed."),
    ],
    ids=["name", "file"],
)
def test_what_cannot_run_says_why(listed: Path, name: str, missing: bool, told: str) -> None:
    ran = Ran(name, listed.with_name("nowhere") if missing else listed)
    assert ran.status == 2
    assert told in ran.message
    assert not Register.objects.exists()


def test_a_folder_is_no_list(tmp_path: Path) -> None:
    ran = Ran("known", tmp_path)
    assert (ran.status, ran.message) == (2, f"{tmp_path} cannot be read: Is a directory. Nothing was changed.")


def test_a_damaged_file_says_so_and_counts_what_it_gave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "BATCH", 2)
    whole = gzip.compress("".join(f"08TORONTO{serial}\n" for serial in range(1, 20_000)).encode())
    path = tmp_path / "cut.gz"
    path.write_bytes(whole[: len(whole) // 2])
    ran = Ran("known", path)
    assert ran.status == 2
    assert "is damaged" in ran.message
    loaded = RegisterEntry.objects.count()
    assert loaded > 1000
    assert SeriesCount.objects.get(series="08TORONTO").registered == loaded


def test_interrupted_it_keeps_and_counts_what_was_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "BATCH", 2)
    stored = registers._store

    def once(*args: object) -> None:
        if RegisterEntry.objects.exists():
            raise KeyboardInterrupt
        stored(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(registers, "_store", once)
    path = tmp_path / "list.txt"
    path.write_text("08TORONTO1\n08TORONTO2\n08TORONTO3\n")
    ran = Ran("known", path)
    assert ran.status == 130
    assert "run the same command again" in ran.message
    assert SeriesCount.objects.get(series="08TORONTO").registered == 2
    monkeypatch.setattr(registers, "_store", stored)
    assert Ran("known", path).out.startswith("Register known: 1 new, 2 known already")
    assert SeriesCount.objects.get(series="08TORONTO").registered == 3


@needs_corpus
def test_the_register_of_cablegate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "recount", lambda: None)
    report = registers.load("cablegate", str(CORPUS.parents[1] / "registers" / "cablegate-ids.txt.gz"))
    assert report.new + report.repeated + len(report.problems) == 251_287
    assert len(report.problems) < 10
    assert RegisterEntry.objects.count() == report.new


def test_deleted_in_the_administration_it_is_counted_no_more(listed: Path, admin_client: Client) -> None:
    Ran("known", listed)
    before = admin_client.get("/coverage/").headers["ETag"]
    address = reverse("admin:reader_register_delete", args=[Register.objects.get().pk])
    assert b"with 2 entries" in admin_client.get(address).content
    assert admin_client.post(address, {"post": "yes"}).status_code == 302
    assert not SeriesCount.objects.filter(series="08TORONTO").exists()
    assert not RegisterEntry.objects.exists()
    assert admin_client.get("/coverage/").headers["ETag"] != before


def test_several_deleted_at_once(listed: Path, admin_client: Client) -> None:
    Ran("known", listed)
    Ran("other", listed)
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in Register.objects.all()]}
    address = reverse("admin:reader_register_changelist")
    assert admin_client.post(address, {**chosen, "post": "yes"}).status_code == 302
    assert not Register.objects.exists()
    assert not SeriesCount.objects.exists()
