"""`python manage.py load_register NAME FILE`: a list of cables known to exist elsewhere; coverage counts against it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from reader.ingest import IngestError, registers
from reader.management.commands.ingest import describe

#: Problems that are told one by one; a file that is no list has thousands.
TOLD = 100


class Command(BaseCommand):
    """Exit status 0; 1 when some lines held no number; 2 when it could not run; 130 when interrupted."""

    help = (
        "Load a list of cables known to exist elsewhere: one number a line, in any form, gzipped or not. Coverage then "
        "counts those that are not held. Safe to run twice. Exit status 0; 1 when lines held no number; 2 when it "
        "could not run; 130 when interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What an administrator may choose."""
        parser.add_argument("name", metavar="NAME", help="what addresses call it: small letters, digits, hyphens")
        parser.add_argument("file", metavar="FILE", help="the list, or - for the standard input")
        parser.add_argument("--title", default="", help="what pages call it")
        parser.add_argument("--source", default="", help="where the list comes from, for those who read its counts")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Load, print the account, exit."""
        path = options["file"]
        tqdm.monitor_interval = 0
        size = Path(path).stat().st_size if path != "-" and Path(path).is_file() else None
        try:
            with tqdm(desc="Loading", unit="B", unit_scale=True, total=size, leave=False, disable=not _seen()) as bar:
                report = registers.load(
                    options["name"],
                    path,
                    title=options["title"],
                    source=options["source"],
                    progress=lambda read: bar.update(read - bar.n),
                )
        except IngestError as error:
            raise CommandError(str(error), returncode=2) from error
        except KeyboardInterrupt as error:
            raise CommandError(
                "Stopped. What was stored is kept; run the same command again to go on.", returncode=130
            ) from error
        self._say(report, options["name"])
        if report.exit_status:
            sys.exit(report.exit_status)

    def _say(self, report: registers.RegisterReport, name: str) -> None:
        for problem in report.problems[:TOLD]:
            self.stderr.write(describe(problem))
        if len(report.problems) > TOLD:
            self.stderr.write(f"... and {len(report.problems) - TOLD:,} lines more that hold no number.")
        repeated = f", {report.repeated:,} repeated in the file" if report.repeated else ""
        self.stdout.write(
            f"Register {name}: {report.new:,} new, {report.known:,} known already{repeated}, "
            f"{len(report.problems):,} lines without a number"
        )


def _seen() -> bool:
    """Whether somebody watches."""
    return sys.stderr.isatty()
