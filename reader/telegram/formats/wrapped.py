"""What every format takes: the decoded text of one file, member or record, with all that is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reader.telegram.records import Document, Hints, ReadingWarning, Refusal, Span

#: What a wrapping says that says nothing.
NO_HINTS = Hints()

#: Where a line ends, in text and in bytes of which a line end is one.
LINE_END = re.compile(r"\r\n|\n|\r")
LINE_END_BYTES = re.compile(rb"\r\n|\n|\r")


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text without their ends; a line ends at LF, CRLF or CR and at nothing else."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A decoded text in its wrapping: `lines` of `text`, `data` as received, `first_line` of the lines in the file."""

    text: str
    lines: tuple[str, ...]
    data: bytes
    path: str
    member: str | None = None
    hints: Hints = NO_HINTS
    encoding: str = "utf-8"
    notes: tuple[ReadingWarning, ...] = ()
    first_line: int = 1
    furniture: tuple[Span, ...] = ()

    def document(self, format: str, *, furniture: Iterable[Span] = (), **known: Any) -> Document:
        """The whole text as one document; `known` are fields of Document that the format has found out."""
        fields: dict[str, Any] = {
            "lines": self.lines,
            "hints": self.hints,
            "notes": self.notes,
            "path": self.path,
            "member": self.member,
            "first_line": self.first_line,
            "encoding": self.encoding,
            "raw": self.data,
            **known,
        }
        return Document(format=format, furniture=merged((*self.furniture, *furniture)), **fields)

    def remade(self, lines: tuple[str, ...]) -> Wrapped:
        """The text with lines that were made anew: lines of notes count no longer."""
        return replace(self, lines=lines, notes=tuple(replace(note, line=None) for note in self.notes))

    def visible(self) -> tuple[str, ...]:
        """The lines, those that are known to be furniture as blanks."""
        lines = list(self.lines)
        for first, last in self.furniture:
            lines[first - 1 : last] = [""] * (last - first + 1)
        return tuple(lines)

    def refusal(self, code: str, reason: str, line: int | None = None) -> Refusal:
        """A refusal of this text, or of something at `line` of it."""
        at = None if line is None else self.first_line + line - 1
        return Refusal(self.path, code, reason, self.member, at)

    def parts(self, starts: Sequence[int]) -> Iterator[Wrapped]:
        """The text cut before each of `starts` (1-based lines, rising, the first is 1), each with its own bytes."""
        cuts = self._cuts()
        for first, beyond in zip(starts, [*starts[1:], len(self.lines) + 1], strict=True):
            yield replace(
                self,
                lines=self.lines[first - 1 : beyond - 1],
                text="\n".join(self.lines[first - 1 : beyond - 1]),
                data=cuts.between(first, beyond),
                first_line=self.first_line + first - 1,
                furniture=(),
                notes=_between(self.notes, first, beyond),
            )

    def _cuts(self) -> _Cuts:
        """Where lines begin in the bytes; in UTF-16 and UTF-32 they are found in the text and encoded back."""
        if self.encoding.startswith(("utf-16", "utf-32")):
            offsets = [0, *(found.end() for found in LINE_END.finditer(self.text))]
            return _Cuts(offsets, self.text, self.encoding)
        offsets = [0, *(found.end() for found in LINE_END_BYTES.finditer(self.data))]
        return _Cuts(offsets, self.data, None)


def _between(notes: tuple[ReadingWarning, ...], first: int, beyond: int) -> tuple[ReadingWarning, ...]:
    """The notes of the lines from `first` to before `beyond`, their lines counted from there."""
    return tuple(
        note if note.line is None else replace(note, line=note.line - first + 1)
        for note in notes
        if note.line is None or first <= note.line < beyond
    )


@dataclass(frozen=True, slots=True)
class _Cuts:
    """Offsets of the lines' beginnings in a text or its bytes."""

    offsets: list[int]
    content: str | bytes
    encoding: str | None

    def between(self, first: int, beyond: int) -> bytes:
        """The bytes of the lines from `first` to before `beyond`."""
        end = self.offsets[beyond - 1] if beyond <= len(self.offsets) else len(self.content)
        part = self.content[self.offsets[first - 1] : end]
        return part if isinstance(part, bytes) else part.encode(self.encoding or "utf-8")


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, overlapping and touching ones joined, empty ones dropped.

    >>> merged([(5, 6), (1, 2), (3, 3), (9, 8)])
    ((1, 3), (5, 6))
    """
    joined: list[Span] = []
    for first, last in sorted(spans):
        if last < first:
            continue
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)
