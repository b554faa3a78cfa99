"""The tables of a backup, and their rows as JSON: the same from SQLite and PostgreSQL, and for both."""

from __future__ import annotations

import datetime as dt
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

#: Made anew by whoever signs in next.
LEFT_OUT = frozenset({"sessions"})

Convert = Callable[[Any], Any]


def kept() -> list[type[models.Model]]:
    """Every table of the archive, in an order that does not change."""
    found = apps.get_models(include_auto_created=True)
    tables = [model for model in found if model._meta.managed and model._meta.app_label not in LEFT_OUT]
    return sorted(tables, key=lambda model: model._meta.db_table)


def columns(model: type[models.Model]) -> list[str]:
    """The columns of a table, by the names that Python has for them."""
    return [field.attname for field in model._meta.concrete_fields]


def migrations() -> list[str]:
    """What has been done to the database, in order of names: archives that agree in it have the same tables."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def dumped(model: type[models.Model]) -> Iterator[str]:
    """Each row of a table as a line of JSON, in the order of keys."""
    rows = model._default_manager.order_by("pk").values_list(*columns(model))
    binary = [at for at, field in enumerate(model._meta.concrete_fields) if isinstance(field, models.BinaryField)]
    for row in rows.iterator(2_000):
        plain = list(row)
        for at in binary:
            plain[at] = b64encode(plain[at]).decode() if plain[at] is not None else None
        yield json.dumps(plain, separators=(",", ":"), default=_written)


def load(model: type[models.Model], lines: Sequence[str], given: Sequence[str]) -> None:
    """Write rows into a table as `dumped` gave them, keys included."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    chosen = [fields[name] for name in given]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in chosen)
    marks = ", ".join(["%s"] * len(chosen))
    converts = [_CONVERSIONS.get(field.get_internal_type()) for field in chosen]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})",
            [_values(json.loads(line), converts) for line in lines],
        )


def _values(row: Sequence[Any], converts: Sequence[Convert | None]) -> list[Any]:
    return [convert(value) if convert else value for value, convert in zip(row, converts, strict=True)]


def _written(value: Any) -> str:
    """A date or a time of a row, as ISO 8601 has it."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value)} cannot stand in a backup")


def _moment(value: str | None) -> Any:
    return connection.ops.adapt_datetimefield_value(dt.datetime.fromisoformat(value)) if value else None


def _day(value: str | None) -> Any:
    return connection.ops.adapt_datefield_value(dt.date.fromisoformat(value)) if value else None


#: By the field's internal type. JSON null and no value are one thing here, as in the models.
_CONVERSIONS: Mapping[str, Convert] = {
    "BinaryField": lambda value: None if value is None else b64decode(value, validate=True),
    "DateTimeField": _moment,
    "DateField": _day,
    "JSONField": lambda value: None if value is None else json.dumps(value),
}


def next_keys() -> dict[str, int]:
    """Table -> the last key that was ever given: keys of what was taken out are not given again."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return dict(cursor.fetchall())
        found = {}
        for model in kept():
            sequence = _sequence(cursor, model)
            if sequence:
                cursor.execute(f"SELECT last_value, is_called FROM {sequence}")
                last, is_called = cursor.fetchone()
                found[model._meta.db_table] = last if is_called else last - 1
        return found


def set_next_keys(last: Mapping[str, int]) -> None:
    """Go on counting where another database had come to."""
    with connection.cursor() as cursor:
        for model in kept():
            table = model._meta.db_table
            if table not in last:
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last[table]])
            elif sequence := _sequence(cursor, model):
                cursor.execute("SELECT setval(%s, %s, %s)", [sequence, max(last[table], 1), last[table] > 0])


def _sequence(cursor: Any, model: type[models.Model]) -> str | None:
    key = model._meta.pk
    if key.get_internal_type() not in {"AutoField", "BigAutoField", "SmallAutoField"}:
        return None
    cursor.execute(
        "SELECT pg_get_serial_sequence(%s, %s)", [connection.ops.quote_name(model._meta.db_table), key.column]
    )
    found: str | None = cursor.fetchone()[0]
    return found
