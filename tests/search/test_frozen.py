"""A search frozen: the same file for the same archive, no byte of which can be changed unseen."""

import datetime as dt
import hashlib
import json

import pytest

from reader.models import Cable, Paragraph
from reader.search import Criteria, indexing
from reader.search.comparing import compare
from reader.search.fingerprints import fingerprints
from reader.search.found import find
from reader.search.frozen import freeze
from reader.search.thawing import NotFrozenError, read
from tests import factories

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)


def frozen(criteria: Criteria | None = None) -> str:
    return "".join(freeze(criteria or Criteria(q="lake"), NOON))


def resealed(whole: dict) -> bytes:
    """What somebody who knows the rule can write: contents of his own with their right digest."""
    whole = {key: value for key, value in whole.items() if key != "sha256"}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return json.dumps({**whole, "sha256": hashlib.sha256(text.encode()).hexdigest()}).encode()


@pytest.fixture
def lakes() -> list[Cable]:
    cables = [
        factories.make_cable(reference_id=f"08TORONTO{number}", subject="Lake levels", paragraphs=[("(U)", "A lake.")])
        for number in (30, 4, 200, 1)
    ]
    indexing.update([cable.pk for cable in cables])
    return cables


def test_the_file_says_what_was_asked_of_which_archive(lakes: list[Cable]) -> None:
    whole = json.loads(frozen(Criteria(q='"lake', filters={"class": ("unclassified",)}, excluded={"tag": ("PREL",)})))
    assert whole["frozen"] == "2026-01-02T12:00:00Z"
    assert whole["search"]["q"] == '"lake'
    assert whole["search"]["filters"] == {"class": ["unclassified"]}
    assert whole["search"]["excluded"] == {"tag": ["PREL"]}
    assert whole["search"]["sentence"].startswith("Cables with")
    assert "quote" in whole["search"]["messages"][0]
    archive = whole["archive"]
    assert (archive["cables"], archive["indexed"]) == (4, 4)
    assert archive["newest_run"]["state"] == "finished"
    assert {"index_version", "reader_version", "language_version", "engine"} <= set(archive)
    assert whole["counts"] == {"cables": 4, "by_classification": {"UNCLASSIFIED": 4}, "by_year": {"2008": 4}}


def test_what_ties_is_ordered_by_reference_id(lakes: list[Cable]) -> None:
    for criteria in (Criteria(q="lake"), Criteria(), Criteria(q="lake", sort="date"), Criteria(sort="-date")):
        ids = [row[0] for row in json.loads(frozen(criteria))["cables"]]
        assert ids == ["08TORONTO1", "08TORONTO200", "08TORONTO30", "08TORONTO4"]


def test_dates_are_ordered_and_undated_cables_come_last(lakes: list[Cable]) -> None:
    new = factories.make_cable(reference_id="09TORONTO1", date=dt.datetime(2009, 1, 1, tzinfo=dt.UTC))
    old = factories.make_cable(reference_id="74OTTAWA1", date=dt.datetime(1974, 1, 1, tzinfo=dt.UTC))
    undated = factories.make_cable(reference_id="00AAA1", date=None)
    indexing.update([new.pk, old.pk, undated.pk])
    ids = [row[0] for row in json.loads(frozen(Criteria(sort="date")))["cables"]]
    assert (ids[0], ids[-2], ids[-1]) == ("74OTTAWA1", "09TORONTO1", "00AAA1")
    ids = [row[0] for row in json.loads(frozen(Criteria(sort="-date")))["cables"]]
    assert (ids[0], ids[-2], ids[-1]) == ("09TORONTO1", "74OTTAWA1", "00AAA1")


def test_the_same_archive_gives_the_same_file(lakes: list[Cable]) -> None:
    assert frozen() == frozen()


def test_the_digest_is_that_of_the_canonical_text(lakes: list[Cable]) -> None:
    whole = json.loads(frozen())
    assert resealed(whole) == json.dumps(whole).encode()


def test_pretty_printing_leaves_it_intact(lakes: list[Cable]) -> None:
    assert read(json.dumps(json.loads(frozen()), indent=4).encode()).intact
    assert read(b"\xef\xbb\xbf" + frozen().encode()).intact


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"q":"lake"', '"q":"lakE"'),
        ('"sentence":"C', '"sentence":"D'),
        ('"08TORONTO200"', '"08TORONTO201"'),
        ('"frozen":"2026', '"frozen":"2025'),
        ('"indexed":4', '"indexed":5'),
        ('"by_year":{"2008":4}', '"by_year":{"2009":4}'),
        ('"about":"A', '"about":"a'),
    ],
)
def test_one_byte_changed_is_seen(lakes: list[Cable], before: str, after: str) -> None:
    text = frozen()
    assert text.count(before) >= 1
    assert read(text.encode()).intact
    assert not read(text.replace(before, after, 1).encode()).intact


def test_no_byte_at_all_can_be_changed_unseen(lakes: list[Cable]) -> None:
    data = frozen().encode()
    unseen = []
    for place, byte in enumerate(data):
        if byte in b"\n":
            continue
        changed = data[:place] + (b"!" if byte != ord("!") else b"?") + data[place + 1 :]
        try:
            if read(changed).intact:
                unseen.append(place)
        except NotFrozenError:
            pass
    assert unseen == []


def test_every_digest_and_the_order_are_under_the_seal(lakes: list[Cable]) -> None:
    whole = json.loads(frozen())
    for column in (1, 2):
        other = json.loads(frozen())
        other["cables"][0][column] = "0" * 16
        assert not read(json.dumps(other).encode()).intact
    whole["cables"].reverse()
    assert not read(json.dumps(whole).encode()).intact
    whole = json.loads(frozen())
    whole["sha256"] = "0" * 64
    assert not read(json.dumps(whole).encode()).intact
    whole = {**json.loads(frozen()), "added": 1}
    assert not read(json.dumps(whole).encode()).intact


def test_a_frozen_search_asks_the_same_again(lakes: list[Cable]) -> None:
    criteria = Criteria(q="lake", sort="-date", filters={"year": ("2008",)}, excluded={"tag": ("A", "B")})
    assert read(frozen(criteria).encode()).criteria == criteria


def test_nothing_has_changed(lakes: list[Cable]) -> None:
    comparison = compare(read(frozen().encode()))
    assert comparison.unchanged
    assert (comparison.same, comparison.notes) == (4, [])


def test_what_has_come_gone_and_changed(lakes: list[Cable]) -> None:
    before = read(frozen().encode())
    third, fourth, two_hundred, first = lakes
    new = factories.make_cable(reference_id="08TORONTO999", subject="Lake ice")
    Paragraph.objects.filter(cable=first).update(text="A lake, and a boat.")
    Cable.objects.filter(pk=fourth.pk).update(level="SECRET")
    Cable.objects.filter(pk=third.pk).update(subject="Snow", updated=NOON)
    Paragraph.objects.filter(cable=third).update(text="Snow.")
    indexing.update([new.pk, first.pk, third.pk, fourth.pk])
    two_hundred.delete()
    comparison = compare(before)
    assert comparison.came == ["08TORONTO999"]
    assert comparison.gone == {
        "08TORONTO200": "not in the archive",
        "08TORONTO30": "held, but does not answer the search",
    }
    assert comparison.changed == {"08TORONTO1": "text", "08TORONTO4": "header"}
    assert comparison.same == 0
    assert comparison.as_json(NOON)["counts"] == {"then": 4, "now": 3, "came": 1, "gone": 2, "changed": 2, "same": 0}


def test_a_marking_that_changes_is_a_text_that_changes(lakes: list[Cable]) -> None:
    before = read(frozen().encode())
    Paragraph.objects.filter(cable=lakes[0]).update(marking=factories.make_marking("(S)"))
    assert compare(before).changed == {"08TORONTO30": "text"}


def test_other_versions_are_said(lakes: list[Cable]) -> None:
    whole = json.loads(frozen())
    whole["archive"] |= {"language_version": 0, "address": "https://elsewhere.example/"}
    said = " ".join(compare(read(resealed(whole))).notes)
    assert "query language was 0 then" in said
    assert "https://elsewhere.example/" in said


def test_cables_that_only_the_index_has_are_left_out(lakes: list[Cable]) -> None:
    lakes[0].delete()
    found = find(Criteria(q="lake"))
    assert (len(found), found.gone) == (3, 1)
    assert json.loads(frozen())["counts"]["cables"] == 3


def test_a_result_is_read_in_slices(lakes: list[Cable], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = find(Criteria(q="lake")).pks.tolist()
    monkeypatch.setattr("reader.search.found.SLICE", 3)
    monkeypatch.setattr("reader.search.found.BATCH", 2)
    assert find(Criteria(q="lake")).pks.tolist() == whole
    assert find(Criteria(q="lake"), 2).pks.tolist() == whole[:2]
    assert find(Criteria(q="zeppelin")).pks.tolist() == []


def test_fingerprints_take_two_queries_a_batch(lakes, monkeypatch, django_assert_num_queries) -> None:
    monkeypatch.setattr("reader.search.fingerprints.BATCH", 2)
    with django_assert_num_queries(4):
        assert len(list(fingerprints([cable.pk for cable in lakes]))) == 4


def without(name: str) -> dict:
    whole = json.loads(frozen())
    del whole[name]
    return whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("hello", "not JSON: Expecting value in line 1"),
        ("[]", "not an object"),
        ("{}", "no frozen search"),
        ('{"format": "cablearchive frozen search 9"}', "this archive reads “cablearchive frozen search 1”"),
        ('{"format": 1.5}', "1.5 has no place"),
        ('{"format": NaN}', "NaN has no place"),
        ('{"a": 1, "a": 2}', "“a” is given twice"),
        ('{"format": "\\ud800"}', "not text in UTF-8"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 5000, "a number that no frozen search has"),
    ],
)
def test_malformed_text_is_named(text: str, said: str) -> None:
    with pytest.raises(NotFrozenError, match=said):
        read(text.encode())


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(NotFrozenError, match="not text in UTF-8"):
        read(b"\xff\xfe\x00")


@pytest.mark.parametrize("name", ["archive", "cables", "counts", "frozen", "search", "sha256"])
def test_what_is_missing_is_named(lakes: list[Cable], name: str) -> None:
    with pytest.raises(NotFrozenError, match=f"“{name}” is missing"):
        read(json.dumps(without(name)).encode())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sha256": "abc"}, "64 hexadecimal digits"),
        ({"sha256": 5}, "“sha256” is not a text"),
        ({"cables": {}}, "“cables” is not a list"),
        ({"cables": [["08TORONTO1"]]}, "Cable 1 is not"),
        ({"cables": [["08TORONTO1", "x", "y"]]}, "Cable 1 is not"),
        ({"cables": [["", "0" * 16, "0" * 16]]}, "Cable 1 is not"),
        ({"cables": [["A\x00", "0" * 16, "0" * 16]]}, "Cable 1 is not"),
        ({"cables": [["08A1", "0" * 16, "0" * 16]] * 2}, "08A1, is listed twice"),
        ({"cables": []}, "“counts” says 4 cables, and the file lists 0"),
        ({"search": {}}, "“search.sort” is missing"),
        ({"search": []}, "“search” is not an object"),
    ],
)
def test_what_is_wrong_is_named(lakes: list[Cable], change: dict, said: str) -> None:
    sealed = json.loads(resealed({**json.loads(frozen()), **change}))
    with pytest.raises(NotFrozenError, match=said):
        read(json.dumps({**sealed, **change}).encode())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sort": "random"}, "which is no order"),
        ({"filters": {"colour": ["red"]}}, "“colour”, which is no filter"),
        ({"filters": {"tag": "PREL"}}, "not a list of texts"),
        ({"filters": {"tag": ["A"] * 500}}, "more than 200 values"),
        ({"filters": {"tag": ["A\x00"]}}, "no cable can have"),
        ({"excluded": []}, "“search.excluded” is not an object"),
        ({"q": None}, "“search.q” is not a text"),
    ],
)
def test_what_is_wrong_with_the_question_is_named(lakes: list[Cable], change: dict, said: str) -> None:
    whole = json.loads(frozen())
    whole["search"] |= change
    with pytest.raises(NotFrozenError, match=said):
        read(resealed(whole))
