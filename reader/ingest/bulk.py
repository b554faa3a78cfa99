"""Rows into tables by prepared statements, with keys known beforehand: a fifth of the time of model instances."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

Row = Mapping[str, Any]


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Primary keys for `count` new rows; call it inside the transaction that writes them."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            found = cursor.fetchone()
            first = (found[0] if found else 0) + 1
            return list(range(first, first + count))
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [key for (key,) in cursor.fetchall()]


def insert(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Insert rows; each names every column of the table but an `id` that the database may give (attribute names)."""
    if not rows:
        return
    statement, columns = _statement(model, "id" in rows[0])
    values = [[convert(row[name]) if convert else row[name] for name, convert in columns] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


Columns = tuple[tuple[str, Callable[[Any], Any] | None], ...]


@cache
def _statement(model: type[models.Model], with_key: bool) -> tuple[str, Columns]:
    """The INSERT statement of a table, and its columns as (attribute, conversion or None)."""
    fields = [field for field in model._meta.concrete_fields if with_key or not field.primary_key]
    names = ", ".join(connection.ops.quote_name(field.column or field.attname) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    columns = tuple((field.attname, _CONVERSIONS.get(field.get_internal_type())) for field in fields)
    return f"INSERT INTO {table} ({names}) VALUES ({marks})", columns


def _as_json(value: Any) -> str:
    """JSON as the JSONField writes it."""
    return "[]" if value == [] else json.dumps(value)


def _as_moment(value: dt.datetime | None) -> Any:
    return connection.ops.adapt_datetimefield_value(value) if value else None


def _as_day(value: dt.date | None) -> Any:
    return connection.ops.adapt_datefield_value(value) if value else None


#: By the field's internal type; all other values go in as they are.
_CONVERSIONS: Mapping[str, Callable[[Any], Any]] = {
    "JSONField": _as_json,
    "DateTimeField": _as_moment,
    "DateField": _as_day,
}
