"""Strips of markings: a bar whose parts are as long as a cable's paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.safestring import SafeString

from reader import markup
from reader.models import Marking, Paragraph
from reader.search.cards import FoundParagraph
from reader.views import wording

#: The strip's own units: 1000 wide, as high as the most secret part; less secret parts are lower.
STRIP_WIDTH, STRIP_HEIGHT = 1000.0, 12.0
#: Colour role -> height of its part, so that a strip reads without colour too.
_HEIGHTS = {
    "unstated": 1.5,
    "unclassified": 4.0,
    "controlled": 6.0,
    "limited": 7.0,
    "restricted": 7.5,
    "confidential": 9.0,
    "secret": 12.0,
    "top-secret": 12.0,
}
_GAP = 4.0
_BOX = f"0 0 {STRIP_WIDTH:.0f} {STRIP_HEIGHT:.0f}"


def strip(paragraphs: Iterable[Paragraph | FoundParagraph], address: str = "", told: bool = False) -> SafeString:
    """A bar whose parts are as long as the paragraphs; with an address, each part leads to its paragraph.

    Its words are for those who do not see it; `told` leaves them out, where the page has them anyway.
    """
    shown = [paragraph for paragraph in paragraphs if paragraph.length or paragraph.number is not None]
    return markup.strip(_parts(shown), _BOX, "" if told else wording.strip_words(shown), address, told=told)


def _parts(paragraphs: Sequence[Paragraph | FoundParagraph]) -> Iterator[markup.StripPart]:
    total = sum(paragraph.length for paragraph in paragraphs) or 1
    gap = min(_GAP, STRIP_WIDTH / (4 * len(paragraphs))) if paragraphs else 0
    room = STRIP_WIDTH - gap * max(len(paragraphs) - 1, 0)
    looks: dict[Marking | None, tuple[str, float, str]] = {}
    at = 0.0
    for paragraph in paragraphs:
        width = room * paragraph.length / total
        marking = paragraph.marking
        look = looks.get(marking) or looks.setdefault(marking, _look(marking))
        yield _part(paragraph, look, at, width)
        at += width + gap


def _look(given: Marking | None) -> tuple[str, float, str]:
    """Colour role, height and words of a marking."""
    role = wording.role(given.level, given.caveats) if given else "unmarked"
    return role, _HEIGHTS.get(role, _HEIGHTS["unstated"]), wording.marking_words(given)


def _part(
    paragraph: Paragraph | FoundParagraph, look: tuple[str, float, str], at: float, width: float
) -> markup.StripPart:
    role, height, words = look
    name = f"Paragraph {paragraph.number}" if paragraph.number else "Unnumbered paragraph"
    return markup.StripPart(
        anchor=paragraph.anchor,
        role=role,
        x=round(at, 1),
        y=round(STRIP_HEIGHT - height, 1),
        width=round(max(width, 1.0), 1),
        height=height,
        title=f"{name}: {words}",
    )
