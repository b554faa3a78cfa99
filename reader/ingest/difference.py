"""What a new reading would change in stored cables, by field: rows compared with rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from reader.ingest import rows
from reader.ingest.child_rows import children
from reader.ingest.choice import Choice
from reader.ingest.corrections import Corrections
from reader.ingest.directory import Directory
from reader.models import Addressee, Cable, CableCaption, CableTag, Mention, Paragraph, Reference, Release

Row = dict[str, Any]

#: Never part of what was read: keys, what points from outside, what says when and by whom.
_APART = {"id", "cable_id", "target_id", "reference_id", "number", "reader_version", "source_id"}
#: By what rows of a table are put in order, on both sides alike, and the name under which they are reported.
_PARTS: Mapping[type[models.Model], tuple[str, tuple[str, ...]]] = {
    Paragraph: ("paragraphs", ("position",)),
    Addressee: ("addressees", ("kind", "position")),
    Mention: ("mentions", ("paragraph_id", "start", "end", "acronym")),
    Reference: ("references", ("position",)),
    CableTag: ("TAGS", ("position",)),
    CableCaption: ("captions", ("position",)),
    Release: ("release", ()),
}


@dataclass(slots=True)
class Stored:
    """Readings as they are stored, for some cables: their own columns, and what hangs on them in order."""

    cables: dict[int, Row]
    parts: dict[type[models.Model], dict[int, list[Row]]] = field(default_factory=dict)
    concepts: dict[int, set[int]] = field(default_factory=dict)


def stored(cables: Sequence[int]) -> Stored:
    """What is stored of these cables, in one query a table."""
    listed: Iterable[Any] = Cable.objects.filter(pk__in=cables).order_by().values()
    found = Stored({row["id"]: row for row in listed})
    places = dict(Paragraph.objects.filter(cable__in=cables).order_by().values_list("pk", "position"))
    for model in _PARTS:
        by_cable: dict[int, list[Row]] = defaultdict(list)
        for row in model._default_manager.filter(cable__in=cables).order_by().values():
            if row.get("paragraph_id"):
                row["paragraph_id"] = places[row["paragraph_id"]]
            by_cable[row["cable_id"]].append(row)
        found.parts[model] = by_cable
    through = Release.concepts.through.objects.filter(release__cable__in=cables)
    for key, concept in through.values_list("release__cable", "concept_id"):
        found.concepts.setdefault(key, set()).add(concept)
    return found


def changes(
    key: int, choice: Choice, held: Stored, directory: Directory, corrections: Corrections | None = None
) -> set[str]:
    """The fields in which a reading differs from what is stored: `subject`, `paragraphs: text`, `TAGS`.

    What a person set right differs from nothing: it is put over the reading first.
    """
    reading = corrections.reading(choice) if corrections else choice.reading
    cable, telegram = held.cables[key], reading.telegram
    new = rows.cable(telegram, cable["reference_id"], directory)
    new = corrections.row(new) if corrections else new
    changed = {_named(name) for name in new.keys() - _APART if new[name] != cable[name]}
    if choice.source != cable["source_id"]:
        changed.add("source")
    positions = range(1, len(telegram.paragraphs) + 1)
    for model, listed in children(telegram, key, positions, directory, reading.sections).items():
        changed |= set(_differences(model, listed, held.parts[model].get(key, [])))
    named = set(directory.concepts.of(telegram.release.concepts)) if telegram.release else set()
    return changed | ({"concepts"} if named != held.concepts.get(key, set()) else set())


def _differences(model: type[models.Model], new: list[Row], old: list[Row]) -> Iterator[str]:
    name, order = _PARTS[model]
    if len(new) != len(old):
        yield name
        return
    for one, other in zip(_ordered(new, order), _ordered(old, order), strict=True):
        columns = one.keys() - _APART_OF[model]
        yield from (f"{name}: {_named(column)}" for column in columns if one[column] != other[column])


def _ordered(listed: list[Row], order: tuple[str, ...]) -> list[Row]:
    return sorted(listed, key=lambda row: [row[column] for column in order])


def _named(column: str) -> str:
    return column.removesuffix("_id").replace("_", " ")


#: A reference's id is what was read; a cable's own is not.
_APART_OF: Mapping[type[models.Model], set[str]] = {
    model: _APART - {"reference_id", "number"} if model in (Reference, Paragraph) else _APART for model in _PARTS
}
