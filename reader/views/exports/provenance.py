"""What every file taken from a search says of itself: the question, when it was asked, and the archive's state."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from reader.search import Criteria
from reader.search.found import Found
from reader.search.frozen import search_json
from reader.search.language import parse
from reader.search.state import ArchiveState, moment
from reader.views import wording


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a file comes from; `root` is the archive's address with its slash, as the reader has it."""

    criteria: Criteria
    sentence: str
    found: Found
    state: ArchiveState
    exported: dt.datetime
    root: str

    @property
    def address(self) -> str:
        """The address of the search."""
        return self.absolute(self.criteria.on_page(1).address())

    @property
    def time(self) -> str:
        """When the search was asked: 2026-11-24T10:00:00Z."""
        return moment(self.exported) or ""

    @property
    def order(self) -> str:
        """The order of the cables, in words."""
        chosen = self.criteria.sort if self.criteria.q or self.criteria.sort != "relevance" else "-date"
        return _ORDERS[chosen]

    def absolute(self, address: str) -> str:
        """An address of the archive in full."""
        return f"{self.root.rstrip('/')}{address}"

    def lines(self) -> list[str]:
        """For people: each a line without line breaks."""
        rows = [
            f"Search: {self.sentence}.",
            f"Found: {wording.counted(len(self.found), 'cable')}, {self.order}.".replace("\u202f", " "),
            f"Asked: {self.time}, at {self.address}",
            f"Archive: {self.state.name}; {self.state.sentence()}.",
            *(f"Note: {text}" for text in self.notes()),
        ]
        return [" ".join(row.split()) for row in rows]

    def notes(self) -> list[str]:
        """What has to be said of the question and of the answer."""
        said = [message.text for message in parse(self.criteria.q).messages]
        if self.found.gone:
            said.append(f"{self.found.gone} more in the index are no longer in the archive.")
        return said

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        search = search_json(self.criteria) | {"address": self.address}
        return {
            "search": search,
            "cables": len(self.found),
            "exported": self.time,
            "archive": self.state.as_json(),
            "notes": self.notes(),
        }


_ORDERS = {"relevance": "the most relevant first", "date": "oldest first", "-date": "newest first"}
