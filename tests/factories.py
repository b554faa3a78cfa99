"""Rows for tests: `make_cable(subject="Salmon")` says only what matters, everything else is plain and fictional."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import zlib
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.text import slugify

from reader.ingest.authority import load
from reader.ingest.received import Received
from reader.ingest.write import Writer, Written
from reader.models import (
    Addressee,
    Agency,
    Cable,
    CableCaption,
    CableTag,
    Caption,
    Collection,
    IngestRun,
    Marking,
    Mention,
    Paragraph,
    Reference,
    Source,
    Station,
    Tag,
    counting,
)
from reader.models.comparing import portions
from reader.telegram import LEVELS, Telegram, records

_serials = itertools.count(9001)
_LETTERS = {"U": "UNCLASSIFIED", "LOU": "LIMITED OFFICIAL USE", "C": "CONFIDENTIAL", "S": "SECRET", "TS": "TOP SECRET"}
_CAVEATS = {"SBU": "SBU", "FOUO": "FOUO", "NF": "NOFORN"}


def ensure_authority() -> None:
    """The authority tables and first collections, for tests that began by emptying the database."""
    if not Station.objects.filter(known=True).exists():
        load(lambda name: apps.get_model("reader", name))
    make_collection("main", title="Cables")
    make_collection("demonstration", title="Demonstration", fictional=True, notice="Every cable here is invented.")


def make_collection(name: str = "main", **fields: Any) -> Collection:
    return Collection.objects.get_or_create(name=name, defaults={"title": name.capitalize(), **fields})[0]


def make_station(name: str = "AMCONSUL TORONTO", **fields: Any) -> Station:
    """The station of that name; made when there is none, with a slug like its name."""
    return Station.objects.get_or_create(name=name, defaults={"slug": slugify(name), **fields})[0]


def make_agency(acronym: str, name: str = "", **fields: Any) -> Agency:
    """The agency with that acronym (and name, when given); made when there is none."""
    found = Agency.objects.filter(acronym=acronym, **({"name": name} if name else {})).order_by("pk").first()
    slug = slugify(f"{acronym} {name}")[:120]
    return found or Agency.objects.create(acronym=acronym, name=name or acronym, slug=slug, **fields)


def make_tag(code: str) -> Tag:
    return Tag.objects.get_or_create(code=code)[0]


def make_caption(name: str) -> Caption:
    return Caption.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]


def make_marking(as_written: str) -> Marking:
    """The marking as written, "(SBU)" or "SBU"; level and caveats are read from its letters."""
    inner = as_written.strip("()")
    first, *rest = inner.replace("//", "/").split("/")
    level = "UNCLASSIFIED" if first in _CAVEATS else _LETTERS.get(first)
    caveats = [_CAVEATS.get(part, part) for part in (first, *rest) if part not in _LETTERS]
    return Marking.objects.get_or_create(as_written=f"({inner})", defaults={"level": level, "caveats": caveats})[0]


def make_run(**fields: Any) -> IngestRun:
    return IngestRun.objects.create(**{"started": timezone.now(), "state": "finished", **fields})


def make_source(cable: Cable, data: bytes | None = None, **fields: Any) -> Source:
    """A source of the cable; the first one becomes the one its reading comes from."""
    data = f"{cable.reference_id}\nA fictional text.\n".encode() if data is None else data
    source = Source.objects.create(
        **{
            "cable": cable,
            "collection": make_collection(),
            "run": fields.pop("run", None) or IngestRun.objects.first() or make_run(),
            "sha256": hashlib.sha256(data).hexdigest(),
            "data": zlib.compress(data),
            "size": len(data),
            "path": f"{cable.reference_id}.txt",
            "format": "raw",
            "encoding": "utf-8",
            **fields,
        }
    )
    if cable.source is None:
        cable.source = source
        cable.save(update_fields=["source"])
    return source


def make_cable(
    *,
    reference_id: str | None = None,
    paragraphs: list[str | tuple[str, str]] | None = None,
    to: list[str] | None = None,
    info: list[str] | None = None,
    tags: list[str] | None = None,
    captions: list[str] | None = None,
    mentions: dict[str, int] | None = None,
    references: list[str] | None = None,
    collection: Collection | str | None = None,
    text: bytes | None = None,
    station: Station | str | None = None,
    **fields: Any,
) -> Cable:
    """A stored cable with its source.

    `paragraphs` are texts or (marking, text) pairs, numbered from 1; `to`, `info` station names; `tags` codes;
    `mentions` acronym -> position of the paragraph (from 1); `references` reference ids (resolved when held);
    `collection` a name; `text` the bytes of its source; all else are fields of Cable.
    """
    station = make_station(station) if isinstance(station, str) else station
    serial = next(_serials)
    reference_id = reference_id or f"08TORONTO{serial}"
    date = fields.pop("date", dt.datetime(2008, 5, 28, 19, 32, tzinfo=dt.UTC))
    cable = Cable.objects.create(
        **{
            "reference_id": reference_id,
            "number": reference_id,
            "date": date,
            "date_source": "dtg" if date else "",
            "date_has_time": bool(date),
            "day": date.date() if date else None,
            "year": date.year if date else None,
            "precedence": "ROUTINE",
            "station": station or make_station(),
            "level": "UNCLASSIFIED",
            "level_source": "cable",
            "subject": "Lake levels",
            **fields,
        }
    )
    _add_paragraphs(cable, paragraphs if paragraphs is not None else [("(U)", "The lake is calm.")])
    _add_addressees(cable, to or ["SECSTATE WASHDC"], info or [])
    for position, code in enumerate(tags or []):
        CableTag.objects.create(cable=cable, tag=make_tag(code), position=position, as_written=code)
    for position, name in enumerate(captions or []):
        CableCaption.objects.create(cable=cable, caption=make_caption(name), position=position, as_written=name)
    for acronym, number in (mentions or {}).items():
        _add_mention(cable, acronym, number)
    for position, named in enumerate(references or []):
        _add_reference(cable, named, position)
    named_collection = make_collection(collection) if isinstance(collection, str) else collection or make_collection()
    make_source(cable, text, collection=named_collection)
    counting.expect([cable.pk])
    counting.settle()
    return cable


def _add_paragraphs(cable: Cable, given: list[str | tuple[str, str]]) -> None:
    rows = []
    for position, item in enumerate(given, start=1):
        marking, text = item if isinstance(item, tuple) else ("", item)
        rows.append(
            Paragraph(
                cable=cable,
                position=position,
                number=position,
                anchor=f"p{position}",
                marking=make_marking(marking) if marking else None,
                text=text,
                length=len(text),
                first_line=position,
                last_line=position,
            )
        )
    Paragraph.objects.bulk_create(rows)
    levels = [row.marking.level for row in rows if row.marking and row.marking.level]
    cable.paragraph_count = len(rows)
    cable.marked_count = sum(row.marking is not None for row in rows)
    marks = ((bool(row.text), row.marking) for row in rows)
    cable.portions = portions(
        (text, mark is not None, mark.level if mark else None, mark.caveats if mark else ()) for text, mark in marks
    )
    cable.word_count = sum(len(row.text.split()) for row in rows)
    cable.highest_portion_level = max(levels, key=LEVELS.index, default=None)
    cable.save()


def _add_addressees(cable: Cable, to: list[str], info: list[str]) -> None:
    for kind, names in ((Addressee.ACTION, to), (Addressee.INFORMATION, info)):
        for position, name in enumerate(names):
            station = make_station(name)
            Addressee.objects.create(cable=cable, kind=kind, position=position, station=station, as_written=name)


def _add_mention(cable: Cable, acronym: str, number: int) -> None:
    paragraph = cable.paragraphs.get(position=number)
    start = max(paragraph.text.find(acronym), 0)
    Mention.objects.create(
        cable=cable,
        paragraph=paragraph,
        agency=make_agency(acronym),
        acronym=acronym,
        start=start,
        end=start + len(acronym),
    )


def _add_reference(cable: Cable, named: str, position: int) -> None:
    Reference.objects.create(
        cable=cable,
        position=position,
        label=chr(ord("A") + position),
        text=named,
        kind="cable",
        reference_id=named,
        target=Cable.objects.filter(reference_id=named).first(),
    )


def make_telegram(text: str = "The lake is calm.", **fields: Any) -> Telegram:
    """A telegram as the reader would give it: one numbered paragraph, unless `paragraphs` says otherwise."""
    return Telegram(
        **{
            "source": "a.txt",
            "format": "raw",
            "reference_id": "08TORONTO165",
            "date": dt.datetime(2008, 5, 28, 19, 32, tzinfo=dt.UTC),
            "dtg": "281932Z MAY 08",
            "paragraphs": (records.Paragraph(1, None, None, text, (1, 1)),),
            **fields,
        }
    )


def receive(telegram: Telegram, data: bytes | None = None, **fields: Any) -> Received:
    """A telegram on its way in; its bytes differ from those of every other one, unless given."""
    raw = data if data is not None else f"{next(_serials)} {telegram}".encode()
    document = records.Document(lines=("a",), raw=raw, path="a.txt", hints=telegram.hints, **fields)
    return Received(document, hashlib.sha256(raw).hexdigest(), telegram)


def store(*telegrams: Telegram | Received) -> Written:
    """Write telegrams into the archive in one batch, as an ingest does."""
    batch = [item if isinstance(item, Received) else receive(item) for item in telegrams]
    return Writer(make_run().pk, make_collection().pk).write(batch)
