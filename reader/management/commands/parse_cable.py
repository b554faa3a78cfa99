"""`parse_cable PATH...`: what the reader finds in cables, as JSON lines. Touches no database."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reader.ingest.discover import Piece, discover
from reader.telegram import formats, read
from reader.telegram.records import Refusal


class Command(BaseCommand):
    """Reads and prints; refuses only what is no text."""

    help = "Print what is read from cables, one JSON object per cable per line. Nothing is stored."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """PATH... and --pretty."""
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help="a file, directory, pattern or archive; - for standard input"
        )
        parser.add_argument("--pretty", action="store_true", help="indent the JSON, for eyes and not for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        """Exit status 1 when something could not be read, 0 otherwise."""
        try:
            refused = self._print(options["paths"], 2 if options["pretty"] else None)
        except BrokenPipeError:
            # The reader of our output has gone (`| head`): stop without a word.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
        if refused:
            sys.exit(1)

    def _print(self, paths: list[str], indent: int | None) -> int:
        """Prints every cable, and on the error stream every refusal; the number of refusals."""
        refused = 0
        for item in pieces(paths):
            if isinstance(item, Refusal):
                refused += 1
                self.stderr.write(sentence(item))
            else:
                self.stdout.write(json.dumps(item, indent=indent))
        return refused


def pieces(paths: list[str]) -> Any:
    """Each cable in the paths as plain JSON types, each refusal as it is."""
    for piece in discover(paths):
        if isinstance(piece, Refusal):
            yield piece
            continue
        yield from _read(piece)


def _read(piece: Piece) -> Any:
    """The cables of one piece."""
    found = formats.documents(
        piece.data, path=piece.path, member=piece.member, hints=piece.hints, first_line=piece.first_line
    )
    for document in found:
        yield document if isinstance(document, Refusal) else read(document).to_json()


def sentence(refusal: Refusal) -> str:
    """A refusal as one line: where, and why.

    >>> sentence(Refusal("a.csv", "unclosed-quote", "A quoted field does not end.", line=7))
    'a.csv, line 7: A quoted field does not end.'
    """
    where = f"{refusal.path}::{refusal.member}" if refusal.member else refusal.path
    return f"{where}{f', line {refusal.line}' if refusal.line else ''}: {refusal.reason}"
