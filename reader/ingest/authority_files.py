"""An administrator's CSV -> rows of the authority tables; what is wrong with a line is told with file and line.

The first line names the columns. An empty cell leaves what is there; a row that the table lacks is added; each row that
is loaded counts as known. Loading a file again changes nothing.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify

from reader.ingest import slugs
from reader.ingest.authority import Fields
from reader.ingest.filled_in import follow
from reader.ingest.preconditions import check_database, database_errors
from reader.ingest.report import IngestError
from reader.models import Agency, Caption, Station, Tag
from reader.telegram import Refusal

_ROUTING = re.compile(r"[A-Z0-9]{4,16}")
_CODE = re.compile(r"[A-Z]{2}")


class _Wrong(Exception):
    """A cell that cannot be meant; its message says why."""


@dataclass(slots=True)
class AuthorityReport:
    """What became of a file: rows that are new, were changed, say what was known; lines with problems."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[Refusal] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        """0, or 1 when lines had problems."""
        return 1 if self.problems else 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table that files extend: its key columns, the others, how a new row's slug begins (None: it has none)."""

    model: type[models.Model]
    keys: Mapping[str, str]  # column -> field
    columns: Mapping[str, str]
    slug: Callable[[Fields], list[str]] | None = None


def _station_slug(row: Fields) -> list[str]:
    return [slugs.post(row["name"], row.get("reference_place", ""), row.get("place", "")), slugify(row["name"])]


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


TABLES: Mapping[str, Table] = {
    "stations": Table(
        Station,
        {"station": "name"},
        _same(
            "routing_indicator", "kind", "place", "reference_place", "country_code", "country", "latitude", "longitude",
            "notes",
        ),
        _station_slug,
    ),
    "tags": Table(Tag, _same("code"), _same("kind", "title", "notes", "source")),
    "agencies": Table(
        Agency,
        _same("acronym", "name", "country_code"),
        _same("kind", "aliases"),
        lambda row: [slugify(row["acronym"]), slugify(f"{row['acronym']} {row['name']}")],
    ),
    "captions": Table(
        Caption, {"caption": "name"}, _same("meaning", "kind", "synonyms"), lambda row: [slugify(row["name"])]
    ),
}  # fmt: skip


def load_file(name: str, path: str) -> AuthorityReport:
    """Load a file into one of TABLES: all its good lines in one transaction. Raises IngestError when it cannot run."""
    table, report = TABLES[name], AuthorityReport()
    with database_errors():
        check_database()
        with transaction.atomic():
            touched = [key for key in (_take(table, row, report) for row in _rows(table, path, report)) if key]
            follow(table.model, touched)
    return report


def _rows(table: Table, path: str, report: AuthorityReport) -> Iterator[Fields]:
    """The fields of each good line."""
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            columns = _columns(table, path, next(reader, []))
            for cells in reader:
                try:
                    if any(cell.strip() for cell in cells):
                        yield _fields(table, columns, cells)
                except _Wrong as wrong:
                    report.problems.append(Refusal(path, "bad-row", str(wrong), line=reader.line_num))
    except OSError as error:
        raise IngestError(f"{path} cannot be read: {os.strerror(error.errno or 0)}. Nothing was changed.") from error
    except UnicodeDecodeError as error:
        raise IngestError(f"{path} is not UTF-8 ({error.reason}). Save it as UTF-8; nothing was changed.") from error
    except csv.Error as error:
        raise IngestError(f"{path}, line {reader.line_num}: {error}. Nothing was changed.") from error


def _columns(table: Table, path: str, head: list[str]) -> list[str]:
    """The columns that the first line names."""
    columns = [cell.strip().lower() for cell in head]
    known = {**table.keys, **table.columns}
    needed = [name for name in table.keys if name != "country_code"]
    missing = [name for name in needed if name not in columns]
    unknown = [name for name in columns if name not in known]
    if missing or unknown or len(set(columns)) < len(columns):
        said = f"lacks {', '.join(missing)}" if missing else f"names {', '.join(unknown) or 'a column twice'}"
        raise IngestError(
            f"{path}, line 1: the first line {said[:120]}. Columns are {', '.join(known)}; nothing was changed."
        )
    return columns


def _fields(table: Table, columns: list[str], cells: list[str]) -> Fields:
    if len(cells) != len(columns):
        raise _Wrong(f"It has {len(cells)} cells, the first line {len(columns)}.")
    known = {**table.keys, **table.columns}
    row: Fields = {}
    for column, cell in zip(columns, cells, strict=True):
        text = " ".join(cell.split())
        if text:
            row[known[column]] = _value(table.model, column, known[column], text)
        elif column in table.keys and column != "country_code":
            raise _Wrong(f"Its {column} is empty.")
    return row


def _value(model: type[models.Model], column: str, name: str, text: str) -> Any:
    """A cell as a value of its field."""
    kept = model._meta.get_field(name)
    if column in ("station", "code", "routing_indicator", "reference_place", "country_code", "caption"):
        text = text.upper()
    for wanted, pattern in (("country_code", _CODE), ("routing_indicator", _ROUTING)):
        if column == wanted and not pattern.fullmatch(text):
            raise _Wrong(f"“{text[:40]}” is no {wanted.replace('_', ' ')}.")
    if isinstance(kept, models.FloatField):
        return _degrees(column, text)
    if isinstance(kept, models.JSONField):
        return [part.strip() for part in text.split("|") if part.strip()]
    longest = getattr(kept, "max_length", None)
    if longest and len(text) > longest:
        raise _Wrong(f"Its {column} has {len(text)} characters; {longest} are the most.")
    return text


def _degrees(column: str, text: str) -> float:
    most = 90 if column == "latitude" else 180
    try:
        degrees = float(text)
    except ValueError:
        degrees = float("nan")
    if not -most <= degrees <= most:
        raise _Wrong(f"“{text[:40]}” is no {column}: it lies between -{most} and {most}.")
    return degrees


def _take(table: Table, row: Fields, report: AuthorityReport) -> int | None:
    """The key of the row that was added or changed; None where it says what is known."""
    rows = table.model._default_manager
    known_by = {name: row.get(name, "") for name in table.keys.values()}
    held: Any = rows.filter(**known_by).first()
    if held is None:
        given = {**row, "known": True}
        if table.slug:
            given["slug"] = _slug(table, row)
        report.new += 1
        return int(rows.create(**given).pk)
    changes = {name: value for name, value in {**row, "known": True}.items() if getattr(held, name) != value}
    if not changes:
        report.unchanged += 1
        return None
    rows.filter(pk=held.pk).update(**changes)
    report.changed += 1
    return int(held.pk)


def _slug(table: Table, row: Fields) -> str:
    assert table.slug is not None
    wanted = table.slug(row)
    begun = models.Q()
    for one in wanted:
        begun |= models.Q(slug__startswith=one[:40])
    taken = set(table.model._default_manager.filter(begun).values_list("slug", flat=True))
    return slugs.unique(wanted, taken)
