"""What was asked of an ingest and what happened, as data that can say itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from reader.telegram import Refusal


class IngestError(Exception):
    """The ingest could not run. The message is a sentence that is safe to show and says what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """What an administrator may choose.

    `batch` is the number of documents stored in one transaction, `workers` that of processes which read (1: this one).
    `format` is a name of FORMATS that every text is taken to be in; files last modified before `since` are passed over;
    with `replace` every text gives the reading of its cable; with `fail_fast` the first problem ends the run.
    """

    collection: str = "main"
    dry_run: bool = False
    format: str | None = None
    batch: int = 400
    workers: int = 1
    since: dt.datetime | None = None
    replace: bool = False
    fail_fast: bool = False

    def kept(self) -> dict[str, object]:
        """What a run remembers of them."""
        since = self.since.isoformat() if self.since else None
        chosen = {"format": self.format, "since": since, "replace": self.replace, "fail_fast": self.fail_fast}
        return {"collection": self.collection, **{name: value for name, value in chosen.items() if value}}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an ingest is, after each batch; `problems` are those met since the last call."""

    files: int
    new: int
    updated: int
    unchanged: int
    problems: tuple[Refusal, ...] = ()


@dataclass(slots=True)
class IngestReport:
    """The account of one ingest. `files` counts files and members of archives; `changed` lists keys of cables.

    `added` are those of `changed` that are new; `passed_over` counts files that were too old for `since`.
    `killed` names earlier runs that had ended without a word, and are marked as interrupted now.
    """

    files: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[Refusal] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    passed_over: int = 0
    seconds: float = 0.0
    run: int | None = None
    killed: tuple[str, ...] = ()
    state: str = "running"

    @property
    def exit_status(self) -> int:
        """0; 1 when something was not taken; 130 when interrupted, as shells have it."""
        if self.state == "interrupted":
            return 130
        return 1 if self.problems else 0

    def account(self) -> str:
        """One line: what is new, updated, unchanged, what was not taken, how long it took.

        >>> IngestReport(files=3, new=2, unchanged=1, seconds=0.5).account()
        '2 new, 0 updated, 1 unchanged, 0 problems; 3 files in 0.5 s'
        """
        counts = f"{self.new:,} new, {self.updated:,} updated, {self.unchanged:,} unchanged"
        problems = f"{len(self.problems):,} problem{'' if len(self.problems) == 1 else 's'}"
        files = f"{self.files:,} file{'' if self.files == 1 else 's'}"
        older = f", {self.passed_over:,} older passed over" if self.passed_over else ""
        return f"{counts}, {problems}; {files} in {self.seconds:.1f} s{older}"
