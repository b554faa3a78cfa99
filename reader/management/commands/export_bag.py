"""`python manage.py export_bag DIR`: the archive's sources and readings as a BagIt bag."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reader.keeping import KeepingError, bag
from reader.management.searchable import bar
from reader.models import Cable, Source
from reader.views.contract import stored_reading


class Command(BaseCommand):
    """Exit status 0; 1 when it could not be written."""

    help = "Write every source, byte for byte, and every reading into a new directory, as a BagIt bag."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("directory", metavar="DIR", type=Path, help="a new directory")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Write, and say what is in it."""
        directory: Path = options["directory"]
        try:
            with bar("Writing", "text", Source.objects.count() + Cable.objects.count()) as shown:
                bagged = bag.export(directory, stored_reading, lambda: shown.update(1))
        except KeepingError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{directory} has {bagged.sources:,} sources ({bagged.bytes / 1e6:,.1f} MB) and the readings of "
            f"{bagged.cables:,} cables. Users, reports and corrections are not in it: they are in a backup. "
            "Into another archive: python manage.py import_bag DIR"
        )
