"""Reading: cables a second on one core over generated corpora, against the budgets, and where the time goes."""

import cProfile
import io
import pstats
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from reader.telegram import Document, read
from reader.telegram.formats import documents
from tools.bench.machine import table

BUILD = Path("build/bench")


@dataclass(frozen=True)
class Corpus:
    """One generated corpus: what `make_cables` is asked for, and the budget in cables a second on one core."""

    name: str
    arguments: tuple[str, ...]
    budget: int


CORPORA = (
    Corpus("modern, 6.5 kB", ("--kinds", "modern", "--mean-size", "6500"), 1_500),
    Corpus("modern, 10 kB", ("--kinds", "modern", "--mean-size", "10000"), 1_000),
    Corpus("released, 2.1 kB", ("--kinds", "release", "--mean-size", "2100"), 4_000),
)
COUNT = 2_000
TURNS = 3


def generated(corpus: Corpus) -> Path:
    """The corpus' directory; made when it is not there yet."""
    directory = BUILD / "-".join(argument.strip("-") for argument in corpus.arguments)
    if not directory.exists():
        command = [sys.executable, "manage.py", "make_cables", "--count", str(COUNT), "--seed", "7"]
        subprocess.run([*command, *corpus.arguments, str(directory)], check=True, stdout=subprocess.DEVNULL)
    return directory


def unwrapped(directory: Path) -> list[Document]:
    """Every document of the corpus: unwrapping is timed apart from reading."""
    found = []
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        found += [d for d in documents(path.read_bytes(), path=str(path)) if isinstance(d, Document)]
    return found


def seconds(texts: list[Document]) -> float:
    """Processor seconds for one reading of all, the best of some turns."""
    best = float("inf")
    for _ in range(TURNS):
        begin = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - begin)
    return best


def profile(texts: list[Document], rows: int = 15) -> str:
    """Where the time goes: the functions with the most time of their own."""
    profiler = cProfile.Profile()
    profiler.enable()
    for text in texts:
        read(text)
    profiler.disable()
    out = io.StringIO()
    pstats.Stats(profiler, stream=out).sort_stats("tottime").print_stats(rows)
    return out.getvalue()


def run() -> str:
    """The table, then the profile over the first corpus."""
    rows, first = [], None
    for corpus in CORPORA:
        directory = generated(corpus)
        begin = time.process_time()
        texts = unwrapped(directory)
        unwrapping = time.process_time() - begin
        first = first or texts
        spent = seconds(texts)
        size = sum(len(text.raw) for text in texts) / len(texts)
        rate = len(texts) / spent
        rows.append(
            (
                corpus.name,
                f"{len(texts):,}",
                f"{size:,.0f}",
                f"{len(texts) / unwrapping:,.0f}",
                f"{rate:,.0f}",
                f"{corpus.budget:,}",
                "met" if rate >= corpus.budget else "MISSED",
            )
        )
    head = ("corpus", "cables", "bytes each", "unwrapped/s", "read/s", "budget", "")
    return f"{table(head, rows)}\n\nWhere the time goes ({CORPORA[0].name}):\n{profile(first or [])}"
