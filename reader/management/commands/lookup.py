"""`lookup [TEXT...|-]`: which cables a text names, and whether each is held, as JSON lines."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reader.insight import lookup
from reader.telegram import numbers


class Command(BaseCommand):
    """Prints a line for each number; a line of the text that holds none gives one whose reference_id is null."""

    help = (
        "Find every cable's number in a text, in whatever way it is written, and say whether the archive holds it: "
        "JSON lines with as_written, reference_id (null when it is none) and held. The exit status is 0 also when "
        "none is held."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The texts, and the year where none is written."""
        parser.add_argument(
            "text", nargs="*", help="each is read as lines of its own; - or nothing reads the standard input"
        )
        parser.add_argument("--year", type=int, help="the year of numbers that state none")

    def handle(self, *_: Any, **options: Any) -> None:
        """Read, look up, print."""
        for text in options["text"] or ["-"]:
            self._print(_standard_input() if text == "-" else text, options["year"])

    def _print(self, text: str, year: int | None) -> None:
        for entry in lookup.look_up(numbers.written(text, default_year=year)):
            row = {
                "as_written": entry.written.as_written,
                "reference_id": entry.reference_id,
                "held": entry.held,
            }
            self.stdout.write(json.dumps(row, ensure_ascii=False))


def _standard_input() -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace")
