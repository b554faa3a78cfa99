"""What stands around a cable: its neighbours, those that cite it, those it was sent to, the agencies it names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Subquery

from reader.models import Addressee, Agency, Cable, Correction, Mention, Paragraph, Reference
from reader.models.cables import CableQuerySet
from reader.views import wording

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
    own = ("cable", "kind", "routing", "as_written", "precedence", "serial", "excluded", "line")
    rows = list(cable.addressees.select_related("station").only(*own, "station__name", "station__slug"))
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
    rows = cable.referred_to_by.exclude(cable=cable).order_by("cable__date", "cable__reference_id")
    return citing_cables(rows[: 2 * SHOWN])[: SHOWN + 1]


def citing_cables(references: QuerySet[Reference]) -> list[Cable]:
    """The cables of these references, each once, with what a line about them shows."""
    rows = references.select_related("cable__source__collection").only("target", *_named_in("cable"))
    return list({reference.cable_id: reference.cable for reference in rows}.values())


def references(cable: Cable) -> list[Reference]:
    """All that the cable refers to, in its list and in its text, in one query."""
    rows = cable.references.select_related("target__source__collection", "target__station")
    own = ("cable", "position", "label", "text", "kind", "reference_id", "paragraph_id", "start", "end", "line")
    more = ("target__station__name", "target__level", "target__caveats", "target__summary")
    return list(rows.only(*own, *_named_in("target"), *more))


def mentions(cable: Cable) -> list[Mention]:
    """Agencies named in the text, in no order."""
    own = ("cable", "acronym", "start", "end", "paragraph_id")
    rows = cable.mentions.select_related("agency").only(*own, "agency__acronym", "agency__name", "agency__slug")
    return list(rows.order_by())


def _named_in(relation: str) -> list[str]:
    """What a line about another cable needs, as fields of a relation."""
    shown = ("reference_id", "number", "subject", "headline", "date", "date_has_time", "source__collection__fictional")
    return [f"{relation}__{name}" for name in shown]


def nearby(cable: Cable) -> CableQuerySet:
    """In one query: the cable before and after from the same post, and others under the same number."""
    # Cables without a number share none: a key that no row has stands for "no others".
    wanted = Q(number=cable.number) if cable.is_numbered else Q(pk=None)
    if cable.station_id and cable.date:
        same_post = Cable.objects.filter(station=cable.station_id)
        before = same_post.filter(_before(cable)).order_by("-date", "-reference_id")
        after = same_post.filter(_after(cable)).order_by("date", "reference_id")
        wanted |= Q(pk=Subquery(before.values("pk")[:1])) | Q(pk=Subquery(after.values("pk")[:1]))
    found = Cable.objects.filter(wanted).exclude(pk=cable.pk).order_by("date", "reference_id")
    shown = ("reference_id", "number", "subject", "headline", "date", "date_has_time")
    return found.select_related("source__collection").only(*shown, "source__collection__fictional")


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


def _before(cable: Cable) -> Q:
    return Q(date__lt=cable.date) | Q(date=cable.date, reference_id__lt=cable.reference_id)


def _after(cable: Cable) -> Q:
    return Q(date__gt=cable.date) | Q(date=cable.date, reference_id__gt=cable.reference_id)


def corrections(cable: Cable) -> list[Correction]:
    """Fields that a person set right, in their order."""
    rows = cable.corrections.select_related("who")
    return list(rows.only("cable", "field", "value_read", "value_given", "why", "when", "who__username"))
