"""One run of atheris, in a process of its own since libFuzzer ends its process: `python -m tools.fuzz.running ...`.

Failures do not end the run: the smallest input of each is kept. Only what hangs or takes all memory ends it.
"""

from __future__ import annotations

import importlib
import sys
import time
import traceback
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

#: Seconds of processor time for 64 kB of text without instruments, and how many times slower instruments make it.
ALLOWED, INSTRUMENTED = 1.0, 8
#: What any input may take.
FLOOR = 0.05
#: Counters for traits.
TRAITS = 4096


class Slow(Exception):
    """An input took longer than its length allows."""


def allowed(size: int) -> float:
    """Seconds that an input of so many bytes may take."""
    return FLOOR + ALLOWED * size / 65536


def key_of(error: BaseException) -> str:
    """What failed, for the name of a finding: the error and the last place in the reader, or the promise broken."""
    if type(error).__name__ == "Broken":
        return "broken-" + "".join(c if c.isalnum() else "-" for c in str(error).partition("'")[0])[:60].strip("-")
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if "/reader/" in frame.filename]
    place = f"-{Path(places[-1].filename).stem}-{places[-1].lineno}" if places else ""
    return f"{type(error).__name__}{place}"


def keep(findings: Path, error: BaseException, data: bytes) -> None:
    """Keeps an input when it is the first or the smallest that fails so, and says so."""
    path = findings / key_of(error)
    if not path.exists() or path.stat().st_size > len(data):
        if not path.exists():
            sys.stderr.write(f"FOUND {path.name}: {error}\n")
        path.write_bytes(data)


def guarded(
    target: Callable[[bytes], Iterable[str]], findings: Path, note: Callable[[str], None]
) -> Callable[[bytes], None]:
    """The target with its failures caught and kept, its time taken, and the traits of what came out noted."""

    def run(data: bytes) -> None:
        begin = time.process_time()
        try:
            for trait in target(data):
                note(trait)
            if time.process_time() - begin > INSTRUMENTED * allowed(len(data)):
                raise Slow(f"{time.process_time() - begin:.1f} s for {len(data):,} bytes, with instruments")
        except Exception as error:
            keep(findings, error, data)

    return run


def _noter(atheris: Any) -> Callable[[str], None]:
    """Counts a trait as libFuzzer counts a branch: inputs that show a new one are kept."""
    counters = [atheris._reserve_counter() for _ in range(TRAITS)]
    return lambda trait: atheris._trace_branch(counters[zlib.crc32(trait.encode()) % TRAITS])


def run(name: str, folder: Path, flags: list[str]) -> None:
    """Fuzzes a target with the seeds and the corpus in `folder`; never returns."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["reader"]):
        from tools.fuzz.targets import TARGETS

        TARGETS[name](b"\n")  # imports what is imported late
    from tools.fuzz.mutation import changed

    pool = [line for path in sorted((folder / "seeds").iterdir()) for line in path.read_bytes().split(b"\n")]

    def mutator(data: bytes, largest: int, seed: int) -> bytes:
        random = Random(seed)
        if name == "containers" or random.random() < 0.5:
            return bytes(atheris.Mutate(data, largest))
        return changed(data, largest, random, pool)

    fuzzed = guarded(TARGETS[name], folder / "findings", _noter(atheris))
    atheris.Setup([sys.argv[0], *flags], fuzzed, custom_mutator=mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
