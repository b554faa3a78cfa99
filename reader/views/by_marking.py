"""The markings of one cable's paragraphs, each to be picked so that the others step back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from reader.markup import element
from reader.models import Marking, Paragraph
from reader.views import wording

#: Kinds that the style sheet can pick; what is rarer in a cable shares the last.
MOST = 10
_Key = tuple[str | None, tuple[str, ...]] | None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of marking: the class of its paragraphs, what it is called, and how many there are."""

    name: str
    role: str
    letters: str
    words: str
    count: int

    def html(self) -> SafeString:
        """A box to pick it by."""
        box = element("input", type="checkbox", class_=f"pick {self.name}", autocomplete="off")
        chip = element("span", self.letters, class_=f"mark r-{self.role}", aria_hidden="true")
        words = element("span", f"{self.words}, ", class_="hidden")
        counted = element("span", wording.thin(self.count), class_="n")
        return element("label", box, chip, words, " ", counted)


@dataclass
class Kinds:
    """The kinds of a cable, the commonest first."""

    _names: dict[_Key, str] = field(default_factory=dict)
    kinds: list[Kind] = field(default_factory=list)

    @classmethod
    def of(cls, paragraphs: Iterable[Paragraph]) -> Kinds:
        """Markings that mean the same (S/NF and S//NF) are one kind."""
        shown = [one for one in paragraphs if one.text or one.number is not None or one.marking]
        counts = Counter(_key(one.marking) for one in shown)
        first = {_key(one.marking): one.marking for one in reversed(shown)}
        common = counts.most_common()
        names = {key: f"k{min(place, MOST - 1)}" for place, (key, _) in enumerate(common)}
        return cls(names, list(_kinds(names, common, first)))

    def name_of(self, paragraph: Paragraph) -> str:
        """The class of a paragraph; empty for a heading that stands alone in a cable without unmarked paragraphs."""
        return self._names.get(_key(paragraph.marking), "")


def _kinds(names: dict[_Key, str], common: list[tuple[_Key, int]], first: dict[_Key, Marking | None]) -> Iterator[Kind]:
    alone = common if len(common) <= MOST else common[: MOST - 1]
    for key, count in alone:
        given = first[key]
        role = wording.role(given.level, given.caveats) if given else "unmarked"
        yield Kind(names[key], role, wording.marking_letters(given), wording.marking_words(given), count)
    if rest := common[len(alone) :]:
        yield Kind(f"k{MOST - 1}", "unstated", "others", f"{len(rest)} other markings", sum(count for _, count in rest))


def _key(marking: Marking | None) -> _Key:
    """What a marking means; one whose level is not established is only like itself."""
    if marking is None:
        return None
    return (marking.level, tuple(marking.caveats)) if marking.level else (None, (marking.as_written,))
