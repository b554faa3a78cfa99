"""A PostgreSQL of one's own for as long as a command runs: `python -m tools.postgres make-something`."""
