"""Agencies worth looking at by name: texts name tens of thousands, of which an engine tells the commonest."""

from __future__ import annotations

from django.db.models import Q
from haystack.exceptions import SearchBackendError

from reader.search.vocabulary import values_starting

#: Agencies whose names are looked at, and those besides whose acronym begins so.
_OFTEN, _BEGUN = 300, 4


def likely(beginning: str) -> Q:
    """What the agencies of most cables are like, and those whose acronym begins so; every one where no engine tells."""
    try:
        often = values_starting("agency", "", _OFTEN)
        begun = values_starting("agency", beginning.lower(), _BEGUN)
    except SearchBackendError:
        return Q()
    return Q() if often is None or begun is None else Q(slug__in={*often, *begun})
