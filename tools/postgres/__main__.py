"""`python -m tools.postgres COMMAND...`: run a command with DATABASE_URL set to a private, empty database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from tools.postgres.cluster import Unavailable, cluster

SKIPPED = "NOT CHECKED on PostgreSQL: "


def main() -> int:
    """The command's exit status; 0 with a loud word where no PostgreSQL is to be had."""
    optional = sys.argv[1:2] == ["--optional"]
    command = sys.argv[2 if optional else 1 :]
    if not command:
        sys.stderr.write("usage: python -m tools.postgres [--optional] COMMAND...\n")
        return 2
    # Ended from outside, the cluster is taken away all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with cluster() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    except Unavailable as error:
        sys.stderr.write(f"\n{SKIPPED if optional else ''}{error}\n\n")
        return 0 if optional else 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
