"""Cable text -> data. The door: `read` takes a Document, `formats.documents` makes Documents from bytes.

Imports nothing of Django; the folder can be lifted out and published on its own.
"""

from reader.telegram.reading import READER_VERSION, read
from reader.telegram.records import (
    LEVELS,
    Document,
    Hints,
    Marking,
    Paragraph,
    ReadingWarning,
    Reference,
    Refusal,
    Release,
    Telegram,
)

__all__ = [
    "LEVELS",
    "READER_VERSION",
    "Document",
    "Hints",
    "Marking",
    "Paragraph",
    "ReadingWarning",
    "Reference",
    "Refusal",
    "Release",
    "Telegram",
    "read",
]
