"""What is marked is what was found: stems, phrases, beginnings, nearness, markings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.search import Criteria, indexing, search
from reader.search.language import parse
from reader.search.results import Snippet
from reader.search.snippets import LENGTH, Marker, _Sought, _thorough
from tests import factories


def marked(query: str, text: str, index: str = "u") -> list[str]:
    return [text[start:end] for start, end, _ in Marker(parse(query).needles).spans(text, index)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("trafficking", "Traffickers and trafficked; traffic too", ["Traffickers", "trafficked"]),
        ("police", "The POLICE, policing policies", ["POLICE", "policing"]),
        ('"police corruption"', "police and corruption; Police corruption.", ["Police corruption"]),
        ('"police corruption"', "corruption police", []),
        ("traffick*", "traffic, traffickers, Trafficking", ["traffickers", "Trafficking"]),
        ("traffickin*", "traffickers trafficking", ["trafficking"]),
        ('"police ministers"~2', "ministers of the police; the police", ["ministers", "police"]),
        ('"police salmon"~2', "police one two three salmon", []),
        ("sao", "In São Paulo", ["São"]),
        ("são", "In SAO PAULO", ["SAO"]),
        ("dying", "He may die; they die; dies", ["die", "die", "dies"]),
        ("skies", "a sky", ["sky"]),
        ("happy", "happiness", ["happiness"]),
        ("U.S.", "The U.S. and u s; us", ["U.S", "u s"]),
        ("police -visa", "police visa", ["police"]),
        ("police OR \"police chief\"", "the police chief", ["police chief"]),
        ("ice", "police ice_cream Icelandic", ["ice"]),
        ("", "police", []),
        ("tag:KTIP", "KTIP", []),
        ("police", "polic\u0130", []),
    ],
)  # fmt: skip
def test_marks(query: str, text: str, expected: list[str]) -> None:
    assert marked(query, text) == expected


NEEDLES = (
    "ice",
    "die OR tie",
    '"of the ice"',
    "tr*",
    '"the tr*"',
    '"ice the"~2',
    '"die of traffic"~3',
    "são",
    "oe OR i",
)
PIECES = """the of ice Ice ices dying die lies São sao SÃO i\u0307ce \u0130ce œ ﬁce ΟΔΟΣ ties the_ice traffic Traffic’s
tré tr _ - . U.S. ²"""
TEXTS = st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=30)


@given(st.sampled_from(NEEDLES), TEXTS, st.sampled_from(["", " ", "-"]))
def test_the_quick_way_marks_what_the_thorough_way_does(query: str, words: list[str], between: str) -> None:
    text = between.join(words)
    marker = Marker.of(query)
    thorough = sorted(set(_thorough(text, marker.matchers)))
    quick = sorted(_Sought(marker.matchers).spans(text))
    assert quick == thorough


def test_a_word_asked_for_in_one_marking_is_marked_there_only() -> None:
    assert marked("sbu:police", "police", "sbu") == ["police"]
    assert marked("sbu:police", "police", "u") == []
    assert marked("subject:police", "police", "subject") == ["police"]
    assert marked("subject:police", "police", "u") == []


def text_of(snippet: Snippet) -> str:
    return "".join(segment.text for segment in snippet.segments)


@pytest.mark.django_db
def test_the_best_paragraphs_are_shown_in_their_order() -> None:
    cable = factories.make_cable(
        subject="A police report",
        paragraphs=[
            ("(U)", "Nothing here."),
            ("(U)", "police once"),
            ("(SBU)", "police and corruption"),
            ("(C)", "corruption of the police by police"),
            ("(U)", "one corruption"),
        ],
    )
    indexing.update([cable.pk])
    hit = search(Criteria(q="police corruption")).hits[0]
    assert [snippet.paragraph.number for snippet in hit.snippets] == [2, 3, 4]
    assert hit.snippets[1].paragraph.marking.as_written == "(SBU)"
    assert [s.text for s in hit.title if s.found] == ["police"]
    assert [s.text for s in hit.snippets[2].segments if s.found] == ["corruption", "police", "police"]


@pytest.mark.django_db
def test_a_long_paragraph_is_cut_around_what_was_found() -> None:
    text = "before " * 200 + "the police corruption case " + "after " * 200
    cable = factories.make_cable(paragraphs=[("(U)", text)])
    indexing.update([cable.pk])
    snippet = search(Criteria(q="police corruption")).hits[0].snippets[0]
    assert [s.text for s in snippet.segments if s.found] == ["police", "corruption"]
    assert text_of(snippet).startswith("… ")
    assert text_of(snippet).endswith(" …")
    assert len(text_of(snippet)) <= LENGTH + 6
    assert text_of(snippet)[2:-2] in text


@pytest.mark.django_db
def test_hits_by_subject_or_filter_show_how_the_text_begins() -> None:
    cable = factories.make_cable(subject="Zebra", paragraphs=[("(U)", ""), ("(U)", "It begins <b>so</b>.")])
    indexing.update([cable.pk])
    for criteria in (Criteria(q="zebra"), Criteria()):
        snippet = search(criteria).hits[0].snippets[0]
        assert [(s.text, s.found) for s in snippet.segments] == [("It begins <b>so</b>.", False)]


@pytest.mark.django_db
def test_a_page_takes_a_fixed_number_of_queries(django_assert_max_num_queries) -> None:
    cables = [factories.make_cable(tags=["KTIP"], paragraphs=[("(U)", f"police {n}")] * 5) for n in range(15)]
    indexing.update(cable.pk for cable in cables)
    with django_assert_max_num_queries(6):
        results = search(Criteria(q="police"))
        for hit in results.hits:
            [s.paragraph.marking.label for s in hit.snippets]
            [p.marking for p in hit.cable.paragraphs]
            str(hit.cable.station)
    assert len(results.hits) == 15
