"""Queries whose SQL is written once and asked again with other keys.

Writing the SQL of a query with a few joins costs Django ten times what SQLite needs to answer it. A page that asks the
same ten questions of another cable each time need not pay that every time.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from django.db import connections, models

M = TypeVar("M")
#: What stands for a key of each type while the SQL is written; the serial keeps several of one type apart.
_MARKS: Mapping[type, Callable[[int], Any]] = {
    int: lambda serial: -776_655_443 - serial,
    str: lambda serial: f"\x01key {serial}\x01",
    dt.datetime: lambda serial: dt.datetime(1, 2, 3, 4, 5, serial, tzinfo=dt.UTC),
}


class Prepared(Generic[M]):
    """A question by keys: `Prepared(lambda cable: Paragraph.objects.filter(cable=cable), cable=int)(cable=7)`.

    The queryset must depend on its keys by values alone, none of them None. Compilers belong to a connection, and
    connections to a thread: each thread writes its own SQL, once.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, M]], **types: type) -> None:
        self._build = build
        self._marks = {name: _MARKS[kind](serial) for serial, (name, kind) in enumerate(types.items())}
        self._local = threading.local()

    def __call__(self, **keys: Any) -> list[M]:
        """The rows, as the queryset would give them."""
        local = self._local
        if getattr(local, "connection", None) is None or local.connection is not connections[local.queryset.db]:
            self._prepare()
        adapted = (_adapted(local.connection, keys[name]) for name in self._marks)
        local.keys = dict(zip(local.marks, adapted, strict=True))
        return list(local.queryset.all())

    def _prepare(self) -> None:
        """A queryset whose compiler has its SQL already; clones of it share the compiler."""
        local, queryset = self._local, self._build(**self._marks)
        connection = connections[queryset.db]
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        # Their own answers stand before those of their classes.
        compiler.__dict__["as_sql"] = lambda *_, **__: (sql, tuple(local.keys.get(param, param) for param in params))
        queryset.query.__dict__["get_compiler"] = lambda *_, **__: compiler
        local.queryset, local.connection = queryset, connection
        local.marks = [_adapted(connection, mark) for mark in self._marks.values()]


def _adapted(connection: Any, value: Any) -> Any:
    """A value as it stands among a query's parameters."""
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, dt.datetime) else value
