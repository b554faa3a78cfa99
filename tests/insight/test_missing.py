"""The wanted list: when a missing cable was sent, who cites it, and in which words."""

from __future__ import annotations

import datetime as dt

import pytest

from reader.insight import missing, sentences
from reader.insight.estimates import Estimate, Neighbour
from reader.insight.missing import Wanted
from reader.insight.places import Posts
from reader.models import Cable, MissingCable, Reference
from reader.views.missing import sent_words
from tests import factories
from tests.insight.series import counted, numbered, register, toronto

pytestmark = pytest.mark.django_db
MAY = [dt.date(2008, 5, 1) + dt.timedelta(days) for days in range(31)]


def wanted() -> list[Wanted]:
    posts = Posts()
    return missing.described(missing.wanted(posts).with_neighbours(), posts)


def test_the_date_lies_between_the_serials_around_it() -> None:
    toronto()
    [one] = wanted()
    assert one.around == [("08TORONTO12", MAY[0]), ("08TORONTO20", MAY[10])]
    assert one.day == dt.date(2008, 5, 5)
    assert (one.estimate.first, one.last) == (MAY[0], dt.date(2008, 5, 9))
    assert sent_words(one) == (
        "Sent about 5 May 2008: an estimate from 08TORONTO12 of 1 May 2008 and 08TORONTO20 of 11 May 2008; "
        "cited here already on 9 May 2008"
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((10, 0), (20, 10), (MAY[0], MAY[5], MAY[10])),
        ((10, 0), None, (MAY[0], None, dt.date(2008, 12, 31))),
        (None, (20, 10), (dt.date(2008, 1, 1), None, MAY[10])),
        (None, None, (dt.date(2008, 1, 1), None, dt.date(2008, 12, 31))),
        ((10, 4), (20, 2), (MAY[2], MAY[3], MAY[4])),
    ],
    ids=["between", "after", "before", "nothing", "out-of-order"],
)
def test_estimates(before: tuple[int, int] | None, after: tuple[int, int] | None, expected: tuple[object, ...]) -> None:
    near = [Neighbour(one[0], MAY[one[1]]) if one else None for one in (before, after)]
    found = Estimate(2008, 15, *near)
    assert (found.first, found.day, found.last) == expected


def test_a_number_cited_before_its_neighbours_is_doubtful() -> None:
    numbered("08TORONTO10", MAY[20])
    numbered("08OTTAWA7", MAY[1], references=["08TORONTO15"])
    counted()
    [one] = wanted()
    assert one.doubtful
    assert "may be a slip" in sent_words(one)


def test_neighbours_are_of_the_same_series_and_have_a_day() -> None:
    factories.ensure_authority()
    numbered("08TORONTO14", None)
    numbered("08TORONTO-A14", MAY[3])
    numbered("07TORONTO14", dt.date(2007, 5, 1))
    numbered("08OTTAWA7", MAY[1], references=["08TORONTO15"])
    counted()
    [one] = wanted()
    assert one.around == []
    assert sent_words(one) == "Sent in 2008; no cable near it is held; cited here already on 2 May 2008"


def test_who_cites_it_oldest_first_each_once_and_in_which_words() -> None:
    factories.ensure_authority()
    later = numbered(
        "08TORONTO20", MAY[11], references=["08LONDON1", "08LONDON1"], paragraphs=["See ref A. Ref B says no."]
    )
    earlier = numbered("08OTTAWA7", MAY[8], paragraphs=["It rained. As London 1 reported, ice is thin. It froze."])
    paragraph = earlier.paragraphs.get()
    start = paragraph.text.index("London 1")
    Reference.objects.create(
        cable=earlier, paragraph=paragraph, position=0, text="London 1", kind="cable", reference_id="08LONDON1",
        start=start, end=start + 8,
    )  # fmt: skip
    counted()
    [one] = wanted()
    assert (one.citing, one.post.station) == (2, "AMEMBASSY LONDON")
    told = [(said.cable, said.as_written, said.sentence, said.anchor) for said in one.citations]
    assert told == [
        (earlier, "London 1", "As London 1 reported, ice is thin.", "p1"),
        (later, "08LONDON1", "See ref A.", "p1"),
    ]


def test_a_number_that_many_cite_names_the_first_few() -> None:
    for serial in range(1, 12):
        numbered(f"08TORONTO{serial}", MAY[serial], references=["08LONDON1"])
    counted()
    [one] = wanted()
    assert one.citing == 11
    assert [said.cable.reference_id for said in one.citations] == [f"08TORONTO{serial}" for serial in range(1, 6)]


def test_registers_and_other_names_are_told() -> None:
    factories.ensure_authority()
    numbered("06KIEV15", dt.date(2006, 5, 5))
    numbered("06OTTAWA7", dt.date(2006, 5, 9), references=["06KYIV15"])
    register("known", "06KYIV15")
    counted()
    [one] = wanted()
    assert (one.registers, one.under) == (("Known",), ("06KIEV15",))


def test_of_a_post_of_a_year_of_some_numbers() -> None:
    toronto()
    numbered("07OTTAWA9", dt.date(2007, 5, 9), references=["07TORONTO4", "07LONDON4"])
    counted()
    posts = Posts()
    numbers = lambda **asked: [row.number for row in missing.wanted(posts, **asked)]  # noqa: E731
    assert numbers() == ["08TORONTO15", "07LONDON4", "07TORONTO4"]
    assert numbers(place="TORONTO") == ["08TORONTO15", "07TORONTO4"]
    assert numbers(place="TORONTO", year=2007) == ["07TORONTO4"]
    assert numbers(numbers=["07LONDON4", "08NOWHERE1"]) == ["07LONDON4"]


def test_everything_is_the_whole_list_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "CHUNK", 2)
    numbered("08OTTAWA7", MAY[1], references=[f"08LONDON{serial}" for serial in range(1, 8)])
    numbered("08OTTAWA8", MAY[2], references=["08LONDON3", "08LONDON6"])
    counted()
    found = [one.number for one in missing.everything(MissingCable.objects.most_cited(), Posts())]
    assert found == [f"08LONDON{serial}" for serial in (3, 6, 1, 2, 4, 5, 7)]


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ("One. Two names X here. Three.", "X", "Two names X here."),
        ("The U.S. said so to Mr. Specimen in X. Then no.", "X", "The U.S. said so to Mr. Specimen in X."),
        ("Ice is thin. (X) It froze.", "X", "Ice is thin. (X) It froze."),
        ("A heading\n\nX says\nso. Then no.", "X", "X says so."),
        ("X", "X", "X"),
    ],
    ids=["middle", "abbreviations", "brackets", "lines", "alone"],
)
def test_the_sentence_around_a_number(text: str, named: str, expected: str) -> None:
    start = text.index(named)
    assert sentences.around(text, start, start + len(named)) == expected


def test_a_long_sentence_is_cut_at_words_around_the_number() -> None:
    text = "word " * 200 + "X " + "word " * 200
    found = sentences.around(text, 1000, 1001)
    assert len(found) <= sentences.LONGEST + 8
    assert found.startswith("… word")
    assert found.endswith("word …")
    assert " X " in found


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("B", "As told (refs A and B), no. Yes.", "As told (refs A and B), no."),
        ("B", "Ref A says. Ref B denies.", "Ref B denies."),
        ("B", "Refer to Bonn.", ""),
        ("", "Per reftel, no. Yes.", "Per reftel, no."),
        ("A", "The reform began.", ""),
    ],
    ids=["several", "one", "another-word", "reftel", "none"],
)
def test_the_sentence_that_speaks_of_a_label(label: str, text: str, expected: str) -> None:
    assert sentences.naming(label, text) == expected


def test_hostile_sentences_take_no_long() -> None:
    text = "ref " + "A, " * 50_000
    assert sentences.naming("Z", text) == ""
    assert len(sentences.around("a. " * 50_000, 9, 10)) < 400
    assert Cable.objects.count() == 0
