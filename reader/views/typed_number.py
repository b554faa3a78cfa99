"""A cable's number typed into the search box: straight to the cable when it is held, a word about it when it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from reader.insight.lookup import Entry, look_up
from reader.search import Criteria
from reader.telegram import numbers
from reader.views.lookup import address

#: `?as=words`: search for the words of a number.
WORDS = "words"
#: A paragraph or a line behind a number, as in the addresses of the archive: 08TORONTO165#p5.
_ANCHOR = re.compile(r"#(?P<anchor>(?:p\d{1,4}(?:-\d{1,3})?|at\d{1,4}|L\d{1,5}))\s*\Z")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number that is all that was typed, and what is known of it."""

    entry: Entry
    as_words: bool
    anchor: str = ""

    @property
    def leads_to(self) -> str | None:
        """The address of the one cable that is meant; None when none is held, several are, or words were asked for."""
        only = self.entry.held and not (self.entry.written.moment and len(self.entry.cables) > 1)
        return self._address if only and not self.as_words else None

    @property
    def _address(self) -> str:
        address = reverse("cable", args=[self.entry.reference_id])
        return f"{address}#{self.anchor}" if self.anchor else address

    @property
    def lookup(self) -> str:
        """The address at which it is looked up, with its neighbours."""
        return address(self.entry.reference_id or self.entry.written.as_written)


@dataclass(frozen=True, slots=True)
class TypedList:
    """Several numbers that are all that was typed: how many they are, and how many of them are held."""

    text: str
    several: int
    held: int
    leads_to: None = None

    @property
    def lookup(self) -> str:
        """The address at which they are looked up."""
        return address(self.text)


def typed_number(request: HttpRequest, criteria: Criteria) -> TypedNumber | TypedList | None:
    """The number or numbers that are all that was asked, in no order, on the first page, without filters; else None."""
    if criteria.filters or criteria.excluded or criteria.page > 1 or "sort" in request.GET:
        return None
    anchor = _ANCHOR.search(criteria.q)
    written = numbers.alone(criteria.q[: anchor.start()] if anchor else criteria.q)
    if written is None:
        return _typed_list(criteria.q)
    if written.problem in ("unreadable", "no-such-time"):
        return None
    (entry,) = look_up([written])
    return TypedNumber(entry, request.GET.get("as") == WORDS, anchor["anchor"] if anchor else "")


def _typed_list(text: str) -> TypedList | None:
    found = numbers.listed(text)
    return TypedList(text, len(found), sum(entry.held for entry in look_up(found))) if found else None
