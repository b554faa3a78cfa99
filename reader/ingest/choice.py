"""Which of a cable's texts gives its reading: told by the texts alone, in the order in which they came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.ingest.sections import Reading, join, reading_of
from reader.telegram import Telegram

#: Who preferred it, then what makes it good: text over none, complete over partial, corrected over not.
Worth = tuple[int, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a cable: the key of its source, its reading, the last run that was told to prefer it (0: none)."""

    source: int
    telegram: Telegram
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A reading with the source to show beside it; made of one text, or joined from sections."""

    reading: Reading
    source: int
    rank: int = 0
    is_joined: bool = False

    @property
    def worth(self) -> Worth:
        """What it is compared by."""
        return (self.rank, *self.reading.worth)

    @property
    def standing(self) -> Standing:
        """What another must be better than."""
        return Standing(self.worth, (lambda: len(set(self.reading.sections))) if self.is_joined else None)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a cable's reading is worth, and how many sections it has, asked in doubt; None: it is not joined."""

    worth: Worth
    sections: Callable[[], int] | None = None


def choose(texts: Sequence[Text]) -> Choice | None:
    """The reading of a cable with these texts; None without any."""
    held: Choice | None = None
    for count in range(1, len(texts) + 1):
        offered = offer(texts[:count])
        if held is None or outdoes(offered, held.standing):
            held = offered
    return held


def offer(texts: Sequence[Text]) -> Choice:
    """What the last of these texts gives: itself, or, when it is a section, all sections together."""
    last = texts[-1]
    if not last.telegram.section:
        return Choice(reading_of(last.telegram), last.source, last.rank)
    sections = sorted((text for text in texts if text.telegram.section), key=_best_copy_first)
    rank = max(text.rank for text in sections)
    return Choice(join([text.telegram for text in sections]), sections[0].source, rank, is_joined=True)


def outdoes(offered: Choice, held: Standing) -> bool:
    """Whether a reading takes the place of the cable's own; of equals, the one that came first stays."""
    if offered.worth != held.worth:
        return offered.worth > held.worth
    return bool(offered.is_joined and held.sections and len(set(offered.reading.sections)) > held.sections())


def _best_copy_first(text: Text) -> tuple[int, int, bool, bool, int]:
    telegram = text.telegram
    assert telegram.section is not None
    return telegram.section[0], -text.rank, telegram.partial, not telegram.corrected, text.source
