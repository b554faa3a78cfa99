"""`python manage.py load_authority [TABLE FILE]`: what the program knows of posts, TAGS ..., or a file of one's own."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reader.ingest import IngestError, authority
from reader.ingest.authority_files import TABLES, AuthorityReport, load_file
from reader.ingest.preconditions import check_database, database_errors
from reader.management.commands.ingest import describe
from reader.management.searchable import make_searchable
from reader.models import counting

#: Problems that are told one by one.
TOLD = 100


class Command(BaseCommand):
    """Exit status 0; 1 when some lines had problems; 2 when it could not run."""

    help = (
        "Load authority data. Without arguments: the tables that come with the program, again. With TABLE and FILE: a "
        "CSV of your own, whose first line names the columns: "
        + "; ".join(f"{name}: {', '.join({**table.keys, **table.columns})}" for name, table in TABLES.items())
        + ". An empty cell leaves what is there; several aliases or synonyms stand with | between them. Safe to run "
        "twice. Exit status 0; 1 when lines had problems (the others are loaded); 2 when it could not run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What an administrator may choose."""
        parser.add_argument("table", metavar="TABLE", nargs="?", choices=list(TABLES), help=", ".join(TABLES))
        parser.add_argument("file", metavar="FILE", nargs="?", help="the CSV")
        parser.add_argument("--no-index", action="store_true", help="leave the search index to the next index update")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Load, print the account, exit."""
        table, path = options["table"], options["file"]
        if table and not path:
            raise CommandError(f"Which file? python manage.py load_authority {table} FILE", returncode=2)
        try:
            report = load_file(table, path) if table else _own()
        except IngestError as error:
            raise CommandError(str(error), returncode=2) from error
        if table:
            self._say(report, table)
        else:
            self.stdout.write("The tables that come with the program are loaded.")
        if not options["no_index"] and (refused := make_searchable(self.stdout.write)):
            raise CommandError(refused, returncode=2)
        if report.exit_status:
            sys.exit(report.exit_status)

    def _say(self, report: AuthorityReport, table: str) -> None:
        for problem in report.problems[:TOLD]:
            self.stderr.write(describe(problem))
        if len(report.problems) > TOLD:
            self.stderr.write(f"... and {len(report.problems) - TOLD:,} lines more that were not taken.")
        self.stdout.write(
            f"{table}: {report.new:,} new, {report.changed:,} changed, {report.unchanged:,} known already, "
            f"{len(report.problems):,} lines not taken"
        )


def _own() -> AuthorityReport:
    """The tables that come with the program."""
    with database_errors():
        check_database()
        with transaction.atomic():
            authority.load(lambda name: apps.get_model("reader", name))
            counting.touch()
    return AuthorityReport()
