"""The text as transmitted beside the reading: its lines in runs, each run leading to what was read from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from reader import markup
from reader.markup import element
from reader.models import Cable, Paragraph, Source
from reader.telegram import Document, read
from reader.views.letter import named, prefix_of
from reader.views.seams import Region
from reader.views.sources import REGION_WORDS, document, kinds_of, spans_of

#: Lines of a field that its disclosure shows at most.
_SHOWN = 12
#: Furniture of so many lines is folded away.
_FOLDED = 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """One source of the reading, line by line; a section that came by itself has its number."""

    source: Source
    section: int | None
    document: Document
    regions: Sequence[Region]
    paragraphs: Sequence[Paragraph]

    @property
    def line_count(self) -> int:
        """How many lines."""
        return len(self.document.lines)

    @property
    def furniture(self) -> list[Region]:
        """Runs of lines that are no part of the cable."""
        lines = self.document.lines
        spans = [region for region in self.regions if region[0] == "furniture"]
        return [region for region in spans if any(line.strip() for line in lines[region[1] - 1 : region[2]])]

    def html(self) -> SafeString:
        """Every line, in runs of what they were read as."""
        runs = groupby(self._owned(), key=lambda row: row[:2])
        return markup.joined(self._run(kind, place, [row[2] for row in rows]) for (kind, place), rows in runs)

    def _owned(self) -> Iterator[tuple[str, int, int]]:
        """(kind, place of the paragraph or -1, line) of every line; blank lines go with what stands before them."""
        place, before = -1, "blank"
        for number, kind in enumerate(kinds_of(self.regions, self.line_count), start=1):
            before = kind if kind != "blank" else before
            while place + 1 < len(self.paragraphs) and self.paragraphs[place + 1].first_line <= number:
                place += 1
            inside = place >= 0 and number <= self.paragraphs[place].last_line
            # What stands between two paragraphs belongs to neither.
            between = kind == "blank" and before == "paragraph"
            yield ("paragraph", place, number) if inside else ("blank" if between else before, -1, number)

    def _run(self, kind: str, place: int, numbers: Sequence[int]) -> SafeString:
        lines = self.document.lines
        shown = markup.wire(((number, lines[number - 1]) for number in numbers), prefix_of(self.section))
        if place >= 0:
            paragraph = self.paragraphs[place]
            link = element("a", *_number(paragraph), class_="k", href=f"#{paragraph.anchor}")
            return element("div", link, shown, class_="run g-paragraph", data_for=paragraph.anchor)
        if kind == "furniture" and len(numbers) >= _FOLDED:
            summary = element("summary", f"Lines {numbers[0]}–{numbers[-1]}: page furniture")
            return element("details", summary, shown, class_="run furniture g-furniture")
        words = element("span", REGION_WORDS.get(kind, ""), class_="k")
        return element("div", words, shown, class_=f"run g-{kind}")


def sheets(cable: Cable, sources: Iterable[Source], paragraphs: Sequence[Paragraph]) -> list[Sheet]:
    """The sources that the reading comes from: one, or its sections in order; none where it has no source."""
    known = {source.pk: source for source in sources}
    lead = known.get(cable.source_id or 0)
    if lead is None:
        return []
    sections = {one.section: one for one in reversed(known.values()) if one.section}
    wanted = sorted({one.section for one in paragraphs if one.section} & sections.keys())
    found = [_sheet(cable, sections[number], number, paragraphs) for number in wanted]
    if lead.pk not in {sheet.source.pk for sheet in found}:
        found.insert(0, _sheet(cable, lead, None, paragraphs))
    return found


def _sheet(cable: Cable, source: Source, section: int | None, paragraphs: Sequence[Paragraph]) -> Sheet:
    """A source with its paragraphs; one that the stored regions are not of is read for the occasion."""
    text = document(source)
    own = source.pk == cable.source_id
    regions = spans_of(cable.regions) if own else [(region.kind, *region.lines) for region in read(text).regions]
    return Sheet(source, section, text, regions, _by_line(one for one in paragraphs if one.section == section))


def _by_line(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    return sorted(paragraphs, key=lambda one: one.first_line)


def origins(cable: Cable, found: Sequence[Sheet]) -> Mapping[str, SafeString]:
    """Field -> the lines that it was read from, folded, with the way to them."""
    own = next((sheet for sheet in found if sheet.source.pk == cable.source_id), None)
    if own is None:
        return {}
    return {name: _origin(own, *span) for name, span in cable.field_lines.items()}


def _origin(sheet: Sheet, first: int, last: int) -> SafeString:
    words = f"line {first}" if first == last else f"lines {first}–{last}"
    shown = sheet.document.lines[first - 1 : min(last, first + _SHOWN - 1)]
    more = element("span", " …", class_="note") if last - first >= _SHOWN else ""
    return element(
        "details",
        element("summary", element("span", "Read from ", class_="hidden"), words),
        element("pre", "\n".join(shown), class_="wire"),
        more,
        element("a", "In the text as transmitted", href=f"#{prefix_of(sheet.section)}{first}"),
        class_="read-from",
    )


def _number(paragraph: Paragraph) -> tuple[SafeString, SafeString]:
    number = "" if paragraph.number is None else paragraph.number
    return element("span", f"{named(paragraph)} as read", class_="hidden"), element(
        "span", f"¶{number}", aria_hidden="true"
    )
