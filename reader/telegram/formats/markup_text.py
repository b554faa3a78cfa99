"""HTML to lines: the text a reader sees, line by line, with what is known to be no part of it.

Line ends and runs of blanks of the source count outside headings and cells too: a cable's lines mean something,
and its tables are made of blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from reader.telegram.formats.wrapped import split_lines


def _tags(names: str) -> frozenset[str]:
    """A set of elements from their names with blanks between."""
    return frozenset(names.split())


_HIDDEN = _tags("script style noscript template svg math iframe object head title select option textarea")
_FURNITURE = _tags("nav header footer aside form button")
_BREAKS = _tags(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul"
)
_APART = _tags("blockquote h1 h2 h3 h4 h5 h6 hr ol p pre table ul")
_JOINED = _tags("h1 h2 h3 h4 h5 h6 caption button")
_PREFORMATTED = _tags("pre listing xmp plaintext")
_CELLS = _tags("td th")
#: Blanks directly inside these are no text.
_GRID = _tags("table tbody thead tfoot tr")
#: A cell that holds any of these lays out the page and is no cell of a table of data.
_LAYOUT = "br, p, pre, div, table, ul, ol, h1, h2, h3"
_BLANKS = re.compile(r"[ \t\f]+")


@dataclass(slots=True)
class Line:
    """A line of extracted text: inside `pre`, or inside an element that is furniture."""

    text: str
    preformatted: bool = False
    furniture: bool = False


@dataclass(slots=True)
class _Context:
    """What the elements around a node say."""

    preformatted: int = 0
    furniture: int = 0
    joined: int = 0


@dataclass(slots=True)
class _Writer:
    """Collects lines; a blank line is written only between lines with text."""

    lines: list[Line] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    context: _Context = field(default_factory=_Context)
    gap: bool = False

    def flush(self) -> None:
        """Ends the current line, if it has text."""
        text = "".join(self.current)
        text = text.rstrip() if self.context.preformatted else text.strip(" \t\n\f\r")
        self.current.clear()
        if text.strip():
            self._write(text)

    def line_break(self) -> None:
        """A `<br>`: ends the line, also an empty one."""
        if "".join(self.current).strip():
            self.flush()
        else:
            self.gap = True

    def _write(self, text: str) -> None:
        if self.gap and self.lines:
            self.lines.append(Line("", self.lines[-1].preformatted, self.lines[-1].furniture))
        self.gap = False
        self.lines.append(Line(text, self.context.preformatted > 0, self.context.furniture > 0))

    def preformatted_text(self, text: str) -> None:
        """Text in which every line end and blank counts."""
        first, *rest = split_lines(text) or ("",)
        self.current.append(first)
        for line in rest:
            self._end_preformatted()
            self.current.append(line)
        if text.endswith(("\n", "\r")):
            self._end_preformatted()

    def _end_preformatted(self) -> None:
        text = "".join(self.current).rstrip("\r\n")
        self.current.clear()
        if text.strip():
            self._write(text)
        else:
            self.gap = False
            self.lines.append(Line(text, True, self.context.furniture > 0))

    def text(self, text: str) -> None:
        """Text outside `pre`: a line end ends a line, but makes no empty one."""
        for number, line in enumerate(split_lines(text)):
            if number and self.context.joined:
                self.current.append(" ")
            elif number:
                self.flush()
            words = _BLANKS.sub(" ", line) if self.context.joined else line
            if not self.current or (self.context.joined and self.current[-1].endswith((" ", "\t"))):
                words = words.lstrip(" \t")
            if words:
                self.current.append(words)
        if text.endswith("\n"):
            self.text(" ") if self.context.joined else self.flush()


def extract(html: str) -> tuple[list[Line], str | None]:
    """The lines of a page, and its title."""
    tree = LexborHTMLParser(html)
    title = tree.css_first("title")
    writer = _Writer()
    for node, entering in _walk(tree.root):
        _write(writer, node, entering)
    writer.flush()
    while writer.lines and not writer.lines[-1].text.strip():
        writer.lines.pop()
    return writer.lines, " ".join(title.text().split()) or None if title else None


def _walk(root: LexborNode | None) -> Iterator[tuple[LexborNode, bool]]:
    """Every node that is shown, entered and left, without recursion: pages can be nested without end."""
    node = root
    depth = 0
    while node is not None:
        yield node, True
        child = node.child if node.tag not in _HIDDEN else None
        if child is not None:
            node, depth = child, depth + 1
            continue
        yield node, False
        while node.next is None:
            parent = node.parent
            if depth == 0 or parent is None:
                return
            node, depth = parent, depth - 1
            yield node, False
        node = node.next


def _write(writer: _Writer, node: LexborNode, entering: bool) -> None:
    """What entering or leaving a node does to the text."""
    tag = node.tag or ""
    if tag == "-text":
        text = node.text_content or ""
        if entering and not (node.parent and node.parent.tag in _GRID and not text.strip()):
            writer.preformatted_text(text) if writer.context.preformatted else writer.text(text)
    elif tag == "br":
        if entering:
            writer.line_break()
    elif tag in _CELLS and node.css_first(_LAYOUT) is None:
        _cell(writer, node, entering)
    elif tag in _BREAKS or tag in _CELLS:
        _block(writer, tag, entering)


def _cell(writer: _Writer, node: LexborNode, entering: bool) -> None:
    """Cells of one row stand on one line with a tab between them."""
    writer.context.joined += 1 if entering else -1
    if entering and _follows_cell(node) and writer.current:
        writer.current.append("\t")


def _follows_cell(node: LexborNode) -> bool:
    """Whether another cell of the row stands before this one."""
    before = node.prev
    while before is not None and before.tag not in _CELLS:
        before = before.prev
    return before is not None


def _block(writer: _Writer, tag: str, entering: bool) -> None:
    """A block begins and ends a line; some stand apart by a blank line."""
    cell = writer.context.joined > 0 and tag not in _JOINED
    if cell and tag not in _PREFORMATTED:
        if writer.current:
            writer.current.append(" ")
        return
    writer.flush()
    if tag in _APART and writer.lines:
        writer.gap = True
    step = 1 if entering else -1
    writer.context.preformatted += step * (tag in _PREFORMATTED)
    writer.context.furniture += step * (tag in _FURNITURE)
    writer.context.joined += step * (tag in _JOINED)
