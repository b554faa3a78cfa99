"""`python -m tools.bench [NAME...]`: runs the benches named, or all."""

import sys
from collections.abc import Callable

from tools.bench import ingesting, machine, pages, reading, searching

BENCHES: dict[str, Callable[[], str]] = {
    "reading": reading.run,
    "ingesting": ingesting.run,
    "searching": searching.run,
    "pages": pages.run,
}


def main(names: list[str]) -> int:
    """Prints the machine, then each bench's table; exit status 2 for a name that is no bench."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        sys.stderr.write(f"No such bench: {', '.join(unknown)}. There are: {', '.join(BENCHES)}.\n")
        return 2
    sys.stdout.write(f"{machine.describe()}\n")
    for name in names or BENCHES:
        sys.stdout.write(f"\n{name}\n{'=' * len(name)}\n{BENCHES[name]()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
