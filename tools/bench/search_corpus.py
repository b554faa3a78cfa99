"""Generated archives for the bench of search: made once, ingested once, kept under build/bench.

The cables are those of reader/fiction: sentences of its own templates over a general list of words, drawn by rank, and
topics that bring their own. `described` says what came of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BUILD = Path("build/bench")


@dataclass(frozen=True, slots=True)
class Size:
    """An archive: how many cables of which kinds (see `make_cables --kinds`), and whether Whoosh is meant for it."""

    parts: tuple[tuple[str, int], ...]
    whoosh: bool = False

    @property
    def count(self) -> int:
        """Cables in all."""
        return sum(count for _, count in self.parts)

    @property
    def directory(self) -> Path:
        """Where it lies: a VAR_DIR."""
        return BUILD / f"search-{self.count}"


SMALL = Size((("all", 10_000),), whoosh=True)
FULL = Size((("modern", 251_287),))
BOTH = Size((("modern", 251_287), ("release", 2_081_272)))


def sizes() -> list[Size]:
    """What was asked for: 10,000, with FULL=1 a whole archive of modern cables, with BOTH=1 both collections."""
    asked = [SMALL]
    asked += [FULL] if os.environ.get("FULL") else []
    return asked + ([BOTH] if os.environ.get("BOTH") else [])


def prepare(size: Size) -> None:
    """Generate and ingest the archive when it is not there yet; nothing is indexed."""
    done = size.directory / "ingested"
    if done.exists():
        return
    written = generate(size)
    _manage(size, "migrate")
    for cables in written:
        _manage(size, "ingest", "--no-index", str(cables))
    done.touch()


def generate(size: Size) -> list[Path]:
    """The directories of its cables, one of each kind, made when they are not there yet."""
    size.directory.mkdir(parents=True, exist_ok=True)
    written = []
    for kinds, count in size.parts:
        cables = size.directory / f"cables-{kinds}"
        if not Path(f"{cables}.truth.jsonl").exists():
            options = [] if kinds == "all" else ["--kinds", kinds]
            _manage(size, "make_cables", "--count", str(count), "--seed", "7", "--pack", "zip", *options, str(cables))
        written.append(cables)
    return written


def _manage(size: Size, *arguments: str) -> None:
    environment = {**os.environ, "VAR_DIR": str(size.directory.resolve())}
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def texts() -> Iterator[tuple[int, str, list[str]]]:
    """Primary key, subject, and paragraphs with headings of every cable; Django must be set up."""
    from reader.models import Cable
    from reader.search.documents import BATCH, documents
    from reader.search.engines.shape import TEXT_FIELDS, values

    pks = list(Cable.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        for pk, document in documents(pks[start : start + BATCH]).items():
            parts = [value for name in TEXT_FIELDS if name != "subject" for value in values(document.get(name))]
            yield pk, document["subject"] or "", parts


def described() -> str:
    """Size and vocabulary of the archive in a sentence."""
    from reader.search.analysis import words

    having: Counter[str] = Counter()
    cables = characters = running = 0
    for _, subject, parts in texts():
        found = words(" ".join([subject, *parts]))
        cables, running, characters = cables + 1, running + len(found), characters + sum(map(len, parts))
        having.update(set(found))
    most = [count / cables for _, count in having.most_common(100)]
    return (
        f"{cables:,} cables, {characters / cables:,.0f} characters and {running / cables:,.0f} words each, "
        f"{having.total() / cables:,.0f} of them different; {len(having):,} different words in all, "
        f"{sum(count == 1 for count in having.values()):,} of them in one cable only; the 10 commonest are in "
        f"{min(most[:10]):.0%} of the cables and more, the 100 commonest in {min(most):.0%} and more."
    )
