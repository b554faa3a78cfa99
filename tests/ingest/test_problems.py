"""What is not taken: a row and a line with path, line and reason; the run goes on, and the good cable is stored."""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.ingest import received
from reader.models import Cable, IngestProblem, IngestRun, Source
from tests.ingest.test_ingest import Ran, cable

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(cable())
    return tmp_path


def empty(path: Path) -> None:
    path.write_bytes(b"")


def blank(path: Path) -> None:
    path.write_bytes(b"\n \n\t\n")


def binary(path: Path) -> None:
    path.write_bytes(b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 40)


def dangling(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere")


def broken_encoding(path: Path) -> None:
    path.write_bytes(b"\xff\xfe" + cable().encode("utf-16-le")[:301])


def no_cable(path: Path) -> None:
    path.write_text("Milk\nEggs\nBread\n")


BAD = [empty, blank, binary, dangling, broken_encoding, no_cable]


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_a_bad_file_is_a_problem_and_no_more(make: Callable[[Path], None], here: Path) -> None:
    bad = here / "bad.txt"
    make(bad)
    ran = Ran(str(here))
    problem = IngestProblem.objects.get()
    assert ran.status == 1
    assert ran.account == "1 new, 0 updated, 0 unchanged, 1 problem"
    assert (problem.path, problem.run) == (str(bad), IngestRun.objects.get())
    assert len(problem.reason) > 10
    assert ran.err.strip().startswith(str(bad))
    assert problem.reason in ran.err
    assert "Traceback" not in ran.out + ran.err
    assert Source.objects.get().path == str(here / "good.txt")


def test_each_bad_file_has_a_code_of_its_own(here: Path) -> None:
    for make in (empty, binary, dangling, no_cable):
        make(here / f"{make.__name__}.txt")
    Ran(str(here))
    codes = list(IngestProblem.objects.values_list("code", flat=True))
    assert len(set(codes)) == len(codes) == 4


def test_a_path_among_others_that_is_not_there(here: Path) -> None:
    ran = Ran(str(here / "absent.txt"), str(here / "good.txt"))
    assert (ran.status, ran.account) == (1, "1 new, 0 updated, 0 unchanged, 1 problem")
    assert "absent.txt" in ran.err


def test_a_file_that_may_not_be_read(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = here / "secret.txt"
    secret.write_text(cable(166))
    for owner, name in ((builtins, "open"), (os, "open"), (Path, "open")):
        monkeypatch.setattr(owner, name, refusing(secret, getattr(owner, name)))
    ran = Ran(str(here))
    problem = IngestProblem.objects.get()
    assert (ran.status, problem.path) == (1, str(secret))
    assert "ermission" in problem.reason


def refusing(secret: Path, real: Callable[..., Any]) -> Callable[..., Any]:
    """Opens everything but one file: a superuser may read what chmod forbids, so the refusal is played."""

    def opening(path: object, *args: Any, **options: Any) -> Any:
        if str(path) == str(secret):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **options)

    return opening


def test_a_name_that_is_not_utf8(here: Path) -> None:
    (here / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"")
    ran = Ran(str(here))
    assert IngestProblem.objects.get().path == str(here / "caf\\xe9.txt")
    assert "caf\\xe9.txt" in ran.err


def test_a_cable_in_a_file_whose_name_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(cable().encode())
    assert Ran(str(tmp_path)).status == 0
    assert Source.objects.get().path == str(tmp_path / "caf\\xe9.txt")


def test_a_fault_of_the_reader_does_not_end_the_run(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "bad.txt").write_text(cable(166))
    real = received.read

    def read(document: object) -> object:
        if document.path.endswith("bad.txt"):
            raise ZeroDivisionError("a fault")
        return real(document)

    monkeypatch.setattr(received, "read", read)
    ran = Ran(str(here))
    assert (ran.status, Cable.objects.count()) == (1, 1)
    assert "Please report it" in ran.err


def test_nul_characters_are_stored_as_what_they_are_not() -> None:
    from reader.telegram import Document

    document = Document(lines=("a\0b",), raw=b"a\0b")
    assert received.storable(document).lines == ("a\N{REPLACEMENT CHARACTER}b",)
