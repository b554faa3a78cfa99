"""`import_bag DIR`: a bag that `export_bag` wrote, verified and taken into the archive, part after part."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

import bagit

from reader.ingest import IngestError, IngestReport, Options, bagged, ingest
from reader.keeping.mistakes import KeepingError
from reader.models import Collection

#: Called with the number of a part, the number of all, and what became of it.
Progress = Callable[[int, int, IngestReport], None]


def verify(directory: Path) -> list[Path]:
    """The parts of a bag whose every file is as it was written."""
    # What it finds is said once, by us.
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    try:
        bagit.Bag(str(directory)).validate()
    except (bagit.BagError, OSError, ValueError) as error:
        reason = str(error).rstrip(".")
        raise KeepingError(f"{directory} is no bag, or is damaged: {reason}. Nothing was changed.") from error
    found = bagged.parts(str(directory))
    if not found or not (directory / "data" / "collections.json").is_file():
        raise KeepingError(
            f"{directory} is a bag, but none that export_bag wrote. Ingest what is in it: "
            f"python manage.py ingest {directory / 'data'}"
        )
    return found


def take(directory: Path, options: Options, who: str = "", progress: Progress = lambda *_: None) -> list[IngestReport]:
    """Verify a bag and ingest its texts, each into its collection; a report for each part."""
    found = verify(directory)
    try:
        _collections(json.loads((directory / "data" / "collections.json").read_text(encoding="utf-8")))
        reports = []
        for number, part in enumerate(found, 1):
            said = bagged.head(part)
            chosen = Options(
                collection=said["collection"], replace=said["preferred"], workers=options.workers, batch=options.batch
            )
            reports.append(ingest([str(part)], chosen, who=who))
            progress(number, len(found), reports[-1])
            if reports[-1].state == "interrupted":
                break
    except (ValueError, KeyError, TypeError) as error:
        raise KeepingError(f"{directory} is not as export_bag writes bags: {error!r}") from error
    except IngestError as error:
        raise KeepingError(str(error)) from error
    return reports


def _collections(given: list[dict[str, object]]) -> None:
    """Titles and notices; those of a collection that has texts here already are left as they are."""
    for one in given:
        said = {"title": one["title"], "notice": one["notice"], "fictional": one["fictional"]}
        held, made = Collection.objects.get_or_create(name=one["name"], defaults=said)
        if not made and not held.sources.exists():
            Collection.objects.filter(pk=held.pk).update(**said)
