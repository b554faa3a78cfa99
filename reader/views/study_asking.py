"""Which cables a page of the study is about: the whole archive, or what a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from reader.insight.study_columns import Columns, columns
from reader.search import Criteria
from reader.search.canonical import Unknown, canonical
from reader.search.keys import keys
from reader.search.labels import labels_of
from reader.search.language import parse


@dataclass(frozen=True, slots=True)
class Asked:
    """The cables of a study as columns, and what was asked for; `meant` differs where values were typed otherwise.

    `messages` are sentences about the question; `gone` counts cables found that are not in the columns.
    """

    criteria: Criteria
    meant: Criteria
    sentence: str
    columns: Columns
    whole: bool
    messages: Sequence[str]
    gone: int

    def address(self, name: str, *args: str, **more: str) -> str:
        """A page of the study about the same cables."""
        pairs = [*self.kept, *more.items()]
        return f"{reverse(name, args=args)}{'?' if pairs else ''}{urlencode(pairs)}"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The parameters of the search."""
        return _plain(self.criteria).params()

    @property
    def search(self) -> str:
        """The search itself."""
        return _plain(self.criteria).address()


def _plain(criteria: Criteria) -> Criteria:
    """Order and page say nothing about which cables are meant."""
    return criteria.sorted_by("relevance")


def asked(request: HttpRequest) -> Asked:
    """The cables that the address names. Raises SearchBackendError when the engine cannot answer."""
    criteria = _plain(Criteria.from_params(request.GET))
    known = labels_of(criteria.chosen())
    meant, unknown = canonical(criteria, known)
    everything = columns()
    if not criteria.params():
        return Asked(criteria, criteria, "All cables of the archive", everything, True, (), 0)
    found = keys(meant)
    chosen = everything.of(everything.places(found))
    said = _messages(criteria, unknown)
    return Asked(criteria, meant, criteria.sentence(known), chosen, False, said, len(found) - len(chosen))


def _messages(criteria: Criteria, unknown: Sequence[Unknown]) -> list[str]:
    return [*map(str, unknown), *(message.text for message in parse(criteria.q).messages)]
