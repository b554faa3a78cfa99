"""Files -> rows. The door: `ingest(paths, options)` takes files into the archive and returns an exact account.

Imports models and telegram; search is told what changed by whoever called.
"""

from reader.ingest.account import AccountFile, account_of
from reader.ingest.pipeline import ingest
from reader.ingest.report import IngestError, IngestReport, Options, Progress
from reader.ingest.reread import RereadReport, reread
from reader.ingest.retry import Retried, retried
from reader.ingest.stored import document_of
from reader.ingest.undo import UndoReport, undo
from reader.ingest.unindexed import Unindexed, unindexed

__all__ = [
    "AccountFile",
    "IngestError",
    "IngestReport",
    "Options",
    "Progress",
    "RereadReport",
    "Retried",
    "UndoReport",
    "Unindexed",
    "account_of",
    "document_of",
    "ingest",
    "reread",
    "retried",
    "undo",
    "unindexed",
]
