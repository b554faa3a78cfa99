"""What persons set right, put over what was read: every reading that is stored for a held cable passes here."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reader.ingest import correction_values as values
from reader.ingest import rows
from reader.ingest.anchors import anchors
from reader.ingest.choice import Choice
from reader.ingest.rows import Row
from reader.ingest.sections import Reading
from reader.models import Cable, Correction
from reader.models import Paragraph as StoredParagraph
from reader.telegram.markings import read_marking
from reader.telegram.records import Paragraph

#: What is set in the columns of the cable; the id is a column that no reading changes.
_COLUMNS = ("date", "classification", "subject")


class Corrections:
    """The standing corrections of one cable; remembers what was read where they stand, for `keep`."""

    def __init__(self, cable: int) -> None:
        self._standing = list(Correction.objects.standing().filter(cable=cable).order_by("pk"))

    def reading(self, choice: Choice) -> Reading:
        """The reading with its TAGS and paragraphs as they were set right."""
        reading = choice.reading
        telegram = reading.telegram
        for correction in self._of("tags"):
            correction.value_read = list(telegram.tags)
            telegram = replace(telegram, tags=tuple(correction.value_given or ()))
        paragraphs = self._paragraphs(choice)
        return replace(reading, telegram=replace(telegram, paragraphs=paragraphs)) if self._standing else reading

    def row(self, row: Row) -> Row:
        """The columns of the cable as they were set right."""
        for correction in self._of(*_COLUMNS):
            correction.value_read = values.of_row(correction.field, row)
            row = row | _columns(correction.field, correction.value_given, row["reference_id"])
        return row

    def keep(self) -> None:
        """Store what was read this time, and where."""
        kept = ["value_read", "applies", "anchor", "place"]
        Correction.objects.bulk_update(self._standing, kept)

    def _of(self, *fields: str) -> list[Correction]:
        return [correction for correction in self._standing if correction.field in fields]

    def _paragraphs(self, choice: Choice) -> tuple[Paragraph, ...]:
        """The paragraphs with their numbers and markings as they were set right."""
        reading = choice.reading
        read = reading.telegram.paragraphs
        given = list(read)
        found: list[tuple[Correction, int]] = []
        for correction in self._of("paragraph_number", "paragraph_marking"):
            at = _place_of(correction.place or {}, read, reading.sections, choice.source)
            correction.applies = at is not None
            if at is not None:
                correction.value_read = values.of_paragraph(correction.field, read[at])
                correction.place = _place(choice.source, reading.sections[at], at, read[at].lines[0], read[at].text)
                given[at] = _corrected(given[at], correction)
                found.append((correction, at))
        names = list(anchors(paragraph.number for paragraph in given)) if found else []
        for correction, at in found:
            correction.anchor = names[at]
        return tuple(given)


def place_of(paragraph: StoredParagraph, cable: Cable) -> dict[str, Any]:
    """Which paragraph of the present reading is meant, so that it is found in another one."""
    at = paragraph.position - 1
    return _place(cable.source_id or 0, paragraph.section, at, paragraph.first_line, paragraph.text)


def _place(source: int, section: int | None, at: int, line: int, text: str) -> dict[str, Any]:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return {"source": source, "section": section, "at": at, "line": line, "text": digest}


def _place_of(
    place: dict[str, Any], read: Sequence[Paragraph], sections: Sequence[int | None], source: int
) -> int | None:
    """The paragraph that is meant: that of the same text, of several the nearest; else the one at the same line."""
    places = [
        _place(source, section, at, paragraph.lines[0], paragraph.text)
        for at, (paragraph, section) in enumerate(zip(read, sections, strict=True))
    ]
    here = {one["at"] for one in places if all(one[key] == place.get(key) for key in ("source", "section", "line"))}
    alike = [one["at"] for one in places if one["text"] == place.get("text")]
    nearest = sorted(alike, key=lambda at: (at not in here, abs(at - place["at"])))
    return next(iter([*nearest, *here]), None)


def _corrected(paragraph: Paragraph, correction: Correction) -> Paragraph:
    given = correction.value_given
    if correction.field == "paragraph_number":
        return replace(paragraph, number=given)
    return replace(paragraph, marking=read_marking(given) if given else None)


def _columns(field: str, given: Any, reference_id: str) -> Row:
    """A corrected field as columns of Cable."""
    if field == "date":
        return rows.date_columns(*values.moment_of(given), "person" if given else "", reference_id)
    if field == "classification":
        return {
            "level": given["level"],
            "level_source": "person" if given["level"] else "",
            "caveats": given["caveats"],
        }
    return {field: given or ""}
