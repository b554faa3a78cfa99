"""Inputs on which the reader once failed (fuzz_cases/TARGET/...), and the tool that finds them."""

from pathlib import Path
from random import Random

import pytest

from tools.fuzz import __main__ as tool
from tools.fuzz.invariants import Broken, must
from tools.fuzz.mutation import changed
from tools.fuzz.running import guarded
from tools.fuzz.seeds import write_seeds
from tools.fuzz.shrinking import failure, shrunk
from tools.fuzz.targets import TARGETS

FOLDER = Path(__file__).parent / "fuzz_cases"
CASES = sorted(path for path in FOLDER.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_promises_hold_now(path):
    TARGETS[path.parent.name](path.read_bytes())


#: Lines that once took time without end: target, what stands in front, what comes again and again, what stands behind.
LONG = (
    ("html", b"", b"<!-- -->", b"x"),
    ("news-text", b"", b" ", b"x"),
    ("news-text", b"DE RUEHXX", b" ", b"x"),
    ("news-text", b"08A", b"1", b"x"),
    ("mirror-page", b"Viewing cable 08LIMA1,", b" ", b""),
    ("release", b"Message Text\n", "¿".encode(), b"x"),
    ("release", b"Message Text\nMessage Attributes\nDrafter: ", b"-", b"x"),
    ("release", b"Message Text\nMessage Attributes\nSubject: ! '", b" ", b"x"),
    ("references", b"COURIER", b": ", b"x"),
    ("references", b"", b"=", b"x"),
    ("read", b"1. (U) The level:\nSECRET", b" ", b"x"),
    ("read", b"1. (U) The level:\n\xc2\xbf", b" ", b"x"),
)


@pytest.mark.parametrize(("target", "front", "unit", "behind"), LONG)
def test_reading_long_lines_comes_to_an_end(target, front, unit, behind):
    TARGETS[target](front + unit * (65_000 // len(unit)) + behind)


def no_bees(data):
    must(b"bees" not in data, "there are 'bees'")
    return {f"line {number}" for number in range(data.count(b"\n"))}


def test_a_finding_is_shrunk_to_what_makes_it_fail():
    data = b"1. Honey.\n2. The bees of the valley.\n3. Wax.\n"
    assert shrunk(no_bees, data) == b"bees"
    assert shrunk(no_bees, b"wasps") == b"wasps"


def test_findings_are_kept_once_and_the_smallest(tmp_path):
    traits = []
    run = guarded(no_bees, tmp_path, traits.append)
    for data in (b"many bees\n", b"bees", b"more bees\n", b"wax\n"):
        run(data)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"broken-there-are": b"bees"}
    assert traits == ["line 0"]


def test_errors_are_told_apart_by_their_place_in_the_reader():
    assert failure(no_bees, b"bees") == "broken-there-are"
    assert failure(lambda data: {str(1 // len(data))}, b"") == "ZeroDivisionError"


def test_changes_are_the_same_for_the_same_seed_and_keep_the_limit():
    data, pool = b"1. (U) Honey.\n2. (SBU) Wax.\n" * 20, [b"FM AMEMBASSY EXAMPLE", b""]
    for seed in range(200):
        text = changed(data, 900, Random(seed), pool)
        assert text == changed(data, 900, Random(seed), pool)
        assert len(text) <= 900


@pytest.mark.parametrize("target", ["read", "identifiers", "containers"])
def test_seeds_hold_their_promises(target, tmp_path, monkeypatch):
    monkeypatch.setattr("tools.fuzz.seeds.COUNT", 1)
    write_seeds(tmp_path, target, ())
    seeds = sorted(tmp_path.iterdir())
    assert len(seeds) > 15
    for path in seeds[::5]:
        assert TARGETS[target](path.read_bytes())


def test_without_atheris_the_tool_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setattr(tool.importlib.util, "find_spec", lambda name: None)
    assert tool.main(["read"]) == 2
    assert "pip install atheris==" in capsys.readouterr().err


def test_replaying_tells_how_an_input_fails(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(TARGETS, "read", no_bees)
    path = tmp_path / "case"
    path.write_bytes(b"The bees.\n")
    assert tool.main(["read", "--replay", str(path), "--shrink"]) == 1
    assert "broken-there-are" in capsys.readouterr().out
    assert path.read_bytes() == b"bees"
    path.write_bytes(b"wax")
    assert tool.main(["read", "--replay", str(path)]) == 0


def test_broken_promises_name_themselves():
    with pytest.raises(Broken, match="no sentence"):
        must(False, "a reason is no sentence")
