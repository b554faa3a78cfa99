"""placeholder"""

from haystack.backends.whoosh_backend import WhooshEngine

__all__ = ["WhooshEngine"]
