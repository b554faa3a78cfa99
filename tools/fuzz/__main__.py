"""`python -m tools.fuzz TARGET [--seconds N] [--corpus DIR]`, and `--replay FILE...` for inputs that failed."""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
import time
from pathlib import Path

from tools.fuzz.running import allowed
from tools.fuzz.seeds import write_seeds
from tools.fuzz.shrinking import failure, shrunk
from tools.fuzz.targets import TARGETS

BUILD = Path("build/fuzz")
#: Words of the trade for libFuzzer to put in.
WORDS = Path(__file__).with_name("words.dict")
NO_ATHERIS = "Fuzzing needs atheris, which is not installed here: pip install atheris==3.0.0\n"
#: Longest input in bytes; seconds after which an input is taken to hang; megabytes of memory.
FLAGS = ("-max_len=65536", "-timeout=60", "-rss_limit_mb=2048", "-print_final_stats=1")


def main(arguments: list[str]) -> int:
    """Exit status 0 when nothing was found, 1 for findings, 2 when it could not run."""
    wish = _parser().parse_args(arguments)
    if missing := [str(path) for path in (*wish.replay, *wish.corpus) if not path.exists()]:
        sys.stderr.write(f"Not there: {', '.join(missing)}.\n")
        return 2
    if wish.replay:
        return _replay(wish.target, wish.replay, shrink=wish.shrink)
    if importlib.util.find_spec("atheris") is None:
        sys.stderr.write(NO_ATHERIS)
        return 2
    return _fuzz(wish.target, wish.seconds, wish.corpus)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("target", choices=TARGETS, help="what is fuzzed")
    parser.add_argument("--seconds", type=int, default=600, help="how long (600)")
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="a directory of further seeds")
    parser.add_argument("--replay", type=Path, nargs="+", default=[], help="only try these inputs; needs no atheris")
    parser.add_argument("--shrink", action="store_true", help="with --replay: make the inputs as small as they can be")
    return parser


def _fuzz(name: str, seconds: int, others: list[Path]) -> int:
    """Runs atheris in a process of its own and lists what it found."""
    folder = BUILD / name
    for part in ("corpus", "findings"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    write_seeds(folder / "seeds", name, others)
    flags = [str(folder / "corpus"), str(folder / "seeds"), f"-max_total_time={seconds}", f"-dict={WORDS}"]
    flags += [f"-artifact_prefix={folder / 'findings'}/", *FLAGS]
    ended = subprocess.run([sys.executable, "-m", "tools.fuzz.running", name, str(folder), *flags], check=False)
    findings = sorted((folder / "findings").iterdir())
    sys.stdout.write("".join(f"{path}\n" for path in findings) or "Nothing was found.\n")
    return 1 if findings or ended.returncode else 0


def _replay(name: str, paths: list[Path], *, shrink: bool) -> int:
    """Tries inputs without instruments; says how each fails, and how long it takes when that is too long."""
    failed = 0
    for path in paths:
        data = path.read_bytes()
        begin = time.process_time()
        how = failure(TARGETS[name], data)
        seconds = time.process_time() - begin
        how = how or (f"slow: {seconds:.2f} s" if seconds > allowed(len(data)) else None)
        failed += how is not None
        sys.stdout.write(f"{path}: {how or 'holds'} ({len(data):,} bytes, {seconds:.3f} s)\n")
        if shrink and how:
            path.write_bytes(shrunk(TARGETS[name], data))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
