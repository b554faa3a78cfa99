"""The door of search: what was asked, and what was found. Updating the index is `reader.search.indexing`."""

from reader.search.criteria import Chip, Criteria
from reader.search.results import Facet, FacetValue, Hit, Message, Results, Segment, Snippet
from reader.search.searching import search
from reader.search.snippets import Marker

__all__ = [
    "Chip",
    "Criteria",
    "Facet",
    "FacetValue",
    "Hit",
    "Marker",
    "Message",
    "Results",
    "Segment",
    "Snippet",
    "search",
]
