"""Sections of one cable that were sent as separate telegrams, joined into one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reader.telegram import ReadingWarning, Telegram
from reader.telegram.warning import warn


@dataclass(frozen=True, slots=True)
class Reading:
    """A telegram, and for each of its paragraphs the section whose lines it counts in (None: the source itself)."""

    telegram: Telegram
    sections: tuple[int | None, ...]

    @property
    def worth(self) -> tuple[bool, bool, bool]:
        """What makes one reading better than another: text over none, complete over partial, corrected over not."""
        return bool(self.telegram.paragraphs), not self.telegram.partial, self.telegram.corrected


def reading_of(telegram: Telegram) -> Reading:
    """The reading of a text by itself; of a lone section, as far as it goes."""
    if telegram.section:
        return join([telegram])
    return Reading(telegram, (None,) * len(telegram.paragraphs))


def join(telegrams: Sequence[Telegram]) -> Reading:
    """One reading of the sections that are held, in their order; the header is that of the first.

    Of several copies of a section the first given is taken. Regions and field lines stay those of the first section.
    A section that is not held makes the reading partial, with a warning.
    """
    numbered: dict[int, Telegram] = {}
    for telegram in telegrams:
        if telegram.section:
            numbered.setdefault(telegram.section[0], telegram)
    parts = [numbered[number] for number in sorted(numbered)]
    first = parts[0]
    telegram = first
    for part in parts[1:]:
        telegram = _appended(telegram, part)
    missing = sorted(set(range(1, _count(parts) + 1)) - set(numbered))
    telegram = replace(
        telegram, partial=bool(missing), section=None, warnings=_warnings(parts, missing), corrected=first.corrected
    )
    sections = tuple(part.section[0] for part in parts if part.section for _ in part.paragraphs)
    return Reading(telegram, sections)


def _count(parts: Sequence[Telegram]) -> int:
    """How many sections there are in all, by what the sections say."""
    return max(part.section[1] for part in parts if part.section)


def _appended(telegram: Telegram, part: Telegram) -> Telegram:
    """A telegram with the next section's text at its end; what both headers state stays that of the first."""
    before = len(telegram.paragraphs)
    shifted_references = (replace(found, paragraph=found.paragraph + before) for found in part.text_references)
    shifted_mentions = (replace(found, paragraph=found.paragraph + before) for found in part.mentions)
    stated = {reference.text for reference in telegram.references}
    return replace(
        telegram,
        paragraphs=telegram.paragraphs + part.paragraphs,
        text_references=(*telegram.text_references, *shifted_references),
        mentions=(*telegram.mentions, *shifted_mentions),
        references=telegram.references + tuple(entry for entry in part.references if entry.text not in stated),
        signatures=telegram.signatures + tuple(name for name in part.signatures if name not in telegram.signatures),
        summary=telegram.summary or part.summary,
        comment=telegram.comment or part.comment,
        classified_by=telegram.classified_by or part.classified_by,
        reasons=telegram.reasons or part.reasons,
        subject=telegram.subject or part.subject,
        tags=telegram.tags or part.tags,
        captions=telegram.captions + tuple(name for name in part.captions if name not in telegram.captions),
    )


#: Said of a section by itself, and not of the cable when the others are there.
_OF_ONE_SECTION = {"sections-missing", "partial", "truncated", "paragraph-cut", "paragraph-skipped", "no-subject"}


def _warnings(parts: Sequence[Telegram], missing: Sequence[int]) -> tuple[ReadingWarning, ...]:
    first = parts[0]
    kept = tuple(warning for warning in first.warnings if warning.code not in _OF_ONE_SECTION)
    if not missing:
        return kept
    held = " and ".join(str(part.section[0]) for part in parts if part.section)
    return (*kept, warn("sections-missing", section=held, sections=_count(parts)))
