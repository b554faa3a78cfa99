"""A page saved as HTML: a news site's, a mirror's, or any other; its lines are those of the extracted text.

What navigation, headers, footers and forms hold is furniture, and where the cable stands in `<pre>` so is
everything else. The text is then read as the same page saved as text would be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape

from reader.telegram.formats import mirror_page, news_text
from reader.telegram.formats.markup_text import Line, extract
from reader.telegram.formats.shapes import is_certain_header_line
from reader.telegram.formats.wrapped import Wrapped, merged
from reader.telegram.records import Document, Span

NAME = "html"
NEWS = "news-html"
MIRROR = "mirror-html"

_HEAD = 3000
_MARKUP = re.compile(
    r"\s*+(?:<\?xml[^>]{0,200}>\s*+)?(?:<!--(?:(?!-->).){0,500}+-->\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title|pre|table|div|h[1-6])\b",
    re.I | re.S,
)
_ADDRESS = re.compile(
    r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->"
    r"|<link\b[^>]{0,200}\brel=[\"']?canonical[\"']?[^>]{0,200}?\bhref=[\"']?([^\"'\s>]+)"
    r"|<link\b[^>]{0,200}\bhref=[\"']?([^\"'\s>]+)[\"']?[^>]{0,200}\brel=[\"']?canonical"
    r"|<meta\b[^>]{0,200}\bproperty=[\"']?og:url[\"']?[^>]{0,200}?\bcontent=[\"']?([^\"'\s>]+)",
    re.I,
)
_ADDRESS_IN = 20_000
_DEEPEST = 3000
#: Elements that need an end tag, opened and closed.
_NEED_END = r"(?!(?:br|hr|img|input|meta|link|p|li|td|th|tr|dd|dt|option|tbody|thead|col|area|base|wbr)\b)[a-z]"
_OPENED = re.compile(rf"<{_NEED_END}", re.I)
_CLOSED = re.compile(rf"</{_NEED_END}|/>", re.I)
#: `Cablegate: Title | Site`, `Title - Site News`.
_SITE = re.compile(r"(?<!\s)\s++[|»]\s++[^|»]{1,60}$")
_CABLEGATE = re.compile(r"\s*cablegate\s*:\s*", re.I)


def recognises(wrapped: Wrapped) -> bool:
    """A page's first tag at the beginning of the text, or `<html` or `<body` soon after."""
    head = wrapped.text[:_HEAD]
    if "<" not in head:
        return False
    begins = _MARKUP.match(head) is not None or re.search(r"<(?:html|body)[\s>]", head, re.I) is not None
    return begins and not _is_bottomless(wrapped.text)


def _is_bottomless(text: str) -> bool:
    """Elements opened within one another by the thousand: no page is so, and parsing one takes time without end."""
    return len(_OPENED.findall(text)) - len(_CLOSED.findall(text)) > _DEEPEST


def unwrap(wrapped: Wrapped) -> Iterator[Document]:
    """The cable of the page."""
    lines, title = extract(wrapped.text)
    address = _ADDRESS.search(wrapped.text[:_ADDRESS_IN])
    found = unescape(next(group for group in address.groups() if group)) if address else None
    hints = replace(
        wrapped.hints,
        address=wrapped.hints.address or found,
        subject=wrapped.hints.subject or _headline(title),
    )
    texts = tuple(line.text for line in lines)
    page = replace(
        wrapped.remade(texts),
        text="\n".join(texts),
        hints=hints,
        furniture=merged((number, number) for number, line in enumerate(lines, start=1) if line.furniture),
    )
    yield _document(page, lines)


def _document(page: Wrapped, lines: Sequence[Line]) -> Document:
    """The document by the kind of page."""
    if mirror_page.recognises(page):
        document = mirror_page.page(page, MIRROR)
        return replace(document, furniture=merged([*document.furniture, *_outside(lines)]))
    if news_text.recognises(page):
        return news_text.page(page, NEWS)
    if outside := _outside(lines):
        return page.document(NAME, furniture=outside)
    begin = next((number for number, line in enumerate(page.lines) if is_certain_header_line(line)), 0)
    return page.document(NAME, furniture=[(1, begin)])


def _outside(lines: Sequence[Line]) -> list[Span]:
    """The lines outside `<pre>` where one of those in it is a cable's; none where there is no such `<pre>`."""
    inside = any(line.preformatted and is_certain_header_line(line.text) for line in lines)
    return [(number, number) for number, line in enumerate(lines, start=1) if inside and not line.preformatted]


def _headline(title: str | None) -> str | None:
    """A page's title without the site's name and without "Cablegate:"."""
    return _CABLEGATE.sub("", _SITE.sub("", title), count=1) or None if title else None
