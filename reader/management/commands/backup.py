"""`python manage.py backup FILE`: the whole archive in one file, while it is in use."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reader.keeping import KeepingError, back_up
from reader.management.searchable import bar


class Command(BaseCommand):
    """Exit status 0; 1 when the file could not be written."""

    help = "Write the whole archive, as it stands at one moment, to a new file. It may be in use meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", metavar="FILE", type=Path, help="a new file (tar)")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Write, and say what is in it."""
        path: Path = options["file"]
        try:
            with bar("Writing", "row", 0) as shown:
                rows = back_up(path, lambda _table, _count: shown.update(1))
        except KeepingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{path} has {rows['reader_cable']:,} cables with {rows['reader_source']:,} sources, "
            f"{sum(rows.values()):,} rows in all; {path.stat().st_size / 1e6:,.1f} MB. The generated secret key and "
            "the search index are not in it. Into an empty archive: python manage.py restore FILE"
        )
