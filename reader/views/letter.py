"""The text of a cable as pages show it: paragraphs with their links, grouped by what they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString

from reader import markup
from reader.markup import element
from reader.models import Correction, Mention, Paragraph, Reference
from reader.views import previews, wording
from reader.views.by_marking import Kinds
from reader.views.citing import place_of
from reader.views.listing import search_address
from reader.views.result_trail import NOTHING_MARKED, Marked
from reader.views.seams import Seam

#: Role of a paragraph -> what stands over its group.
ROLES = {"summary": "Summary", "comment": "Comment"}
_UNMARKED = "No marking stands before this paragraph; none is guessed"


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring paragraphs of one role (empty: the plain text)."""

    role: str
    html: SafeString
    says_so_itself: bool  # its first words or its heading are its title

    @property
    def title(self) -> str:
        """Summary, Comment or nothing."""
        return ROLES.get(self.role, "")


@dataclass
class Links:
    """What is to be linked, by paragraph; each tells in a few words what stands behind it."""

    spans: dict[int, list[markup.Span]] = field(default_factory=lambda: defaultdict(list))

    def add_references(self, references: Iterable[Reference], entries: Mapping[str, str]) -> None:
        """Cables named in running text: held ones lead to the cable, the others say that they are not here.

        `entries`: reference id -> id of its entry in the lists below the text.
        """
        for reference in references:
            if reference.paragraph_id and reference.start is not None and reference.end is not None:
                self.spans[reference.paragraph_id].append(_reference_span(reference, entries))

    def add_mentions(self, mentions: Iterable[Mention]) -> None:
        """Agencies where they are named first; the later ones stay plain."""
        met: set[str] = set()
        for mention in mentions:
            if mention.agency and mention.acronym not in met:
                met.add(mention.acronym)
                agency = mention.agency
                span = markup.Span(
                    mention.start, mention.end, "agency", str(agency), agency.get_absolute_url(), f"agency-{agency.pk}"
                )
                self.spans[mention.paragraph_id].append(span)


@dataclass(frozen=True, slots=True)
class Letter:
    """What the paragraphs of one cable are shown with; `address` is the cable's."""

    links: Links
    kinds: Kinds
    found: Mapping[int, Marked]
    seams: Mapping[int, Seam]
    address: str
    corrected: Mapping[str, Sequence[Correction]] = field(default_factory=dict)

    def groups(self, paragraphs: Sequence[Paragraph]) -> list[Group]:
        """Groups of paragraphs in order, each text escaped and linked."""
        return [self._group(role, list(members)) for role, members in groupby(paragraphs, key=lambda one: one.role)]

    def _group(self, role: str, members: list[Paragraph]) -> Group:
        title, first = ROLES.get(role, ""), members[0]
        itself = any(text.lower().startswith(title.lower()) for text in (first.heading, first.text))
        return Group(role, markup.joined(piece for one in members for piece in self._pieces(one)), itself)

    def _pieces(self, paragraph: Paragraph) -> Iterator[SafeString]:
        """The seam before a paragraph, its heading, the paragraph itself."""
        kind = self.kinds.name_of(paragraph)
        marked = self.found.get(paragraph.pk, NOTHING_MARKED)
        if paragraph.pk in self.seams:
            yield self.seams[paragraph.pk].html()
        alone = is_heading_only(paragraph)
        if paragraph.heading:
            heading = markup.line(paragraph.heading, marked.heading)
            yield element("h2", heading, class_=kind, id=paragraph.anchor if alone else None)
        if not alone:
            yield self._paragraph(paragraph, kind, marked)

    def _paragraph(self, paragraph: Paragraph, kind: str, marked: Marked) -> SafeString:
        line = line_id(paragraph)
        breaks = [markup.Break(offset, at, f"#{line_id(paragraph, at)}") for offset, at in paragraph.page_breaks]
        text = markup.paragraph(paragraph.text, self.links.spans.get(paragraph.pk, ()), breaks, marked.text)
        return element(
            "div",
            _margin(paragraph),
            _number(paragraph),
            element("div", text, self._corrections(paragraph), class_="text"),
            self._doings(paragraph, line),
            class_=f"paragraph r-{role_of(paragraph)} {kind}",
            id=paragraph.anchor,
            data_key_item=True,
            data_line=line,
            data_place=place_of(paragraph),
            tabindex="-1",
        )

    def _corrections(self, paragraph: Paragraph) -> SafeString:
        """What a person set right, with what was read."""
        rows = self.corrected.get(paragraph.anchor, ())
        return markup.joined(_set_right(row) for row in rows)

    def _doings(self, paragraph: Paragraph, line: str) -> SafeString:
        """What can be done with a paragraph, folded behind its lines."""
        first, last = paragraph.first_line, paragraph.last_line
        words = f"line {first}" if first == last else f"lines {first}–{last}"
        asked, own = paragraph.anchor.removeprefix("p"), self.address
        links = (
            (f"#{line}", f"{words.capitalize()} as transmitted"),
            (f"{own}cite/?p={asked}", "Cite it"),
            (f"{own}report/?p={asked}", "Report a misreading"),
        )
        items = [element("li", element("a", words, href=address)) for address, words in links]
        summary = element("summary", element("span", f"{named(paragraph)}: ", class_="hidden"), words)
        return element("details", summary, element("ul", *items), class_="lines")


def by_anchor(corrections: Iterable[Correction]) -> Mapping[str, Sequence[Correction]]:
    """Corrections of paragraphs by their addresses."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for row in corrections:
        if row.anchor:
            found[row.anchor].append(row)
    return found


def _set_right(row: Correction) -> SafeString:
    """Corrected: marking read as (C)."""
    name = {"paragraph_number": "number", "paragraph_marking": "marking"}[row.field]
    why = element("a", "why", class_="quiet", href="#corrections")
    told = element("span", f"{name} read as {row.read_words}", class_="note")
    return element("p", element("b", "corrected"), " ", told, " ", why, class_="corrected")


def role_of(paragraph: Paragraph) -> str:
    """The colour role of its marking."""
    given = paragraph.marking
    return wording.role(given.level, given.caveats) if given else "unmarked"


def is_heading_only(paragraph: Paragraph) -> bool:
    """A heading that stands before no paragraph."""
    return not paragraph.text and paragraph.number is None and paragraph.marking is None


def named(paragraph: Paragraph) -> str:
    """Paragraph 7; Unnumbered paragraph."""
    return f"Paragraph {paragraph.number}" if paragraph.number is not None else "Unnumbered paragraph"


def line_id(paragraph: Paragraph, line: int | None = None) -> str:
    """The id of a line beside the text: L12; of a section that came by itself s2L12."""
    return f"{prefix_of(paragraph.section)}{line or paragraph.first_line}"


def prefix_of(section: int | None) -> str:
    """What the ids of lines begin with: those of the reading's own source, and of a first section, with L."""
    return f"s{section}L" if section and section > 1 else "L"


def _margin(paragraph: Paragraph) -> SafeString:
    """The chip of the marking, with its full wording beside it or, where there is no room, when it is pointed at."""
    given = paragraph.marking
    words = element("span", wording.marking_words(given), class_="in-words") if given else ""
    chip = element(
        "a",
        wording.marking_letters(given),
        class_=f"mark r-{role_of(paragraph)}",
        href=_guide(),
        data_tip=None if given else _UNMARKED,
        aria_label=None if given else f"unmarked: {_UNMARKED.lower()}",
    )
    return element("div", chip, " ", words, class_="margin")


@cache
def _guide() -> str:
    """Where markings are explained."""
    return f"{reverse('guide')}#markings"


def _number(paragraph: Paragraph) -> SafeString:
    if paragraph.number is not None:
        shown = (element("span", "Paragraph ", class_="hidden"), str(paragraph.number))
    else:
        shown = (element("span", "Unnumbered paragraph", class_="hidden"), element("span", "·", aria_hidden="true"))
    return element("a", *shown, class_="number", href=f"#{paragraph.anchor}")


def _reference_span(reference: Reference, entries: Mapping[str, str]) -> markup.Span:
    start, end = reference.start or 0, reference.end or 0
    entry = entries.get(reference.reference_id, "")
    if reference.target:
        preview = previews.preview(reference.target)
        return markup.Span(start, end, "held", preview, reference.target.get_absolute_url(), entry)
    told = f"{reference.reference_id or reference.text}: not in this archive"
    return markup.Span(start, end, "absent", told, cited_address(reference), entry)


def cited_address(reference: Reference) -> str:
    """The search for cables that refer to the same absent cable; empty when it has no number."""
    return search_address(q=f"ref:{reference.reference_id}") if reference.reference_id else ""
