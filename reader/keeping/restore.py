"""`restore FILE`: a backup into an empty archive, in one transaction: all of it, or nothing."""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, transaction

from reader.keeping import tables
from reader.keeping.backup import ABOUT, CHECKSUMS, FORMAT
from reader.keeping.mistakes import KeepingError

#: Tables that an archive has rows in from its first day.
FROM_THE_BEGINNING = frozenset(
    {
        "auth_permission",
        "django_content_type",
        "reader_agency",
        "reader_archivestate",
        "reader_caption",
        "reader_collection",
        "reader_concept",
        "reader_marking",
        "reader_station",
        "reader_tag",
    }
)

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup said of itself, and how many rows each table has now."""

    archive: str
    made: str
    rows: Mapping[str, int]


def restore(path: Path, progress: Progress | None = None) -> Restored:
    """Put a backup into this archive, which must be empty."""
    try:
        with tarfile.open(path, "r:") as tar:
            return _restored(tar, progress)
    except FileNotFoundError as error:
        raise KeepingError(f"{path} is not there. Check the spelling.") from error
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError, KeyError, TypeError) as error:
        raise KeepingError(f"{path} is no backup, or is damaged ({error}). Nothing was changed.") from error
    except DatabaseError as error:
        raise KeepingError(f"The database refused ({error}). Nothing was changed.") from error
    except OSError as error:
        raise KeepingError(f"{path} cannot be read ({error.strerror or error}). Nothing was changed.") from error


def _restored(tar: tarfile.TarFile, progress: Progress | None) -> Restored:
    members = _members(tar)
    name, data = next(members, ("", b""))
    if name != ABOUT:
        raise ValueError(f"{ABOUT} does not stand at its beginning")
    about = json.loads(data)
    _check(about)
    with transaction.atomic():
        _empty()
        rows = _load(members, about, {ABOUT: hashlib.sha256(data).hexdigest()}, progress)
        tables.set_next_keys(about["last_keys"])
        connection.check_constraints()
    return Restored(about["archive"], about["made"], rows)


def _check(about: Mapping[str, Any]) -> None:
    """Whether the backup fits into this archive."""
    if about["format"] != FORMAT:
        raise KeepingError(f"This backup is of the form {about['format']!r}; {FORMAT!r} is read here.")
    here, there = set(tables.migrations()), set(about["migrations"])
    if missing := sorted(here - there):
        raise KeepingError(
            f"This backup was made by an older version (without {missing[0]}). Restore it with that version, "
            "then bring this one: python manage.py migrate"
        )
    if missing := sorted(there - here):
        raise KeepingError(
            f"This backup was made by a newer version (with {missing[0]}). Bring that version, "
            "then: python manage.py migrate"
        )


def _empty() -> None:
    """Take away what an archive has from its first day; refuses one that holds anything else."""
    held = [
        model._meta.verbose_name_plural
        for model in tables.kept()
        if model._meta.db_table not in FROM_THE_BEGINNING and model._default_manager.exists()
    ]
    if held:
        raise KeepingError(
            f"This archive is not empty (it has {', '.join(map(str, held))}). Restore into a fresh one: "
            "another VAR_DIR or DATABASE_URL, then python manage.py migrate"
        )
    with connection.cursor() as cursor:
        for model in tables.kept():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def _load(
    members: Iterator[tuple[str, bytes]], about: Mapping[str, Any], sums: dict[str, str], progress: Progress | None
) -> Counter[str]:
    """Every part into its table; raises unless all that was written is there, as it was written."""
    models = {model._meta.db_table: model for model in tables.kept()}
    rows: Counter[str] = Counter(dict.fromkeys(models, 0))
    said = None
    for name, data in members:
        if name == CHECKSUMS:
            said = json.loads(data)
            break
        sums[name] = hashlib.sha256(data).hexdigest()
        table = name.split("/")[1]
        # Only "\n" ends a line: texts have other characters that Python takes for line ends.
        lines = gzip.decompress(data).decode().split("\n")
        tables.load(models[table], lines, about["tables"][table])
        rows[table] += len(lines)
        if progress:
            progress(table, rows[table])
    if said is None:
        raise ValueError("its end is missing")
    wrong = [name for name in sorted(sums.keys() | said["sha256"].keys()) if sums.get(name) != said["sha256"].get(name)]
    if wrong or dict(rows) != said["rows"]:
        raise ValueError(f"{wrong[0] if wrong else 'a table'} is not as it was written")
    return rows


def _members(tar: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    """The members in their order; nothing is unpacked to the disk."""
    for member in tar:
        file = tar.extractfile(member)
        if file is None:
            raise ValueError(f"{member.name} is no file")
        yield member.name, file.read()
