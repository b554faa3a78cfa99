"""The command that prints what is read: one JSON object a cable, refusals on the error stream, no database."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.telegram.formats.samples import CABLE
from tests.telegram.formats.test_csv import row

ROOT = Path(__file__).resolve().parent.parent.parent


def parsed(*arguments):
    """The objects, the lines of the error stream and the exit status."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("parse_cable", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as end:
        status = end.code
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue().splitlines(), status


def test_one_object_a_cable(tmp_path):
    (tmp_path / "a.txt").write_text(CABLE)
    (tmp_path / "b.csv").write_text(row(1) + row(2))
    found, errors, status = parsed(tmp_path)
    assert [(item["source"].rpartition("/")[2], item["format"]) for item in found] == [
        ("a.txt", "raw"),
        ("b.csv", "csv"),
        ("b.csv", "csv"),
    ]
    assert (errors, status) == ([], 0)
    assert found[0]["date"] == "2008-02-15T15:30:00Z"


def test_the_contract_has_all_its_keys(tmp_path):
    (tmp_path / "a.txt").write_text(CABLE)
    (item,) = parsed(tmp_path)[0]
    assert set(item) >= {
        "source", "format", "reference_id", "transmission_id", "precedence", "date", "originator", "to", "info",
        "classification", "captions", "executive_order", "tags", "subject", "references", "classified_by", "reasons",
        "summary", "paragraphs", "signatures", "release", "regions", "hints", "lines", "warnings",
    }  # fmt: skip


def test_any_text_gives_one_object_and_status_0(tmp_path):
    (tmp_path / "list.txt").write_text("bread\nmilk\n")
    found, errors, status = parsed(tmp_path / "list.txt")
    assert (len(found), errors, status) == (1, [], 0)
    assert "no-cable" in [warning["code"] for warning in found[0]["warnings"]]


def test_what_is_no_text_is_said_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.bin").write_bytes(bytes(range(256)))
    (tmp_path / "b.txt").write_text(CABLE)
    (tmp_path / "c.csv").write_text(row(1) + row(2, columns=3))
    found, errors, status = parsed(tmp_path, tmp_path / "absent.txt")
    assert (len(found), status) == (2, 1)
    assert [line.partition(": ")[0] for line in errors] == [
        f"{tmp_path}/a.bin",
        f"{tmp_path}/c.csv, line {row(1).count(chr(10)) + 1}",
        f"{tmp_path}/absent.txt",
    ]


def test_pretty(tmp_path):
    (tmp_path / "a.txt").write_text(CABLE)
    out = io.StringIO()
    call_command("parse_cable", str(tmp_path), "--pretty", stdout=out)
    assert out.getvalue().startswith('{\n  "source"')
    assert json.loads(out.getvalue())["format"] == "raw"


def run(*arguments, given=b"", **environment):
    """The command in a process of its own, as a person runs it."""
    return subprocess.run(
        [sys.executable, "manage.py", "parse_cable", *arguments],
        cwd=ROOT, input=given, capture_output=True, env={**os.environ, **environment}, check=False,
    )  # fmt: skip


def test_standard_input_and_an_empty_var_dir(tmp_path):
    done = run("-", given=CABLE.encode(), VAR_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["source"] == "-"
    assert not list(tmp_path.glob("*.sqlite3"))


def test_output_is_plain_ascii_in_any_locale(tmp_path):
    (tmp_path / "a.txt").write_text(CABLE.replace("bees", "beés"), encoding="utf-8")
    done = run(str(tmp_path), LC_ALL="C", PYTHONUTF8="0", VAR_DIR=str(tmp_path / "var"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()


def test_without_a_path_it_says_what_it_needs():
    done = run()
    assert done.returncode == 2
    assert b"PATH" in done.stderr


@pytest.mark.slow
def test_a_reader_that_goes_away(tmp_path):
    (tmp_path / "dump.csv").write_text("".join(row(number) for number in range(1, 500)))
    command = f"{sys.executable} manage.py parse_cable {tmp_path} | head -1"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
