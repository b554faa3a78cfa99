"""System checks: what can be wrong in the configuration, said before the first request. They touch no database,
but for the order in which one sorts, which `migrate` and `check --database default` look at.

The state of database and index is the business of other doors.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections


@register("reader")
def check_search_engine(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The engine that SEARCH_URL names can be imported."""
    path = settings.HAYSTACK_CONNECTIONS["default"]["ENGINE"]
    module, _, name = path.rpartition(".")
    try:
        getattr(import_module(module), name)
    except (ImportError, AttributeError) as error:
        hint = "Install what it needs (make env), or set SEARCH_URL to an engine that is there."
        return [Error(f"The search engine {path} cannot be loaded: {error}.", hint=hint, id="reader.E001")]
    return []


@register("reader")
def check_directory(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """The archive's directory can be written to."""
    directory = Path(settings.VAR_DIR)
    if directory.is_dir() and os.access(directory, os.W_OK | os.X_OK):
        return []
    hint = "Name a directory of yours by VAR_DIR, or change its owner."
    return [Error(f"VAR_DIR={directory} cannot be written to.", hint=hint, id="reader.E002")]


@register("reader")
def check_base_url(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """BASE_URL is scheme and host: citations and feeds are made from it."""
    parts = urlsplit(settings.BASE_URL)
    if parts.scheme in {"http", "https"} and parts.netloc and not (parts.path or parts.query or parts.fragment):
        return []
    hint = "Write scheme and host only, such as https://cables.example.org"
    return [Error(f"BASE_URL={settings.BASE_URL!r} is no address of a site.", hint=hint, id="reader.E003")]


@register(Tags.database)
def check_order(
    app_configs: Sequence[Any] | None,  # noqa: ARG001
    databases: Sequence[str] | None = None,
    **kwargs: Any,  # noqa: ARG001
) -> list[CheckMessage]:
    """PostgreSQL sorts by bytes, as SQLite and the pages' own lists do."""
    found = []
    for connection in (connections[alias] for alias in databases or ()):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT datcollate FROM pg_database WHERE datname = current_database()")
                found.append(cursor.fetchone()[0])
    hint = "Make the database anew: createdb --template=template0 --locale=C --encoding=UTF8 NAME"
    return [
        Warning(f"The database sorts by the rules of {order}, and not by bytes.", hint=hint, id="reader.W001")
        for order in found
        if order not in {"C", "POSIX", "C.UTF-8", "C.utf8"}
    ]
