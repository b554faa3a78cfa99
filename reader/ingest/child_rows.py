"""What hangs on a cable as rows: paragraphs, addressees, mentions, references, TAGS, captions, the release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.db import models

from reader.ingest.anchors import anchors
from reader.ingest.directory import Directory
from reader.ingest.levels import level_of
from reader.ingest.rows import Row, moment
from reader.ingest.wording import clip
from reader.models import Addressee, CableCaption, CableTag, Mention, Paragraph, Reference, Release
from reader.telegram import Reference as ReferenceEntry
from reader.telegram import Telegram
from reader.telegram.formats.release_day import release_day

Rows = dict[type[models.Model], list[Row]]


def children(
    telegram: Telegram,
    cable_id: int,
    paragraph_ids: Sequence[int],
    directory: Directory,
    sections: Sequence[int | None],
) -> Rows:
    """The rows that hang on a cable, by model; `sections` says whose lines each paragraph's are counted in."""
    return {
        Paragraph: list(_paragraphs(telegram, cable_id, paragraph_ids, directory, sections)),
        Addressee: list(_addressees(telegram, cable_id, directory)),
        Mention: list(_mentions(telegram, cable_id, paragraph_ids, directory)),
        Reference: list(_references(telegram, cable_id, paragraph_ids)),
        CableTag: list(_tags(telegram, cable_id, directory)),
        CableCaption: list(_captions(telegram, cable_id, directory)),
        Release: [_release(telegram, cable_id)] if telegram.release else [],
    }


def _paragraphs(
    telegram: Telegram, cable_id: int, keys: Sequence[int], directory: Directory, sections: Sequence[int | None]
) -> Iterator[Row]:
    names = anchors(paragraph.number for paragraph in telegram.paragraphs)
    for position, (key, anchor, section, paragraph) in enumerate(
        zip(keys, names, sections, telegram.paragraphs, strict=True), start=1
    ):
        yield {
            "id": key,
            "cable_id": cable_id,
            "position": position,
            "number": paragraph.number,
            "anchor": anchor,
            "marking_id": directory.markings.of(paragraph.marking),
            "heading": paragraph.heading or "",
            "text": paragraph.text,
            "length": len(paragraph.text),
            "role": paragraph.role or "",
            "first_line": paragraph.lines[0],
            "last_line": paragraph.lines[1],
            "page_breaks": [[page.offset, page.line] for page in paragraph.page_breaks],
            "section": section,
        }


def _addressees(telegram: Telegram, cable_id: int, directory: Directory) -> Iterator[Row]:
    for kind, listed in ((Addressee.ACTION, telegram.to), (Addressee.INFORMATION, telegram.info)):
        for position, addressee in enumerate(listed):
            yield {
                "cable_id": cable_id,
                "kind": kind,
                "position": position,
                "station_id": directory.stations.addressee(addressee.station, addressee.routing),
                "routing": clip(addressee.routing or "", 16),
                "as_written": clip(addressee.station or "", 200),
                "precedence": clip(addressee.precedence or "", 20),
                "serial": clip(addressee.serial or "", 12),
                "excluded": list(addressee.excluded),
                "line": addressee.line,
            }


def _mentions(telegram: Telegram, cable_id: int, keys: Sequence[int], directory: Directory) -> Iterator[Row]:
    for mention in telegram.mentions:
        yield {
            "cable_id": cable_id,
            "paragraph_id": keys[mention.paragraph],
            "agency_id": directory.agencies.mentioned(mention),
            "acronym": clip(mention.acronym, 40),
            "start": mention.start,
            "end": mention.end,
            "defined": mention.defined,
        }


def _references(telegram: Telegram, cable_id: int, keys: Sequence[int]) -> Iterator[Row]:
    """The entries of the REF list, then the cables named in running text; `target_id` is for resolve to find."""
    for position, entry in enumerate(telegram.references):
        yield _reference(cable_id, position, entry)
    labelled: Mapping[str | None, ReferenceEntry] = {entry.label: entry for entry in telegram.references if entry.label}
    position = len(telegram.references)
    for found in telegram.text_references:
        said = labelled.get(found.label)
        place = {"paragraph_id": keys[found.paragraph], "start": found.start, "end": found.end, "line": None}
        for reference_id in found.reference_ids or (None,):
            named = {
                "text": found.text,
                "label": clip(found.label or "", 10),
                "reference_id": clip(reference_id or "", 80),
            }
            kind = {"kind": "cable"} if reference_id else {}
            origin = said or ReferenceEntry(found.label, found.text, "other")
            yield _reference(cable_id, position, origin) | named | kind | place
            position += 1


def _reference(cable_id: int, position: int, entry: ReferenceEntry) -> Row:
    return {
        "cable_id": cable_id,
        "position": position,
        "label": clip(entry.label or "", 10),
        "text": entry.text,
        "kind": entry.kind,
        "reference_id": clip(entry.reference_id or "", 80),
        "sender": clip(entry.sender or "", 200),
        "dtg": moment(entry.dtg),
        "target_id": None,
        "paragraph_id": None,
        "start": None,
        "end": None,
        "line": entry.line,
    }


def _tags(telegram: Telegram, cable_id: int, directory: Directory) -> Iterator[Row]:
    named: dict[int, str] = {}
    for written in telegram.tags:
        for key in directory.tags.of(written):
            named.setdefault(key, written)
    for position, (key, written) in enumerate(named.items()):
        yield {"cable_id": cable_id, "tag_id": key, "position": position, "as_written": clip(written, 120)}


def _captions(telegram: Telegram, cable_id: int, directory: Directory) -> Iterator[Row]:
    named: dict[int, str] = {}
    for written in telegram.captions:
        named.setdefault(directory.captions.of(written), written)
    for position, (key, written) in enumerate(named.items()):
        yield {"cable_id": cable_id, "caption_id": key, "position": position, "as_written": clip(written, 200)}


def _release(telegram: Telegram, cable_id: int) -> Row:
    release = telegram.release
    assert release is not None
    return {
        "cable_id": cable_id,
        "document_number": clip(release.document_number or "", 60),
        "original_classification": level_of(release.original_classification),
        "current_classification": clip(release.current_classification or "", 60),
        "released": release_day(release.attributes),
        "handling": list(release.handling),
        "drafter": clip(release.drafter or "", 200),
        "office": clip(release.office or "", 200),
        "attributes": dict(release.attributes),
    }
