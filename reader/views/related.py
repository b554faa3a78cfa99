"""What stands around a cable: its neighbours, those that cite it, those it was sent to, the agencies it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reader.models import Addressee, Agency, Cable, Mention, Paragraph, Reference
from reader.models.links import ReferenceQuerySet
from reader.views import questions, wording

#: How many citing cables a page lists before it leads to a search.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Addressees:
    """TO and INFO of one cable, in order."""

    action: list[Addressee]
    information: list[Addressee]


@dataclass(slots=True)
class Named:
    """An agency named in the cable and the paragraphs that name it; `agency` is None while undecided."""

    acronym: str
    agency: Agency | None
    paragraphs: list[Paragraph] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The cables of the same post just before and just after."""

    before: Cable | None
    after: Cable | None


def addressees(cable: Cable) -> Addressees:
    """One query for both lists."""
    rows = questions.ADDRESSEES(cable=cable.pk)
    return Addressees(
        [row for row in rows if row.kind == Addressee.ACTION],
        [row for row in rows if row.kind == Addressee.INFORMATION],
    )


def reasons(cable: Cable) -> list[tuple[str, str]]:
    """(code, meaning or an empty text) of each reason for classification."""
    return [(code, wording.reason_meaning(code)) for code in cable.reasons]


def agencies(named_here: Iterable[Mention], paragraphs: Mapping[int, Paragraph]) -> list[Named]:
    """The agencies named, in order of their first mention; paragraphs by primary key."""
    named: dict[tuple[str, int | None], Named] = {}
    for mention in named_here:
        key = ("", mention.agency_id) if mention.agency_id else (mention.acronym, None)
        entry = named.setdefault(key, Named(mention.acronym, mention.agency))
        if mention.paragraph_id not in entry.seen:
            entry.seen.add(mention.paragraph_id)
            entry.paragraphs.append(paragraphs[mention.paragraph_id])
    return list(named.values())


def cited_by(cable: Cable) -> list[Cable]:
    """Cables that refer to this one, oldest first; at most SHOWN + 1, so that a page can say there are more."""
    return _once(questions.CITING(cable=cable.pk))[: SHOWN + 1]


def citing_cables(references: ReferenceQuerySet) -> list[Cable]:
    """The cables of these references, each once, with what a line about them shows."""
    return _once(references.with_citing())


def _once(references: Iterable[Reference]) -> list[Cable]:
    return list({reference.cable_id: reference.cable for reference in references}.values())


def nearby(cable: Cable) -> list[Cable]:
    """In one query: the cable before and after from the same post, and others under the same number."""
    # Cables without a number share none: a number that no row has stands for "no others".
    number = cable.number or "none"
    if cable.station_id and cable.date:
        keys = {"station": cable.station_id, "date": cable.date, "reference_id": cable.reference_id}
        return questions.NEARBY(cable=cable.pk, number=number, **keys)
    return questions.NAMESAKES(cable=cable.pk, number=number)


def neighbours(cable: Cable, found: Iterable[Cable]) -> Neighbours:
    """Of the cables nearby, the last before and the first after; those of the same number stand apart."""
    around = [other for other in found if other.date and _is_other(cable, other)]
    here = (cable.date, cable.reference_id)
    before = [other for other in around if (other.date, other.reference_id) < here]
    after = [other for other in around if (other.date, other.reference_id) > here]
    return Neighbours(before[-1] if before else None, after[0] if after else None)


def _is_other(cable: Cable, other: Cable) -> bool:
    """Whether two cables are not namesakes."""
    return not cable.is_numbered or other.number != cable.number
