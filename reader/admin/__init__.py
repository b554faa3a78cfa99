"""The administration: every model with lists, filters and search. What was read or received can be looked at only."""

from reader.admin import authority, cables, corrections, keeping, provenance

__all__ = ["authority", "cables", "corrections", "keeping", "provenance"]
