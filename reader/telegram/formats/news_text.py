"""A news site's page saved as text, desktop or mobile, whole or cut off.

Above the cable stand a banner and the headline, below it a copyright line and other headlines, between its
paragraphs sometimes an advertisement and a pitch. All that is furniture; the headline becomes a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reader.telegram.formats.shapes import (
    is_cable_line,
    is_certain_header_line,
    is_header_line,
    is_marked_paragraph,
    is_page_line,
    paragraph_number,
)
from reader.telegram.formats.wrapped import Wrapped
from reader.telegram.records import Document, Span

NAME = "news-text"

#: Lines above the cable in which a headline is looked for.
_HEAD = 300
#: A page whose headline does not name itself has at most so many lines above the cable.
_BANNER = 30
#: A headline at least this long may go on in a second line.
_WRAPS_AT = 56
_PITCH_BLOCK = 8

_HEAD_CHARACTERS = 20_000
_HEADLINE = re.compile(r"\s*(?:#+\s*)?cablegate\s*:\s*(\S.*)", re.I)
_PUBLISHED = re.compile(
    r"\s*Published\s*:\s*(?:(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\b|\d{1,2}\s+[A-Z][a-z]{2})",
    re.I,
)
_ADDRESS = re.compile(r"https?://\S+/stories/\S+")
#: Lines with which the site goes on after the cable. A © inside a word is an accent gone wrong, one before another
#: name than a publisher's is a source that the cable cites.
_TAIL = re.compile(
    r"\s*(?:(?:\S.{0,40}\s)?(?:©|Copyright\s\(c\))\s*(?:\S.{0,60}\s)?"
    r"(?i:media|news|limited|ltd|inc|all rights reserved)\b.{0,30}"
    r"|World Headlines|Top Scoops(?: Headlines)?|More\s*>+)\s*$"
)
#: Lines of advertisements and pitches: between paragraphs, above the headline, below the cable. Cables are wrapped
#: anywhere, so that each must be unmistakable: "become a member" can begin a line of any cable.
_PITCH = re.compile(
    r"\s*(?:A(?:dvertisement|DVERTISEMENT)(?:\s*[-–—]+\s*(?i:scroll|continue|story|article|keep)\b.{0,60})?\s*$"
    r"|(?i:using scoop for work\?|scoop is free for personal use|did you know scoop\b|licen[cs]e needed for work use"
    r"|if you.re using scoop for work|are you getting our free newsletter|subscribe to scoop\b|go to scoop pro"
    r"|your e-?mail address:?\s*$"
    r"|join pro individual)|.{0,80}\bEthical Paywall\b)",
)
#: Words of those who sell; they count directly behind an advertisement and nowhere else.
_SELLS = re.compile(
    r"\b(?:newsletter|inbox|subscri(?:be|ption)|sign up|find out more|join (?:us|today|now)|support (?:us|our)"
    r"|licen[cs]e|paywall|member(?:ship)?|donat\w+|log ?in)\b",
    re.I,
)


def recognises(wrapped: Wrapped) -> bool:
    """A "Cablegate:" headline, a "Published:" line above the cable, or the site's copyright line below it."""
    head = wrapped.text[:_HEAD_CHARACTERS].lower()
    if "cablegate" in head or "published" in head:
        lines = wrapped.visible()
        above = lines[: _begin(lines)]
        if any(_HEADLINE.match(line) or _PUBLISHED.match(line) for line in above):
            return True
    return "©" in wrapped.text and any("©" in line and _TAIL.match(line) for line in wrapped.lines)


def unwrap(wrapped: Wrapped) -> Iterator[Document]:
    """The page's cable with what stands around it as furniture."""
    yield page(wrapped, NAME)


def page(wrapped: Wrapped, name: str) -> Document:
    """The document of a news page; also used for the text of HTML pages."""
    lines = wrapped.visible()
    top, headline = _top(lines)
    bottom = _bottom(lines, top)
    furniture = [(1, top), (bottom + 1, len(lines)), *_pitches(lines, top, bottom)]
    address = _ADDRESS.search("\n".join(lines[:top]))
    hints = replace(
        wrapped.hints,
        subject=headline or wrapped.hints.subject,
        address=wrapped.hints.address or (address.group(0).rstrip(".,)>") if address else None),
    )
    return wrapped.document(name, furniture=furniture, hints=hints)


def _top(lines: Sequence[str]) -> tuple[int, str | None]:
    """How many lines stand above the cable, and the headline."""
    begin = _begin(lines)
    titles = [index for index in range(begin) if _HEADLINE.match(lines[index])]
    published = next((index for index in range(begin) if _PUBLISHED.match(lines[index])), None)
    headline: str | None
    if titles:
        end, headline = _headline(lines, titles[-1])
    elif published is not None:
        above = [index for index in range(published) if lines[index].strip()]
        end, headline = published, lines[above[-1]].strip() if above else None
    else:
        return _unnamed_top(lines, begin)
    if published is not None:
        end = max(end, published)
    return _past_pitches(lines, end + 1, begin), headline


def _begin(lines: Sequence[str]) -> int:
    """The index of the first line that is certainly the cable's, among those in which a headline is looked for."""
    head = lines[:_HEAD]
    certain = (is_certain_header_line(line) or paragraph_number(line) is not None for line in head)
    return next((index for index, found in enumerate(certain) if found), len(head))


def _headline(lines: Sequence[str], index: int) -> tuple[int, str]:
    """The index of the headline's last line and its text without "Cablegate:"; a long one may wrap once."""
    found = _HEADLINE.match(lines[index])
    text = " ".join((found.group(1) if found else lines[index]).split())
    below = list(lines[index + 1 : index + 3])
    wraps = len(lines[index].strip()) >= _WRAPS_AT and len(below) == 2 and below[0].strip() and not below[1].strip()
    if wraps and not is_cable_line(below[0]) and not _PUBLISHED.match(below[0]) and len(below[0].strip()) < _WRAPS_AT:
        return index + 1, f"{text} {below[0].strip()}"
    return index, text


def _unnamed_top(lines: Sequence[str], begin: int) -> tuple[int, str | None]:
    """A page without a headline that names itself: the last line above the header is it, where there is one."""
    begin = next((index for index, line in enumerate(lines[:begin]) if is_header_line(line)), begin)
    above = [index for index in range(begin) if lines[index].strip() and not is_cable_line(lines[index])]
    if begin >= min(len(lines), _HEAD) or not above or len(above) > _BANNER:
        return 0, None
    return above[-1] + 1, lines[above[-1]].strip()


def _past_pitches(lines: Sequence[str], end: int, begin: int) -> int:
    """Beyond the advertisements and pitches that follow the headline."""
    for index in range(end, begin):
        if _PITCH.match(lines[index]):
            end = index + 1
        elif lines[index].strip():
            break
    return end


def _bottom(lines: Sequence[str], top: int) -> int:
    """The number of lines up to the end of the cable: from the site's closing line on, everything is the site's.

    A closing line after which the paragraphs go on stands inside the cable and closes nothing.
    """
    closed, number = len(lines), 0
    for index in range(top, len(lines)):
        line = lines[index]
        if closed == len(lines):
            closed = index if _TAIL.match(line) else closed
            number = paragraph_number(line) or number
        elif is_marked_paragraph(line) or is_page_line(line) or paragraph_number(line) == number + 1:
            closed, number = len(lines), paragraph_number(line) or number
    return closed


def _pitches(lines: Sequence[str], top: int, bottom: int) -> Iterator[Span]:
    """Advertisements and pitches between the cable's paragraphs, and blocks behind an advertisement that sell."""
    index, behind = top, 0
    while index < bottom:
        line = lines[index]
        sells = index < behind and _sells(lines, index)
        if sells or _PITCH.match(line) or _TAIL.match(line):
            end = _block_end(lines, index, bottom)
            yield index + 1, end
            index, behind = end, end + _PITCH_BLOCK
        else:
            behind = 0 if index < behind and is_cable_line(line) else behind
            index += 1


def _sells(lines: Sequence[str], index: int) -> bool:
    """Whether a line begins a block that sells something, or stands directly below one that does."""
    begins = not lines[index - 1].strip() or bool(_PITCH.match(lines[index - 1]) or _SELLS.search(lines[index - 1]))
    return begins and _SELLS.search(lines[index]) is not None and not is_cable_line(lines[index])


def _block_end(lines: Sequence[str], index: int, bottom: int) -> int:
    """The end of the block of lines that a pitch begins: up to a blank line, unless the cable goes on before."""
    end = index
    while end < bottom and lines[end].strip():
        end += 1
    block = lines[index:end]
    closed = end < bottom and len(block) <= _PITCH_BLOCK and not any(is_cable_line(line) for line in block)
    if closed and (index == 0 or not lines[index - 1].strip()):
        return end
    end = index + 1
    while end < bottom and _PITCH.match(lines[end]):
        end += 1
    return end
