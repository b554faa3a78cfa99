"""What a search gives back: hits with snippets, facets with counts, messages; frozen records for pages and exports."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.search.cards import FoundCable, FoundParagraph
from reader.search.criteria import Criteria
from reader.search.labels import Labels

#: Hits on a page.
PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text; `found` when it is a word that was asked for (a template makes it <mark>)."""

    text: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """The best part of one paragraph: the paragraph (number, anchor, marking) and its text in segments."""

    paragraph: FoundParagraph
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One cable found. `title` is its subject, else its headline, else its reference id.

    `roles` says what agencies that were filtered by have to do with it: "addressed to RCMP", "mentions RCMP in ¶2, ¶7".
    """

    cable: FoundCable
    title: tuple[Segment, ...]
    snippets: list[Snippet] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of the facet `name`: how many of the cables found have it; `criteria` are those of the search."""

    name: str
    value: str
    label: str
    count: int
    selected: bool
    excluded: bool
    criteria: Criteria

    @property
    def add(self) -> Criteria:
        """The criteria with this value included."""
        return self.criteria.adding(self.name, self.value)

    @property
    def exclude(self) -> Criteria:
        """The criteria with this value excluded."""
        return self.criteria.excluding(self.name, self.value)

    @property
    def remove(self) -> Criteria:
        """The criteria with this value neither included nor excluded."""
        return self.criteria.removing(self.name, self.value)


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values; `total` counts the values that there are, of which the commonest are listed.

    `cut`: there are more than `total`, rarer than those listed; too many to be counted beside a result.
    """

    name: str
    label: str
    values: list[FacetValue]
    total: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the searcher; `position` is the character of the query that it is about, from 1, or None."""

    text: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `available` is False when the engine could not answer; a message says so.

    `labels` are the words for all values of `facets`; None when nothing was counted.
    """

    criteria: Criteria
    total: int = 0
    pages: int = 0
    hits: list[Hit] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    available: bool = True
    labels: Labels | None = None
