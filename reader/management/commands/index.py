"""`index [--rebuild] [--verify]`: make the search index true to the database."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from haystack.exceptions import SearchBackendError
from tqdm import tqdm

from reader.models import Cable
from reader.search import indexing

#: Differences that are named one by one.
NAMED = 20


class Command(BaseCommand):
    """Compares every cable with the index and indexes what is missing or changed; takes out what is gone."""

    help = "Make the search index true to the database: index what is missing or changed, take out what is gone."

    def add_arguments(self, parser: CommandParser) -> None:
        """Two switches."""
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help="build a new index beside the live one, then swap; go on with one that was interrupted",
        )
        parser.add_argument(
            "--verify", action="store_true", help="read the whole index, and name every difference before mending it"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Build, or compare and mend; exit status 1 when the index cannot be written."""
        try:
            if options["rebuild"]:
                self._rebuild()
            else:
                self._mend(named=options["verify"])
        except SearchBackendError as error:
            raise CommandError(str(error)) from error

    def _rebuild(self) -> None:
        if begun := indexing.unfinished():
            self.stderr.write(f"Going on with a build that was interrupted: it has {_cables(begun)}.")
        with _progress("Indexing") as progress:
            count = indexing.rebuild(progress)
        self.stdout.write(f"Built the search index anew: {_cables(count)}.")

    def _mend(self, *, named: bool) -> None:
        try:
            if named:
                indexing.check()
            with _progress("Comparing") as progress:
                found = indexing.verify(progress)
        except SearchBackendError as error:
            self.stderr.write(f"{error} Building it anew.")
            self._rebuild()
            return
        if named:
            self._name("not indexed", found.missing)
            self._name("changed since", found.changed)
            self._name("no longer in the archive", found.gone)
        with _progress("Indexing") as progress:
            indexing.repair(found, progress)
        self.stdout.write(
            f"Compared {_cables(found.checked)} with the search index: {len(found.missing):,} were not indexed, "
            f"{len(found.changed):,} had changed, {len(found.gone):,} were gone. "
            + ("All mended." if found.differences else "Nothing to mend.")
        )

    def _name(self, what: str, pks: tuple[int, ...]) -> None:
        known = dict(Cable.objects.filter(pk__in=pks[:NAMED]).values_list("pk", "reference_id"))
        for pk in pks[:NAMED]:
            self.stdout.write(f"{what}: {known.get(pk, f'number {pk}')}")
        if len(pks) > NAMED:
            self.stdout.write(f"{what}: {len(pks) - NAMED:,} more")


def _cables(count: int) -> str:
    return f"{count:,} cable{'' if count == 1 else 's'}"


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, a line for every tenth in a log."""
    if sys.stderr.isatty():
        with tqdm(desc=what, unit=" cables") as bar:

            def show(done: int, of: int) -> None:
                bar.total = of
                bar.update(done - bar.n)

            yield show
    else:
        yield _lines(what)


def _lines(what: str) -> Callable[[int, int], None]:
    shown = 0

    def show(done: int, of: int) -> None:
        nonlocal shown
        tenth = done * 10 // of if of else 10
        if tenth > shown and of >= 1000:
            shown = tenth
            sys.stderr.write(f"{what}: {done:,} of {_cables(of)}\n")

    return show
