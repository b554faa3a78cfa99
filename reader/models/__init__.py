"""What is stored. One module a subject; this door re-exports every model."""

from reader.models.authority import Agency, Caption, Concept, Station, Tag
from reader.models.cables import Cable, CableCaption, CableTag, Marking, Paragraph, Release
from reader.models.keeping import Correction, Register, RegisterEntry, Report, StoredCount
from reader.models.links import Addressee, Mention, Reference
from reader.models.provenance import Collection, IngestProblem, IngestRun, Source

__all__ = [
    "Addressee",
    "Agency",
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
    "Paragraph",
    "Reference",
    "Register",
    "RegisterEntry",
    "Release",
    "Report",
    "Source",
    "Station",
    "StoredCount",
    "Tag",
]
