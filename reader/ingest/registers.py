"""A list of cables known to exist elsewhere -> rows of a register: one number a line, in any form that people write.

The file may be gzipped; the first cell of a line with tabs, commas or semicolons is its number; blank lines and lines
that begin with # are passed over. Loading it again changes nothing: what is known is not stored twice.
"""

from __future__ import annotations

import gzip
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.db import connection, transaction

from reader.ingest import tally
from reader.ingest.preconditions import check_database, database_errors
from reader.ingest.report import IngestError
from reader.models import Register, RegisterEntry
from reader.telegram import Refusal, identifiers

#: What a register can be called: its name stands in addresses.
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Entries stored in one transaction.
BATCH = 20_000
#: Longer lines are no lists of numbers; so much of one is looked at.
_LONGEST = 2_000
_GZIP = b"\x1f\x8b"
_CELL_ENDS = re.compile(r"[\t,;|]")
#: Heads of a column of numbers.
_HEADS = frozenset({"reference_id", "reference id", "id", "mrn", "number", "cable", "canonical_id"})


@dataclass(slots=True)
class RegisterReport:
    """What became of a list: entries that are new, were known, occur twice in it; lines that hold no number."""

    new: int = 0
    known: int = 0
    repeated: int = 0
    problems: list[Refusal] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        """0, or 1 when lines had problems."""
        return 1 if self.problems else 0


def load(
    name: str, path: str, *, title: str = "", source: str = "", progress: Callable[[int], None] | None = None
) -> RegisterReport:
    """Load a list; `progress` hears how many bytes have been read. Raises IngestError where it cannot run at all."""
    if not NAME.fullmatch(name) or len(name) > 60:
        raise IngestError(
            f"{name!r} cannot name a register. Use small letters, digits and single hyphens, at most 60 characters."
        )
    with database_errors(), _opened(path) as file:
        check_database()
        report = RegisterReport()
        register = _register(name, title, source)
        try:
            for numbers in _batches(_numbers(path, file, report), report):
                _store(register, numbers, report)
                if progress:
                    progress(_read_so_far(file))
        finally:
            # Also what was stored before a list broke off is counted.
            if report.new and not connection.needs_rollback:
                tally.recount()
                register.save(update_fields=["loaded"])  # now, after its last entry
    return report


@transaction.atomic
def remove(registers: Iterable[Register]) -> None:
    """Take registers out with their entries; what was known from them alone is known no more."""
    for register in registers:
        entries = RegisterEntry.objects.filter(register=register)
        # Nothing hangs on an entry: hundreds of thousands need not be fetched to be deleted.
        entries._raw_delete(entries.db)
        register.delete()
    tally.recount()


def _register(name: str, title: str, source: str) -> Register:
    """The register of that name, with the title and source given now, else those it has."""
    given = {key: value for key, value in (("title", title), ("source", source)) if value}
    return Register.objects.update_or_create(name=name, defaults=given)[0]


def _store(register: Register, numbers: list[str], report: RegisterReport) -> None:
    """One transaction: those that the register does not have yet."""
    table = connection.ops.quote_name(RegisterEntry._meta.db_table)
    with transaction.atomic(), connection.cursor() as cursor:
        before = RegisterEntry.objects.filter(register=register).count()
        cursor.executemany(
            f"INSERT INTO {table} (register_id, reference_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [(register.pk, number) for number in numbers],
        )
        new = RegisterEntry.objects.filter(register=register).count() - before
    report.new += new
    report.known += len(numbers) - new


def _batches(numbers: Iterable[str], report: RegisterReport) -> Iterator[list[str]]:
    """BATCH at a time, each number once."""
    met: set[str] = set()
    batch: list[str] = []
    for number in numbers:
        if number in met:
            report.repeated += 1
            continue
        met.add(number)
        batch.append(number)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _numbers(path: str, file: BinaryIO, report: RegisterReport) -> Iterator[str]:
    """The numbers of the lines in their canonical form; a line without one is a problem."""
    for position, line in enumerate(_lines(path, file), start=1):
        text = _CELL_ENDS.split(line.lstrip("\ufeff"), maxsplit=1)[0].strip(" \r\n\"'") if line.strip() else ""
        if not text or text.startswith("#") or (position == 1 and text.lower() in _HEADS):
            continue
        number = identifiers.canonical(text)
        if number and identifiers.split(number):
            yield number
        else:
            report.problems.append(Refusal(path, "no-number", f"No cable’s number: {line.strip()[:80]}", line=position))


def _lines(path: str, file: BinaryIO) -> Iterator[str]:
    """The lines, unpacked when they are gzipped; bytes that are no UTF-8 are shown as such in the line's problem."""
    packed = file.peek(2)[:2] == _GZIP if hasattr(file, "peek") else False
    source: BinaryIO = gzip.GzipFile(fileobj=file) if packed else file  # type: ignore[assignment]
    try:
        while line := source.readline(_LONGEST):
            yield line.decode("utf-8", "backslashreplace")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise IngestError(
            f"{path} is damaged ({error}). What stood before the damage is stored; get a whole copy and run the same "
            "command again."
        ) from error


def _opened(path: str) -> BinaryIO:
    """The file, or the standard input for -."""
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise IngestError(f"{path} cannot be read: {os.strerror(error.errno or 0)}. Nothing was changed.") from error


def _read_so_far(file: BinaryIO) -> int:
    try:
        return file.tell()
    except OSError:
        return 0
