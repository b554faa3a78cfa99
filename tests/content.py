"""What an archive holds, row for row, in a form in which two archives can be compared, whatever their databases.

`contents()` is without keys, times and runs: what points to a row names it by what it is known by. `rows()` is exact.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

#: model -> the fields by which a row of it is known without its key.
KNOWN_BY: dict[str, tuple[str, ...]] = {
    "Agency": ("acronym", "name", "country_code"),
    "Cable": ("reference_id",),
    "Caption": ("name",),
    "Collection": ("name",),
    "Concept": ("name",),
    "Marking": ("as_written",),
    "Paragraph": ("cable__reference_id", "position"),
    "Register": ("name",),
    "Release": ("cable__reference_id",),
    "Source": ("sha256",),
    "Station": ("name",),
    "Tag": ("code",),
}
#: What differs between two ways to the same archive: runs, and the number of the archive's state.
LEFT_OUT = {"IngestRun", "IngestProblem", "ArchiveState"}
#: Columns that are times of the archive's own.
TIMES = {"created", "updated", "received", "when", "loaded", "withdrawn"}
#: kind of stored count -> the model whose key stands in its text.
COUNTED = {
    "sent": "Station",
    "received": "Station",
    "tag": "Tag",
    "caption": "Caption",
    "addressed": "Agency",
    "mentioned": "Agency",
    "collection": "Collection",
    "cited": "Cable",
}

Names = dict[str, dict[int, Any]]


def contents() -> dict[str, list[str]]:
    """Every table of the archive without keys, times and runs: table -> its rows, sorted."""
    names = {
        model: {pk: known for pk, *known in apps.get_model("reader", model).objects.values_list("pk", *fields)}
        for model, fields in KNOWN_BY.items()
    }
    return {
        model.__name__: sorted(_told(row) for row in _without_keys(model, names))
        for model in apps.get_app_config("reader").get_models(include_auto_created=True)
        if model.__name__ not in LEFT_OUT
    }


def rows() -> dict[str, list[str]]:
    """Every row of every table as it is, keys included, in the order of keys."""
    return {
        model._meta.db_table: [_told(row) for row in model._default_manager.order_by("pk").values()]
        for model in apps.get_models(include_auto_created=True)
    }


def _without_keys(model: type[models.Model], names: Names) -> Iterator[dict[str, Any]]:
    fields = [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in TIMES and field.name != "run"
    ]
    for row in model._default_manager.order_by().values(*(field.attname for field in fields)):
        for field in fields:
            target = field.related_model.__name__ if field.related_model else None
            if target in names and row[field.attname] is not None:
                row[field.attname] = names[target][row[field.attname]]
        if model.__name__ == "StoredCount" and row["kind"] in COUNTED:
            row["key"] = names[COUNTED[row["kind"]]][int(row["key"])]
        yield row


def _told(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes | memoryview) else str(value)
