"""A cable's number typed into the search box: straight to the cable when it is held, a word about it when it is not."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from reader.insight.lookup import Entry, look_up
from reader.search import Criteria
from reader.telegram import numbers
from reader.views.lookup import address

#: `?as=words`: search for the words of a number.
WORDS = "words"


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number that is all that was typed, and what is known of it."""

    entry: Entry
    as_words: bool

    @property
    def leads_to(self) -> str | None:
        """The id of the one cable that is meant; None when none is held, several are, or words were asked for."""
        only = self.entry.held and not (self.entry.written.moment and len(self.entry.cables) > 1)
        return self.entry.reference_id if only and not self.as_words else None

    @property
    def lookup(self) -> str:
        """The address at which it is looked up, with its neighbours."""
        return address(self.entry.reference_id or self.entry.written.as_written)


def typed_number(request: HttpRequest, criteria: Criteria) -> TypedNumber | None:
    """The number that is all that was asked, in no order, on the first page and without filters; else None."""
    if criteria.filters or criteria.excluded or criteria.page > 1 or "sort" in request.GET:
        return None
    written = numbers.alone(criteria.q)
    if written is None or written.problem in ("unreadable", "no-such-time"):
        return None
    (entry,) = look_up([written])
    return TypedNumber(entry, request.GET.get("as") == WORDS)
