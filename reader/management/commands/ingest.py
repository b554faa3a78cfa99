"""`python manage.py ingest PATH...`: take files into the archive, index them, say exactly what happened."""

from __future__ import annotations

import getpass
import os
import shutil
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from haystack.exceptions import HaystackError
from tqdm import tqdm

from reader.ingest import IngestError, IngestReport, Options, Progress, ingest, unindexed
from reader.ingest.discover import reckon
from reader.search import indexing
from reader.telegram import Refusal

GO_ON = "Run the same command again to go on: what is stored will be found unchanged."
#: Seconds between two lines about progress in a log.
PAUSE = 5


class Command(BaseCommand):
    """Exit status 0; 1 when some files had problems; 2 when it could not run; 130 when interrupted."""

    help = "Take cables into the archive: files, directories, globs, archives, or - for standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What an administrator may choose."""
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file, directory, glob or -")
        parser.add_argument("--collection", default="main", metavar="NAME", help="where they belong; made when absent")
        parser.add_argument("--no-index", action="store_true", help="do not make them searchable now")
        parser.add_argument(
            "--workers",
            type=int,
            default=os.cpu_count() or 1,
            metavar="N",
            help="processes that read (1: none besides)",
        )
        parser.add_argument("--dry-run", action="store_true", help="read and report; store nothing")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Ingest, index, print the account, exit."""
        if options["workers"] < 1:
            raise CommandError("--workers takes a number from 1 on.", returncode=2)
        report = self._ingest(options)
        failure = "" if options["no_index"] or options["dry_run"] else self._index()
        self._say(report, options)
        if failure:
            raise CommandError(failure, returncode=2)
        if report.exit_status:
            sys.exit(report.exit_status)

    def _ingest(self, options: dict[str, Any]) -> IngestReport:
        chosen = Options(collection=options["collection"], dry_run=options["dry_run"], workers=options["workers"])
        # Its watching thread and the workers' forks do not go together.
        tqdm.monitor_interval = 0
        with self._bar("Reading", "file", reckon(options["paths"]) if self._on_terminal() else 0) as bar:
            try:
                return ingest(options["paths"], chosen, who=_who(), progress=self._watcher(bar))
            except IngestError as error:
                raise CommandError(str(error), returncode=2) from error
            except KeyboardInterrupt as error:
                raise CommandError(
                    f"Stopped at once; the batch at hand was taken back. {GO_ON}", returncode=130
                ) from error

    def _watcher(self, bar: tqdm[Any]) -> Callable[[Progress], None]:
        """Shows each problem as it is met, and how far things are: a bar on a terminal, some lines in a log."""
        said = time.monotonic()

        def show(progress: Progress) -> None:
            for problem in progress.problems:
                bar.clear()
                self.stderr.write(describe(problem))
            done = progress.new + progress.updated + progress.unchanged
            nonlocal said
            if bar.disable and time.monotonic() - said > PAUSE:
                said = time.monotonic()
                self.stdout.write(f"{progress.files:,} files read, {done:,} cables ...")
            bar.update(progress.files - bar.n)

        return show

    def _bar(self, doing: str, unit: str, total: int) -> tqdm[Any]:
        """A bar on a terminal, nothing elsewhere; a terminal that does not know its size counts as 80 by 24."""
        size = shutil.get_terminal_size()
        return tqdm(
            desc=doing,
            unit=f" {unit}s",
            total=total or None,
            disable=not self._on_terminal(),
            leave=False,
            file=sys.stderr,
            ncols=size.columns - 1,
            nrows=size.lines,
        )

    def _index(self) -> str:
        """Make searchable what changed, and what an earlier run left; why not, where the index refuses."""
        waiting = unindexed()
        if waiting.cables and not self._on_terminal():
            self.stdout.write(f"Indexing {len(waiting.cables):,} cables ...")
        try:
            with self._bar("Indexing", "cable", len(waiting.cables)) as bar:
                indexing.update(waiting.cables, lambda done, _count: bar.update(done - bar.n))
        except (OSError, HaystackError) as error:
            return f"All of it is stored, but not searchable yet: {error}. Mend it: python manage.py index --rebuild"
        waiting.done()
        return ""

    def _say(self, report: IngestReport, options: dict[str, Any]) -> None:
        for run in report.killed:
            self.stdout.write(f"The {run} had been killed; it is marked as interrupted now, what it stored is kept.")
        if not report.files:
            self.stdout.write("No file was found there.")
        if report.problems and report.run:
            self.stdout.write(
                f"Each problem stands in the administration: /admin/reader/ingestrun/{report.run}/change/"
            )
        if report.state == "interrupted":
            self.stdout.write(f"Interrupted. {GO_ON}")
        if options["dry_run"]:
            self.stdout.write("Nothing was stored (--dry-run).")
        self.stdout.write(report.account())

    def _on_terminal(self) -> bool:
        return sys.stderr.isatty()


def describe(problem: Refusal) -> str:
    """A problem in one line: path, member, line, reason.

    >>> describe(Refusal("a.zip", "empty", "It is empty.", member="b.txt", line=3))
    'a.zip::b.txt:3: It is empty.'
    """
    member = f"::{problem.member}" if problem.member else ""
    line = f":{problem.line}" if problem.line else ""
    where = f"{problem.path}{member}{line}"
    return f"{where.encode('utf-8', 'backslashreplace').decode()}: {problem.reason}"


def _who() -> str:
    """The name of whoever runs the command, as the system knows it; empty where it knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
