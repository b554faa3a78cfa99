"""What tells one result from another: kinds, codes, and which fields have something."""

from __future__ import annotations

from itertools import pairwise

from reader.telegram.records import Document, Refusal, Telegram

Traits = set[str]

_FIELDS = (
    "reference_id", "transmission_id", "precedence", "date", "dtg", "originator", "to", "info", "classification",
    "captions", "passing", "executive_order", "tags", "subject", "subject_marking", "classified_by", "reasons",
    "summary", "comment", "signatures", "section", "partial", "corrected", "text_references", "mentions",
)  # fmt: skip


def of_telegram(telegram: Telegram) -> Traits:
    """Fields, neighbouring regions, warnings, kinds of references and paragraphs."""
    traits = {name for name in _FIELDS if getattr(telegram, name)}
    traits |= {f"{one.kind} {other.kind}" for one, other in pairwise(telegram.regions)}
    traits |= {f"warning {warning.code}" for warning in telegram.warnings}
    traits |= {f"reference {entry.kind} {bool(entry.reference_id)}" for entry in telegram.references}
    for paragraph in telegram.paragraphs:
        shape = (paragraph.number is None, paragraph.marking is None, paragraph.heading is None)
        traits.add(f"paragraph {shape} {paragraph.role} {min(len(paragraph.page_breaks), 2)}")
    return traits


def of_document(item: Document | Refusal) -> Traits:
    """A refusal's code; a document's format, hints, notes, attributes and pieces of furniture."""
    if isinstance(item, Refusal):
        return {f"refusal {item.code}"}
    traits = {item.format, item.encoding, f"furniture {min(len(item.furniture), 5)}", *(n.code for n in item.notes)}
    traits |= {f"hint {name}" for name in item.hints.__slots__ if getattr(item.hints, name)}
    if item.release is not None:
        traits |= {f"attribute {min(len(key), 9)}" for key in item.release.attributes}
        traits |= {f"release {name}" for name in item.release.__slots__ if getattr(item.release, name)}
    return traits
