"""What stands around a cable: its neighbours, those that cite it, those it was sent to, the agencies it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet, Subquery

from reader.models import Addressee, Agency, Cable, Mention, Paragraph, Reference
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


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The cables of the same post just before and just after."""

    before: Cable | None
    after: Cable | None


def addressees(cable: Cable) -> Addressees:
    """One query for both lists."""
    rows = list(cable.addressees.select_related("station"))
    return Addressees(
        [row for row in rows if row.kind == Addressee.ACTION],
        [row for row in rows if row.kind == Addressee.INFORMATION],
    )


def reasons(cable: Cable) -> list[tuple[str, str]]:
    """(code, meaning or an empty text) of each reason for classification."""
    return [(code, wording.reason_meaning(code)) for code in cable.reasons]


def agencies(mentions: Iterable[Mention]) -> list[Named]:
    """The agencies named, in order of their first mention."""
    named: dict[tuple[str, int | None], Named] = {}
    for mention in mentions:
        key = ("", mention.agency_id) if mention.agency_id else (mention.acronym, None)
        entry = named.setdefault(key, Named(mention.acronym, mention.agency))
        if mention.paragraph not in entry.paragraphs:
            entry.paragraphs.append(mention.paragraph)
    return list(named.values())


def cited_by(cable: Cable) -> list[Cable]:
    """Cables that refer to this one, oldest first; at most SHOWN + 1, so that a page can say there are more."""
    rows = cable.referred_to_by.exclude(cable=cable).order_by("cable__date")
    return citing_cables(rows[: 2 * SHOWN])[: SHOWN + 1]


def citing_cables(references: QuerySet[Reference]) -> list[Cable]:
    """The cables of these references, each once, with whether they are fictional."""
    rows = references.select_related("cable__station", "cable__source__collection").defer("cable__source__data")
    return list({reference.cable_id: reference.cable for reference in rows}.values())


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
