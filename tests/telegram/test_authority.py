"""The authority tables: keys unique, kinds known, every name that points somewhere arrives."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from reader.telegram import authority
from reader.telegram.records import LEVELS

KEYS = {
    authority.stations: lambda row: row.routing_indicator,
    authority.places: lambda row: row.reference_place,
    authority.place_aliases: lambda row: row.written,
    authority.tags: lambda row: row.code,
    authority.captions: lambda row: row.caption,
    authority.markings: lambda row: row.as_written,
    authority.agencies: lambda row: (row.acronym, row.name, row.country_code),
    authority.agency_rules: lambda row: row.written,
    authority.classifications: lambda row: row.level,
    authority.precedences: lambda row: row.name,
    authority.reasons: lambda row: row.code,
    authority.station_agencies: lambda row: row.station,
}

STATION_KINDS = {
    "embassy",
    "consulate",
    "mission",
    "department",
    "institute",
    "interests section",
    "office",
    "agency",
    "command",
    "collective",
    "foreign",
    "attache",
}


@pytest.mark.parametrize("table", KEYS, ids=lambda table: table.__name__)
def test_every_row_has_a_key_of_its_own(table):
    repeated = [key for key, times in Counter(map(KEYS[table], table())).items() if times > 1]
    assert table()
    assert repeated == []


@pytest.mark.parametrize("table", KEYS, ids=lambda table: table.__name__)
def test_a_table_is_read_once(table):
    assert table() is table()


@pytest.mark.parametrize("path", sorted(Path(authority.__file__).parent.glob("*.csv")), ids=lambda path: path.name)
def test_files_are_as_the_loader_expects(path):
    data = path.read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(field == field.strip() and "||" not in field for row in rows for field in row)


def test_every_kind_is_known():
    assert {row.kind for row in authority.stations()} | {row.kind for row in authority.places()} <= STATION_KINDS
    assert {row.kind for row in authority.place_aliases()} <= {"name", "document-number"}
    assert {row.kind for row in authority.captions()} <= {"distribution", "handling", "channel", "transmission"}
    assert {row.level for row in authority.markings()} <= set(LEVELS)
    assert {row.rule for row in authority.agency_rules()} <= {"definition", "country", "anywhere", "sentence", "title"}


def test_place_aliases_lead_to_places_and_not_to_other_aliases():
    places = {row.reference_place for row in (*authority.stations(), *authority.places())}
    for row in authority.place_aliases():
        assert row.reference_place in places, row
        assert row.written.replace(" ", "") not in places, row


def test_captions_have_no_cycle():
    captions = {row.caption for row in authority.captions()}
    synonyms = [synonym for row in authority.captions() for synonym in row.synonyms]
    assert len(synonyms) == len(set(synonyms))
    assert captions.isdisjoint(synonyms)


def test_stations_belong_to_agencies_that_the_table_has():
    acronyms = {row.acronym for row in authority.agencies()}
    assert [row for row in authority.station_agencies() if row.agency not in acronyms] == []


def test_agency_rules_are_about_names_that_the_table_has():
    names = {name for row in authority.agencies() for name in (row.acronym, row.name, *row.aliases)}
    assert [row for row in authority.agency_rules() if row.written not in names] == []


def test_values_have_their_types():
    toronto = next(row for row in authority.stations() if row.routing_indicator == "RUEHON")
    assert (toronto.station, toronto.reference_place, toronto.country_code) == ("AMCONSUL TORONTO", "TORONTO", "CA")
    assert (round(toronto.latitude), round(toronto.longitude)) == (44, -79)
    assert next(row for row in authority.precedences() if row.name == "NIACT").rank is None
    assert "U.S. Customs and Border Protection" in next(r for r in authority.agencies() if r.acronym == "CBP").aliases


def test_limited_official_use_is_a_level_wherever_the_tables_speak_of_it():
    """Notes are shown beside the level's own count: none may say that it is counted as another."""
    (level,) = (row for row in authority.classifications() if row.level == "LIMITED OFFICIAL USE")
    assert "a level of its own" in level.notes
    assert "UNCLASSIFIED" not in level.notes
    written = {row.as_written: row for row in authority.markings()}
    for marking in ("LOU", "LIMITED OFFICIAL USE", "LOU - ENTIRE TEXT"):
        assert (written[marking].level, written[marking].caveats) == ("LIMITED OFFICIAL USE", ()), marking
