"""The best paragraphs of a cable with the words found marked: made from the stored text with the index's own analysis.

Marks are true to what was asked: stems match stems, a phrase is marked as a phrase and not its words apart, a prefix
only where a word begins so, and a word asked for inside one marking only in paragraphs of that marking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from reader.models import Paragraph
from reader.search.analysis import fold_letters
from reader.search.cards import FoundCable, FoundParagraph
from reader.search.fields import CONTENT, marking_name, stem, tokens
from reader.search.language import Needle, parse
from reader.search.results import Segment, Snippet
from reader.search.stemming import beginning

#: Snippets of a hit at most, and their length in characters.
MOST, LENGTH = 3, 280

#: A place in a text: from, to, and which needle stands there.
Span = tuple[int, int, int]

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Matcher:
    """One needle made ready: stems of its words (the last one as typed when a prefix), and its number."""

    number: int
    stems: tuple[str, ...]
    prefix: str | None
    near: int | None
    index: str | None

    @property
    def size(self) -> int:
        return len(self.stems) + (self.prefix is not None)

    @property
    def beginnings(self) -> tuple[str, ...]:
        """What each of its words begins with, whatever its form."""
        return (*map(beginning, self.stems), *((self.prefix,) if self.prefix is not None else ()))

    def begins(self, word: str) -> bool:
        """Whether a word can be the first of what is looked for."""
        return stem(word) == self.stems[0] if self.stems else word.startswith(self.prefix or word)

    def stands(self, found: Sequence[str]) -> bool:
        """Whether these words are what is looked for."""
        if len(found) < self.size or any(stem(w) != s for w, s in zip(found, self.stems, strict=False)):
            return False
        return self.prefix is None or found[self.size - 1].startswith(self.prefix)


class _Sought:
    """What is looked for in one field of the index."""

    def __init__(self, matchers: Sequence[_Matcher]) -> None:
        self.matchers = matchers
        self._near = [matcher for matcher in matchers if matcher.near is not None]
        self._plain = [matcher for matcher in matchers if matcher.near is None and matcher.size]
        self._starts = sorted({matcher.beginnings[0] for matcher in self._plain})
        #: Word -> the matchers that it can begin.
        self._beginning: dict[str, list[_Matcher]] = {}

    def spans(self, text: str) -> set[Span]:
        """Every place in a text, overlapping ones too."""
        folded = fold_letters(text)
        if folded is None:
            return set(_thorough(text, self.matchers))
        near = [m for m in self._near if all(start in folded for start in m.beginnings)]
        found = set(_thorough(text, near)) if near else set()
        for start in self._starts:
            for first, end in _standing(start, folded):
                found.update(self._at(folded, first, end))
        return found

    def _at(self, folded: str, start: int, end: int) -> Iterator[Span]:
        """What stands where a word does."""
        first = folded[start:end]
        matchers = self._beginning.get(first)
        if matchers is None:
            matchers = self._beginning[first] = [matcher for matcher in self._plain if matcher.begins(first)]
        for matcher in matchers:
            if matcher.size == 1:
                yield start, end, matcher.number
                continue
            after = list(islice(_WORD.finditer(folded, end), matcher.size - 1))
            if matcher.stands([first, *(other[0] for other in after)]):
                yield start, after[-1].end(), matcher.number


class Marker:
    """Marks what was asked for in texts."""

    def __init__(self, needles: Sequence[Needle]) -> None:
        self.matchers = [
            _Matcher(
                number,
                tuple(map(stem, needle.words[:-1] if needle.prefix else needle.words)),
                needle.words[-1] if needle.prefix else None,
                needle.near,
                needle.index if needle.index != CONTENT else None,
            )
            for number, needle in enumerate(needles)
        ]
        self._sought: dict[str, _Sought] = {}

    @classmethod
    def of(cls, typed: str) -> Marker:
        """Marks what a searcher typed."""
        return cls(parse(typed).needles)

    def spans(self, text: str, index: str) -> list[Span]:
        """Where in a text of one field of the index what was asked for stands, in order, without overlaps."""
        sought = self._sought.get(index)
        if sought is None:
            sought = self._sought[index] = _Sought([m for m in self.matchers if m.index in (None, index)])
        return list(_without_overlaps(sought.spans(text))) if sought.matchers else []

    def segments(self, text: str, index: str) -> tuple[Segment, ...]:
        """A whole text in segments."""
        return _segments(text, self.spans(text, index), 0, len(text))

    def snippets(self, paragraphs: Iterable[FoundParagraph]) -> list[Snippet]:
        """The best paragraphs, in their order; none when nothing was found in the text of any."""
        scored = []
        for paragraph in paragraphs:
            spans = self.spans(paragraph.text, text_index(paragraph))
            if spans:
                different = len({number for _, _, number in spans})
                scored.append((different, len(spans), -paragraph.position, paragraph, spans))
        scored.sort(key=lambda row: row[:3], reverse=True)
        best = sorted(scored[:MOST], key=lambda row: -row[2])
        return [Snippet(paragraph, _excerpt(paragraph.text, spans)) for *_, paragraph, spans in best]


def text_index(paragraph: Paragraph | FoundParagraph) -> str:
    """The field of the index that a paragraph's text stands in."""
    marking = paragraph.marking
    return marking_name(marking.level, marking.caveats) if marking else "unmarked"


def opening(paragraphs: Iterable[FoundParagraph]) -> list[Snippet]:
    """The beginning of the first paragraph with text: what a hit shows when its text was not asked for."""
    for paragraph in paragraphs:
        if paragraph.text.strip():
            return [Snippet(paragraph, _excerpt(paragraph.text, []))]
    return []


def title(cable: FoundCable, marker: Marker) -> tuple[Segment, ...]:
    """The subject, else the headline, with what was found in it; else the reference id."""
    said = cable.subject or cable.headline
    return marker.segments(said, "subject") if said else (Segment(cable.reference_id),)


def _standing(start: str, folded: str) -> Iterator[tuple[int, int]]:
    """Where words stand that begin so. Finding the letters is faster than a pattern by far."""
    at = folded.find(start)
    while at >= 0:
        word = _WORD.match(folded, at) if at == 0 or not folded[at - 1].isalnum() else None
        if word:
            yield word.span()
        at = folded.find(start, word.end() if word else at + 1)


def _thorough(text: str, wanted: Iterable[_Matcher]) -> Iterator[Span]:
    """The slow way, for words near each other and text with accents: every word of the text is looked at."""
    found = list(tokens(text))
    folded = [word for _, _, word in found]
    stems = [stem(word) for word in folded]
    for matcher in wanted:
        if matcher.near is not None:
            yield from _near_spans(matcher, found, stems)
            continue
        for at, word in enumerate(folded):
            if matcher.begins(word) and matcher.stands(folded[at : at + matcher.size]):
                yield found[at][0], found[at + matcher.size - 1][1], matcher.number


def _near_spans(matcher: _Matcher, found: list[tuple[int, int, str]], stems: list[str]) -> Iterator[Span]:
    """The words of a proximity search that stand near enough to all the others."""
    places = {wanted: [at for at, one in enumerate(stems) if one == wanted] for wanted in matcher.stems}
    reach = (matcher.near or 0) + len(matcher.stems) - 1
    for wanted, standing in places.items():
        for at in standing:
            if all(any(abs(at - other) <= reach for other in places[o]) for o in matcher.stems if o != wanted):
                yield found[at][0], found[at][1], matcher.number


def _without_overlaps(spans: Iterable[Span]) -> Iterator[Span]:
    """Longer ones first, in order of place."""
    end = 0
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if span[0] >= end:
            yield span
            end = span[1]


def _excerpt(text: str, spans: Sequence[Span]) -> tuple[Segment, ...]:
    """The stretch of a text with most of what was found, cut between words, with dots where it was cut."""
    start, end = _window(text, spans)
    inside = [span for span in spans if span[0] >= start and span[1] <= end]
    segments = list(_segments(text, inside, start, end))
    if start > 0:
        segments.insert(0, Segment("… "))
    if end < len(text):
        segments.append(Segment(" …"))
    return tuple(segments)


def _window(text: str, spans: Sequence[Span]) -> tuple[int, int]:
    if len(text) <= LENGTH:
        return 0, len(text)
    best = max(range(len(spans)), key=lambda at: _worth(spans, at), default=None)
    lead = 0 if best is None else max(0, spans[best][0] - LENGTH // 5)
    start = 0 if lead == 0 else _after_blank(text, lead, spans[best][0] if best is not None else lead)
    end = min(len(text), max(start + LENGTH, spans[best][1] if best is not None else 0))
    if end < len(text):
        cut = text.rfind(" ", start + LENGTH // 2, end + 1)
        last = max((span[1] for span in spans if span[0] >= start and span[1] <= end), default=0)
        end = cut if cut >= last and cut > start else end
    return start, end


def _worth(spans: Sequence[Span], at: int) -> tuple[int, int]:
    """How many different needles, and how many in all, stand in a window that begins with this span."""
    end = spans[at][0] + LENGTH * 4 // 5
    here = list(takewhile(lambda span: span[1] <= end, islice(spans, at, None)))
    return len({number for _, _, number in here}), len(here)


def _after_blank(text: str, start: int, limit: int) -> int:
    blank = text.find(" ", start, limit)
    return blank + 1 if blank >= 0 else start


def _segments(text: str, spans: Sequence[Span], start: int, end: int) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    at = start
    for first, last, _ in spans:
        if first > at:
            segments.append(Segment(text[at:first]))
        segments.append(Segment(text[first:last], found=True))
        at = last
    if at < end:
        segments.append(Segment(text[at:end]))
    return tuple(segments)
