"""Stored counts are what counting now gives: after ingests, changes, deletions, and after a process that died."""

from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from reader.ingest import Options, ingest
from reader.models import ArchiveState, Cable, CableTag, NamedPerson, StoredCount, Tag, Uncounted, counting
from reader.models.derived import ALL
from reader.telegram import records
from tests import factories

pytestmark = pytest.mark.django_db

TESTS = Path(__file__).resolve().parent.parent
STORY = (TESTS / "cables", TESTS / "telegram" / "specimens" / "released")


@pytest.fixture
def story() -> None:
    """The telegrams of tests/cables and the specimens of released ones, ingested."""
    factories.ensure_authority()
    ingest(map(str, STORY), Options(collection="demonstration", workers=1))


def stored(kind: str) -> Counter[tuple[str, str, str]]:
    rows = StoredCount.objects.filter(kind=kind).exclude(period=ALL)
    return Counter(
        {(key, period, level): n for key, period, level, n in rows.values_list("key", "period", "level", "count")}
    )


def totals(kind: str) -> dict[str, int]:
    return dict(StoredCount.objects.totals(kind).values_list("key", "count"))


def keys(cable: Cable, kind: str) -> set[Any]:
    """What one cable counts for, cable by cable and without a grouping query."""
    stations = [row.station for row in cable.addressees.all() if row.station]
    found: dict[str, Any] = {
        "archive": {""},
        "sent": {cable.station_id} - {None},
        "received": {station.pk for station in stations},
        "tag": {row.tag_id for row in cable.cabletag_set.all()},
        "caption": {row.caption_id for row in cable.cablecaption_set.all()},
        "addressed": {station.agency_id for station in stations} - {None},
        "mentioned": {row.agency_id for row in cable.mentions.all()} - {None},
        "collection": {row.collection_id for row in cable.sources.all()},
        "signed": {" ".join(name.split()) for name in cable.signatures},
        "classified": {" ".join(cable.classified_by.split())} - {""},
        "drafted": {" ".join(cable.release.drafter.split())} - {""} if hasattr(cable, "release") else set(),
    }
    return set(found[kind])


def expected(kind: str) -> Counter[tuple[str, str, str]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for cable in Cable.objects.all():
        period = f"{cable.day:%Y-%m}" if cable.day else str(cable.year or "")
        counts.update((str(key), period, cable.level or "") for key in keys(cable, kind))
    return counts


@pytest.mark.parametrize("kind", [kind.name for kind in counting.KINDS])
def test_each_count_is_what_its_cables_give(story: None, kind: str) -> None:
    assert expected(kind)
    assert stored(kind) == expected(kind)
    sums: Counter[str] = Counter()
    for (key, _, _), count in expected(kind).items():
        sums[key] += count
    assert totals(kind) == sums


def test_days_and_citations_are_counted(story: None) -> None:
    days = Counter(f"{day}" for day in Cable.objects.exclude(day=None).values_list("day", flat=True))
    assert {period: n for (_, period, _), n in stored(counting.DAY).items()} == days
    cited = {
        str(cable.pk): n
        for cable in Cable.objects.all()
        if (n := len({row.cable_id for row in cable.referred_to_by.all()} - {cable.pk}))
    }
    assert cited
    assert totals(counting.CITED) == cited


def test_nothing_waits_after_an_ingest(story: None) -> None:
    assert not Uncounted.objects.exists()
    assert list(counting.differences()) == []


def test_a_second_text_of_a_cable_is_counted_with_its_reading() -> None:
    first = factories.make_telegram(tags=("PGOV",), partial=True)
    second = factories.make_telegram(tags=("SENV",), signatures=("A.  SPECIMEN",))
    factories.store(first)
    counting.settle()
    factories.store(factories.receive(second))
    assert Uncounted.objects.count() == 1
    counting.settle()
    cable = Cable.objects.get()
    assert totals("tag") == {str(Tag.objects.get(code="SENV").pk): 1}
    assert totals("archive") == {"": 1}
    assert NamedPerson.objects.get().name == "A. SPECIMEN"
    assert cable.sources.count() == 2
    assert list(counting.differences()) == []


def test_cables_that_come_before_a_citing_one_is_counted_are_cited_all_the_same() -> None:
    named = records.Reference("A", "Toronto 165", "cable", "08TORONTO165")
    factories.store(factories.make_telegram(reference_id="08TORONTO166", references=(named,)))
    counting.settle()
    assert totals(counting.CITED) == {}
    factories.store(factories.make_telegram(reference_id="08TORONTO165"))
    counting.settle()
    assert list(totals(counting.CITED).values()) == [1]
    assert list(counting.differences()) == []


def test_changes_and_deletions_inside_refresh_are_counted(archive: list[Cable]) -> None:
    counting.rebuild()
    first, second, third = archive
    with counting.refresh([first.pk, second.pk]):
        Cable.objects.filter(pk=first.pk).update(level="SECRET")
        CableTag.objects.filter(cable=second).delete()
    assert list(counting.differences()) == []
    assert stored("archive")["", "2008-05", "SECRET"] == 1
    with counting.refresh([second.pk]):
        second.delete()
    assert list(counting.differences()) == []
    assert totals("archive") == {"": 2}
    assert totals(counting.CITED) == {}
    assert Cable.objects.filter(pk=third.pk).exists()


def test_a_process_that_died_leaves_cables_uncounted_and_nothing_wrong(archive: list[Cable]) -> None:
    counting.rebuild()
    counting.withdraw([archive[0].pk])
    assert totals("archive") == {"": 2}
    counting.withdraw([archive[0].pk, archive[1].pk])
    assert totals("archive") == {"": 1}
    assert counting.settle() == 2
    assert counting.settle() == 0
    assert list(counting.differences()) == []


def test_versions_grow_with_each_change(archive: list[Cable]) -> None:
    counting.rebuild()
    before = ArchiveState.objects.get().version
    with counting.refresh([archive[0].pk]):
        pass
    assert ArchiveState.objects.get().version > before
    counting.touch()
    assert ArchiveState.objects.count() == 1


def test_the_command_counts_verifies_and_mends(archive: list[Cable]) -> None:
    def told(*options: str) -> str:
        said = StringIO()
        call_command("count", *options, stdout=said, stderr=said)
        return said.getvalue()

    counting.withdraw([cable.pk for cable in archive])
    assert told() == "3 cables counted.\n"
    assert "Every stored count is what counting now gives." in told("--verify")
    StoredCount.objects.totals("archive").update(count=9)
    with pytest.raises(SystemExit):
        told("--verify")
    assert "Every stored count" in told("--rebuild", "--verify")
