"""A bag: verified by the library alone, ingested back to an equal archive; damage is said and nothing is taken."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from reader.ingest import Options, ingest
from reader.keeping import KeepingError, bag, unbag
from reader.models import Cable, Collection, IngestProblem, Source, counting
from tests.content import contents
from tests.databases import ROOT, Founder, manage
from tests.keeping.conftest import Telling, assert_holds_the_same

pytestmark = [pytest.mark.xdist_group("keeping"), pytest.mark.django_db]

STORY = ROOT / "tests" / "cables"


@pytest.fixture(scope="module")
def made(filled: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("bag") / "bag"
    said = manage(filled, "export_bag", str(directory))
    assert f"{directory} has " in said
    assert list(directory.parent.iterdir()) == [directory]
    return directory


def test_it_is_a_bag_with_every_source_byte_for_byte(made: Path, filled: dict[str, str], told: Telling) -> None:
    bagit.Bag(str(made)).validate()
    held = {json.loads(row)["sha256"] for row in told(filled, "contents")["Source"]}
    files = [file for file in (made / "data" / "sources").rglob("*") if file.is_file()]
    assert {file.name.partition(".")[0] for file in files} == held
    assert {hashlib.sha256(file.read_bytes()).hexdigest() for file in files} == held
    assert {hashlib.sha256(file.read_bytes()).hexdigest() for file in STORY.iterdir()} <= held


def test_it_has_every_reading(made: Path, filled: dict[str, str], told: Telling) -> None:
    lines = [line for file in (made / "data" / "readings").iterdir() for line in file.read_text().splitlines()]
    readings = [json.loads(line) for line in lines]
    cables = {json.loads(row)["reference_id"] for row in told(filled, "contents")["Cable"]}
    assert len(readings) == len(cables)
    assert {one["reference_id"] or one["archive"]["provisional_id"] for one in readings} == cables
    assert all(one["paragraphs"] for one in readings if one["reference_id"] == "08HALIFAX58")


def test_it_is_taken_back_to_an_equal_archive(
    made: Path, filled: dict[str, str], found: Founder, tmp_path: Path, told: Telling
) -> None:
    fresh = found(tmp_path / "archive")
    said = manage(fresh, "import_bag", str(made))
    before, after = told(filled, "contents"), told(fresh, "contents")
    assert_holds_the_same(before, after)
    assert "Part 2 of 2" in said
    assert "Nothing to mend." in manage(fresh, "index", "--verify")
    assert "0 new, 0 updated" in manage(fresh, "import_bag", str(made))


def test_what_was_preferred_is_preferred_again(tmp_path: Path) -> None:
    """Texts under `--replace`, one of them when it was held already, and a section among them."""
    for options in (Options(collection="one"), Options(collection="two", replace=True)):
        ingest([str(STORY / "08HALIFAX71-corrected.txt"), str(STORY)], options)
    ingest([str(STORY / "08HALIFAX71.txt")], Options(collection="one", replace=True))
    before = contents()
    bag.export(tmp_path / "bag", lambda cable: {"reference_id": cable.reference_id})
    with counting.refresh(Cable.objects.values_list("pk", flat=True)):
        Cable.objects.update(source=None)
        for model in (Source, Cable):
            model.objects.all().delete()
    unbag.take(tmp_path / "bag", Options())
    after = contents()
    assert len(before["Preference"]) >= 14
    assert after["Preference"] == before["Preference"]
    for table in ("Cable", "Paragraph", "Source", "Reference"):
        assert after[table] == before[table], table


def test_plain_ingest_takes_a_bag_into_one_collection(made: Path, tmp_path: Path) -> None:
    report = ingest([str(made)], Options(collection="all"))
    assert (report.exit_status, report.problems) == (0, [])
    assert set(Source.objects.values_list("collection__name", flat=True)) == {"all"}
    assert Source.objects.filter(path__endswith="08HALIFAX58.txt").exists()


def test_notices_come_with_it_but_not_over_those_that_are_in_use(made: Path) -> None:
    ingest([str(STORY / "08OSLO155.txt")], Options(collection="other"))
    Collection.objects.filter(name="other").update(title="Mine")
    Collection.objects.filter(name="demonstration").update(title="")
    unbag.take(made, Options())
    assert Collection.objects.get(name="other").title == "Mine"
    assert Collection.objects.get(name="demonstration").title
    assert Collection.objects.get(name="demonstration").fictional


def _change(copy: Path) -> None:
    file = next(file for file in (copy / "data" / "sources").rglob("*") if file.is_file())
    file.write_bytes(file.read_bytes() + b"!")


def _lose(copy: Path) -> None:
    next(file for file in (copy / "data" / "sources").rglob("*") if file.is_file()).unlink()


def _add(copy: Path) -> None:
    (copy / "data" / "extra.txt").write_text("Milk")


def _bare(copy: Path) -> None:
    (copy / "bagit.txt").unlink()


def _other(copy: Path) -> None:
    shutil.rmtree(copy)
    copy.mkdir()
    (copy / "a.txt").write_text("Milk")
    bagit.make_bag(str(copy))


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (_change, "is damaged"),
        (_lose, "is damaged"),
        (_add, "is damaged"),
        (_bare, "is no bag"),
        (shutil.rmtree, "is no bag"),
        (_other, "but none that export_bag wrote. Ingest what is in it: python manage.py ingest"),
    ],
    ids=["changed", "lost", "added", "no bagit.txt", "not there", "another's"],
)
def test_a_damaged_bag_is_said_and_nothing_is_taken(
    damage: Callable[[Path], None], says: str, made: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(made, copy)
    damage(copy)
    with pytest.raises(KeepingError, match=says):
        unbag.take(copy, Options())
    assert not Cable.objects.exists()


def test_plain_ingest_names_a_text_that_was_changed(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(made, copy)
    _change(copy)
    report = ingest([str(copy)])
    assert report.exit_status == 1
    assert IngestProblem.objects.get().code == "damaged"
    with (copy / "data" / "parts" / "000001.jsonl").open("a") as part:
        part.write("Milk\n")
    assert [problem.code for problem in ingest([str(copy / "data" / "parts" / "000001.jsonl")]).problems] == [
        "damaged"
    ] * 2


def test_a_directory_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    for place, says in ((tmp_path / "mine", "is there already"), (tmp_path / "no" / "bag", "cannot be written")):
        with pytest.raises(KeepingError, match=says):
            bag.export(place, lambda cable: {})
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
