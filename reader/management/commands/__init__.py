"""Management commands: they parse arguments, call a door, print and exit."""
