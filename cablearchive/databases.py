"""DATABASE_URL -> Django's settings of a database: a pure function of the address."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_SHAPES = (
    "Write sqlite:///path, postgresql://user:password@host:5432/name, "
    "or postgresql:///name?host=/directory/of/the/socket."
)


def parse(url: str) -> dict[str, Any]:
    """Settings for `sqlite:///path` or `postgresql://user:password@host:port/name?option=value`.

    >>> parse("postgresql://reader@db/cables")["HOST"]
    'db'
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL is no address ({error}). {_SHAPES}") from error
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise ImproperlyConfigured(f"DATABASE_URL={_without_password(parts)!r} names no database known here. {_SHAPES}")


def _sqlite(parts: SplitResult) -> dict[str, Any]:
    path = f"/{unquote(parts.path).lstrip('/')}"
    if parts.netloc or path == "/":
        raise ImproperlyConfigured(
            f"DATABASE_URL={_without_password(parts)!r} names no file. "
            "Write three slashes and a path from the root: sqlite:///srv/archive/cables.sqlite3."
        )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            # Readers go on while one ingest writes; a writer waits for another instead of failing.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
        },
    }


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    """What stands behind the question mark goes to libpq: host (a socket's directory), sslmode, connect_timeout."""
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.strip("/"))
    if not name:
        raise ImproperlyConfigured(
            f"DATABASE_URL={_without_password(parts)!r} names a server, but no database. {_SHAPES}"
        )
    if find_spec("psycopg") is None:
        raise ImproperlyConfigured("DATABASE_URL asks for PostgreSQL, whose driver is not installed. Run: make env")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or options.pop("password", "")),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or _port(parts),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _port(parts: SplitResult) -> str:
    try:
        return str(parts.port or "")
    except ValueError as error:
        # Not shown: what was taken for the port may be the password.
        raise ImproperlyConfigured(
            "DATABASE_URL has a port that is no number. Is there a slash in the password? Write %2F for it."
        ) from error


def _without_password(parts: SplitResult) -> str:
    """An address that may stand in a message or a log."""
    user, at, host = parts.netloc.rpartition("@")
    named = f"{user.partition(':')[0]}{':***' if ':' in user else ''}{at}{host}"
    return parts._replace(netloc=named).geturl()
