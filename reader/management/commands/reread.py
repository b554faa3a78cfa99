"""`python manage.py reread`: read the stored texts again with the present reader, and say what that changed."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from reader.ingest import IngestError, RereadReport, reread
from reader.management.searchable import bar, make_searchable, on_terminal
from reader.models import Cable

#: Differences that are named one by one.
NAMED = 20


class Command(BaseCommand):
    """Exit status 0; 1 when some texts were refused; 2 when it could not run; 130 when interrupted."""

    help = "Read all stored texts again with the present reader, without their files; report what changed, by field."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What an administrator may choose."""
        parser.add_argument("--dry-run", action="store_true", help="read, compare and report; store nothing")
        parser.add_argument("--from", dest="begin", default="", metavar="ID", help="begin with this cable: to go on")
        parser.add_argument("--no-index", action="store_true", help="do not update the search index now")
        parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes that read")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Read, index, print the account, exit."""
        if options["workers"] < 1:
            raise CommandError("--workers takes a number from 1 on.", returncode=2)
        # Its watching thread and the workers' forks do not go together.
        tqdm.monitor_interval = 0
        report = RereadReport()
        try:
            with bar("Reading", "cable", Cable.objects.count() if on_terminal() else 0) as shown:
                reread(
                    dry_run=options["dry_run"],
                    workers=options["workers"],
                    begin=options["begin"],
                    progress=lambda told: shown.update(told.cables - shown.n),
                    report=report,
                )
        except IngestError as error:
            raise CommandError(str(error), returncode=2) from error
        failure = "" if options["no_index"] or options["dry_run"] else make_searchable(self.stdout.write)
        self._say(report, dry_run=options["dry_run"])
        if failure:
            raise CommandError(failure, returncode=2)
        if report.state == "interrupted":
            sys.exit(130)
        if report.refused:
            sys.exit(1)

    def _say(self, report: RereadReport, *, dry_run: bool) -> None:
        for path, reason in report.refused:
            self.stderr.write(f"{path}: {reason} Its cable stays as it was.")
        for name, count in sorted(report.fields.items(), key=lambda pair: (-pair[1], pair[0])):
            more = ", ..." if count > len(report.examples[name]) else ""
            self.stdout.write(f"{count:>9,}  {name} ({', '.join(report.examples[name])}{more})")
        for reference_id, number in report.renamed[:NAMED]:
            self.stdout.write(
                f"{reference_id} is read as {number or 'unnumbered'} now; ids are given for good: it stays."
            )
        if len(report.renamed) > NAMED:
            self.stdout.write(f"{len(report.renamed) - NAMED:,} more have a number that is read otherwise now.")
        if report.state == "interrupted":
            self.stdout.write(f"Interrupted. Go on: python manage.py reread --from {report.next}")
        if dry_run:
            self.stdout.write("Nothing was stored (--dry-run).")
        self.stdout.write(report.account())
