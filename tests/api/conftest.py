"""An archive that has several parts of everything, written at once: tests of paging need many rows."""

import datetime as dt

import pytest

from reader.models import Cable, CableTag, Mention, Paragraph, Reference, Source
from reader.search import indexing
from tests import factories

IDS = [f"08OTTAWA{number}" for number in range(1, 46)]


@pytest.fixture
def many(db: None) -> list[Cable]:
    """Forty-five cables, three a day, all about the lake; each refers to the ones before it, five at most."""
    factories.ensure_authority()
    cables = Cable.objects.bulk_create(_cable(number, reference_id) for number, reference_id in enumerate(IDS))
    Paragraph.objects.bulk_create(row for cable in cables for row in _paragraphs(cable))
    rcmp, first = factories.make_agency("RCMP"), Paragraph.objects.filter(position=1)
    Mention.objects.bulk_create(
        Mention(cable_id=row.cable_id, paragraph=row, agency=rcmp, acronym="RCMP", start=4, end=8) for row in first
    )
    shared = [factories.make_tag("PREL"), factories.make_tag("CA")]
    CableTag.objects.bulk_create(
        CableTag(cable=cable, tag=tag, position=position, as_written=tag.code)
        for number, cable in enumerate(cables)
        for position, tag in enumerate([*shared, factories.make_tag(f"X{number:03}")])
    )
    Reference.objects.bulk_create(
        row for number, cable in enumerate(cables) for row in _references(number, cable, cables)
    )
    Source.objects.bulk_create(_source(cable) for cable in cables)
    for source in Source.objects.all():
        Cable.objects.filter(pk=source.cable_id).update(source=source)
    indexing.update([cable.pk for cable in cables])
    return cables


def _cable(number: int, reference_id: str) -> Cable:
    date = dt.datetime(2008, 5, 1 + number // 3, 12, tzinfo=dt.UTC) if number < 40 else None
    return Cable(
        reference_id=reference_id,
        number=reference_id,
        subject=f"Lake levels, report {number}",
        date=date,
        day=date.date() if date else None,
        date_source="dtg" if date else "",
        date_has_time=bool(date),
        year=2008,
        station=factories.make_station("AMEMBASSY OTTAWA" if number % 2 else "AMCONSUL HALIFAX"),
        level="UNCLASSIFIED",
        level_source="cable",
    )


def _paragraphs(cable: Cable) -> list[Paragraph]:
    rows = (("(U)", "The RCMP counted."), ("(SBU)", "The lake did not."), ("", "Nobody else did."))
    return [
        Paragraph(
            cable=cable,
            position=position,
            number=position,
            anchor=f"p{position}",
            marking=factories.make_marking(marking) if marking else None,
            text=text,
            length=len(text),
            first_line=position,
            last_line=position,
        )
        for position, (marking, text) in enumerate(rows, start=1)
    ]


def _references(number: int, cable: Cable, cables: list[Cable]) -> list[Reference]:
    return [
        Reference(
            cable=cable,
            position=position,
            label="ABCDE"[position],
            text=target.reference_id,
            kind="cable",
            reference_id=target.reference_id,
            target=target,
        )
        for position, target in enumerate(cables[max(0, number - 5) : number])
    ]


def _source(cable: Cable) -> Source:
    return Source(
        cable=cable,
        collection=factories.make_collection("demonstration"),
        run=factories.make_run(),
        sha256=f"{cable.pk:064}",
        data=b"",
        size=0,
        path=f"{cable.reference_id}.txt",
        format="raw",
        encoding="utf-8",
    )
