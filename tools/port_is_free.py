"""Says whether a port of 127.0.0.1 is free: exit status 0, or 1 with a sentence that says what to do."""

import socket
import sys


def main() -> int:
    """`port_is_free.py PORT`."""
    port = int(sys.argv[1])
    with socket.socket() as probe:
        # As servers do: a port of which only ended connections linger is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.stderr.write(
                f"Port {port} of 127.0.0.1 cannot be used ({error.strerror}). "
                f"End what listens there, or take another: make demo PORT={port + 1}\n"
            )
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
