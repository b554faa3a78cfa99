"""Every kind of bad input, through the command: a row with the reason, a clear line, and the good cable is stored.

Faults of the machine (a full disk, a locked database, an index that is gone) are in test_machine.
"""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import libarchive
import pytest

from reader.ingest import discover, pipeline, received
from reader.ingest.containers import stream
from reader.models import Cable, IngestProblem, Source
from reader.models.counting import differences
from reader.search import indexing
from tests.ingest.test_discover import tarred, warc, zipped
from tests.ingest.test_ingest import LAKE, ROAD, Ran, cable

pytestmark = pytest.mark.django_db

ROW = '"{n}","5/28/2008 19:32","08TORONTO{n}","Consulate Toronto","UNCLASSIFIED","","","{text}"\n'
PAGE = b"<html><body><pre>" + cable(170, text=ROAD).encode() + b"</pre></body></html>"


def row(serial: int) -> str:
    return ROW.format(n=serial, text=cable(serial, text=f"{serial} {ROAD}"))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def only_blanks(path: Path) -> None:
    path.write_bytes(b"\n \n\t\n")


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"1. (U) It goes on and on.\n")
        file.truncate(stream.LARGEST + 1)


def binary(path: Path) -> None:
    path.write_bytes(b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 40)


def link_to_nothing(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def link_to_a_directory_around_it(path: Path) -> None:
    path.symlink_to(path.parent)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def bomb_in_a_zip(path: Path) -> None:
    path.write_bytes(zipped({"a.txt": bytes(stream.FLOOR + 1)}))


def bomb_in_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(bytes(stream.FLOOR + 1)))


def bomb_of_many_members(path: Path) -> None:
    part = bytes(stream.FLOOR // 8)
    path.write_bytes(zipped({f"{number}.txt": part for number in range(9)}))


def archives_too_deep(path: Path) -> None:
    data = cable(166).encode()
    for number in range(5):
        data = zipped({f"{number}.zip" if number else "cable.txt": data})
    path.write_bytes(data)


def encrypted(path: Path) -> None:
    data = bytearray(zipped({"a.txt": cable(166).encode()}))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + offset] |= 1
    path.write_bytes(data)


def cut_off_zip(path: Path) -> None:
    whole = zipped({"a.txt": os.urandom(4000)})
    path.write_bytes(whole[: len(whole) // 2])


def cut_off_gzip(path: Path) -> None:
    whole = gzip.compress(os.urandom(4000))
    path.write_bytes(whole[: len(whole) // 2])


def cut_off_tar(path: Path) -> None:
    path.write_bytes(tarred({"a.txt": os.urandom(4000)})[:2000])


def cut_off_7z(path: Path) -> None:
    with libarchive.file_writer(str(path), "7zip") as archive:
        archive.add_file_from_memory("a.txt", 4000, os.urandom(4000))
    path.write_bytes(path.read_bytes()[:2000])


def cut_off_warc_record(path: Path) -> None:
    path.write_bytes(warc([("http://news.example/a", "text/html", "200 OK", PAGE)])[:-300])


def an_archive_of_nothing(path: Path) -> None:
    path.write_bytes(zipped({}))


def rows_with_too_few_columns(path: Path) -> None:
    path.write_text('"1","5/28/2008 19:32","08TORONTO166"\n' * 3)


def a_quote_that_never_closes(path: Path) -> None:
    path.write_text(row(166).rstrip('"\n'))


def a_million_lines(path: Path) -> None:
    path.write_text(cable(166) + "and on it goes\n" * 1_000_000)


def one_line_of_many_megabytes(path: Path) -> None:
    path.write_text(cable(166) + "and on it goes " * 1_200_000)


def more_references_than_can_be_numbered(path: Path) -> None:
    path.write_text(cable(166, text=" ".join(f"08TORONTO{n % 9000 + 1}" for n in range(received.MOST_ENTRIES + 1))))


def broken_encoding(path: Path) -> None:
    path.write_bytes(b"\xff\xfe" + cable().encode("utf-16-le")[:301])


def nothing_but_nul_bytes(path: Path) -> None:
    path.write_bytes(bytes(1000))


def no_cable(path: Path) -> None:
    path.write_text("Milk\nEggs\nBread\n")


FAULTS: dict[Callable[[Path], None], str] = {
    empty: "empty",
    only_blanks: "empty",
    huge: "too-large",
    binary: "binary",
    link_to_nothing: "unreadable",
    link_to_itself: "unreadable",
    link_to_a_directory_around_it: "loop",
    pipe: "not-a-file",
    bomb_in_a_zip: "bomb",
    bomb_in_gzip: "bomb",
    bomb_of_many_members: "bomb",
    archives_too_deep: "too-deep",
    encrypted: "encrypted",
    cut_off_zip: "damaged-archive",
    cut_off_gzip: "truncated-archive",
    cut_off_tar: "truncated-archive",
    cut_off_7z: "damaged-archive",
    cut_off_warc_record: "truncated-archive",
    an_archive_of_nothing: "empty",
    rows_with_too_few_columns: "too-few-columns",
    a_quote_that_never_closes: "unclosed-quote",
    a_million_lines: "too-long",
    one_line_of_many_megabytes: "too-long",
    more_references_than_can_be_numbered: "too-long",
    broken_encoding: "broken-encoding",
    nothing_but_nul_bytes: "binary",
    no_cable: "no-cable",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A good cable; limits that files of a few megabytes reach."""
    monkeypatch.setattr(stream, "LARGEST", 40_000_000)
    monkeypatch.setattr(stream, "FLOOR", 1_000_000)
    (tmp_path / "good.txt").write_text(cable())
    return tmp_path


@pytest.mark.parametrize("make", FAULTS, ids=lambda make: make.__name__)
def test_a_bad_file_is_a_problem_and_no_more(make: Callable[[Path], None], here: Path) -> None:
    bad = here / "bad"
    make(bad)
    ran = Ran(str(here))
    assert ran.status == 1
    problems = list(IngestProblem.objects.all())
    assert FAULTS[make] in {problem.code for problem in problems}
    assert {problem.path for problem in problems} == {str(bad)}
    for problem in problems:
        assert problem.reason.endswith(".")
        assert f"{bad}" in ran.err
        assert problem.reason in ran.err
    assert "Traceback" not in ran.out + ran.err
    assert Cable.objects.get().reference_id == "08TORONTO165"
    assert list(differences()) == []
    assert indexing.verify().differences == 0


@pytest.mark.parametrize("make", FAULTS, ids=lambda make: make.__name__)
def test_parse_and_dry_run_are_not_harmed_either(make: Callable[[Path], None], here: Path) -> None:
    make(here / "bad")
    ran = Ran(str(here), dry_run=True)
    assert (ran.status, ran.account.partition(", 0 updated")[0]) == (1, "1 new")
    assert not Cable.objects.exists()


def test_a_file_that_may_not_be_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = here / "secret.txt"
    secret.write_text(cable(166))
    real = Path.open

    def forbidden(path: Path, *args: object, **options: object) -> object:
        if path == secret:  # A superuser may read what chmod forbids: the refusal is played.
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **options)

    monkeypatch.setattr(Path, "open", forbidden)
    ran = Ran(str(here))
    problem = IngestProblem.objects.get()
    assert (ran.status, problem.code, problem.path) == (1, "unreadable", str(secret))
    assert "check the file's permissions" in ran.err
    assert Cable.objects.count() == 1


def test_a_file_that_vanishes_on_the_way(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "vanishing.txt").write_text(cable(166))
    real = discover._names

    def names(path: str) -> list[str]:
        found = real(path)
        (here / "vanishing.txt").unlink()
        return found

    monkeypatch.setattr(discover, "_names", names)
    ran = Ran(str(here))
    problem = IngestProblem.objects.get()
    assert (ran.status, problem.path) == (1, str(here / "vanishing.txt"))
    assert "The file is gone" in ran.err
    assert Cable.objects.count() == 1


def test_a_name_that_is_no_utf8_is_shown_with_escapes(here: Path) -> None:
    (here / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"")
    ran = Ran(str(here))
    assert IngestProblem.objects.get().path == str(here / "caf\\xe9.txt")
    assert "caf\\xe9.txt" in ran.err


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:\\evil.txt"])
@pytest.mark.parametrize("archive", [zipped, tarred], ids=["zip", "tar"])
def test_names_of_members_are_labels_and_nothing_is_written(
    name: str, archive: Callable[..., bytes], here: Path
) -> None:
    (here / "in").mkdir()
    (here / "in" / "a").write_bytes(archive({name: cable(166).encode()}))
    before = sorted(here.rglob("*"))
    ran = Ran(str(here / "in"))
    assert ran.status == 0
    assert Source.objects.get().member == name
    assert sorted(here.rglob("*")) == before
    assert not Path("/etc/evil.txt").exists()


def test_members_before_the_damage_are_stored(here: Path) -> None:
    whole = tarred({"a.txt": cable(166).encode(), "b.txt": cable(167, text=ROAD).encode()})
    (here / "bad.tar").write_bytes(whole[:1024] + b"garbage" * 200)
    ran = Ran(str(here))
    assert (ran.status, ran.account) == (1, "2 new, 0 updated, 0 unchanged, 1 problem")


def test_pages_before_a_cut_off_record_are_stored(here: Path) -> None:
    page = ("http://news.example/a", "text/html", "200 OK", PAGE)
    other = ("http://news.example/b", "text/html", "200 OK", PAGE.replace(b"000170", b"000171"))
    (here / "bad.warc").write_bytes(warc([page, other])[:-300])
    ran = Ran(str(here))
    assert (ran.status, ran.account) == (1, "2 new, 0 updated, 0 unchanged, 1 problem")
    assert Source.objects.exclude(address="").get().address == "http://news.example/a"


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        pytest.param('"2","5/28/2008 19:32","08TORONTO167"\n', "too-few-columns", id="too few columns"),
        pytest.param(row(167).rstrip('"\n') + "\n", "unclosed-quote", id="an unclosed quote"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_stored(bad: str, code: str, here: Path) -> None:
    (here / "bad.csv").write_text(row(166) + bad + row(168))
    ran = Ran(str(here))
    problem = IngestProblem.objects.get()
    assert (ran.status, problem.code) == (1, code)
    assert problem.line == row(166).count("\n") + 1
    assert f"bad.csv:{problem.line}: {problem.reason}" in ran.err
    assert set(Cable.objects.values_list("serial", flat=True)) == {165, 166, 168}


def test_nul_bytes_in_a_cable_are_shown_as_such(here: Path) -> None:
    (here / "nul.txt").write_text(cable(166, text=f"{LAKE}\0 And on."))
    ran = Ran(str(here))
    assert ran.status == 0
    stored = Cable.objects.get(serial=166)
    assert "\N{REPLACEMENT CHARACTER} And on." in stored.paragraphs.first().text
    assert b"\0 And on." in stored.source.raw


def test_what_the_database_does_not_take_is_refused_alone(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "odd.txt").write_text(cable(166).replace("CA\n", "CA, ZZZZ\n"))
    (here / "zz.txt").write_text(cable(167).replace("CA\n", "CA, ZZZZ\n"))
    real = pipeline.Writer._source

    def source(writer: pipeline.Writer, one: received.Received, *keys: int) -> dict[str, object]:
        size = {"size": 2**70} if one.document.path.endswith("odd.txt") else {}
        return {**real(writer, one, *keys), **size}

    monkeypatch.setattr(pipeline.Writer, "_source", source)
    ran = Ran(str(here))
    assert (ran.status, ran.account) == (1, "2 new, 0 updated, 0 unchanged, 1 problem")
    assert (IngestProblem.objects.get().code, IngestProblem.objects.get().path) == (
        "not-storable",
        str(here / "odd.txt"),
    )
    assert [tag.code for tag in Cable.objects.get(serial=167).tags.order_by("code")] == ["CA", "SENV", "ZZZZ"]
    assert list(differences()) == []


def test_damage_does_not_keep_a_run_from_the_members_of_others(here: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a/good.txt", cable(166))
        archive.writestr("b/bad.tar.gz", gzip.compress(tarred({"x.txt": cable(167).encode()}))[:60])
        archive.writestr("c/good.txt", cable(168))
    (here / "all.zip").write_bytes(buffer.getvalue())
    ran = Ran(str(here))
    assert (ran.status, Cable.objects.count()) == (1, 3)
    assert "all.zip::b/bad.tar.gz" in ran.err
