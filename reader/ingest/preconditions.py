"""What an ingest needs before it begins; what is missing is said in a sentence with what to do."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from reader.ingest.report import IngestError
from reader.ingest.wording import printable

#: A collection's name stands in addresses: /collections/<name>/.
COLLECTION_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def check_paths(paths: Sequence[str]) -> None:
    """Something must be there; single paths that are missing are problems of the run."""
    if not paths:
        raise IngestError("No path was given. Name files, directories, globs, or - for standard input.")
    if not any(path == "-" or os.path.lexists(path) or glob.glob(path, recursive=True) for path in paths):  # noqa: PTH207
        named = ", ".join(printable(path) for path in paths)
        raise IngestError(f"Nothing is there: {named}. Check the spelling; nothing was changed.")


def check_collection(name: str) -> None:
    """A collection's name must fit into an address."""
    if not COLLECTION_NAME.fullmatch(name) or len(name) > 60:
        raise IngestError(
            f"{name!r} cannot name a collection. Use small letters, digits and single hyphens, at most 60 characters."
        )


def check_database() -> None:
    """The database must have every migration."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise IngestError("The database is not ready for this version. Run: python manage.py migrate")


@contextmanager
def database_errors() -> Iterator[None]:
    """A database that refuses is said in a sentence."""
    try:
        yield
    except DatabaseError as error:
        raise IngestError(
            f"The database refused ({error}). Batches that were finished are stored, nothing is half stored. "
            "Mend the cause and run the same command again: what is stored will be found unchanged."
        ) from error
