"""`python manage.py ingest PATH...`: take files into the archive, index them, say exactly what happened."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from reader.ingest import AccountFile, IngestError, IngestReport, Options, Progress, account_of, ingest, retried, undo
from reader.ingest.discover import reckon
from reader.insight.warming import warm
from reader.management.searchable import bar, make_searchable, on_terminal
from reader.telegram import Refusal
from reader.telegram.formats import FORMATS

GO_ON = "Run the same command again to go on: what is stored will be found unchanged."
#: Seconds between two lines about progress in a log.
PAUSE = 5


#: What may be chosen.
ARGUMENTS: tuple[tuple[tuple[str, ...], dict[str, Any]], ...] = (
    (("paths",), {"nargs": "*", "metavar": "PATH", "help": "file, directory, glob or -"}),
    (
        ("--collection",),
        {"metavar": "NAME", "help": "where they belong, main when not given; made when absent"},
    ),
    (
        ("--format",),
        {
            "choices": sorted(FORMATS),
            "metavar": "FORMAT",
            "help": f"take every text to be in this format instead of recognising it: {', '.join(sorted(FORMATS))}",
        },
    ),
    (
        ("--since",),
        {
            "metavar": "DATE",
            "help": "pass over files last modified before this day or time (2026-01-31, 2026-01-31T08:00; UTC unless "
            "it says otherwise); an archive counts as the file that it is, standard input is always taken",
        },
    ),
    (
        ("--replace",),
        {
            "action": "store_true",
            "help": "let what is given here give the readings of its cables, also where a better text is held or the "
            "same text is held beside another; the other texts stay as versions",
        },
    ),
    (
        ("--fail-fast",),
        {"action": "store_true", "help": "stop at the first problem; what stands before it is stored"},
    ),
    (("--report",), {"metavar": "FILE.json", "help": "write the account, with every problem and every id, to a file"}),
    (
        ("--retry",),
        {"metavar": "RUN", "help": "take the files again that a run had problems with: its number, or last"},
    ),
    (
        ("--undo",),
        {
            "metavar": "RUN",
            "help": "take a run's texts out again: the archive is then as it would be without them; ids stay given",
        },
    ),
    (
        ("--force",),
        {"action": "store_true", "help": "undo also where corrections and readers' reports go with their cables"},
    ),
    (("--dry-run",), {"action": "store_true", "help": "read and report; store nothing"}),
    (("--no-index",), {"action": "store_true", "help": "do not make them searchable now"}),
    (
        ("--workers",),
        {
            "type": int,
            "default": os.cpu_count() or 1,
            "metavar": "N",
            "help": "processes that read (1: none besides)",
        },
    ),
)


class Command(BaseCommand):
    """Exit status 0; 1 when some files had problems; 2 when it could not run; 130 when interrupted."""

    help = "Take cables into the archive: files, directories, globs, archives, or - for standard input."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What an administrator may choose."""
        for flags, given in ARGUMENTS:
            parser.add_argument(*flags, **given)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Ingest, index, print the account, exit."""
        try:
            if options["undo"]:
                self._undo(options)
                return
            report, failure = self._ingest(options)
        except IngestError as error:
            raise CommandError(str(error), returncode=2) from error
        if report.changed:
            warm()
        if failure:
            raise CommandError(failure, returncode=2)
        if report.exit_status:
            sys.exit(report.exit_status)

    def _ingest(self, options: dict[str, Any]) -> tuple[IngestReport, str]:
        """The report, and why what was stored is not searchable."""
        paths, chosen = _chosen(options)
        file = AccountFile(options["report"]) if options["report"] else None
        report = IngestReport()
        failure = ""
        try:
            self._take(paths, chosen, report)
            failure = "" if options["no_index"] or chosen.dry_run else make_searchable(self.stdout.write)
            self._say(report, chosen)
        except (IngestError, CommandError) as error:
            failure = str(error)
            raise
        finally:
            if file:
                self._write(file, account_of(report, paths, chosen, failure))
        return report, failure

    def _undo(self, options: dict[str, Any]) -> None:
        """Take a run back, and say what that took out; exit when it was interrupted."""
        if options["paths"] or options["retry"]:
            raise IngestError("--undo takes a run back: give no paths or --retry beside it.")
        file = AccountFile(options["report"]) if options["report"] else None
        with bar("Taking out", "text", 0) as shown:
            report = undo(
                options["undo"],
                dry_run=options["dry_run"],
                force=options["force"],
                progress=lambda told: shown.update(told.texts - shown.n),
            )
        failure = "" if options["no_index"] or options["dry_run"] else make_searchable(self.stdout.write)
        if file:
            self._write(file, report.told())
        if options["dry_run"]:
            self.stdout.write("Nothing was changed (--dry-run).")
        if report.state == "interrupted":
            self.stdout.write("Interrupted. Run the same command again to go on.")
        self.stdout.write(report.account())
        if failure:
            raise CommandError(failure, returncode=2)
        if report.state == "interrupted":
            sys.exit(130)

    def _write(self, file: AccountFile, account: dict[str, Any]) -> None:
        try:
            file.write(account)
        except OSError as error:
            self.stderr.write(f"The report could not be written to {file.path}: {error.strerror}.")

    def _take(self, paths: list[str], chosen: Options, report: IngestReport) -> None:
        # Its watching thread and the workers' forks do not go together.
        tqdm.monitor_interval = 0
        with bar("Reading", "file", reckon(paths) if on_terminal() else 0) as shown:
            try:
                ingest(paths, chosen, who=_who(), progress=self._watcher(shown), report=report)
            except KeyboardInterrupt as error:
                raise CommandError(
                    f"Stopped at once; the batch at hand was taken back. {GO_ON}", returncode=130
                ) from error

    def _watcher(self, shown: tqdm[Any]) -> Callable[[Progress], None]:
        """Shows each problem as it is met, and how far things are: a bar on a terminal, some lines in a log."""
        said = time.monotonic()

        def show(progress: Progress) -> None:
            for problem in progress.problems:
                shown.clear()
                self.stderr.write(describe(problem))
            done = progress.new + progress.updated + progress.unchanged
            nonlocal said
            if shown.disable and time.monotonic() - said > PAUSE:
                said = time.monotonic()
                self.stdout.write(f"{progress.files:,} files read, {done:,} cables ...")
            shown.update(progress.files - shown.n)

        return show

    def _say(self, report: IngestReport, chosen: Options) -> None:
        for run in report.killed:
            self.stdout.write(f"The {run} had been killed; it is marked as interrupted now, what it stored is kept.")
        if not report.files:
            older = " that was modified since then" if report.passed_over else ""
            self.stdout.write(f"No file was found there{older}.")
        if report.problems and report.run:
            self.stdout.write(
                f"Each problem stands in the administration: /admin/reader/ingestrun/{report.run}/change/"
            )
        if report.state == "interrupted":
            self.stdout.write(f"Interrupted. {GO_ON}")
        if report.state == "stopped":
            self.stdout.write(f"Stopped at the first problem (--fail-fast). {GO_ON}")
        if chosen.dry_run:
            self.stdout.write("Nothing was stored (--dry-run).")
        self.stdout.write(report.account())


def _chosen(options: dict[str, Any]) -> tuple[list[str], Options]:
    """What to take, and how; raises IngestError for what cannot be meant."""
    if options["workers"] < 1:
        raise IngestError("--workers takes a number from 1 on.")
    paths, before = list(options["paths"]), None
    if options["retry"]:
        if paths:
            raise IngestError("--retry takes the files that the run names: give no paths beside it.")
        before = retried(options["retry"])
        paths = before.paths
    return paths, Options(
        collection=options["collection"] or (before.collection if before else "main"),
        format=options["format"] or (before.format if before else None),
        since=_moment(options["since"]) if options["since"] else None,
        dry_run=options["dry_run"],
        workers=options["workers"],
        replace=options["replace"],
        fail_fast=options["fail_fast"],
    )


def _moment(said: str) -> dt.datetime:
    """A day or time; UTC where it does not say."""
    try:
        found = dt.datetime.fromisoformat(said)
    except ValueError as error:
        raise IngestError(
            f"--since takes a date or time such as 2026-01-31 or 2026-01-31T08:00, not {said!r}."
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


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
