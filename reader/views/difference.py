"""Two texts of one cable, paragraph beside paragraph: what one has and the other has not, told in words.

Paragraphs are aligned by what they say, in order; the words of a pair are compared. A run of X in one text where the
other has words is a redaction: one release withheld what another showed.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.safestring import SafeString

from reader import markup
from reader.markup import REDACTION, element
from reader.telegram import records

#: Words of a paragraph beyond which its words are not compared one by one: difflib's time grows too fast.
_LONG = 2500
#: Pairs of paragraphs beyond which they are aligned by their numbers alone.
_MANY = 40_000
#: Share of words that two paragraphs have at least in common when they are the same one.
_ALIKE = 0.25
#: Letters of a paragraph's beginning.
_BEGINNING = 110
_WORDS = re.compile(r"\S+")

Paragraph = records.Paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: in both texts (`same`), or what A has and what B has instead; both may be empty."""

    a: str
    b: str

    @property
    def same(self) -> bool:
        """Whether both texts have it."""
        return self.a == self.b

    @property
    def withheld(self) -> str:
        """The text ("A" or "B") that has a redaction where the other has words; else empty."""
        if self.same:
            return ""
        redacted_a, redacted_b = _is_redacted(self.a), _is_redacted(self.b)
        return "" if redacted_a == redacted_b else "A" if redacted_a else "B"


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph of A and the one of B that is the same; None where a text has no such paragraph."""

    a: Paragraph | None
    b: Paragraph | None
    pieces: Sequence[Piece]

    @property
    def only(self) -> str:
        """The text that alone has this paragraph; empty where both have it."""
        return "A" if self.b is None else "B" if self.a is None else ""

    @property
    def same(self) -> bool:
        """Whether nothing differs, the marking included."""
        return not self.only and self.same_marking and all(piece.same for piece in self.pieces)

    @property
    def same_marking(self) -> bool:
        """Whether the markings mean the same."""
        return not (self.a and self.b) or _meaning(self.a) == _meaning(self.b)

    @property
    def marking_a(self) -> str:
        """The marking in A as written; what it is called where there is none."""
        return _marking(self.a)

    @property
    def marking_b(self) -> str:
        """The same of B."""
        return _marking(self.b)

    @property
    def begins(self) -> str:
        """Its first words."""
        whole = self.a or self.b
        return textwrap.shorten(_text(whole), _BEGINNING, placeholder=" …") if whole else ""

    @property
    def html(self) -> SafeString:
        """Its words; what differs says in words whose it is."""
        alone = self.a or self.b
        if self.only and alone:
            return markup.joined([_text(alone)])
        return markup.joined(part for piece in self.pieces for part in _shown(piece))

    @property
    def number(self) -> int | None:
        """Its number, in A when both have one."""
        return next((one.number for one in (self.a, self.b) if one and one.number is not None), None)


@dataclass(frozen=True, slots=True)
class Difference:
    """All pairs, and what they come to."""

    pairs: Sequence[Pair]

    @property
    def changed(self) -> int:
        """Paragraphs that both have, and not alike."""
        return sum(1 for pair in self.pairs if not pair.only and not pair.same)

    @property
    def alike(self) -> int:
        """Paragraphs that both have alike."""
        return sum(1 for pair in self.pairs if pair.same)

    @property
    def only_a(self) -> int:
        """Paragraphs that A alone has."""
        return sum(1 for pair in self.pairs if pair.only == "A")

    @property
    def only_b(self) -> int:
        """Paragraphs that B alone has."""
        return sum(1 for pair in self.pairs if pair.only == "B")

    @property
    def withheld_a(self) -> int:
        """Places that A withheld and B shows."""
        return self._withheld("A")

    @property
    def withheld_b(self) -> int:
        """Places that B withheld and A shows."""
        return self._withheld("B")

    def _withheld(self, text: str) -> int:
        return sum(1 for pair in self.pairs for piece in pair.pieces if piece.withheld == text)


def difference(a: Sequence[Paragraph], b: Sequence[Paragraph]) -> Difference:
    """The paragraphs of two readings, aligned and compared."""
    return Difference([_pair(one, other) for one, other in _aligned(a, b)])


def _pair(a: Paragraph | None, b: Paragraph | None) -> Pair:
    return Pair(a, b, list(_compared(_text(a), _text(b))) if a and b else ())


def _shown(piece: Piece) -> Iterator[SafeString | str]:
    """The words that both have; else those of A and of B, each behind its name."""
    if piece.same:
        yield f"{piece.a} "
        return
    names = {"": ("A", "B"), "A": ("A withholds", "B shows"), "B": ("A shows", "B withholds")}[piece.withheld]
    for words, name in zip((piece.a, piece.b), names, strict=True):
        if words:
            yield element(
                "span", element("b", f"{name}:"), " ", words, class_="of withheld" if piece.withheld else "of"
            )
            yield " "


def _marking(paragraph: Paragraph | None) -> str:
    if paragraph is None:
        return ""
    return paragraph.marking.as_written if paragraph.marking else "unmarked"


def _text(paragraph: Paragraph) -> str:
    """The heading stands before the paragraph's text."""
    return "\n".join(filter(None, (paragraph.heading, paragraph.text)))


def _aligned(a: Sequence[Paragraph], b: Sequence[Paragraph]) -> Iterator[tuple[Paragraph | None, Paragraph | None]]:
    """Pairs in order: the way through both texts on which most is alike."""
    likeness = _likeness(a, b)
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            together = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(a) and j < len(b):
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            yield a[i], b[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield a[i], None
            i += 1
        else:
            yield None, b[j]
            j += 1
    yield from ((one, None) for one in a[i:])
    yield from ((None, one) for one in b[j:])


def _likeness(a: Sequence[Paragraph], b: Sequence[Paragraph]) -> list[list[float]]:
    """How alike each paragraph of A is to each of B: 0 for not the same, above 1 where the numbers agree too."""
    if len(a) * len(b) > _MANY:
        return [[float(one.number is not None and one.number == other.number) for other in b] for one in a]
    bags_a, bags_b = [_bag(one) for one in a], [_bag(one) for one in b]
    return [
        [_alike(one, other, bag, bags_b[j]) for j, other in enumerate(b)] for one, bag in zip(a, bags_a, strict=True)
    ]


def _alike(a: Paragraph, b: Paragraph, bag_a: Counter[str], bag_b: Counter[str]) -> float:
    common = (bag_a & bag_b).total()
    share = common / max(min(bag_a.total(), bag_b.total()), 1)
    numbered = a.number is not None and a.number == b.number
    # A paragraph withheld as a whole has no word in common with the one shown, but its number.
    redacted = _is_redacted(_text(a)) or _is_redacted(_text(b))
    if share < _ALIKE and not (numbered and (redacted or not common)):
        return 0.0
    return share + (0.5 if numbered else 0.0) + 0.01


def _bag(paragraph: Paragraph) -> Counter[str]:
    return Counter(word.strip(".,;:()\"'").lower() for word in _WORDS.findall(_text(paragraph)))


def _compared(a: str, b: str) -> Iterator[Piece]:
    """The words of two texts; line breaks that differ are no difference."""
    words_a, words_b = _WORDS.findall(a), _WORDS.findall(b)
    if words_a == words_b or max(len(words_a), len(words_b)) > _LONG:
        yield Piece(" ".join(words_a), " ".join(words_b))
    else:
        for _, i, j, k, m in SequenceMatcher(None, words_a, words_b, autojunk=False).get_opcodes():
            yield Piece(" ".join(words_a[i:j]), " ".join(words_b[k:m]))


def _is_redacted(text: str) -> bool:
    return REDACTION.search(text) is not None


def _meaning(paragraph: Paragraph) -> tuple[str | None, tuple[str, ...]] | None:
    given = paragraph.marking
    return (given.level, tuple(given.caveats)) if given else None
