"""The wanted list: cables that are cited here and not held, each described so that an archive can be asked for it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from reader.insight import sentences
from reader.insight.estimates import Estimate, estimate
from reader.insight.places import Post, Posts
from reader.models import Cable, MissingCable, Paragraph, Reference, RegisterEntry
from reader.models.series import MissingCableQuerySet
from reader.telegram import identifiers

#: Entries of a page; entries asked for at once by files.
PER_PAGE, CHUNK = 25, 200
#: Citing cables that an entry names, and those of them whose text is looked through for a label.
CITING, LOOKED_THROUGH = 5, 2
#: What is shown of a citing cable.
_SHOWN = ("reference_id", "subject", "headline", "date", "date_has_time", "day", "source__collection__fictional")


@dataclass(frozen=True, slots=True)
class Citation:
    """A cable that cites the wanted one: as it is written there, and the sentence, empty where none was found."""

    cable: Cable
    as_written: str
    sentence: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One wanted cable; `citations` are the first of `citing`, oldest first. `under` are held under other names."""

    number: str
    post: Post
    year: int
    serial: int
    airgram: bool
    citing: int
    estimate: Estimate
    citations: tuple[Citation, ...] = ()
    registers: tuple[str, ...] = ()
    under: tuple[str, ...] = ()

    @property
    def known_by(self) -> dt.date | None:
        """The day of the oldest citation named: it was sent by then."""
        return min((one.cable.day for one in self.citations if one.cable.day), default=None)

    @property
    def doubtful(self) -> bool:
        """Whether it was cited before the cables around its serial were sent: its number may be a slip."""
        return bool(
            self.known_by and (self.estimate.before or self.estimate.after) and self.known_by < self.estimate.first
        )

    @property
    def day(self) -> dt.date | None:
        """The likeliest day, never after it was first cited."""
        days = [day for day in (self.estimate.day, self.known_by) if day]
        return min(days) if self.estimate.day else None

    @property
    def last(self) -> dt.date:
        """The latest day: that of the cables around it, or of the first that cites it."""
        return max(min(self.estimate.last, self.known_by or self.estimate.last), self.estimate.first)

    @property
    def kind(self) -> str:
        """Telegram or airgram."""
        return "airgram" if self.airgram else "telegram"

    @property
    def around(self) -> list[tuple[str, dt.date]]:
        """(number, day) of the held cables that the estimate rests on."""
        near = [one for one in (self.estimate.before, self.estimate.after) if one]
        place = identifiers.split(self.number)
        assert place is not None
        return [(identifiers.make(self.year, place[1], one.serial, airgram=self.airgram), one.day) for one in near]


def wanted(posts: Posts, place: str = "", year: int | None = None, numbers: Sequence[str] = ()) -> MissingCableQuerySet:
    """Those of a post and year, those of some numbers, or all: the most cited first."""
    rows = MissingCable.objects.most_cited()
    if numbers:
        rows = rows.filter(number__in=numbers)
    if place:
        rows = rows.filter(place__in=posts.of(place).names)
    return rows.filter(year=year) if year else rows


def described(rows: Iterable[MissingCable], posts: Posts) -> list[Wanted]:
    """Rows that were asked for `with_neighbours`, with all that is known of each; five queries for all."""
    listed = list(rows)
    numbers = [row.number for row in listed]
    citations = _citations(numbers)
    registers: dict[str, list[str]] = defaultdict(list)
    for number, title, name in RegisterEntry.objects.naming(numbers):
        registers[number].append(title or name)
    under = _under_other_names(listed, posts)
    return [
        Wanted(
            number=row.number,
            post=posts.of(row.place),
            year=row.year,
            serial=row.serial,
            airgram=row.series.endswith("-A"),
            citing=row.citing,
            estimate=estimate(row),
            citations=tuple(citations[row.number]),
            registers=tuple(registers[row.number]),
            under=tuple(under[row.number]),
        )
        for row in listed
    ]


def everything(rows: MissingCableQuerySet, posts: Posts) -> Iterator[Wanted]:
    """All of them, CHUNK at a time, in the same order."""
    last: MissingCable | None = None
    while True:
        later = Q(citing__lt=last.citing) | Q(citing=last.citing, number__gt=last.number) if last else Q()
        chunk = list(rows.filter(later).with_neighbours()[:CHUNK])
        if not chunk:
            return
        yield from described(chunk, posts)
        last = chunk[-1]


def _citations(numbers: Sequence[str]) -> dict[str, list[Citation]]:
    """Number -> its first CITING citations, oldest first, each cable once."""
    order = Window(RowNumber(), partition_by=F("reference_id"), order_by="pk")
    # A cable that names it in its list and in its text has several rows.
    rows = Reference.objects.filter(reference_id__in=numbers).annotate(place=order).filter(place__lte=3 * CITING)
    shown = (*(f"cable__{name}" for name in _SHOWN), "paragraph__anchor", "paragraph__text")
    own = ("reference_id", "label", "text", "start", "end")
    found = rows.order_by().select_related("cable__source__collection", "paragraph").only(*own, *shown)
    by_number: dict[str, dict[int, list[Reference]]] = defaultdict(lambda: defaultdict(list))
    for reference in sorted(found, key=lambda one: (one.cable.date is None, str(one.cable.date), one.pk)):
        by_number[reference.reference_id][reference.cable_id].append(reference)
    kept = {number: list(cables.values())[:CITING] for number, cables in by_number.items()}
    texts = _texts(kept)
    citations: dict[str, list[Citation]] = defaultdict(list)
    for number, listed in kept.items():
        citations[number] = [_citation(references, texts) for references in listed]
    return citations


def _texts(kept: dict[str, list[list[Reference]]]) -> dict[int, list[Paragraph]]:
    """Cable -> its paragraphs that speak of references; of cables that only list the number."""
    listing = {
        references[0].cable_id
        for listed in kept.values()
        for references in listed[:LOOKED_THROUGH]
        if all(reference.paragraph is None for reference in references)
    }
    texts: dict[int, list[Paragraph]] = defaultdict(list)
    speaking = Paragraph.objects.filter(cable__in=listing, text__icontains="ref").order_by("cable", "position")
    for paragraph in speaking.only("cable_id", "anchor", "text"):
        texts[paragraph.cable_id].append(paragraph)
    return texts


def _citation(references: list[Reference], texts: dict[int, list[Paragraph]]) -> Citation:
    """What one cable says of it: the sentence that names it, else the one that names its label."""
    for reference in references:
        if reference.paragraph and reference.start is not None and reference.end is not None:
            text = reference.paragraph.text
            sentence = sentences.around(text, reference.start, reference.end)
            return Citation(reference.cable, reference.text, sentence, reference.paragraph.anchor)
    listed = references[0]
    for paragraph in texts.get(listed.cable_id, ()):
        sentence = sentences.naming(listed.label, paragraph.text)
        if sentence:
            return Citation(listed.cable, listed.text, sentence, paragraph.anchor)
    return Citation(listed.cable, listed.text, "")


def _under_other_names(rows: Sequence[MissingCable], posts: Posts) -> dict[str, list[str]]:
    """Number -> those of the same serial under another name of the post that are held."""
    meant: dict[str, str] = {}
    for row in rows:
        for name in posts.of(row.place).names:
            other = identifiers.make(row.year, name, row.serial, airgram=row.series.endswith("-A"))
            if other != row.number:
                meant[other] = row.number
    held: dict[str, list[str]] = defaultdict(list)
    for number in Cable.objects.filter(number__in=meant).order_by("number").values_list("number", flat=True):
        held[meant[number]].append(number)
    return held


def as_row(one: Wanted, root: str) -> dict[str, Any]:
    """An entry for a file; `root` is the archive's address."""
    return {
        "number": one.number,
        "kind": one.kind,
        "post": one.post.place,
        "station": one.post.station,
        "country": one.post.country,
        "year": one.year,
        "serial": one.serial,
        "estimated_date": one.day,
        "estimated_from": one.estimate.first,
        "estimated_to": one.last,
        "estimated_by": [f"{number} of {day}" for number, day in one.around],
        "cited_by": one.citing,
        "citing": [citation.cable.reference_id for citation in one.citations],
        "citing_subjects": [citation.cable.title for citation in one.citations],
        "as_written": [citation.as_written for citation in one.citations],
        "sentences": [citation.sentence for citation in one.citations],
        "registers": list(one.registers),
        "held_under_other_name": list(one.under),
        "address": f"{root.rstrip('/')}/cables/{one.number}/",
    }
