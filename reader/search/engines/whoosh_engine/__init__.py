"""The default engine: Whoosh's writer, dictionary and postings under whole-array evaluation; Haystack's interface."""

from reader.search.engines.whoosh_engine.backend import WhooshBackend, WhooshEngine, WhooshQuery

__all__ = ["WhooshBackend", "WhooshEngine", "WhooshQuery"]
