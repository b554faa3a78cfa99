"""Where the sections of a long telegram were joined: shown, so that nobody takes the reading for one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString

from reader.markup import element
from reader.models import Paragraph

Region = tuple[str, int, int]
#: Kinds of region that make up the header which each section repeats; the first two make it one.
_HEADER = ("envelope", "classification")
_WITHIN = (*_HEADER, "page-break", "blank", "furniture", "caption", "passing", "unknown")


@dataclass(frozen=True, slots=True)
class Seam:
    """A section begins: its number and the lines of its header, as far as they are known."""

    number: int
    line: str  # the id of a line beside the text
    header: str

    def html(self) -> SafeString:
        """A quiet line across the text."""
        link = element("a", self.header, href=f"#{self.line}")
        return element("p", element("span", f"Section {self.number} begins here: "), link, class_="seam")


def seams(paragraphs: Sequence[Paragraph], regions: Sequence[Region]) -> dict[int, Seam]:
    """Seams by the primary key of the paragraph before which they stand."""
    apart = any(paragraph.section for paragraph in paragraphs)
    return dict(_between(paragraphs) if apart else _within(paragraphs, regions))


def _between(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, Seam]]:
    """Sections that came one by one."""
    for before, paragraph in pairwise(paragraphs):
        if paragraph.section and paragraph.section != before.section:
            prefix = f"s{paragraph.section}L" if paragraph.section > 1 else "L"
            yield paragraph.pk, Seam(paragraph.section, f"{prefix}1", "it came as a telegram of its own")


def _within(paragraphs: Sequence[Paragraph], regions: Sequence[Region]) -> Iterator[tuple[int, Seam]]:
    """Sections of one text: each begins with a header of its own."""
    for number, (first, last) in enumerate(_headers(regions), start=2):
        after = next((one for one in paragraphs if one.first_line > last), None)
        if after is not None:
            yield after.pk, Seam(number, f"L{first}", f"its header, lines {first}–{last}")


def _headers(regions: Sequence[Region]) -> Iterator[tuple[int, int]]:
    """First and last line of each header that stands behind the first paragraph."""
    begun = next((place for place, region in enumerate(regions) if region[0] == "paragraph"), len(regions))
    run: list[Region] = []
    for region in [*regions[begun:], ("paragraph", 0, 0)]:
        if region[0] in _WITHIN:
            run.append(region)
            continue
        inside = [one for one in run if one[0] not in ("blank", "furniture")]
        if {kind for kind, _, _ in inside}.issuperset(_HEADER):
            yield inside[0][1], inside[-1][2]
        run = []
