"""A result as JSON lines: first where it comes from, then a cable a line with its paragraphs and their markings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reader.models import Addressee, Cable, Marking, Paragraph
from reader.views import wording
from reader.views.exports import telling
from reader.views.exports.provenance import Provenance


def lines(provenance: Provenance, cables: Iterable[Cable]) -> Iterator[str]:
    """The lines. The first object has the key `search`; every other one has `reference_id`."""
    yield _line(provenance.as_json())
    for cable in cables:
        yield _line(_cable(cable, provenance))


def _line(value: dict[str, Any]) -> str:
    # U+2028 and its like end a line for some readers; JSON has an escape for them.
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085") + "\n"


def _cable(cable: Cable, provenance: Provenance) -> dict[str, Any]:
    collection = cable.source.collection if cable.source else None
    release = getattr(cable, "release", None)
    return {
        "reference_id": cable.reference_id,
        "address": provenance.absolute(cable.get_absolute_url()),
        "date": telling.date_of(cable) or None,
        "date_source": cable.date_source or None,
        "precedence": cable.precedence or None,
        "post": telling.sender_of(cable) or None,
        "to": list(telling.addressees_of(cable, Addressee.ACTION)),
        "info": list(telling.addressees_of(cable, Addressee.INFORMATION)),
        "classification": {
            "level": cable.level,
            "caveats": cable.caveats,
            "as_written": cable.classification_as_written or None,
        },
        "captions": telling.captions_of(cable),
        "tags": telling.tags_of(cable),
        "subject": cable.subject or None,
        "subject_marking": _marking(cable.subject_marking),
        "headline": cable.headline or None,
        "summary": cable.summary or None,
        "highest_portion_level": cable.highest_portion_level,
        "paragraphs": [_paragraph(row) for row in cable.paragraphs.all()],
        "signatures": cable.signatures,
        "document_number": release.document_number if release else None,
        "text_missing": cable.text_missing,
        "partial": cable.partial,
        "collection": collection.title if collection else None,
        "fictional": collection.fictional if collection else None,
    }


def _paragraph(row: Paragraph) -> dict[str, Any]:
    return {
        "number": row.number,
        "anchor": row.anchor,
        "marking": _marking(row.marking),
        "heading": row.heading or None,
        "text": row.text,
    }


def _marking(marking: Marking | None) -> dict[str, Any] | None:
    if marking is None:
        return None
    return {
        "as_written": marking.as_written,
        "level": marking.level,
        "caveats": marking.caveats,
        "words": wording.marking_words(marking),
    }
