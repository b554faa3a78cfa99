"""A run taken back: the archive is as it would be without its texts, but for ids, which stay given."""

from __future__ import annotations

import importlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from reader.ingest import tally
from reader.models import (
    Cable,
    Collection,
    IngestRun,
    MissingCable,
    Reference,
    Report,
    SeriesCount,
    Source,
    StaleDocument,
    Station,
    Tag,
    WithdrawnCable,
)
from reader.models.counting import differences
from reader.search import indexing
from tests.content import contents
from tests.ingest.test_ingest import ROAD, Ran, cable
from tests.ingest.test_options import EXTRACT, WHOLE

#: The door has a function of this name.
undo_module = importlib.import_module("reader.ingest.undo")
pytestmark = pytest.mark.django_db

STORIES = Path(__file__).resolve().parent.parent / "cables"
ODD = cable(166, text=f"The ZRCK (Zone Rink Committee) met. {ROAD}", ref="TORONTO 165").replace("CA\n", "CA, ZZQX\n")
ODD = ODD.replace("INFO RUEHOT/AMEMBASSY OTTAWA", "INFO RUEHXX/OFFICE OF NO TABLE").replace("(U)", "(U//ZZ)")


def holds() -> dict[str, Any]:
    """All that the archive holds by content, without ids that are withdrawn."""
    return {name: rows for name, rows in contents().items() if name not in ("WithdrawnCable", "StaleDocument")}


def series() -> list[list[str]]:
    """What is counted of posts' numbers."""
    counts = (str({**row, "id": 0}) for row in SeriesCount.objects.values())
    return [sorted(counts), sorted(map(str, MissingCable.objects.values("number", "citing")))]


def is_true() -> bool:
    """Whether counts, coverage and index agree with the cables."""
    counted = series()
    tally.recount()
    waiting = StaleDocument.objects.exists()
    return counted == series() and not waiting and not list(differences()) and not indexing.verify().differences


def put(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def last() -> int:
    return IngestRun.objects.latest("pk").pk


CASES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "new cables": ({"a": WHOLE}, {"b": cable(167, text=ROAD), "c": ODD}),
    "all there is": ({}, {"a": WHOLE, "b": ODD}),
    "a better text": ({"a": EXTRACT}, {"b": WHOLE}),
    "a lesser text": ({"a": WHOLE}, {"b": EXTRACT}),
    "a cable that others cite": ({"a": cable(200, text=ROAD, ref="TORONTO 165")}, {"b": WHOLE}),
    "a cable that cites": ({"a": WHOLE}, {"b": cable(200, text=ROAD, ref="TORONTO 165 (B) TORONTO 99")}),
    "another cable of a number": ({"a": WHOLE}, {"b": cable(text=ROAD, dtg="030800Z JUN 08")}),
    "nothing new": ({"a": WHOLE}, {"b": WHOLE}),
    "a cable without a number": ({"a": WHOLE}, {"b": "1. (C) The lake fell by a hand.\n\n2. (U) Nobody minds.\n"}),
}


@pytest.mark.parametrize("case", CASES)
def test_the_archive_is_as_it_would_be_without(case: str, tmp_path: Path) -> None:
    first, second = CASES[case]
    if first:
        Ran(str(put(tmp_path / "first", **first)))
    before = holds()
    Ran(str(put(tmp_path / "second", **second)), collection="winter-papers")
    ran = Ran(undo=str(last()))
    assert ran.status == 0
    assert holds() == before
    assert is_true()
    assert IngestRun.objects.latest("pk").state == "undone"


@pytest.mark.parametrize("case", [name for name in CASES if CASES[name][0] and name != "nothing new"])
def test_so_it_is_when_the_earlier_run_is_taken_back(case: str, tmp_path: Path) -> None:
    first, second = CASES[case]
    Ran(str(put(tmp_path / "second", **second)))
    alone = holds()
    Ran(undo="last")
    WithdrawnCable.objects.all().delete()
    Ran(str(put(tmp_path / "first", **first)))
    earlier = last()
    Ran(str(tmp_path / "second"))
    Ran(undo=str(earlier))
    if case == "another cable of a number":
        assert Cable.objects.get().reference_id == "08TORONTO165_b"
    else:
        assert holds() == alone
    assert is_true()


def test_sections_that_came_with_different_runs(tmp_path: Path) -> None:
    one = WHOLE.replace("UNCLAS TOR", "UNCLAS SECTION 01 OF 02 TOR").replace("SPECIMEN\n", "")
    two = WHOLE.replace("UNCLAS TOR", "UNCLAS SECTION 02 OF 02 TOR").replace("1. (U)", "3. (U)")
    two = two.replace("2. (SBU)", "4. (SBU)")
    Ran(str(put(tmp_path / "a", one=one)))
    before = holds()
    Ran(str(put(tmp_path / "b", two=two)))
    assert Cable.objects.get().paragraph_count == 4
    Ran(undo="last")
    assert (Cable.objects.get().paragraph_count, Cable.objects.get().partial) == (2, True)
    assert holds() == before
    assert is_true()


def test_a_whole_folder_of_wrappings(tmp_path: Path) -> None:
    Ran(str(put(tmp_path / "a", a=WHOLE, b=ODD)))
    before = holds()
    Ran(str(STORIES), collection="demonstration")
    assert Ran(undo="last").status == 0
    assert holds() == before
    assert is_true()


def test_what_a_run_preferred(tmp_path: Path) -> None:
    folder = put(tmp_path / "a", a=WHOLE, b=EXTRACT)
    Ran(str(folder))
    before = holds()
    Ran(str(folder / "b.txt"), replace=True)
    assert Cable.objects.get().paragraph_count == 1
    Ran(undo="last")
    assert holds() == before
    assert is_true()


def test_a_cable_that_comes_back_has_its_id_and_another_has_not(tmp_path: Path) -> None:
    other = cable(text=ROAD, dtg="030800Z JUN 08")
    Ran(str(put(tmp_path / "a", a=WHOLE)))
    Ran(undo="last")
    assert WithdrawnCable.objects.get().reference_id == "08TORONTO165"
    Ran(str(put(tmp_path / "b", b=other)))
    assert Cable.objects.get().reference_id == "08TORONTO165_b"
    Ran(str(put(tmp_path / "c", c=WHOLE.replace("R 28", "R  28"))))
    assert set(Cable.objects.values_list("reference_id", flat=True)) == {"08TORONTO165", "08TORONTO165_b"}
    assert not WithdrawnCable.objects.exists()
    assert is_true()


def test_an_id_without_a_number_is_not_given_to_another_text(tmp_path: Path) -> None:
    text = "1. (C) The lake fell by a hand.\n\n2. (U) Nobody minds.\n\n3. (U) So it is.\n"
    Ran(str(put(tmp_path / "a", a=text)))
    given = Cable.objects.get().reference_id
    Ran(undo="last")
    WithdrawnCable.objects.update(sources=["another text's"])
    Ran(str(tmp_path / "a"))
    assert Cable.objects.get().reference_id.startswith(given)
    assert len(Cable.objects.get().reference_id) > len(given)
    Ran(undo="last")
    WithdrawnCable.objects.get(reference_id=given).delete()
    longer = WithdrawnCable.objects.get().reference_id
    Ran(str(tmp_path / "a"))
    assert Cable.objects.get().reference_id == longer


def test_references_go_to_the_cable_of_that_number_which_is_left(tmp_path: Path) -> None:
    Ran(str(put(tmp_path / "a", a=WHOLE)))
    Ran(str(put(tmp_path / "b", b=cable(text=ROAD, dtg="030800Z JUN 08"), c=cable(200, ref="TORONTO 165"))))
    assert Reference.objects.listed().get().target.reference_id == "08TORONTO165"
    Ran(undo=str(IngestRun.objects.earliest("pk").pk))
    assert Reference.objects.listed().get().target.reference_id == "08TORONTO165_b"
    assert is_true()


def test_names_that_somebody_described_stay(tmp_path: Path) -> None:
    Ran(str(put(tmp_path / "a", a=ODD)))
    assert not Tag.objects.get(code="ZZQX").known
    Tag.objects.filter(code="ZZQX").update(title="Quartz exports")
    assert Station.objects.filter(name="OFFICE OF NO TABLE").exists()
    Ran(undo="last")
    assert Tag.objects.filter(code="ZZQX").exists()
    assert not Station.objects.filter(name="OFFICE OF NO TABLE").exists()


def test_a_collection_that_was_described_stays(tmp_path: Path) -> None:
    Ran(str(put(tmp_path / "a", a=WHOLE)), collection="winter-papers")
    Collection.objects.filter(name="winter-papers").update(notice="Found in a cellar.")
    Ran(undo="last")
    assert Collection.objects.filter(name="winter-papers").exists()


def test_reports_are_not_lost_unasked(tmp_path: Path) -> None:
    Ran(str(put(tmp_path / "a", a=WHOLE)))
    Report.objects.create(cable=Cable.objects.get(), text="The marking is wrong.")
    ran = Ran(undo="last")
    assert ran.status == 2
    assert "Corrections or readers' reports would go with their cables (08TORONTO165)" in ran.message
    assert Cable.objects.exists()
    assert Ran(undo="last", force=True).status == 0
    assert not Cable.objects.exists()


def test_a_dry_run_foresees_it(tmp_path: Path) -> None:
    Ran(str(put(tmp_path / "a", a=EXTRACT)))
    Ran(str(put(tmp_path / "b", b=WHOLE, c=cable(167, text=ROAD))))
    before = contents()
    foreseen = Ran(undo="last", dry_run=True)
    assert contents() == before
    assert "Nothing was changed (--dry-run)." in foreseen.out
    done = Ran(undo="last")
    expected = f"Run {last()}: 2 texts taken out, 1 cable gone, 1 cable read from other texts"
    assert foreseen.account == done.account == expected


@pytest.mark.parametrize("state", ["undone", "undoing"])
def test_twice(state: str, tmp_path: Path) -> None:
    Ran(str(put(tmp_path / "a", a=WHOLE)))
    Ran(undo="last")
    IngestRun.objects.update(state=state)
    ran = Ran(undo="last")
    if state == "undone":
        assert "was taken back already" in ran.message
    assert ran.status == (2 if state == "undone" else 0)


def test_an_interrupted_undo_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {
        f"f{serial}": cable(serial, text=f"{serial} {ROAD}", ref=f"TORONTO {serial + 1}") for serial in range(1, 8)
    }
    before = holds()
    Ran(str(put(tmp_path / "a", **texts)))
    monkeypatch.setattr(undo_module, "BATCH", 3)
    real, calls = undo_module._without, []

    def without(*args: Any) -> None:
        if len(calls) == 2:
            raise KeyboardInterrupt
        calls.append(args)
        real(*args)

    with monkeypatch.context() as patch:
        patch.setattr(undo_module, "_without", without)
        with pytest.raises(KeyboardInterrupt):
            Ran(undo="last")
    assert Cable.objects.count() == 1
    assert IngestRun.objects.get().state == "undoing"
    assert StaleDocument.objects.count() == 6
    assert Ran(undo="last").status == 0
    assert holds() == before
    assert is_true()


def test_a_run_that_read_again_is_passed_over(tmp_path: Path) -> None:
    Ran(str(put(tmp_path / "a", a=WHOLE)))
    call_command("reread", workers=1, stdout=io.StringIO())
    ran = Ran(undo=str(last()))
    assert (ran.status, ran.message) == (2, f"There is no run {last()} that took files in.")
    assert Ran(undo="last").status == 0
    assert not Cable.objects.exists()


def test_its_account_as_a_file(tmp_path: Path) -> None:
    Ran(str(put(tmp_path / "a", a=WHOLE)))
    Ran(undo="last", report=str(tmp_path / "undo.json"))
    told = json.loads((tmp_path / "undo.json").read_text())
    assert (told["run"], told["state"], told["texts"], told["gone"]) == (last(), "undone", 1, 1)


def test_what_was_taken_back_can_be_taken_again(tmp_path: Path) -> None:
    Ran(str(put(tmp_path / "a", a=WHOLE, b=ODD, c=cable(text=ROAD, dtg="030800Z JUN 08"))))
    before = holds()
    Ran(undo="last")
    assert not Source.objects.exists()
    Ran(str(tmp_path / "a"))
    assert holds() == before
    assert is_true()
