"""What a cable refers to: the entries of its list, and what only its text names, each once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reader.models import Cable, Paragraph, Reference
from reader.views import previews


@dataclass(frozen=True, slots=True)
class Entry:
    """A reference as the lists below the text show it; the text's links are described by its id."""

    id: str
    reference: Reference
    paragraph: Paragraph | None  # where the text names it first; None for entries of the list

    @property
    def target(self) -> Cable | None:
        """The cable, when it is held."""
        return self.reference.target

    @property
    def preview(self) -> str:
        """The cable in a few words."""
        return previews.preview(self.reference.target) if self.reference.target else ""


@dataclass(frozen=True, slots=True)
class Named:
    """All references of a cable; `entries` leads from a number to the id of its entry."""

    all: Sequence[Reference]
    listed: Sequence[Entry]
    also: Sequence[Entry]
    entries: Mapping[str, str]


def named_by(references: Sequence[Reference], paragraphs: Mapping[int, Paragraph]) -> Named:
    """The list in its order, then what is named in the text alone; paragraphs by primary key."""
    listed = [Entry(f"ref-{row.position}", row, None) for row in references if row.paragraph_id is None]
    entries = {entry.reference.reference_id: entry.id for entry in reversed(listed) if entry.reference.reference_id}
    also: list[Entry] = []
    for row in references:
        if row.paragraph_id and row.reference_id and row.reference_id not in entries:
            also.append(Entry(f"ref-{row.position}", row, paragraphs.get(row.paragraph_id)))
            entries[row.reference_id] = also[-1].id
    return Named(references, listed, also, entries)
