"""What is fuzzed: a name and a function that takes bytes and raises when something is wrong.

It returns traits of what came out. A reader made of patterns has few branches; what it finds tells inputs apart better.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

from reader.telegram import Document, Hints, Release, identifiers, read
from reader.telegram.agencies import mentions
from reader.telegram.formats import FORMATS, documents
from reader.telegram.formats.wrapped import split_lines
from reader.telegram.references import in_text, read_entries
from tools.fuzz.invariants import (
    check_found,
    check_ids,
    check_lines,
    check_references,
    check_telegram,
    check_text_places,
    must,
)
from tools.fuzz.traits import Traits, of_document, of_telegram

Target = Callable[[bytes], Traits]

#: A first byte below their number makes `read` take the text for a document of which more is known.
VARIANTS: tuple[dict[str, Any], ...] = (
    {"furniture": ((1, 3), (7, 9))},
    {"release": Release(original_classification="SECRET", attributes={"Draft Date": "01 JAN 1974"})},
    {"release": Release(text_missing=True)},
    {"hints": Hints("08TORONTO165", "2008-05-28", "CONFIDENTIAL", "Embassy Quito", "BEES")},
)

#: Formats of which the lines are made from rows or from markup.
REMADE = ("csv", "html", "mhtml")


def read_text(data: bytes) -> Traits:
    """One document of the text, read."""
    known = VARIANTS[data[0]] if data and data[0] < len(VARIANTS) else {}
    lines = split_lines(_text(data[1:] if known else data))
    document = Document(lines, **known)
    telegram = read(document)
    check_telegram(telegram, document)
    return of_telegram(telegram)


def unwrap(format: str, data: bytes) -> Traits:
    """What one format makes of the bytes."""
    found = list(documents(data, path="fuzzed", format=format))
    check_found(found, data)
    if format not in REMADE:
        check_lines(found, data)
    return set().union(*map(of_document, found))


def unwrap_and_read(data: bytes) -> Traits:
    """What the format that recognises the bytes makes of them, and what is read from it."""
    found = list(documents(data, path="fuzzed"))
    check_found(found, data)
    traits: Traits = set().union(*map(of_document, found))
    for item in found:
        if isinstance(item, Document):
            telegram = read(item)
            check_telegram(telegram, item)
            traits |= of_telegram(telegram)
    return traits


def identify(data: bytes) -> Traits:
    """Each line in every function that understands an id, a post or a document number."""
    traits = set()
    for line in _text(data).split("\n"):
        for found in (identifiers.canonical(line), identifiers.canonical(line, default_year=1975)):
            check_ids([found] if found else [])
            must(found is None or identifiers.canonical(found) == found, "a canonical id means another one")
        for place in (identifiers.place_of(line), identifiers.place_of_routing(line)):
            must(place is None or re.fullmatch("[A-Z]{2,60}", place) is not None, f"{place!r} is no place")
            traits.add(f"place {bool(place)} {len(line.split())}")
        number, _, station = line.partition("|")
        found = identifiers.from_document_number(number, station or None)
        check_ids([found] if found else [])
        traits.add(f"number {bool(found)} {bool(station)} {len(number)}")
    return traits


def refer(data: bytes) -> Traits:
    """The text as a REF list, and as paragraphs that use it."""
    lines = _text(data).split("\n")
    entries = read_entries(list(enumerate(lines, start=1)), year=1975, place="LIMA")
    check_references(entries, len(lines))
    texts = _text(data).split("\n\n")
    traits = {f"{entry.kind} {entry.label} {bool(entry.reference_id)}" for entry in entries}
    for year in (None, 2008):
        found = in_text(texts, entries, year=year, place=None)
        check_text_places(found, texts)
        traits |= {f"text {item.label} {len(item.reference_ids)}" for item in found}
    return traits


def mention(data: bytes) -> Traits:
    """Agencies in the text's paragraphs."""
    texts = _text(data).split("\n\n")
    traits = set()
    for country in (None, "CA"):
        found = mentions(texts, country_code=country)
        check_text_places(found, texts)
        traits |= {f"{item.acronym} {item.defined} {bool(item.name)}" for item in found}
    return traits


def contain(data: bytes) -> Traits:
    """The bytes as a file that may be an archive."""
    discover = _discover()
    with tempfile.NamedTemporaryFile(dir=_memory(), suffix=".fuzzed") as file:
        file.write(data)
        file.flush()
        found = list(discover([file.name]))
    must(bool(found), "a file gave nothing")
    for piece in found:
        must(piece.member is None or piece.member.isprintable(), "a member's label cannot be printed")
    return {getattr(piece, "code", "piece") for piece in found} | {f"{len(found)} found"}


@cache
def _discover() -> Callable[[list[str]], Any]:
    """The door of ingest; Django is set up first, since its neighbours are models."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cablearchive.settings")
    django.setup()
    from reader.ingest.discover import discover

    return discover


def _memory() -> str | None:
    """A directory in memory where the system has one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\0", "")


TARGETS: dict[str, Target] = {
    "read": read_text,
    **{name: partial(unwrap, name) for name in FORMATS},
    "documents": unwrap_and_read,
    "identifiers": identify,
    "references": refer,
    "agencies": mention,
    "containers": contain,
}
