"""What an administrator has at hand for a correction or a report: present values, paragraphs, lines as transmitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from reader.ingest.correcting import OF_PARAGRAPHS
from reader.ingest.correction_values import of_stored
from reader.models import Cable, Correction, Paragraph, Report
from reader.models.keeping import in_words
from reader.views.sources import document

#: Lines that are shown at most.
MOST = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that can be set right: what it is called and says now, the correction that stands, where to go."""

    name: str
    now: str
    standing: Correction | None
    address: str


def fields_of(cable: Cable, report: Report | None = None) -> list[Choice]:
    """The fields of the cable itself."""
    standing = {row.field: row for row in _standing(cable) if not row.anchor}
    return [
        Choice(words, in_words(of_stored(field, cable)), standing.get(field), address(cable, field, report=report))
        for field, words in Correction.FIELDS
        if field not in OF_PARAGRAPHS
    ]


def paragraphs_of(cable: Cable, report: Report | None = None) -> Iterator[tuple[Paragraph, list[Choice]]]:
    """Each paragraph with its fields."""
    standing = {(row.field, row.anchor): row for row in _standing(cable)}
    for paragraph in cable.paragraphs.select_related("marking").order_by("position"):
        yield paragraph, _choices(cable, paragraph, standing, report)


def choices_of(cable: Cable, paragraph: Paragraph, report: Report | None = None) -> list[Choice]:
    """The fields of one paragraph."""
    return _choices(cable, paragraph, {(row.field, row.anchor): row for row in _standing(cable)}, report)


def _choices(
    cable: Cable, paragraph: Paragraph, standing: Mapping[tuple[str, str], Correction], report: Report | None
) -> list[Choice]:
    names = dict(Correction.FIELDS)
    return [
        Choice(
            names[field],
            in_words(of_stored(field, cable, paragraph)),
            standing.get((field, paragraph.anchor)),
            address(cable, field, paragraph.anchor, report),
        )
        for field in OF_PARAGRAPHS
    ]


def address(cable: Cable, field: str = "", anchor: str = "", report: Report | None = None) -> str:
    """Where a field of a cable is set right."""
    asked = {"cable": cable.reference_id, "field": field, "p": anchor, "report": report.pk if report else ""}
    told = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('admin:reader_correction_add')}?{told}"


def lines_of(cable: Cable, field: str, paragraph: Paragraph | None) -> list[tuple[int, str]]:
    """The lines that a field was read from, as transmitted; none where the reader noted none."""
    if paragraph:
        return lines_between(cable, paragraph.section, paragraph.first_line, paragraph.last_line)
    span = cable.field_lines.get(field)
    return lines_between(cable, None, *span) if span else []


def lines_between(cable: Cable, section: int | None, first: int, last: int) -> list[tuple[int, str]]:
    """These lines of the source of the reading, or of its section; the first MOST of them."""
    source = cable.sources.filter(section=section).order_by("pk").first() if section else cable.source
    if source is None:
        return []
    lines = document(source).lines[first - 1 : min(last, first + MOST - 1)]
    return list(enumerate(lines, start=first))


def now_of(report: Report) -> Paragraph | None:
    """The paragraph of a report as it is read now: itself, that of the same text, else that of the same address."""
    rows = report.cable.paragraphs.select_related("marking").order_by("position")
    if report.paragraph_id:
        return rows.filter(pk=report.paragraph_id).first()
    same_text = rows.filter(text=report.as_read).first() if report.as_read else None
    return same_text or (rows.filter(anchor=report.anchor).first() if report.anchor else None)


def _standing(cable: Cable) -> list[Correction]:
    return list(cable.corrections.filter(withdrawn=None, applies=True))
