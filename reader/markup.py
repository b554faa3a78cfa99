"""Text -> safe HTML: the only caller of bleach and mark_safe.

Every text that comes from a cable is hostile until it has been through here or through a template's own escaping.
Offsets are characters of the text as stored; what does not fit (overlapping, out of range) is left as plain text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape as html_escape

import bleach
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

#: A redaction: a run of X, four or more, with or without single blanks between.
REDACTION = re.compile(r"(?<![A-Za-z0-9])X(?: ?X){3,}(?![A-Za-z0-9])")
#: A line that opens a sub-paragraph: a. (a) (i) 1) -- - * o and the like.
_ITEM = re.compile(r"\s*(?:\(?[a-zA-Z]{1,2}[.)]|\(?[ivxIVX]{1,4}\)|\(?\d{1,2}\)|-{1,2}|\*|•)\s")
#: A line of a table: two or more wide gaps, or one behind a word at the left edge.
_COLUMNS = re.compile(r"\S {3,}\S")
#: What could end a data block, or a line of it; JSON has other ways to write them.
_NOT_IN_A_BLOCK = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}
_NOTICE_TAGS = frozenset({"a", "b", "em", "i", "p", "strong", "br"})


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start..end of a text that become a link (with an address), or a named thing (without)."""

    start: int
    end: int
    kind: str  # a class of the style sheet: held, absent, agency
    title: str  # what is shown to those who point at it
    address: str = ""
    described: str = ""  # the id of what says the same elsewhere on the page


@dataclass(frozen=True, slots=True)
class Break:
    """A page break at an offset of a text: where the source shows it, and the line."""

    offset: int
    line: int
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """Characters start..end of a text that a search found; `number` counts the places of a page from 1."""

    start: int
    end: int
    number: int


def paragraph(
    text: str, spans: Iterable[Span] = (), breaks: Iterable[Break] = (), found: Sequence[Found] = ()
) -> SafeString:
    """The text of one paragraph as HTML blocks, its line breaks and tables kept, spans and breaks set in.

    What was found is in <mark id="m1">, inside of links too.

    >>> paragraph("See <A>.")
    '<p>See &lt;A&gt;.</p>'
    """
    marks = _without_overlaps([*spans, *_redactions(text)])
    stops = sorted(breaks, key=lambda stop: stop.offset)
    blocks = list(_blocks(text))
    pieces = []
    for index, (kind, start, end) in enumerate(blocks):
        last = index == len(blocks) - 1
        here = [stop for stop in stops if start <= stop.offset < end or (last and stop.offset >= end)]
        stops = [stop for stop in stops if stop not in here]
        pieces.append(_block(kind, _inline(text, start, end, marks, here, found)))
    return mark_safe("".join(pieces))


def line(text: str, found: Sequence[Found] = ()) -> SafeString:
    """One line (a subject, a heading) with its redactions marked, and what was found."""
    return _inline(text, 0, len(text), _without_overlaps(_redactions(text)), [], found)


@lru_cache(maxsize=64)  # few notices, and each on every page of its collection
def notice(text: str) -> SafeString:
    """An administrator's notice: a few tags stay, everything else is shown as text."""
    cleaned = bleach.clean(text, tags=_NOTICE_TAGS, attributes={"a": ["href"]}, protocols={"http", "https", "mailto"})
    return mark_safe(cleaned)


def data_block(value: object, kind: str) -> SafeString:
    """Data for programs, as JSON in an element that is not executed; nothing in it can end the element.

    >>> data_block({"a": "</script>"}, "application/ld+json")
    '<script type="application/ld+json">{"a": "\\u003C/script\\u003E"}</script>'
    """
    told = json.dumps(value, ensure_ascii=False).translate(_NOT_IN_A_BLOCK)
    return mark_safe(f'<script type="{escape(kind)}">{told}</script>')


def marked(segments: Iterable[tuple[str, bool]]) -> SafeString:
    """Pieces of text, the found ones in <mark>: what a search shows."""
    return _joined(f"<mark>{html_escape(text)}</mark>" if found else html_escape(text) for text, found in segments)


def element(name: str, *inner: str, **attributes: object) -> SafeString:
    """An element; what is not safe yet is escaped. `class_` is class, `data_for` data-for; None is left out.

    >>> element("b", "1 < 2", class_="n", hidden=True)
    '<b class="n" hidden>1 &lt; 2</b>'
    """
    told = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    return mark_safe(f"<{name}{told}>{''.join(map(_safe, inner))}</{name}>")


def joined(pieces: Iterable[str]) -> SafeString:
    """Pieces one after the other; what is not safe yet is escaped."""
    return mark_safe("".join(map(_safe, pieces)))


def wire(lines: Iterable[tuple[int, str]], prefix: str = "L") -> SafeString:
    """Numbered lines as transmitted, each with an address (L12): a cable has hundreds, so written at one go."""
    inner = "".join(
        f'<span id="{prefix}{number}"><b>{number}</b>{html_escape(text)}\n</span>' for number, text in lines
    )
    return mark_safe(f'<pre class="wire-lines">{inner}</pre>')


def figures(cells: Iterable[tuple[str, str, str, str]]) -> SafeString:
    """Cells of a row of numbers, each (class besides `n`, words, address or nothing, what stands beside it).

    A study has a thousand of them, so written at one go.
    """
    return mark_safe("".join(f'<td class="{_class(kind)}">{_figure(*cell)}</td>' for kind, *cell in cells))


def _class(more: str) -> str:
    return f"n {html_escape(more)}" if more else "n"


def _figure(words: str, address: str, beside: str) -> str:
    said = html_escape(words)
    linked = f'<a href="{html_escape(address)}">{said}</a>' if address else said
    return f'{linked} <span class="part">{html_escape(beside)}</span>' if beside else linked


def _attribute(key: str, value: object) -> str:
    named = key.rstrip("_").replace("_", "-")
    return f" {named}" if value is True else f' {named}="{_safe(value)}"'


def _safe(value: object) -> str:
    return value if isinstance(value, SafeString) else html_escape(str(value))


def chip(role: str, letters: str, words: str) -> SafeString:
    """The chip of a portion marking: letters to see, words to be told."""
    return mark_safe(
        f'<span class="mark r-{html_escape(role)}" title="{html_escape(words)}">{html_escape(letters)}</span>'
    )


def level(role: str, words: str) -> SafeString:
    """The chip of a classification."""
    return mark_safe(f'<span class="level r-{html_escape(role)}">{html_escape(words)}</span>')


@dataclass(frozen=True, slots=True)
class StripPart:
    """One paragraph's part of a marking strip, in the strip's own units; `anchor` is where a click leads."""

    anchor: str
    role: str
    x: float
    y: float
    width: float
    height: float
    title: str


def strip(parts: Iterable[StripPart], box: str, words: str, address: str = "", *, told: bool = False) -> SafeString:
    """A marking strip as SVG, its parts leading to `address`#anchor; without an address a picture with words.

    `told`: the page says the words elsewhere. Written without templates: a page of results has hundreds of parts.
    """
    drawn = [(part, _rect(part)) for part in parts]
    if not drawn:
        return mark_safe("")
    opened = f'<svg class="strip" viewBox="{html_escape(box)}" preserveAspectRatio="none"'
    if not address:
        label = html_escape(f"Markings of {words}")
        inner = "".join(rect for _, rect in drawn)
        return mark_safe(f'{opened} role="img" aria-label="{label}">{inner}</svg>')
    said = "" if told else f'<span class="hidden">Markings of {html_escape(words)}</span>'
    base = html_escape(address)
    linked = "".join(f'<a href="{base}#{html_escape(part.anchor)}" tabindex="-1">{rect}</a>' for part, rect in drawn)
    return mark_safe(f'{said}{opened} aria-hidden="true">{linked}</svg>')


def _rect(part: StripPart) -> str:
    return (
        f'<rect class="r-{html_escape(part.role)}" x="{part.x}" y="{part.y}" width="{part.width}"'
        f' height="{part.height}"><title>{html_escape(part.title)}</title></rect>'
    )


def _joined(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(pieces))


def _redactions(text: str) -> list[Span]:
    if "X" not in text:
        return []
    return [Span(found.start(), found.end(), "redaction", "redacted") for found in REDACTION.finditer(text)]


def _without_overlaps(spans: Sequence[Span]) -> list[Span]:
    """In order; of two that overlap, the one that starts first, and of those the first given."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if span.start >= (kept[-1].end if kept else 0) and span.end > span.start:
            kept.append(span)
    return kept


def _blocks(text: str) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of each block: a prose line is one, an item is one, lines of a table are one together."""
    start = 0
    table: tuple[int, int] | None = None
    for row in text.split("\n"):
        end = start + len(row)
        if _COLUMNS.search(row):
            table = (table[0] if table else start, end)
        else:
            if table:
                yield "table", *table
                table = None
            if row.strip():
                yield ("item" if _ITEM.match(row) else "prose"), start, end
        start = end + 1
    if table:
        yield "table", *table


def _block(kind: str, inner: SafeString) -> SafeString:
    if kind == "table":
        return format_html('<pre class="columns" tabindex="0">{}</pre>', inner)
    if kind == "item":
        return format_html('<p class="item">{}</p>', inner)
    return format_html("<p>{}</p>", inner)


def _inline(
    text: str, start: int, end: int, spans: Sequence[Span], breaks: Sequence[Break], found: Sequence[Found] = ()
) -> SafeString:
    """text[start:end] escaped, with the spans that lie inside it and the breaks set in."""
    pieces: list[str] = []
    at = start
    waiting = list(breaks)
    for span in spans:
        if span.start < at or span.end > end:
            continue
        pieces += _stretch(text, at, span.start, waiting, found)
        pieces.append(_spanned(span, _words(text, span.start, span.end, found)))
        at = span.end
    pieces += _stretch(text, at, end, waiting, found)
    pieces += [_broken(stop) for stop in waiting]
    return _joined(pieces)


def _stretch(text: str, start: int, end: int, waiting: list[Break], found: Sequence[Found]) -> Iterator[str]:
    """text[start:end] with the breaks that fall into it; those are taken from `waiting`."""
    while waiting and waiting[0].offset <= end:
        stop = waiting.pop(0)
        cut = max(start, stop.offset)
        yield _words(text, start, cut, found)
        yield _broken(stop)
        start = cut
    yield _words(text, start, end, found)


def _words(text: str, start: int, end: int, found: Sequence[Found]) -> SafeString:
    """text[start:end] escaped, what was found in <mark>; a place cut in two is one place still: one id."""
    pieces: list[str] = []
    for one in found:
        first, last = max(one.start, start), min(one.end, end)
        if first >= last:
            continue
        pieces.append(escape(text[start:first]))
        name = format_html(' id="m{}" tabindex="-1"', one.number) if first == one.start else ""
        pieces.append(format_html("<mark{}>{}</mark>", name, text[first:last]))
        start = last
    return _joined([*pieces, escape(text[start:end])])


def _broken(stop: Break) -> SafeString:
    return format_html(
        '<a class="page-break" href="{}" title="A page of the telegram ended here (line {})" '
        'aria-label="page break, line {} of the source"></a>',
        stop.address,
        stop.line,
        stop.line,
    )


def _spanned(span: Span, text: SafeString) -> SafeString:
    if span.kind == "redaction":
        return format_html('<span class="redaction" role="img" aria-label="redacted" title="Redacted">{}</span>', text)
    told = {"class_": span.kind, "data_tip": span.title, "aria_describedby": span.described or None}
    return (
        element("a", text, href=span.address, **told) if span.address else element("span", text, tabindex="0", **told)
    )
