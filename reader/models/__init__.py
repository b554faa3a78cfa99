"""What is stored. One module a subject; this door re-exports every model."""

from reader.models.authority import Agency, Caption, Concept, Station, Tag
from reader.models.cables import Cable, CableCaption, CableTag, Marking, Paragraph, Release
from reader.models.derived import ArchiveState, NamedPerson, StoredCount, Uncounted
from reader.models.keeping import Correction, Register, RegisterEntry, Report
from reader.models.links import Addressee, Mention, Reference
from reader.models.provenance import (
    Collection,
    IngestProblem,
    IngestRun,
    Preference,
    Source,
    StaleDocument,
    WithdrawnCable,
)
from reader.models.series import MissingCable, SeriesCount

__all__ = [
    "Addressee",
    "Agency",
    "ArchiveState",
    "Cable",
    "CableCaption",
    "CableTag",
    "Caption",
    "Collection",
    "Concept",
    "Correction",
    "IngestProblem",
    "IngestRun",
    "Marking",
    "Mention",
    "MissingCable",
    "NamedPerson",
    "Paragraph",
    "Preference",
    "Reference",
    "Register",
    "RegisterEntry",
    "Release",
    "Report",
    "SeriesCount",
    "Source",
    "StaleDocument",
    "Station",
    "StoredCount",
    "Tag",
    "Uncounted",
    "WithdrawnCable",
]
