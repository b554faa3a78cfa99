"""`make_cables`: counts, folders, packs, truth, determinism, refusals."""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from pathlib import Path

import libarchive
import pytest
from django.core.management import CommandError, call_command

from reader.fiction import CannotMake, Order, make
from reader.fiction.packing import FOLDER, loose
from reader.fiction.wrappings import MODERN, RELEASE, WRAPPINGS


def rows(directory: Path) -> list[dict]:
    text = directory.with_name(f"{directory.name}.truth.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("fiction") / "mixed"
    make(Order(600, 5, directory))
    return directory


def test_count_counts_cables(mixed: Path) -> None:
    assert len({row["reference_id"] for row in rows(mixed)}) == 600


def test_truth_has_a_line_for_each_file(mixed: Path) -> None:
    assert sorted(row["file"] for row in rows(mixed)) == sorted(files(mixed))


def test_groups_stand_in_their_shares(mixed: Path) -> None:
    kinds = Counter(row["kind"] for row in rows(mixed))
    released = kinds.pop("release")
    assert released == 90
    assert set(kinds) == {wrapping.name for wrapping in WRAPPINGS if wrapping.group == MODERN}


def test_every_cable_says_that_it_is_fictional(mixed: Path) -> None:
    silent = [name for name, data in files(mixed).items() if b"fictional" not in data.lower()]
    silent = [name for name in silent if "section-2" not in name]  # the first section says it
    assert not silent


def test_same_seed_same_bytes(mixed: Path, tmp_path: Path) -> None:
    make(Order(600, 5, tmp_path / "again"))
    assert files(tmp_path / "again") == files(mixed)
    assert rows(tmp_path / "again") == rows(mixed)


def test_other_seed_other_cables(mixed: Path, tmp_path: Path) -> None:
    make(Order(600, 6, tmp_path / "other"))
    ours, theirs = ({row["reference_id"] for row in rows(where)} for where in (mixed, tmp_path / "other"))
    assert len(ours & theirs) < 60


def test_no_folder_holds_more_than_a_thousand(tmp_path: Path) -> None:
    with loose(tmp_path) as add:
        paths = [add(f"{number}.txt", b"") for number in range(FOLDER + 2)]
    assert FOLDER == 1000
    assert paths[FOLDER - 1].startswith("0000/")
    assert paths[FOLDER].startswith("0001/")
    assert len(list((tmp_path / "0000").iterdir())) == FOLDER


def test_references_mostly_resolve_inside_the_set(mixed: Path) -> None:
    known = {row["reference_id"] for row in rows(mixed)}
    named = [name for row in rows(mixed) for name in row["references"] if re.fullmatch(r"\d\d[A-Z]+(-A)?\d+", name)]
    held = sum(name in known for name in named)
    assert len(named) > 300
    assert 0.75 < held / len(named) < 0.95


def test_years_are_those_of_the_real_collections(mixed: Path) -> None:
    years = Counter(row["reference_id"][:2] for row in rows(mixed) if row["kind"] != "release")
    assert sum(years[year] for year in ("05", "06", "07", "08", "09")) > 0.8 * sum(years.values())
    seventies = {row["reference_id"][:2] for row in rows(mixed) if row["kind"] == "release"}
    assert seventies == {"73", "74", "75", "76", "77", "78", "79"}


def test_oddities_occur(mixed: Path) -> None:
    found = rows(mixed)
    assert any(row.get("false_paragraph_marks") for row in found)
    assert any(row.get("stray_sipdis_lines") for row in found)
    assert any(row.get("text_missing") for row in found)
    assert any(row.get("section") for row in found)
    assert any(row.get("partial") for row in found)
    assert any(row.get("corrected") for row in found)
    assert any(row["excluded"] for row in found)
    assert any(re.fullmatch(r"[A-Z]{12,}", tag) for row in found for tag in row["tags"])
    text = b"\n".join(files(mixed).values())
    for oddity in (rb"SIPDIS\s+SIPDIS", rb"X{12}", rb"E\.?O\.? 1(2598|2985|9523|2365)", rb"C O N F I D E N T I A L"):
        assert re.search(oddity, text), oddity


def test_zip_holds_the_same_as_loose_files(mixed: Path, tmp_path: Path) -> None:
    make(Order(600, 5, tmp_path / "zip", pack="zip"))
    with zipfile.ZipFile(tmp_path / "zip" / "cables.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files(mixed)
    assert rows(tmp_path / "zip") == rows(mixed)


def test_seven_zip_holds_the_same_as_loose_files(mixed: Path, tmp_path: Path) -> None:
    make(Order(600, 5, tmp_path / "seven", pack="7z"))
    with libarchive.file_reader(str(tmp_path / "seven" / "cables.7z")) as archive:
        assert {entry.pathname: b"".join(entry.get_blocks()) for entry in archive} == files(mixed)


def test_csv_has_a_row_for_each_cable(tmp_path: Path) -> None:
    make(Order(200, 5, tmp_path / "dump", pack="csv"))
    text = (tmp_path / "dump" / "cables.csv").read_text(encoding="utf-8").replace('\\"', '""')
    found = list(csv.reader(io.StringIO(text)))
    assert [row[2] for row in found] == [row["reference_id"] for row in rows(tmp_path / "dump")]
    assert {len(row) for row in found} == {8}


@pytest.mark.parametrize(
    ("kinds", "groups"), [(("modern",), {MODERN}), (("release",), {RELEASE}), (("raw",), {MODERN})]
)
def test_kinds_choose(kinds: tuple[str, ...], groups: set[str], tmp_path: Path) -> None:
    make(Order(40, 5, tmp_path / "some", kinds=kinds))
    assert {"release" if row["kind"] == "release" else "modern" for row in rows(tmp_path / "some")} == groups


def test_mean_size_is_kept(tmp_path: Path) -> None:
    means = {}
    for size in (3000, 6500):
        make(Order(600, 5, tmp_path / str(size), kinds=("raw",), mean_size=size))
        means[size] = sum(map(len, files(tmp_path / str(size)).values())) / 600
    assert means == {size: pytest.approx(size, rel=0.15) for size in means}


# what cannot be done


def test_a_directory_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="is not empty; nothing is overwritten") as error:
        call_command("make_cables", str(tmp_path / "full"), count=3)
    assert error.value.returncode == 2
    assert files(tmp_path / "full") == {"mine.txt": b"mine"}


def test_a_truth_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "new.truth.jsonl").write_text("mine")
    with pytest.raises(CannotMake, match=r"new\.truth\.jsonl exists already"):
        make(Order(3, 1, tmp_path / "new"))
    assert (tmp_path / "new.truth.jsonl").read_text() == "mine"


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ({"count": 0}, "at least 1 cable"),
        ({"mean_size": 0}, "mean size"),
        ({"kinds": ("modren",)}, "No kind of cable is called 'modren'; there are: all, modern"),
        ({"kinds": ("release",), "pack": "csv"}, "A CSV dump holds modern cables only"),
    ],
)
def test_wishes_that_cannot_be_met(order: dict, message: str, tmp_path: Path) -> None:
    with pytest.raises(CannotMake, match=message):
        make(Order(**{"count": 3, "seed": 1, "directory": tmp_path / "new", **order}))
    assert not (tmp_path / "new").exists()


def test_the_command_says_what_it_wrote_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("make_cables", str(tmp_path / "new"), count=12, seed=4)
    said = capsys.readouterr().out.splitlines()[-1]
    assert re.fullmatch(
        r"Wrote 12 fictional cables \(1\d files, [\d.]+ MB\) to \S+/new, their truth to \S+/new.truth.jsonl", said
    )
