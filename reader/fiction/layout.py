"""From a cable to lines: envelope, preamble, body with its page breaks. Wrappings put the blocks together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from reader.fiction.records import Cable, Paragraph

#: Where lines of text end at the latest.
WIDTH = 68

#: A modern telegram is cut into sections of about so many lines of body.
SECTION = 96

#: The serial of the DE line has four figures; STATE's numbers, and others late in a year, have more.
STATION_SERIALS = 10_000

#: Points, tables and numbers at a line's start are not parted from what stands above them.
_NO_BREAK_BEFORE = " 0123456789"

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a telegram, each its lines without blank lines around; body lines with their blanks."""

    envelope: Lines
    classification: Lines
    captions: Lines
    passing: Lines
    order: Lines
    tags: Lines
    subject: Lines
    references: Lines
    classified_by: Lines
    notice: Lines
    body: Lines
    tail: Lines
    sections: int
    page_breaks: int  # lines of their own
    fused_breaks: int

    def header(self) -> Lines:
        """The blocks between envelope and body, with blank lines between them."""
        order = (*self.order, *self.tags, *self.subject)
        blocks = (
            self.classification,
            self.captions,
            self.passing,
            order,
            self.references,
            self.classified_by,
            self.notice,
        )
        return tuple(line for block in blocks if block for line in (*block, ""))

    def whole(self) -> Lines:
        """The whole telegram."""
        return (*self.envelope, *self.header(), *self.body, *self.tail)


@dataclass(slots=True)
class _Text:
    """Body lines; `inner` says of each whether a page break may stand before it."""

    lines: list[str]
    inner: bytearray

    def add(self, lines: list[str] | Lines) -> None:
        """Lines before which no page break stands."""
        self.lines += lines
        self.inner += bytes(len(lines))


def lay_out(
    cable: Cable, rng: Random, *, breaks: bool = True, notice: str | None = None, part: tuple[int, int] = (1, 1)
) -> Layout:
    """The lines of a modern cable. `breaks`: whether a long one is cut into sections; `part`: a section by itself."""
    text = body_text(cable, rng)
    if cable.signature:
        text.add(([""] if rng.random() < 0.3 else []) + [cable.signature])
    sections = 1 + len(text.lines) // SECTION if breaks and part[1] == 1 else 1
    made, fused = _break_pages(cable, text, sections, rng)
    part = part if part[1] > 1 else (1, sections)
    return Layout(
        envelope=_envelope(cable, part, rng),
        classification=_classification(cable, part, rng),
        captions=_captions(cable, rng),
        passing=cable.passing,
        order=(cable.order.written,),
        tags=tuple(wrap(cable.tags_written, 60)),
        subject=subject_lines(cable),
        references=tuple(line for written in cable.references_written for line in wrap(written, WIDTH)),
        classified_by=tuple(wrap(cable.classified_by, WIDTH)) if cable.classified_by else (),
        notice=(notice,) if notice else (),
        body=tuple(text.lines),
        tail=_tail(cable, rng),
        sections=sections,
        page_breaks=made,
        fused_breaks=fused,
    )


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, cut at blanks; lines that begin with a blank are left as they are.

    >>> wrap("one two three", 8)
    ['one two', 'three']
    """
    lines = []
    for piece in text.split("\n"):
        start, length = 0, len(piece)
        while length - start > width and piece[0] != " ":
            cut = piece.rfind(" ", start, start + width + 1)
            if cut <= start:
                break
            lines.append(piece[start:cut].rstrip())
            start = cut + 1
        lines.append(piece[start:])
    return lines


def body_text(cable: Cable, rng: Random) -> _Text:
    """Paragraphs and headings, one style of heading and of spacing a cable."""
    text = _Text([], bytearray())
    heading = rng.choice(_HEADING_STYLES)
    gap = rng.choice((". ", ". ", ".  ", "."))
    wide = rng.random() < 0.3
    for paragraph in cable.body.paragraphs:
        if paragraph.heading:
            text.add(heading(paragraph.heading))
        lines = _paragraph_lines(paragraph, gap, wide=wide)
        text.lines += lines
        text.lines.append("")
        text.inner.append(0)
        text.inner += bytes(line[:1] not in _NO_BREAK_BEFORE and line != "SIPDIS" for line in lines[1:])
        text.inner.append(0)
    text.lines.pop()
    text.inner.pop()
    return text


def _paragraph_lines(paragraph: Paragraph, gap: str, *, wide: bool) -> list[str]:
    marking = f"({paragraph.marking}) " if paragraph.marking else ""
    text = paragraph.text.replace(". ", ".  ") if wide else paragraph.text
    if gap == "." and not marking:
        gap = ". "
    return wrap(f"{paragraph.number}{gap}{marking}{text}", WIDTH)


def _plain(heading: str) -> list[str]:
    return [*wrap(heading, WIDTH), ""]


def _underlined(heading: str) -> list[str]:
    lines = wrap(heading, WIDTH)
    return [*lines, "-" * len(lines[0]), ""]


def _boxed(heading: str) -> list[str]:
    lines = wrap(heading, 40)
    rule = "-" * max(map(len, lines))
    return [rule, *lines, rule, ""]


def _ruled(heading: str) -> list[str]:
    return [f"------- {heading} -------", ""] if len(heading) < 50 else _boxed(heading)


_HEADING_STYLES = (_plain, _plain, _underlined, _boxed, _ruled)


def _break_pages(cable: Cable, text: _Text, sections: int, rng: Random) -> tuple[int, int]:
    """Puts the page breaks between sections into the text: how many stand alone, how many are fused with text."""
    style = "{:03d}.2" if rng.random() < 0.2 else "{:03d}"
    made = fused = 0
    for section in range(sections, 1, -1):
        place = _place_for_break(text, (section - 1) * SECTION)
        if place is None:
            continue
        name, serial = cable.slot.post.name, cable.slot.serial
        line = f"{name} {serial:08d}  {style.format(section)} OF {sections:03d}"
        line = line if rng.random() < 0.3 else line.replace("  ", " ")
        if rng.random() < 0.03:
            text.lines[place - 1 : place + 1] = [f"{text.lines[place - 1]} {line} {text.lines[place]}"]
            del text.inner[place]
            fused += 1
        else:
            text.lines[place:place] = ["", line, "", ""] if rng.random() < 0.5 else ["", line, ""]
            text.inner[place:place] = bytes(len(text.lines) - len(text.inner))
            made += 1
    return made, fused


def _place_for_break(text: _Text, wanted: int) -> int | None:
    """The first line from `wanted` on that is inside a paragraph; None when there is none."""
    place = text.inner.find(1, max(1, wanted))
    return place if place > 0 else None


def _envelope(cable: Cable, part: tuple[int, int], rng: Random) -> Lines:
    """ACP 127 lines, from the transmission id to the last addressee."""
    slot, routing = cable.slot, cable.slot.post.routing
    moment = slot.moment
    first = cable.precedence[0]
    zone = {"UNCLASSIFIED": "ZNR UUUUU ZZH", "SECRET": "ZNY SSSSS ZZH"}.get(cable.level, "ZNY CCCCC ZZH")
    relays = " ".join(dict.fromkeys(line.written.partition("/")[0] for line in (*cable.to, *cable.info)))
    section = f"/{part[0]:02d}" if part[1] > 1 or rng.random() < 0.4 else ""
    lines = [
        f"VZCZC{rng.choice(('XRO', 'XYZ'))}{int(rng.random() * 10_000):04d}",
        *wrap(f"{first * 2} {relays}", WIDTH),
        f"DE {routing} #{slot.serial % STATION_SERIALS:04d}{section} {moment:%j%H%M}",
        zone,
        f"{cable.precedence} {moment:%d%H%M}Z {moment:%b %y}".upper(),
        f"FM {cable.station}",
        *addressee_lines(cable),
    ]
    return (*lines, "BT") if rng.random() < 0.3 else tuple(lines)


def addressee_lines(cable: Cable) -> Iterator[str]:
    """The TO and INFO lists."""
    for label, addressees in (("TO ", cable.to), ("INFO ", cable.info)):
        lines = (line for addressee in addressees for line in addressee.lines)
        yield from (label * (index == 0) + line for index, line in enumerate(lines))


def _classification(cable: Cable, part: tuple[int, int], rng: Random) -> Lines:
    section = f" SECTION {part[0]:02d} OF {part[1]:02d}" if part[1] > 1 else ""
    zeros = rng.choice((6, 6, 6, 4))
    return (f"{cable.classification_line}{section} {cable.slot.post.name} {cable.slot.serial:0{zeros}d}",)


def _captions(cable: Cable, rng: Random) -> Lines:
    """Captions on lines of their own; SIPDIS is doubled now and then."""
    lines = [line for caption in cable.captions for line in (caption, "")][:-1]
    if "SIPDIS" in lines and rng.random() < 0.15:
        lines += ["", "SIPDIS"]
    return tuple(lines) if rng.random() < 0.6 else tuple(line for line in lines if line)


def subject_lines(cable: Cable) -> Lines:
    """The SUBJECT line and its continuation."""
    marking = f"({cable.subject_marking}) " if cable.subject_marking else ""
    return tuple(wrap(f"SUBJECT: {marking}{cable.subject}", 62))


def _tail(cable: Cable, rng: Random) -> Lines:
    if rng.random() < 0.6:
        return ()
    return ("BT", f"#{cable.slot.serial:04d}", "", "NNNN")
