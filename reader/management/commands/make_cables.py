"""`make_cables`: fictional cables in every wrapping, and their truth beside them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from reader.fiction import CannotMake, Order, make
from reader.fiction.making import MEAN_SIZE
from reader.fiction.packing import PACKINGS


class Command(BaseCommand):
    """Thin: arguments to an order, the order to `reader.fiction.make`, its account to the terminal."""

    help = (
        "Writes N fictional cables into a new directory, and what a careful reader finds in them to DIR.truth.jsonl. "
        "The same count, seed and options give the same bytes."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The arguments."""
        parser.formatter_class = argparse.ArgumentDefaultsHelpFormatter
        parser.add_argument("directory", metavar="DIR", type=Path, help="an empty directory, or one to be made")
        parser.add_argument("--count", type=int, default=500, metavar="N", help="how many cables")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="fixes everything that is drawn")
        parser.add_argument(
            "--pack", choices=[name for name in PACKINGS if name], help="one archive or dump instead of loose files"
        )
        parser.add_argument(
            "--kinds",
            default="all",
            help="which cables, with commas: modern, release, or names of wrappings (raw, csv, mirror-page ...)",
        )
        parser.add_argument(
            "--mean-size", type=int, default=MEAN_SIZE, metavar="CHARACTERS", help="mean size of a modern cable"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Makes them; exit status 2 when it cannot."""
        order = Order(
            count=options["count"],
            seed=options["seed"],
            directory=options["directory"],
            pack=options["pack"],
            kinds=tuple(kind.strip() for kind in options["kinds"].split(",") if kind.strip()),
            mean_size=options["mean_size"],
        )
        bar = tqdm(total=order.count, unit=" cables", disable=not sys.stderr.isatty(), leave=False)
        try:
            with bar:
                account = make(order, bar.update)
        except (CannotMake, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(str(account))
