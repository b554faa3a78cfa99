"""The study's columns in a file, so that one process reads the table of cables after a change, and all others the file.

VAR_DIR/study/columns.npz can be deleted at any time: it is made anew. It is of use in one state of one database only.
"""

from __future__ import annotations

import json
import logging
import os
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

_log = logging.getLogger(__name__)

#: Raised when the file's shape or the meaning of an array changes.
VERSION = 2


def path() -> Path:
    """Where the file lies."""
    return Path(settings.VAR_DIR) / "study" / "columns.npz"


def kept(state: Sequence[str], arrays: Sequence[str], lists: Sequence[str]) -> dict[str, Any] | None:
    """Arrays and lists of names as they were kept in this state; None when they were not, or cannot be read."""
    try:
        with path().open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            if _said(file["about"]) != [VERSION, *state]:
                return None
            found = {name: file[name] for name in arrays}
            return found | {name: _said(file[name]) for name in lists}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, EOFError, zipfile.BadZipFile) as error:
        _log.warning("%s cannot be read, and is made anew: %s", path(), error)
        return None


def keep(state: Sequence[str], arrays: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> None:
    """Write the file, in one step; an archive whose directory cannot be written does without."""
    fresh = path().with_name(f"columns-{os.getpid()}.tmp")
    texts: dict[str, Sequence[Any]] = {"about": [VERSION, *state], **lists}
    try:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            np.savez(file, **arrays, **{name: _bytes(value) for name, value in texts.items()})
        fresh.replace(path())
    except OSError as error:
        _log.warning("%s cannot be written: %s", path(), error)


def _bytes(value: Any) -> Any:
    return np.frombuffer(json.dumps(list(value)).encode(), np.uint8)


def _said(array: Any) -> Any:
    return json.loads(array.tobytes())
