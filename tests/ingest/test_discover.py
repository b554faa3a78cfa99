"""Paths to pieces: directories, patterns, archives, and everything that can be wrong with them."""

import bz2
import gzip
import io
import lzma
import os
import sys
import tarfile
import zipfile

import libarchive
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.ingest import discover as discovery
from reader.ingest.containers import sevenzip, stream
from reader.ingest.discover import Piece, discover
from reader.telegram.records import Refusal

TEXT = b"P 151530Z FEB 08\nFM AMEMBASSY EXAMPLE\n"


def pieces(*paths):
    return [item for item in discover(map(str, paths)) if isinstance(item, Piece)]


def refusals(*paths):
    return [item for item in discover(map(str, paths)) if isinstance(item, Refusal)]


def codes(*paths):
    return [refusal.code for refusal in refusals(*paths)]


def members(*paths):
    return [(piece.member, piece.data) for piece in pieces(*paths)]


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(files, mode="w"):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def warc(pages, gzipped=False):
    """A web archive as crawlers write it; warcio's own writer leaves its temporary files open."""
    records = []
    for address, kind, status, body in pages:
        payload = f"HTTP/1.0 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        header = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
            f"WARC-Target-URI: {address}\r\nWARC-Date: 2011-09-01T10:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
        )
        records.append(header.encode() + payload + b"\r\n\r\n")
    return b"".join(gzip.compress(record) if gzipped else record for record in records)


class TestPaths:
    def test_directories_are_walked_in_the_order_of_names(self, tmp_path):
        for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(TEXT)
        assert [piece.path for piece in pieces(tmp_path)] == [
            f"{tmp_path}/{name}" for name in ("a.txt", "b/1.txt", "b/2.txt", "c.txt")
        ]

    def test_names_with_a_dot_are_left_out_unless_named(self, tmp_path):
        (tmp_path / ".hidden").write_bytes(TEXT)
        assert pieces(tmp_path) == []
        assert len(pieces(tmp_path / ".hidden")) == 1

    def test_patterns(self, tmp_path):
        (tmp_path / "deep").mkdir()
        for name in ("a.txt", "b.tel", "deep/c.txt"):
            (tmp_path / name).write_bytes(TEXT)
        assert [piece.path for piece in pieces(tmp_path / "*.t*t")] == [f"{tmp_path}/a.txt"]
        assert len(pieces(tmp_path / "**" / "*.txt")) == 2

    def test_a_file_whose_name_looks_like_a_pattern(self, tmp_path):
        (tmp_path / "cable[1].txt").write_bytes(TEXT)
        assert len(pieces(tmp_path / "cable[1].txt")) == 1

    @pytest.mark.parametrize("name", ["absent.txt", "*.absent"])
    def test_what_is_not_there(self, tmp_path, name):
        assert codes(tmp_path / name) == ["not-found"]

    def test_standard_input(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT)))
        assert [(piece.path, piece.data) for piece in discover(["-"])] == [("-", TEXT)]

    def test_an_archive_on_standard_input(self, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(tarred({"a.txt": TEXT})))))
        assert [(piece.path, piece.member) for piece in discover(["-"])] == [("-", "a.txt")]

    def test_an_empty_file_is_a_piece_for_others_to_judge(self, tmp_path):
        (tmp_path / "empty.txt").touch()
        assert [piece.data for piece in pieces(tmp_path)] == [b""]

    def test_everything_is_lazy(self, tmp_path):
        (tmp_path / "a.txt").write_bytes(TEXT)
        found = discover([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
        assert next(found).data == TEXT
        (tmp_path / "b.txt").write_bytes(b"late")
        assert next(found).data == b"late"


class TestTrouble:
    def test_a_link_back_to_a_directory_around_it(self, tmp_path):
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "cable.txt").write_bytes(TEXT)
        (tmp_path / "a" / "loop").symlink_to(tmp_path)
        found = list(discover([str(tmp_path)]))
        assert [getattr(item, "code", "piece") for item in found] == ["piece", "loop"]

    def test_links_to_nothing_and_to_themselves(self, tmp_path):
        (tmp_path / "gone").symlink_to(tmp_path / "nothing")
        (tmp_path / "self").symlink_to(tmp_path / "self")
        assert codes(tmp_path) == ["unreadable", "unreadable"]

    def test_a_pipe_is_not_opened(self, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        assert codes(tmp_path) == ["not-a-file"]

    def test_a_file_that_may_not_be_read(self, tmp_path, monkeypatch):
        (tmp_path / "secret.txt").write_bytes(TEXT)
        (tmp_path / "zz.txt").write_bytes(TEXT)

        def forbidden(path, *args):
            if path.name == "secret.txt":
                raise PermissionError(13, "Permission denied")
            return open(path, *args)  # noqa: PTH123  Path.open is what is replaced

        monkeypatch.setattr("pathlib.Path.open", forbidden)
        assert codes(tmp_path) == ["unreadable"]
        assert "permission" in refusals(tmp_path)[0].reason
        assert len(pieces(tmp_path)) == 1

    def test_a_file_that_vanishes_on_the_way(self, tmp_path):
        for name in ("a.txt", "b.txt", "c.txt"):
            (tmp_path / name).write_bytes(TEXT)
        found = discover([str(tmp_path)])
        next(found)
        (tmp_path / "b.txt").unlink()
        assert [getattr(item, "code", "piece") for item in found] == ["unreadable", "piece"]

    def test_names_that_are_no_utf8_and_names_with_line_ends(self, tmp_path):
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(TEXT)
        (tmp_path / "two\nlines\x1b[31m.txt").write_bytes(TEXT)
        paths = [piece.path for piece in pieces(tmp_path)]
        assert paths == [f"{tmp_path}/caf\\xe9.txt", f"{tmp_path}/two\\nlines\\x1b[31m.txt"]

    def test_a_file_too_big(self, tmp_path, monkeypatch):
        monkeypatch.setattr(stream, "LARGEST", 1000)
        (tmp_path / "big.txt").write_bytes(b"x" * 1001)
        assert codes(tmp_path) == ["too-large"]


class TestArchives:
    @pytest.mark.parametrize(
        ("name", "data"),
        [("a.gz", gzip.compress(TEXT, mtime=0)), ("a.bz2", bz2.compress(TEXT)), ("a.xz", lzma.compress(TEXT))],
        ids=["gzip", "bzip2", "xz"],
    )
    def test_a_compressed_file_is_that_file(self, tmp_path, name, data):
        (tmp_path / name).write_bytes(data)
        assert members(tmp_path) == [(None, TEXT)]

    def test_zip_members_in_the_order_of_names(self, tmp_path):
        (tmp_path / "a.zip").write_bytes(zipped({"b.txt": b"two", "a/1.txt": b"one", "empty/": b""}))
        assert members(tmp_path) == [("a/1.txt", b"one"), ("b.txt", b"two")]

    @pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
    def test_tar(self, tmp_path, mode):
        (tmp_path / "a.tar").write_bytes(tarred({"b.txt": b"two", "a.txt": b"one"}, mode))
        assert members(tmp_path) == [("b.txt", b"two"), ("a.txt", b"one")]

    @pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
    def test_tar_with_long_and_foreign_names(self, tmp_path, form):
        name = "été/" + "x" * 90 + ".txt"
        with tarfile.open(tmp_path / "a.tar", "w", format=form) as archive:
            archive.addfile(tarfile.TarInfo(name))
        assert members(tmp_path) == [(name, b"")]

    def test_seven_zip(self, tmp_path):
        files = {f"1973/{number:03}.txt": b"cable %d" % number for number in range(30)}
        with libarchive.file_writer(str(tmp_path / "a.7z"), "7zip") as archive:
            for name, data in files.items():
                archive.add_file_from_memory(name, len(data), data)
        assert members(tmp_path) == list(files.items())

    def test_seven_zip_without_its_library(self, tmp_path, monkeypatch):
        (tmp_path / "a.7z").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(50))
        (tmp_path / "b.txt").write_bytes(TEXT)
        monkeypatch.setitem(sys.modules, "libarchive", None)
        found = list(discover([str(tmp_path)]))
        assert found[0].code == "missing-library"
        assert "libarchive" in found[0].reason
        assert found[1].data == TEXT

    @pytest.mark.parametrize("gzipped", [False, True])
    def test_warc_pages_with_address_and_time(self, tmp_path, gzipped):
        pages = [
            ("http://news.example/a", "text/html; charset=utf-8", "200 OK", b"<html>one"),
            ("http://news.example/a.png", "image/png", "200 OK", b"\x89PNG"),
            ("http://news.example/b", "text/plain", "200 OK", b"two"),
            ("http://news.example/c", "text/html", "404 Not Found", b"<html>no"),
        ]
        (tmp_path / "crawl.warc").write_bytes(warc(pages, gzipped))
        found = pieces(tmp_path)
        assert [(piece.member, piece.data) for piece in found] == [
            ("http://news.example/a", b"<html>one"),
            ("http://news.example/b", b"two"),
        ]
        assert found[0].hints.address == "http://news.example/a"
        assert found[0].hints.captured == "2011-09-01T10:00:00Z"

    def test_a_warc_page_sent_compressed(self, tmp_path):
        page = ("http://news.example/a", "text/html\r\nContent-Encoding: gzip", "200 OK", gzip.compress(b"<html>one"))
        (tmp_path / "crawl.warc").write_bytes(warc([page]))
        assert members(tmp_path) == [("http://news.example/a", b"<html>one")]

    def test_a_warc_cut_off_in_a_page(self, tmp_path):
        pages = [("http://news.example/a", "text/html", "200 OK", b"<html>" + b"x" * 500)] * 2
        (tmp_path / "crawl.warc").write_bytes(warc(pages)[:-300])
        assert len(pieces(tmp_path)) == 1
        assert codes(tmp_path) == ["truncated-archive"]

    def test_archives_within_archives(self, tmp_path):
        inner = zipped({"cable.txt": TEXT})
        (tmp_path / "a.tar.gz").write_bytes(tarred({"in/inner.zip": inner, "note.txt.gz": gzip.compress(TEXT)}, "w:gz"))
        assert members(tmp_path) == [("in/inner.zip::cable.txt", TEXT), ("note.txt.gz", TEXT)]

    def test_names_are_labels_and_nothing_is_written(self, tmp_path):
        archive = tmp_path / "in" / "a.zip"
        archive.parent.mkdir()
        archive.write_bytes(zipped({"../../evil.txt": TEXT, "/etc/passwd": TEXT}))
        assert members(archive) == [("../../evil.txt", TEXT), ("/etc/passwd", TEXT)]
        assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.zip"]

    def test_links_and_devices_in_a_tar_are_left_out(self, tmp_path):
        with tarfile.open(tmp_path / "a.tar", "w") as archive:
            link = tarfile.TarInfo("link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
        assert codes(tmp_path) == ["empty"]

    @pytest.mark.parametrize(
        ("name", "data"),
        [("a.zip", zipped({})), ("a.warc", b"WARC/1.0\r\n\r\n"), ("hidden.zip", zipped({".hidden": TEXT}))],
    )
    def test_an_archive_of_nothing_is_refused(self, tmp_path, name, data):
        (tmp_path / name).write_bytes(data)
        assert pieces(tmp_path) == []
        assert codes(tmp_path) == ["empty"]

    def test_what_systems_add_is_left_out(self, tmp_path):
        (tmp_path / "a.zip").write_bytes(zipped({"__MACOSX/._a.txt": b"x", "in/.DS_Store": b"x", "a.txt": TEXT}))
        assert members(tmp_path) == [("a.txt", TEXT)]

    def test_a_text_is_no_archive(self, tmp_path):
        for number, data in enumerate((b"BZh is a word", b"PK says hello", b"x" * 600, b"7z", b"WARC/1.0 is a format")):
            (tmp_path / f"{number}.txt").write_bytes(data)
        found = [piece.data for piece in pieces(tmp_path)]
        assert found == [b"BZh is a word", b"PK says hello", b"x" * 600, b"7z", b"WARC/1.0 is a format"]


class TestDamage:
    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("a.gz", gzip.compress(os.urandom(4000))),
            ("a.bz2", bz2.compress(os.urandom(4000))),
            ("a.xz", lzma.compress(os.urandom(4000))),
            ("a.tar.gz", tarred({"a.txt": os.urandom(4000)}, "w:gz")),
            ("a.tar", tarred({"a.txt": os.urandom(4000)})[:3000] * 2),
            ("a.zip", zipped({"a.txt": os.urandom(4000)})),
        ],
        ids=["gz", "bz2", "xz", "tar.gz", "tar", "zip"],
    )
    def test_a_cut_off_archive_is_refused_and_the_next_file_read(self, tmp_path, name, data):
        (tmp_path / name).write_bytes(data[: len(data) // 2])
        (tmp_path / "zz.txt").write_bytes(TEXT)
        found = list(discover([str(tmp_path)]))
        assert {item.code for item in found[:-1]} <= {"truncated-archive", "damaged-archive"}
        assert len(found) > 1
        assert found[-1].data == TEXT

    def test_members_before_the_damage_are_kept(self, tmp_path):
        whole = tarred({"a.txt": b"one", "b.txt": b"two"})
        (tmp_path / "a.tar").write_bytes(whole[:1024] + b"garbage" * 200)
        assert members(tmp_path) == [("a.txt", b"one")]
        assert codes(tmp_path) == ["truncated-archive"]

    def test_an_encrypted_member(self, tmp_path):
        data = bytearray(zipped({"a.txt": TEXT}))
        for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.index(magic) + offset] |= 1
        (tmp_path / "a.zip").write_bytes(data)
        assert codes(tmp_path) == ["encrypted"]

    def test_an_office_document(self, tmp_path):
        (tmp_path / "a.docx").write_bytes(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))
        assert codes(tmp_path) == ["binary"]

    def test_too_deep(self, tmp_path):
        data = TEXT
        for number in range(5):
            data = zipped({f"{number}.zip" if number else "cable.txt": data})
        (tmp_path / "a.zip").write_bytes(data)
        assert codes(tmp_path) == ["too-deep"]

    def test_a_bomb(self, tmp_path, monkeypatch):
        monkeypatch.setattr(stream, "FLOOR", 1000)
        (tmp_path / "bomb.gz").write_bytes(gzip.compress(bytes(3_000_000)))
        (tmp_path / "bomb.zip").write_bytes(zipped({"a": bytes(3_000_000), "b": b"never reached"}))
        assert codes(tmp_path) == ["bomb", "bomb", "bomb"]

    def test_a_member_too_big(self, tmp_path, monkeypatch):
        monkeypatch.setattr(stream, "LARGEST", 1000)
        (tmp_path / "a.zip").write_bytes(zipped({"big": os.urandom(1500), "small": TEXT}))
        assert [item.code if isinstance(item, Refusal) else item.data for item in discover([str(tmp_path)])] == [
            "too-large",
            TEXT,
        ]

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(place=st.integers(0, 10_000), byte=st.integers(0, 255), cut=st.integers(0, 10_000), which=st.integers(0, 5))
    def test_damage_anywhere_never_raises(self, tmp_path, place, byte, cut, which):
        page = ("http://news.example/a", "text/html", "200 OK", b"<html>one")
        made = (
            gzip.compress(TEXT, mtime=0), zipped({"a.txt": TEXT, "b.txt": TEXT}), tarred({"a.txt": TEXT}),
            bz2.compress(TEXT), lzma.compress(TEXT), warc([page], gzipped=True),
        )  # fmt: skip
        data = bytearray(made[which])
        data[place % len(data)] = byte
        path = tmp_path / "damaged"
        path.write_bytes(data[: max(1, cut % (len(data) + 1))])
        for item in discover([str(path)]):
            assert isinstance(item, Piece | Refusal)


class TestDumps:
    ROW = (
        '"{n}","2/15/2008 15:30","08SAMPLE{n}","Embassy Sample","UNCLASSIFIED","",'
        '"FM AMEMBASSY\nSAMPLE","1. Bees.\n{text}"\n'
    )

    def test_a_dump_comes_in_pieces_that_begin_with_a_row(self, tmp_path, monkeypatch):
        monkeypatch.setattr(discovery, "PIECE", 1000)
        data = "".join(self.ROW.format(n=number, text="Honey.\n" * 10) for number in range(1, 60)).encode()
        (tmp_path / "dump.csv").write_bytes(data)
        found = pieces(tmp_path)
        assert len(found) > 5
        assert b"".join(piece.data for piece in found) == data
        for piece in found:
            assert piece.data.startswith(b'"')
            assert data.split(b"\n")[piece.first_line - 1] == piece.data.split(b"\n")[0]

    def test_a_dump_in_an_archive_may_be_larger_than_any_file(self, tmp_path, monkeypatch):
        monkeypatch.setattr(discovery, "PIECE", 1000)
        monkeypatch.setattr(stream, "LARGEST", 3000)
        data = "".join(self.ROW.format(n=number, text="Honey.\n" * 10) for number in range(1, 60)).encode()
        (tmp_path / "dump.csv.gz").write_bytes(gzip.compress(data))
        assert b"".join(piece.data for piece in pieces(tmp_path)) == data


def test_seven_zip_is_recognised_by_its_first_bytes():
    assert sevenzip.recognises(b"7z\xbc\xaf\x27\x1c\x00\x04")
    assert not sevenzip.recognises(b"7z and text")
