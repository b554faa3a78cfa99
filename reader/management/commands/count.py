"""`python manage.py count`: the counts that pages show, brought up to date, counted anew, or checked."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand

from reader.ingest import tally
from reader.models import counting

#: Differences that are named.
NAMED = 20


class Command(BaseCommand):
    """Exit status 0; 1 when --verify finds a difference."""

    help = "Bring the counts that pages show up to date; an ingest does so by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What an administrator may choose."""
        parser.add_argument("--rebuild", action="store_true", help="count everything anew")
        parser.add_argument("--verify", action="store_true", help="compare what is stored with a new count")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Count, then compare when asked to."""
        done = counting.rebuild() if options["rebuild"] else counting.settle()
        if done or options["rebuild"]:
            tally.recount()
        self.stdout.write(f"{done:,} cable{'' if done == 1 else 's'} counted.")
        if options["verify"]:
            self._verify()

    def _verify(self) -> None:
        found = list(islice(counting.differences(), NAMED + 1))
        for kind, (key, period, level), stored, counted in found[:NAMED]:
            place = " ".join(part for part in (kind, key, period, level) if part)
            self.stdout.write(f"{place}: {stored} stored, {counted} counted now")
        if found:
            self.stderr.write("The stored counts are not right. Mend them: python manage.py count --rebuild")
            sys.exit(1)
        self.stdout.write("Every stored count is what counting now gives.")
