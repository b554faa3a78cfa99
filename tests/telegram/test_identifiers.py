"""Reference ids: every way in which people write one, and what is none."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.telegram import identifiers, posts
from tests.shared import CORPUS

REGISTER = CORPUS.parent.parent / "registers" / "cablegate-ids.txt.gz"

WRITTEN = [
    ("08TORONTO165", "08TORONTO165"),
    ("08 Toronto 165", "08TORONTO165"),
    ("08-TORONTO-165", "08TORONTO165"),
    ("08_TORONTO_165", "08TORONTO165"),
    ("08toronto165", "08TORONTO165"),
    ("2008TORONTO00165", "08TORONTO165"),
    ("2008 TORONTO 000165", "08TORONTO165"),
    ("'08 TORONTO 165", "08TORONTO165"),
    ("(08 TORONTO 165).", "08TORONTO165"),
    ("Toronto 165, 28 May 2008", "08TORONTO165"),
    ("Toronto 165 (2008)", "08TORONTO165"),
    ("TORONTO 165 2008-05-28", "08TORONTO165"),
    ("TORONTO 165 OF 28 MAY 08", "08TORONTO165"),
    ("Embassy Quito 12, 2005", "05QUITO12"),
    ("São Paulo 12, 2008", "08SAOPAULO12"),
    ("08PORT-AU-PRINCE-12", "08PORTAUPRINCE12"),
    ("N'Djamena 12, 2009", "09NDJAMENA12"),
    ("08 ST. PETERSBURG 12", "08STPETERSBURG12"),
    ("08 Hague 12", "08THEHAGUE12"),
    ("08 USUN 12", "08USUNNEWYORK12"),
    ("USUN NEW YORK 12, 2007", "07USUNNEWYORK12"),
    ("09 SECSTATE 15113", "09STATE15113"),
    ("09UNVIE109", "09UNVIEVIENNA109"),
    ("1978TEHRAN00389", "78TEHRAN389"),
    ("1974SANSA03486", "74SANSALVADOR3486"),
    ("1976USUNN03886", "76USUNNEWYORK3886"),
    ("1977MTNGE08137", "77MTNGENEVA8137"),
    ("73 BANGKOK A-50", "73BANGKOK-A50"),
    ("73BANGKOK-A50", "73BANGKOK-A50"),
    ("73BANGKOKA50", "73BANGKOK-A50"),
    ("74 ANKARA 12", "74ANKARA12"),
    ("76STATE290286_b", "76STATE290286_b"),
    ("1976STATE290286_b", "76STATE290286_b"),
    ("https://cables.example.org/cable/2008/05/08TORONTO165.html", "08TORONTO165"),
    ("/cable/2008/05/08TORONTO165.html", "08TORONTO165"),
    ("https://example.org/cables/08TORONTO165/#p7", "08TORONTO165"),
    ("https://example.org/view?id=08%20TORONTO%20165&x=1", "08TORONTO165"),
    ("08NAGOYA15", "08NAGOYA15"),
]

DAMAGED = [
    ("08SCTION02OF02SAOPAULO335", "08SAOPAULO335"),
    ("06SECTION01O02HONGKONG2311", "06HONGKONG2311"),
    ("0901OF02RPODUBAI288", "09RPODUBAI288"),
    ("06EFTOANKARA4972", "06ANKARA4972"),
    ("85NOFORNMOGADISHU1643", "85MOGADISHU1643"),
    ("09AMEMBASSYHANOI1234", "09HANOI1234"),
    ("7575LIBREVILLE1895", "75LIBREVILLE1895"),
    ("90STATE255195TOSEC140301", "90STATE255195"),
    ("06BELGADE856", "06BELGRADE856"),
    ("08 BAGHADD 12", "08BAGHDAD12"),
]

MALFORMED = [
    "",
    "hello",
    "08TORONTO",
    "08TORONTO0",
    "TORONTO 165",
    "092OF5",
    "1950TOKYO12",
    "07OSLO000160ZDK164",
    "08 milk bottles 12",
    "165",
    "https://example.org/",
    "08TORONTO165 and more words",
    "x" * 10_000,
]


@pytest.mark.parametrize(("written", "reference_id"), WRITTEN)
def test_every_way_of_writing(written, reference_id):
    assert identifiers.canonical(written) == reference_id


@pytest.mark.parametrize(("written", "reference_id"), DAMAGED)
def test_damaged_ones_where_the_rule_is_certain(written, reference_id):
    assert identifiers.canonical(written) == reference_id


@pytest.mark.parametrize("written", MALFORMED)
def test_malformed_ones_are_none(written):
    assert identifiers.canonical(written) is None


def test_the_default_year_is_for_texts_without_one():
    assert identifiers.canonical("TORONTO 165", default_year=2008) == "08TORONTO165"
    assert identifiers.canonical("07 TORONTO 165", default_year=2008) == "07TORONTO165"
    assert identifiers.canonical("GROCERIES 165", default_year=2008) is None


@pytest.mark.parametrize(("two_digits", "year"), [(66, 1966), (99, 1999), (0, 2000), (10, 2010), (65, 2065)])
def test_the_century(two_digits, year):
    assert identifiers.full_year(two_digits) == year


def test_parts_and_whole():
    assert identifiers.split("08TORONTO165") == (2008, "TORONTO", "165")
    assert identifiers.split("73BANGKOK-A50") == (1973, "BANGKOK", "A50")
    assert identifiers.split("76STATE290286_b") == (1976, "STATE", "290286")
    assert identifiers.split("08 Toronto 165") is None
    assert identifiers.make(1973, "BANGKOK", "A050") == "73BANGKOK-A50"


@pytest.mark.parametrize(
    ("station", "place"),
    [
        ("AMEMBASSY LA PAZ", "LAPAZ"),
        ("SECSTATE WASHDC", "STATE"),
        ("Secretary of State", "STATE"),
        ("USMISSION USUN NEW YORK", "USUNNEWYORK"),
        ("Embassy Quito", "QUITO"),
        ("Mission USNATO", "USNATO"),
        ("UNVIE", "UNVIEVIENNA"),
        ("TORONTO", "TORONTO"),
        ("AMCONSUL PUNTA ARENAS", "PUNTAARENAS"),
        ("SECSTATE WASHDC PRIORITY 1234", "STATE"),
        ("AMCONSUL HONG KONG NIACT IMMEDIATE", "HONGKONG"),
        ("American Institute Taiwan, Taipei", "AITTAIPEI"),
        ("CIA WASHDC", None),
        ("NATO EU COLLECTIVE", None),
        ("", None),
    ],
)
def test_the_place_of_a_station(station, place):
    assert identifiers.place_of(station) == place


def test_the_place_of_a_routing_indicator():
    assert identifiers.place_of_routing("RUEHON") == "TORONTO"
    assert identifiers.place_of_routing("RUEAIIA") is None
    assert identifiers.place_of_routing("RUEHXYZ") is None


@pytest.mark.parametrize(
    ("number", "station", "reference_id"),
    [
        ("1975LOUREN00956", None, "75LOURENCOMARQUES956"),
        ("1979SANJO01477", "AMEMBASSY SAN JOSE", "79SANJOSE1477"),
        ("1976STATE290286", None, "76STATE290286"),
        ("1973NATOB00012", None, "73NATOBRUSSELS12"),
        ("1975PORTO00956", "AMEMBASSY PORT OF SPAIN", "75PORTOFSPAIN956"),
        ("1975PORTO00956", "AMCONSUL PORTO ALEGRE", "75PORTOALEGRE956"),
        ("1975PORTO00956", None, "75PORTO956"),
        ("1975PUNTA00012", "AMCONSUL PUNTA ARENAS", "75PUNTAARENAS12"),
        ("1976STATE290286_b", None, "76STATE290286_b"),
        ("1973LIMA A-114", None, "73LIMA-A114"),
        ("1973BANGKOA-050", "AMEMBASSY BANGKOK", "73BANGKOK-A50"),
        ("P750001-0123", None, None),
        ("1976STATE000000", None, None),
        ("", None, None),
    ],
)
def test_document_numbers(number, station, reference_id):
    assert identifiers.from_document_number(number, station) == reference_id


def test_misspelt_posts_are_mended_only_when_one_is_near():
    assert posts.corrected("BEJING") == "BEIJING"
    assert posts.corrected("HANIO") == "HANOI"
    assert posts.corrected("ROMA") is None
    assert posts.corrected("TORINTOO") is None


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_an_id_or_none(text):
    found = identifiers.canonical(text, default_year=2008)
    assert found is None or identifiers.split(found) is not None


@settings(deadline=None)
@given(st.integers(1966, 2065), st.sampled_from(["TORONTO", "LAPAZ", "STATE"]), st.integers(1, 9_999_999))
def test_a_canonical_id_stays_itself(year, place, serial):
    made = identifiers.make(year, place, f"{serial:07d}")
    assert identifiers.canonical(made) == made
    assert identifiers.split(made) == (year, place, str(serial))


@pytest.mark.skipif(not Path(REGISTER).is_file(), reason=f"NOT CHECKED against real ids: {REGISTER} is not there")
def test_all_well_formed_published_ids_stay_fixed():
    with gzip.open(REGISTER, "rt", encoding="ascii") as file:
        published = file.read().split()
    changed = [i for i in published if identifiers.canonical(i) != i]
    assert [i for i in changed if posts.is_place((identifiers.split(i) or (0, "", ""))[1])] == []
    assert len(changed) < 210
    assert sum(identifiers.canonical(i) is None for i in published) < 10
