"""`python manage.py restore FILE`: a backup into an empty archive, searchable again."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from haystack.exceptions import HaystackError

from reader.keeping import KeepingError, restore
from reader.management.searchable import bar
from reader.search import indexing


class Command(BaseCommand):
    """Exit status 0; 1 when nothing was changed, or when the index could not be made."""

    help = "Put a backup into an empty archive, on SQLite or PostgreSQL, and make it searchable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where."""
        parser.add_argument("file", metavar="FILE", type=Path, help="what `backup` wrote")
        parser.add_argument("--no-index", action="store_true", help="do not make it searchable now")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Restore, index, say what came in."""
        try:
            with bar("Restoring", "part", 0) as shown:
                restored = restore(options["file"], lambda _table, _count: shown.update(1))
        except KeepingError as error:
            raise CommandError(str(error)) from error
        rows = restored.rows
        self.stdout.write(
            f"Restored {rows['reader_cable']:,} cables with {rows['reader_source']:,} sources of the archive "
            f"{restored.archive!r} as of {restored.made[:16].replace('T', ' ')}; {sum(rows.values()):,} rows in all."
        )
        if not options["no_index"]:
            self._index(rows["reader_cable"])

    def _index(self, count: int) -> None:
        try:
            with bar("Indexing", "cable", count) as shown:
                indexing.rebuild(lambda done, _count: shown.update(done - shown.n))
        except (OSError, HaystackError) as error:
            raise CommandError(
                f"All of it is restored, but not searchable yet: {error}. Mend it: python manage.py index --rebuild"
            ) from error
        self.stdout.write(f"Built the search index anew: {count:,} cables.")
