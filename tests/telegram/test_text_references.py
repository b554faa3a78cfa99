"""Cables named in running text, and places with numbers that are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.telegram.records import Reference
from reader.telegram.references import in_text

ENTRIES = (
    Reference("A", "Toronto 24", "cable", "08TORONTO24"),
    Reference("B", "TORONTO 152", "cable", "08TORONTO152"),
    Reference("C", "Smith email", "email"),
)
SINGLE = (Reference(None, "STATE 12", "cable", "08STATE12"),)


def found(text, entries=ENTRIES, year=2008):
    references = in_text([text], entries, year=year, place="TORONTO")
    assert all(text[r.start : r.end] == r.text for r in references)
    return [(r.text, *r.reference_ids) for r in references]


@pytest.mark.parametrize("word", ["reftel", "Reftel", "REFTEL", "ref tel", "reftels", "REFTELS", "refs"])
def test_reftel_means_the_list(word):
    assert found(f"As reported {word}, nothing", SINGLE) == [(word, "08STATE12")]
    assert found(f"As reported {word}, nothing") == [(word, "08TORONTO24", "08TORONTO152")]
    assert found(f"As reported {word}, nothing", ()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("per Ref A.", [("Ref A", "08TORONTO24")]),
        ("(ref B) says", [("ref B", "08TORONTO152")]),
        ("ref (B) says", [("ref (B)", "08TORONTO152")]),
        ("REF B SAYS", [("REF B", "08TORONTO152")]),
        ("Refs A and B say", [("Refs A", "08TORONTO24"), ("B", "08TORONTO152")]),
        ("refs (A) and (B)", [("refs (A)", "08TORONTO24"), ("(B)", "08TORONTO152")]),
        ("REFTELS A, B AND C", [("REFTELS A", "08TORONTO24"), ("B", "08TORONTO152"), ("C",)]),
        ("refs A-C", [("refs A", "08TORONTO24"), ("C", "08TORONTO152")]),
        ("reftel A", [("reftel A", "08TORONTO24")]),
        ("reftel a copy of which", [("reftel", "08TORONTO24", "08TORONTO152")]),
        ("Ref Z", []),
        ("we refer to this, with reference to A and refugees", []),
        ("prefs A", []),
    ],
)
def test_letters_resolve_to_their_entries(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as TORONTO 152 reports", ("TORONTO 152", "08TORONTO152")),
        ("in 08 OTTAWA 734.", ("08 OTTAWA 734", "08OTTAWA734")),
        ("in 2008 OTTAWA 734.", ("2008 OTTAWA 734", "08OTTAWA734")),
        ("in 08OTTAWA734,", ("08OTTAWA734", "08OTTAWA734")),
        ("in 2008OTTAWA00734,", ("2008OTTAWA00734", "08OTTAWA734")),
        ("in 07 Ottawa 734,", ("07 Ottawa 734", "07OTTAWA734")),
        ("see Toronto 1520.", ("Toronto 1520", "08TORONTO1520")),
        ("(LA PAZ 152)", ("LA PAZ 152", "08LAPAZ152")),
        ("USUN NEW YORK 123 said", ("USUN NEW YORK 123", "08USUNNEWYORK123")),
        ("ST. PETERSBURG 123 said", ("ST. PETERSBURG 123", "08STPETERSBURG123")),
        ("in SECSTATE 12345 we", ("SECSTATE 12345", "08STATE12345")),
        ("as in BOGOTA 77, lamps", ("BOGOTA 77", "08BOGOTA77")),
        ("as STATE 5 and others say", ("STATE 5", "08STATE5")),
        ("BANGKOK A-50 says", ("BANGKOK A-50", "08BANGKOK-A50")),
        ("a talk of Toronto 24 again", ("Toronto 24", "08TORONTO24")),
        ("AS REPORTED IN QUITO 3207, TALKS", ("QUITO 3207", "08QUITO3207")),
    ],
)
def test_posts_with_numbers(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "the games of PARIS 2008 were",
        "held in GENEVA 21 times",
        "held in GENEVA 21 and 22 May, they say",
        "held in GENEVA 21, 22 and 23 June, they say",
        "the port of   LIMA   12",
        "in Lima 12, they said",
        "THE LAMPS OF LIMA 12, THEY SAY",
        "BAGHDAD 5000 people fled",
        "in Paris 350 people marched",
        "in Paris 350.",
        "IN 2008 TORONTO 734 OFFICERS WERE HIRED",
        "In May 2008 Toronto 734 officers were hired",
        "ARRIVE ROME 1430 JULY 12",
        "SAIGON 350 PERSONS",
        "TORONTO 152-member staff",
        "TORONTO 15 percent",
        "LONDON 12:30",
        "TORONTO 1,000",
        "TORONTO 00000165 002 OF 002",
        "09 OTTAWA 734 of next year",
        "the summit 152",
        "MARTHA 152",
        "08",
    ],
)
def test_no_false_links(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("BOGOTA 1077 and 1078.", ["08BOGOTA1077", "08BOGOTA1078"]),
        ("See BOGOTA 1077, 1078 and 1080, lamps", ["08BOGOTA1077", "08BOGOTA1078", "08BOGOTA1080"]),
        ("in 07 BOGOTA 107 and 108.", ["07BOGOTA107", "07BOGOTA108"]),
        ("BOGOTA 1077 and 12 others", ["08BOGOTA1077"]),
        ("BOGOTA 1077, 2008 and so on", ["08BOGOTA1077"]),
        ("BOGOTA 1077 and 1078 men", ["08BOGOTA1077"]),
        ("BOGOTA 1077 and 1078 percent", ["08BOGOTA1077"]),
        ("BOGOTA 1077 and 9078.", ["08BOGOTA1077"]),
    ],
)
def test_further_numbers_of_a_post(text, ids):
    assert [reference_id for _, reference_id in found(text)] == ids


def test_places_count_in_their_paragraphs():
    second = in_text(["", "first\n08 LIMA 3.", "x reftel"], SINGLE, year=2008, place=None)
    assert [(r.paragraph, r.start, r.end) for r in second] == [(1, 6, 15), (2, 2, 8)]


def test_letters_are_named():
    assert [r.label for r in in_text(["Ref A and 08 LIMA 3"], ENTRIES, year=2008, place=None)] == ["A", None]


def test_a_number_of_the_list_is_of_the_year_that_the_list_has():
    entries = (Reference("A", "06 PARIS 1207", "cable", "06PARIS1207"), Reference("B", "ROME 8", "cable", "08ROME8"))
    assert found("As PARIS 1207 said, and 07 PARIS 1207.", entries) == [
        ("PARIS 1207", "06PARIS1207"),
        ("07 PARIS 1207", "07PARIS1207"),
    ]


def test_without_a_year_only_stated_ones_are_found():
    assert found("QUITO 3207 and 07 QUITO 12.", year=None) == [("07 QUITO 12", "07QUITO12")]


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.sampled_from("REFTEL ABrefs08 TORONTO152()-.,\n\0é¶"), max_size=120), max_size=4))
def test_any_text_keeps_its_places(paragraphs):
    for reference in in_text(paragraphs, ENTRIES, year=2008, place="TORONTO"):
        assert paragraphs[reference.paragraph][reference.start : reference.end] == reference.text
        assert reference.text


@settings(deadline=None)
@given(st.lists(st.text(), max_size=3))
def test_no_text_raises(paragraphs):
    in_text(paragraphs, ENTRIES, year=None, place=None)
