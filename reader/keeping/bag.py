"""`export_bag DIR`: the archive's sources and their readings as a BagIt bag, which any archive can verify.

    data/README.txt                     this, in words
    data/collections.json               the collections: name, title, notice, whether their cables are fictional
    data/sources/ab/abcd....txt         each text, byte for byte, named by its sha256
    data/parts/000001.jsonl             a head (collection, whether preferred), then a line a text: file, where it came
                                        from, format, hints, the cable it belongs to; in the order in which they came
    data/readings/000001.jsonl          a line a cable: its reading, in the form of the parse contract
"""  # fmt: skip

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import bagit
from django.conf import settings
from django.db.models import QuerySet

from reader.ingest.bagged import HEAD, VERSION
from reader.keeping.backup import one_moment
from reader.keeping.mistakes import KeepingError
from reader.models import Cable, Collection, Preference, Source

#: Makes the reading of a cable as data.
Reader = Callable[[Cable], Mapping[str, Any]]
#: Called after each source and each cable.
Progress = Callable[[], object]

#: Endings that say something; all others are left out.
_ENDING = re.compile(r"\.[a-z0-9]{1,5}")
#: Lines of one file.
PART = 10_000

README = """This is a BagIt bag (RFC 8493), written by cablearchive.

sources/     each text as it was received, byte for byte; a file is named by the sha256 of its bytes
parts/       where each text came from, its format, and the cable that it belongs to; a JSON object a line after a head,
             in the order in which they came in
readings/    what the archive read in them: a JSON object a cable
collections.json   the bodies of texts, with their notices

An archive of the same kind takes it with: python manage.py import_bag DIRECTORY
"""


@dataclass(slots=True)
class Bagged:
    """What was put into a bag."""

    sources: int = 0
    cables: int = 0
    bytes: int = field(default=0)


def export(directory: Path, reading: Reader, progress: Progress = lambda: None) -> Bagged:
    """Write a new directory; what is in it. The archive may be in use meanwhile."""
    if directory.exists():
        raise KeepingError(f"{directory} is there already. Name a new directory, or take that one away first.")
    unfinished = directory.with_name(f"{directory.name}.{os.getpid()}.unfinished")
    try:
        unfinished.mkdir()
        with one_moment():
            bagged = _payload(unfinished, reading, progress)
        bagit.make_bag(str(unfinished), _about(bagged), checksums=["sha256"])
        unfinished.rename(directory)
    except (OSError, bagit.BagError) as error:
        raise KeepingError(f"{directory} cannot be written ({error}). Nothing is left of it.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return bagged


def _about(bagged: Bagged) -> dict[str, str]:
    about = {
        "Source-Organization": settings.ARCHIVE_NAME,
        "Contact-Name": settings.CONTACT,
        "External-Description": f"{bagged.cables} cables with {bagged.sources} sources",
    }
    return {name: value for name, value in about.items() if value}


def _payload(root: Path, reading: Reader, progress: Progress) -> Bagged:
    """Everything that becomes data/."""
    bagged = Bagged()
    (root / "README.txt").write_text(README, encoding="utf-8")
    collections = list(Collection.objects.order_by("pk").values("name", "title", "notice", "fictional"))
    (root / "collections.json").write_text(json.dumps(collections, indent=1), encoding="utf-8")
    _write(root / "parts", _parts(root, bagged, progress))
    readings = (_told(reading(cable)) for cable in _cables(bagged, progress))
    _write(root / "readings", iter(lambda: list(islice(readings, PART)), []))
    return bagged


def _write(directory: Path, files: Iterable[Iterable[str]]) -> None:
    """Numbered files of lines."""
    directory.mkdir()
    for number, lines in enumerate(files, 1):
        with (directory / f"{number:06}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)


def _parts(root: Path, bagged: Bagged, progress: Progress) -> Iterator[Iterator[str]]:
    """All sources in the order in which they came, in parts of one collection; then those that were preferred."""
    every = Source.objects.select_related("collection", "cable").order_by("pk")
    for collection, sources in groupby(every.iterator(500), lambda source: source.collection.name):
        yield _listed(root, collection, sources, bagged, progress)
    chosen = Preference.objects.select_related("source__collection", "source__cable").order_by("run", "source")
    for (_, collection), preferences in groupby(chosen, lambda one: (one.run_id, one.source.collection.name)):
        yield _listed(root, collection, (one.source for one in preferences))


def _listed(
    root: Path,
    collection: str,
    sources: Iterable[Source],
    bagged: Bagged | None = None,
    progress: Progress | None = None,
) -> Iterator[str]:
    """The lines of a part; the files are written on the way. Without `bagged` they are there already."""
    yield _told({HEAD: VERSION, "collection": collection, "preferred": bagged is None})
    for source in sources:
        name = Path("sources", source.sha256[:2], f"{source.sha256}{_ending(source)}")
        if bagged and progress:
            file = root / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(source.raw)
            bagged.sources += 1
            bagged.bytes += source.size
            progress()
        yield _told(_record(source, f"data/{name.as_posix()}"))


def _record(source: Source, file: str) -> dict[str, Any]:
    """What is known of a text."""
    return {
        "file": file,
        "sha256": source.sha256,
        "size": source.size,
        "path": source.path,
        "member": source.member,
        "first_line": source.first_line,
        "format": source.format,
        "encoding": source.encoding,
        "hints": source.hints,
        "received": source.received.isoformat(),
        "reference_id": source.cable.reference_id,
        "gives_the_reading": source.cable.source_id == source.pk,
    }


def _ending(source: Source) -> str:
    ending = Path(source.member or source.path).suffix.lower()
    return ending if _ENDING.fullmatch(ending) else ""


def _cables(bagged: Bagged, progress: Progress) -> Iterator[Cable]:
    every: QuerySet[Cable] = Cable.objects.select_related("station", "source", "release", "subject_marking")
    for cable in every.order_by("pk").iterator(500):
        bagged.cables += 1
        yield cable
        progress()


def _told(value: Mapping[str, Any]) -> str:
    return json.dumps(value, default=str)
