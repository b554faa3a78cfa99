"""A cable as the API describes it: the keys of the parse contract, and under `archive` what the archive adds.

These say what `reader.views.contract` writes; a test holds the two together.
"""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import Field

from reader.telegram.records import REFERENCE_KINDS

_MOMENT = "In UTC: 2008-05-28T19:32:00Z; 2008-05-28 where no time is stated."
_DATED = "dtg: the date-time group. hint: what the page or release says. person: a person set it right."


class Marking(Schema):
    """A portion marking: (S//NF) is SECRET with NOFORN."""

    as_written: str
    level: str | None
    caveats: list[str]


class Classification(Schema):
    """The classification of the cable as a whole."""

    level: str | None = Field(description="In capitals; null when neither cable nor page states one.")
    caveats: list[str]
    as_written: str


class Originator(Schema):
    """Who sent it: null where not stated."""

    routing: str | None
    station: str | None = Field(description="As written after FM.")
    serial: int | None


class Addressee(Schema):
    """One station that it was sent to."""

    routing: str | None
    station: str | None
    precedence: str | None
    serial: str | None
    excluded: list[str]
    line: int | None


class ExecutiveOrder(Schema):
    """What the E.O. line says."""

    order: str | None
    text: str | None
    declassify_on: str | None


class Reference(Schema):
    """One entry of the list of references."""

    label: str | None
    text: str
    kind: str = Field(description=f"One of {', '.join(REFERENCE_KINDS)}.")
    reference_id: str | None = Field(description="The cable that it names.")
    held: bool = Field(description="Whether the archive holds that cable.")


class Paragraph(Schema):
    """One paragraph of the reading."""

    number: int | None = Field(description="As numbered in the cable; null for an unnumbered one.")
    marking: Marking | None = Field(description="Null when it is unmarked: it never inherits the cable's.")
    heading: str | None = Field(description="The heading that stands before it.")
    text: str
    lines: list[int] = Field(description="First and last line in the source.")


class Release(Schema):
    """What the National Archives say of a released telegram."""

    document_number: str
    original_classification: str | None
    current_classification: str | None
    handling: list[str]
    drafter: str | None
    office: str | None
    concepts: list[str]
    attributes: dict[str, Any]


class Corrected(Schema):
    """A field that a person set right; values as text, lists or objects, by the field."""

    field: str
    paragraph: str | None = Field(description="The address of the paragraph on the page, such as p7.")
    value_read: Any
    value_given: Any
    why: str
    when: str = Field(description=_MOMENT)


class Archive(Schema):
    """What the archive adds: its own fields, and where they come from."""

    address: str = Field(description="The path of the page.")
    provisional_id: str | None = Field(description="What the archive calls a cable whose number is not stated.")
    date: str | None = Field(description=_MOMENT)
    date_source: str | None = Field(description=_DATED)
    title: str
    title_kind: str = Field(description="subject, headline (of the page that it was saved from) or none.")
    post: str | None
    partial: bool
    text_missing: bool
    collection: str | None
    fictional: bool | None
    source_sha256: str | None
    reader_version: str
    corrections: list[Corrected] = Field(description="What a person set right, in the order in which it was.")


class Cable(Schema):
    """The stored reading of a cable. What its source does not state is null, or an empty list."""

    reference_id: str | None = Field(description="Null when the source states no number.")
    transmission_id: str | None
    precedence: str | None
    date: str | None = Field(description=f"From the date-time group only. {_MOMENT}")
    dtg: str | None = Field(description="The date-time group as written.")
    originator: Originator | None
    to: list[Addressee]
    info: list[Addressee]
    classification: Classification | None
    captions: list[str]
    passing: list[Any]
    executive_order: ExecutiveOrder | None
    tags: list[str] = Field(description="As written.")
    subject: str | None
    subject_marking: Marking | None
    references: list[Reference]
    classified_by: str | None
    reasons: list[str]
    summary: str | None
    paragraphs: list[Paragraph]
    signatures: list[str]
    release: Release | None
    regions: list[dict[str, Any]] = Field(description="What every line of the source is.")
    lines: dict[str, Any] = Field(description="The lines that each field was read from.")
    warnings: list[dict[str, Any]] = Field(description="What the reader found odd.")
    archive: Archive
