"""The account of a run as a file for other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reader.ingest.report import IngestError, IngestReport, Options
from reader.ingest.wording import printable
from reader.models import Cable

_CHUNK = 10_000


class AccountFile:
    """A file of JSON, whose place is tried before the run; it is written beside and moved, whole or not at all."""

    def __init__(self, path: str) -> None:
        self.path = Path(path)
        self._beside = self.path.with_name(f".{self.path.name}.part")
        try:
            if self.path.is_dir():
                raise IsADirectoryError(21, "It is a directory")
            self._beside.touch()
            self._beside.unlink()
        except OSError as error:
            raise IngestError(f"The report cannot be written to {path}: {error.strerror}. Nothing was done.") from error

    def write(self, account: dict[str, Any]) -> None:
        """Put an account there; raises OSError where that fails now."""
        self._beside.write_text(json.dumps(account, indent=1, ensure_ascii=True) + "\n", "utf-8")
        self._beside.replace(self.path)


def account_of(report: IngestReport, paths: Sequence[str], options: Options, failure: str = "") -> dict[str, Any]:
    """A report as plain data. Lines of problems are those of the file; ids are those of cables that changed."""
    added = set(report.added)
    ids = _ids(report.changed)
    return {
        "run": report.run,
        "state": "failed" if failure and report.state == "running" else report.state,
        "failure": failure or None,
        "dry_run": options.dry_run,
        "paths": [printable(path) for path in paths],
        "options": options.kept(),
        "files": report.files,
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "passed_over": report.passed_over,
        "seconds": round(report.seconds, 3),
        "problems_by_code": dict(sorted(Counter(problem.code for problem in report.problems).items())),
        "problems": [_printable(asdict(problem)) for problem in report.problems],
        "new_cables": [ids[key] for key in report.changed if key in ids and key in added],
        "updated_cables": [ids[key] for key in report.changed if key in ids and key not in added],
    }


def _ids(keys: Sequence[int]) -> dict[int, str]:
    chunks: Iterable[Sequence[int]] = (keys[at : at + _CHUNK] for at in range(0, len(keys), _CHUNK))
    return {
        key: reference_id
        for chunk in chunks
        for key, reference_id in Cable.objects.filter(pk__in=chunk).order_by().values_list("pk", "reference_id")
    }


def _printable(problem: dict[str, Any]) -> dict[str, Any]:
    return {name: printable(value) if isinstance(value, str) else value for name, value in problem.items()}
