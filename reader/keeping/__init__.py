"""What outlives a machine: a backup of the whole archive in one file, and a BagIt bag of its sources and readings.

Imports ingest, models and telegram; the commands make searchable what came in.
"""

from reader.keeping.backup import back_up
from reader.keeping.mistakes import KeepingError
from reader.keeping.restore import Restored, restore

__all__ = ["KeepingError", "Restored", "back_up", "restore"]
