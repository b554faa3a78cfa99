"""A small archive in which every construct of the query language finds something, and its oracle finds the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

from reader.models import Cable, Concept, Release
from tests import factories


def at(year: int, month: int, day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=dt.UTC)


#: Seven cables by a short name: what each is made of.
CABLES: dict[str, dict[str, Any]] = {
    "traffic": {
        "reference_id": "08TORONTO165",
        "subject": "Human trafficking in Ontario",
        "station": "AMCONSUL TORONTO",
        "date": at(2008, 5, 28),
        "level": "UNCLASSIFIED",
        "paragraphs": [
            ("(U)", "The police met the ministers about trafficking of humans."),
            ("(SBU)", "There is police corruption, and traffickers know it."),
        ],
        "tags": ["KTIP", "SMIG"],
        "captions": ["SIPDIS"],
        "mentions": {"RCMP": 1},
    },
    "bribes": {
        "reference_id": "08QUITO300",
        "subject": "Bribes at the border",
        "station": "AMEMBASSY QUITO",
        "originator_routing": "RUEHQT",
        "date": at(2008, 2, 1),
        "level": "CONFIDENTIAL",
        "caveats": ["NOFORN"],
        "paragraphs": [
            ("(C)", "Corruption of the police is an old story; a minister said so."),
            ("(S//NF)", "A secret source named the visa officer."),
        ],
        "tags": ["KTIP", "PGOV"],
        "references": ["08TORONTO165"],
        "to": ["SECSTATE WASHDC", "RCMP OTTAWA"],
    },
    "lake": {
        "reference_id": "07TORONTO12",
        "subject": "Lake levels",
        "station": "AMCONSUL TORONTO",
        "date": at(2007, 12, 31, 23),
        "level": "UNCLASSIFIED",
        "paragraphs": [("(U)", "The lake is calm. Salmon"), ("(U)", "fishing begins. Police wait for visas.")],
        "tags": ["SENV"],
        "signatures": ["SPECIMEN"],
    },
    "sao": {
        "reference_id": "06SAOPAULO9",
        "subject": "Sanctions, nuclear and other",
        "station": "AMCONSUL SAO PAULO",
        "date": at(2006, 1, 1, 0),
        "level": "SECRET",
        "paragraphs": [("(S)", "In São Paulo nobody speaks of nuclear sanctions."), ("(TS)", "But some do.")],
        "tags": ["PARM"],
        "classified_by": "Ambassador Jane Sample",
        "captions": ["NODIS"],
    },
    "old": {
        "reference_id": "74OTTAWA1",
        "subject": "Fisheries talks",
        "station": "AMEMBASSY OTTAWA",
        "date": at(1974, 7, 4),
        "level": "LIMITED OFFICIAL USE",
        "paragraphs": ["Fisheries ministers talked of salmon for a day."],
        "tags": ["EFIS"],
    },
    "undated": {
        "reference_id": "09TORONTO3",
        "subject": "",
        "headline": "Cable: the winter market",
        "level": None,
        "level_source": "",
        "date": None,
        "paragraphs": ["The market stayed open; <b>no</b> police came."],
    },
    "empty": {
        "reference_id": "75OTTAWA2", "subject": "Text missing", "date": at(1975, 3, 1), "paragraphs": []
    },
}  # fmt: skip


def make_archive() -> dict[str, Cable]:
    """The cables of the table, their posts and the agency, by the short names."""
    _make_posts()
    cables = {name: factories.make_cable(**given) for name, given in CABLES.items()}
    release = Release.objects.create(
        cable=cables["old"], document_number="1974OTTAWA00001", original_classification="LIMITED OFFICIAL USE",
        drafter="JQSAMPLE", office="ACTION EUR",
    )  # fmt: skip
    release.concepts.add(Concept.objects.get_or_create(name="FISHERIES", defaults={"slug": "fisheries"})[0])
    cables["lake"].paragraphs.filter(position=2).update(heading="A heading about ferries")
    return cables


def _make_posts() -> None:
    rcmp = factories.make_agency("RCMP", "Royal Canadian Mounted Police")
    factories.make_station("AMEMBASSY OTTAWA", country_code="CA", country="Canada", reference_place="OTTAWA")
    toronto = factories.make_station("AMCONSUL TORONTO")
    toronto.country_code, toronto.country, toronto.place = "CA", "Canada", "Toronto"
    toronto.reference_place = "TORONTO"
    toronto.save()
    quito = factories.make_station("AMEMBASSY QUITO")
    quito.country_code, quito.country, quito.place = "EC", "Ecuador", "Quito"
    quito.save()
    rcmp_station = factories.make_station("RCMP OTTAWA")
    rcmp_station.agency = rcmp
    rcmp_station.save()
