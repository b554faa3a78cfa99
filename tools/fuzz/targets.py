"""What is fuzzed: a name and a function that takes bytes and raises when something is wrong."""

from __future__ import annotations

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
    check_references,
    check_telegram,
    check_text_places,
    must,
)

Target = Callable[[bytes], None]

#: A first byte below their number makes `read` take the text for a document of which more is known.
VARIANTS: tuple[dict[str, Any], ...] = (
    {"furniture": ((1, 3), (7, 9))},
    {"release": Release(original_classification="SECRET", attributes={"Draft Date": "01 JAN 1974"})},
    {"release": Release(text_missing=True)},
    {"hints": Hints("08TORONTO165", "2008-05-28", "CONFIDENTIAL", "Embassy Quito", "BEES")},
)


def read_text(data: bytes) -> None:
    """One document of the text, read."""
    known = VARIANTS[data[0]] if data and data[0] < len(VARIANTS) else {}
    lines = split_lines(_text(data[1:] if known else data))
    document = Document(lines, **known)
    check_telegram(read(document), document)


def unwrap(format: str, data: bytes) -> None:
    """What one format makes of the bytes."""
    check_found(list(documents(data, path="fuzzed", format=format)), data)


def unwrap_and_read(data: bytes) -> None:
    """What the format that recognises the bytes makes of them, and what is read from it."""
    found = list(documents(data, path="fuzzed"))
    check_found(found, data)
    for item in found:
        if isinstance(item, Document):
            check_telegram(read(item), item)


def identify(data: bytes) -> None:
    """Each line in every function that understands an id, a post or a document number."""
    for line in _text(data).split("\n"):
        for found in (identifiers.canonical(line), identifiers.canonical(line, default_year=1975)):
            check_ids([found] if found else [])
            must(found is None or identifiers.canonical(found) == found, "a canonical id means another one")
        for place in (identifiers.place_of(line), identifiers.place_of_routing(line)):
            must(place is None or re.fullmatch("[A-Z]{2,60}", place) is not None, f"{place!r} is no place")
        number, _, station = line.partition("|")
        found = identifiers.from_document_number(number, station or None)
        check_ids([found] if found else [])


def refer(data: bytes) -> None:
    """The text as a REF list, and as paragraphs that use it."""
    lines = _text(data).split("\n")
    entries = read_entries(list(enumerate(lines, start=1)), year=1975, place="LIMA")
    check_references(entries, len(lines))
    texts = _text(data).split("\n\n")
    for year in (None, 2008):
        check_text_places(in_text(texts, entries, year=year, place=None), texts)


def mention(data: bytes) -> None:
    """Agencies in the text's paragraphs."""
    texts = _text(data).split("\n\n")
    for country in (None, "CA"):
        check_text_places(mentions(texts, country_code=country), texts)


def contain(data: bytes) -> None:
    """The bytes as a file that may be an archive."""
    discover = _discover()
    with tempfile.NamedTemporaryFile(dir=_memory(), suffix=".fuzzed") as file:
        file.write(data)
        file.flush()
        found = list(discover([file.name]))
    must(bool(found), "a file gave nothing")
    for piece in found:
        must(piece.member is None or piece.member.isprintable(), "a member's label cannot be printed")


@cache
def _discover() -> Callable[[list[str]], Any]:
    """The door of ingest; Django is set up first, since its neighbours are models."""
    import django
    from django.conf import settings

    from cablearchive import settings as defaults

    settings.configure(default_settings=defaults)
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
