"""What an agency that was asked for has to do with a cable found: it sent it, received it, or is mentioned in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q, QuerySet, Value

from reader.models import Addressee, Agency, Cable, Mention, Station

#: Paragraphs named for one agency at most.
MOST = 8

#: What a station has to do with a cable, besides the kinds of Addressee, and how the kinds are said.
_SENT = "sent"
_SAID = {_SENT: "sent by", Addressee.ACTION: "addressed to"}


def agencies_asked(cables: Sequence[int], slugs: Iterable[str], named: Iterable[str]) -> list[Agency]:
    """The agencies of a filter (slugs) and of `agency:` in the query (acronyms or names) that these cables concern."""
    wanted = Q(slug__in=list(slugs))
    for name in named:
        wanted |= Q(acronym__iexact=name) | Q(name__iexact=name)
    if wanted == Q(slug__in=[]) or not cables:
        return []
    # An archive has tens of thousands of agencies, and no index tells names in any case.
    return list(Agency.objects.filter(wanted, pk__in=_concerned(cables)).order_by("acronym", "pk"))


def _concerned(cables: Sequence[int]) -> QuerySet[Cable, int]:
    """Keys of the agencies that sent, received or are mentioned in these cables."""
    sent = Cable.objects.filter(pk__in=cables, station__agency__isnull=False).order_by()
    received = Addressee.objects.filter(cable__in=cables, station__agency__isnull=False).order_by()
    mentioned = Mention.objects.filter(cable__in=cables, agency__isnull=False).order_by()
    return sent.values_list("station__agency", flat=True).union(
        received.values_list("station__agency", flat=True), mentioned.values_list("agency", flat=True)
    )


def roles(cables: Sequence[int], agencies: Sequence[Agency]) -> Mapping[int, list[str]]:
    """Sentences by cable: "sent by RCMP", "addressed to RCMP", "RCMP mentioned in ¶2, ¶7". Three queries at most."""
    found: dict[int, list[str]] = defaultdict(list)
    if not agencies or not cables:
        return found
    names = {agency.pk: agency.acronym or agency.name for agency in agencies}
    for cable, agency in _senders(cables, names):
        _say(found[cable], f"sent by {names[agency]}")
    for cable, agency, kind in _addressees(cables, names):
        _say(found[cable], f"{_SAID.get(kind, 'sent for information to')} {names[agency]}")
    for (cable, agency), places in _mentions(cables, names).items():
        shown = ", ".join(places[:MOST]) + (" and more" if len(places) > MOST else "")
        _say(found[cable], f"{names[agency]} mentioned in {shown}")
    return found


def station_roles(cables: Sequence[int], named: Iterable[str]) -> Mapping[int, list[str]]:
    """Sentences by cable for `agency:` with a post's name: "sent by AMEMBASSY OTTAWA". Two queries."""
    wanted = Q()
    for name in named:
        every = Q()
        for word in name.split():
            every &= Q(name__icontains=word)
        wanted |= every
    found: dict[int, list[str]] = defaultdict(list)
    if not wanted or not cables:
        return found
    here = Q(sent__in=cables) | Q(received__cable__in=cables)
    names = dict(Station.objects.filter(wanted & here).distinct().values_list("pk", "name"))
    for cable, station, kind in _of_stations(cables, names):
        _say(found[cable], f"{_SAID.get(kind, 'sent for information to')} {names[station]}")
    return found


def _of_stations(cables: Sequence[int], names: Mapping[int, str]) -> list[tuple[int, int, str]]:
    """(cable, station, kind) in one query: the sender, whose kind is _SENT, before the addressees in their order."""
    sent = Cable.objects.filter(pk__in=cables, station__in=names).order_by()
    received = Addressee.objects.filter(cable__in=cables, station__in=names).order_by()
    rows = sent.values_list("pk", "station", Value(_SENT), Value(0)).union(
        received.values_list("cable", "station", "kind", "position")
    )
    order = {_SENT: 0, Addressee.ACTION: 1}
    return [row[:3] for row in sorted(rows, key=lambda row: (row[0], order.get(row[2], 2), row[3]))]


def _say(listed: list[str], sentence: str) -> None:
    if sentence not in listed:
        listed.append(sentence)


def _senders(cables: Sequence[int], names: Mapping[int, str]) -> Iterable[tuple[int, int]]:
    rows = Cable.objects.filter(pk__in=cables, station__agency__in=names).order_by()
    return rows.values_list("pk", "station__agency")


def _addressees(cables: Sequence[int], names: Mapping[int, str]) -> Iterable[tuple[int, int, str]]:
    rows = Addressee.objects.filter(cable__in=cables, station__agency__in=names)
    return rows.order_by("cable", "-kind", "position").values_list("cable", "station__agency", "kind")


def _mentions(cables: Sequence[int], names: Mapping[int, str]) -> Mapping[tuple[int, int], list[str]]:
    """Paragraphs by cable and agency, in order, each once."""
    rows = Mention.objects.filter(cable__in=cables, agency__in=names).order_by("cable", "paragraph__position")
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for cable, agency, number, position in rows.values_list(
        "cable", "agency", "paragraph__number", "paragraph__position"
    ):
        _say(found[cable, agency], f"¶{number}" if number is not None else f"paragraph at {position}")
    return found
