"""`python manage.py import_bag DIR`: take in a bag that an archive of this kind wrote."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reader.ingest import IngestReport, Options
from reader.keeping import KeepingError, unbag
from reader.management.searchable import make_searchable


class Command(BaseCommand):
    """Exit status 0; 1 when something was not taken; 130 when interrupted."""

    help = "Verify a bag that export_bag wrote, and ingest its sources, each into its collection."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where, and how."""
        parser.add_argument("directory", metavar="DIR", type=Path, help="the bag")
        parser.add_argument("--no-index", action="store_true", help="do not make them searchable now")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes that read")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Verify, ingest, index, say what happened."""
        try:
            reports = unbag.take(options["directory"], Options(workers=max(1, options["workers"])), progress=self._say)
        except KeepingError as error:
            raise CommandError(str(error)) from error
        failure = "" if options["no_index"] else make_searchable(self.stdout.write)
        if failure:
            raise CommandError(failure)
        status = max((report.exit_status for report in reports), default=0)
        if status:
            sys.exit(status)

    def _say(self, number: int, count: int, report: IngestReport) -> None:
        for problem in report.problems:
            self.stderr.write(f"{problem.path}: {problem.reason}")
        self.stdout.write(f"Part {number:,} of {count:,}: {report.account()}")
