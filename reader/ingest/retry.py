"""The files that a run did not take, to be taken again."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from reader.ingest.report import IngestError
from reader.models import IngestRun

#: What `discover.shown` writes for bytes that are no UTF-8 and for what cannot be printed.
_ESCAPE = re.compile(r"\\(?:x([0189a-f][0-9a-f]|7f)|u([0-9a-f]{4})|([tnr]))")
_LETTERS = {"t": "\t", "n": "\n", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Retried:
    """What to take again: paths, and the collection and format of the run that did not take them."""

    paths: list[str]
    collection: str
    format: str | None


def run_of(said: str) -> IngestRun:
    """The run of a number, or the last one; raises IngestError when there is none."""
    # What read stored texts again brought nothing that could be taken back or again.
    runs = IngestRun.objects.exclude(options__has_key="command").order_by("-pk")
    if said != "last" and not said.isdecimal():
        raise IngestError(f"{said!r} names no run: give its number, as /admin/reader/ingestrun/ shows it, or 'last'.")
    found = runs.first() if said == "last" else runs.filter(pk=min(int(said), 2**63 - 1)).first()
    if found is None:
        raise IngestError(f"There is no run {said} that took files in.")
    return found


def retried(said: str) -> Retried:
    """What a run had problems with; raises IngestError when nothing of it can be taken again."""
    run = run_of(said)
    labels = dict.fromkeys(run.problems.order_by("pk").values_list("path", flat=True))
    directory = str(run.options.get("directory") or "")
    paths = [actual(label, directory) for label in labels if label != "-"]
    if not paths:
        why = "came from standard input and are not kept: give them again" if labels else "are none: all was taken"
        raise IngestError(f"The problems of the {run} {why}.")
    collection = run.collection.name if run.collection else str(run.options.get("collection") or "main")
    return Retried(paths, collection, run.options.get("format"))


def actual(label: str, directory: str = "") -> str:
    """The path that a label stands for: from the run's directory, its escapes undone where only that names a file."""
    path = str(Path(directory) / label) if directory else label
    if os.path.lexists(path):
        return path
    bare = _ESCAPE.sub(_unescaped, path)
    return bare if os.path.lexists(bare) else path


def _unescaped(found: re.Match[str]) -> str:
    if found[3]:
        return _LETTERS[found[3]]
    if found[2]:
        return chr(int(found[2], 16))
    return os.fsdecode(bytes([int(found[1], 16)]))
