"""The only reader of os.environ: typed helpers with safe defaults and clear errors."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from cablearchive import databases

ROOT = Path(__file__).resolve().parent.parent

#: What SEARCH_URL begins with, to the engine's dotted path.
SEARCH_ENGINES = {
    "whoosh": "reader.search.engines.whoosh_engine.WhooshEngine",
    "tantivy": "reader.search.engines.tantivy_engine.TantivyEngine",
}


def text(name: str, default: str = "") -> str:
    """The variable's value without blanks around it, or the default when unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes, on; False for 0, false, no, off; anything else is an error."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither on nor off. Write on or off.")


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A comma-separated list, without empty entries."""
    listed = [part.strip() for part in text(name).split(",") if part.strip()]
    return listed or list(default)


def var_dir() -> Path:
    """Where the archive keeps everything: database, index, secret, uploads. Made when absent."""
    path = Path(text("VAR_DIR", str(ROOT / "var"))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"VAR_DIR={path} cannot be made ({error.strerror}). Name a directory that you may write to."
        ) from error
    return path


def secret_key(directory: Path) -> str:
    """SECRET_KEY, else a generated one kept in the archive's directory, readable by its owner only."""
    given = text("SECRET_KEY")
    if given:
        return given
    path = directory / "secret-key"
    if not path.exists():
        fresh = directory / f"secret-key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64), encoding="ascii")
        try:
            # Two processes that start together must end with one key.
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()


def database(directory: Path) -> dict[str, Any]:
    """Django's settings for DATABASE_URL: sqlite:///path (the default) or postgresql://user:password@host:port/name."""
    return databases.parse(text("DATABASE_URL", f"sqlite://{quote(str(directory / 'cables.sqlite3'))}"))


def search(directory: Path) -> dict[str, Any]:
    """Haystack's settings for SEARCH_URL: whoosh:///path (the default) or tantivy:///path."""
    url = text("SEARCH_URL", f"whoosh://{directory / 'index'}")
    parts = urlsplit(url)
    if parts.scheme in SEARCH_ENGINES and parts.path:
        return {
            "ENGINE": SEARCH_ENGINES[parts.scheme],
            "PATH": unquote(parts.path),
            # A failing engine must be seen, not look like an empty result.
            "SILENTLY_FAIL": False,
        }
    raise ImproperlyConfigured(
        f"SEARCH_URL={url!r} names no engine known here. Write whoosh:///path or tantivy:///path."
    )
