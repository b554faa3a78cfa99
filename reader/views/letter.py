"""The text of a cable as pages show it: paragraphs with their links, grouped by what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString

from reader import markup
from reader.models import Cable, Mention, Paragraph, Reference
from reader.views.listing import search_address
from reader.views.result_trail import NOTHING_MARKED, Marked

#: Role of a paragraph -> what stands over its group.
ROLES = {"summary": "Summary", "comment": "Comment"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One paragraph with its text and the heading before it as HTML."""

    paragraph: Paragraph
    html: SafeString
    heading: SafeString

    @property
    def is_heading_only(self) -> bool:
        """A heading that stands before no paragraph."""
        return not self.paragraph.text and self.paragraph.number is None and self.paragraph.marking is None


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring paragraphs of one role (empty: the plain text)."""

    role: str
    paragraphs: list[Shown]

    @property
    def title(self) -> str:
        """Summary, Comment or nothing."""
        return ROLES.get(self.role, "")

    @property
    def says_so_itself(self) -> bool:
        """Whether its first words or its heading are its title."""
        first = self.paragraphs[0].paragraph
        return any(text.lower().startswith(self.title.lower()) for text in (first.heading, first.text))


@dataclass
class Links:
    """What is to be linked, by paragraph."""

    spans: dict[int, list[markup.Span]] = field(default_factory=lambda: defaultdict(list))

    def add_references(self, references: Iterable[Reference]) -> None:
        """Cables named in running text: held ones lead to the cable, the others say that they are not here."""
        for reference in references:
            if reference.paragraph_id and reference.start is not None and reference.end is not None:
                self.spans[reference.paragraph_id].append(_reference_span(reference))

    def add_mentions(self, mentions: Iterable[Mention]) -> None:
        """Agencies where they are named first; the later ones stay plain."""
        met: set[str] = set()
        for mention in mentions:
            if mention.agency and mention.acronym not in met:
                met.add(mention.acronym)
                span = markup.Span(
                    mention.start, mention.end, "agency", str(mention.agency), mention.agency.get_absolute_url()
                )
                self.spans[mention.paragraph_id].append(span)


def letter(
    cable: Cable,
    paragraphs: Sequence[Paragraph],
    references: Iterable[Reference],
    mentions: Iterable[Mention],
    found: Mapping[int, Marked] | None = None,
) -> list[Group]:
    """Groups of paragraphs in order, each text escaped and linked; `found`: what a search found, by paragraph."""
    links = Links()
    links.add_references(references)
    links.add_mentions(mentions)
    source = reverse("cable-source", args=[cable.reference_id])
    marked = found or {}
    shown = [_shown(paragraph, links, source, marked.get(paragraph.pk, NOTHING_MARKED)) for paragraph in paragraphs]
    return [Group(role, list(members)) for role, members in groupby(shown, key=lambda one: one.paragraph.role)]


def _shown(paragraph: Paragraph, links: Links, source: str, found: Marked) -> Shown:
    breaks = [markup.Break(offset, line, f"{source}#L{line}") for offset, line in paragraph.page_breaks]
    html = markup.paragraph(paragraph.text, links.spans.get(paragraph.pk, []), breaks, found.text)
    return Shown(paragraph, html, markup.line(paragraph.heading, found.heading))


def _reference_span(reference: Reference) -> markup.Span:
    start, end = reference.start or 0, reference.end or 0
    if reference.target:
        title = f"{reference.target.reference_id}: {reference.target.title}"
        return markup.Span(start, end, "held", title, reference.target.get_absolute_url())
    title = f"{reference.reference_id or reference.text}: not in this archive"
    return markup.Span(start, end, "absent", title, cited_address(reference))


def cited_address(reference: Reference) -> str:
    """The search for cables that refer to the same absent cable; empty when it has no number."""
    return search_address(q=f"ref:{reference.reference_id}") if reference.reference_id else ""
