"""The engine for whole archives: tantivy's index and searcher under Haystack's interface."""

from reader.search.engines.tantivy_engine.backend import TantivyBackend, TantivyEngine, TantivyQuery

__all__ = ["TantivyBackend", "TantivyEngine", "TantivyQuery"]
