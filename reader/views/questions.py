"""What the cable page asks the database: each a query of few columns, its SQL written once (see `Prepared`)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

from reader.models import (
    Addressee,
    Cable,
    CableCaption,
    CableTag,
    Concept,
    Correction,
    Mention,
    Paragraph,
    Reference,
    Source,
)
from reader.models.cables import CableQuerySet
from reader.models.prepared import Prepared

#: Rows of citing references that are looked at: a cable may cite another several times.
CITING_ROWS = 120


def _cable(reference_id: str) -> CableQuerySet:
    """A cable with what one row each can bring along, and whether a person corrected it; sources come apart."""
    corrected = Exists(Correction.objects.standing().filter(cable=OuterRef("pk"), applies=True))
    rows = Cable.objects.select_related("station", "subject_marking", "release")
    return rows.annotate(corrected=corrected).filter(reference_id=reference_id).order_by()[:1]


def _nearby(cable: int, number: str, station: int, date: dt.datetime, reference_id: str) -> CableQuerySet:
    """The cables of a post just before and just after a moment, and those of a number."""
    same_post = Cable.objects.filter(station=station)
    earlier = Q(date__lt=date) | Q(date=date, reference_id__lt=reference_id)
    later = Q(date__gt=date) | Q(date=date, reference_id__gt=reference_id)
    before = same_post.filter(earlier).order_by("-date", "-reference_id").values("pk")[:1]
    after = same_post.filter(later).order_by("date", "reference_id").values("pk")[:1]
    return _lines(Q(number=number) | Q(pk=Subquery(before)) | Q(pk=Subquery(after)), cable)


def _lines(wanted: Q, cable: int) -> CableQuerySet:
    """Cables with what a line about each shows, but for one."""
    shown = ("reference_id", "number", "subject", "headline", "date", "date_has_time", "source__collection__fictional")
    found = Cable.objects.filter(wanted).exclude(pk=cable).oldest_first()
    return found.select_related("source__collection").only(*shown)


def _labels(cable: int) -> QuerySet[Any, dict[str, Any]]:
    """TAGS and captions of a cable in one query, as dictionaries of one shape; `words` is a title or a meaning."""
    shape = ("kind", "position", "as_written", "name", "slug", "words", "known")
    tags = CableTag.objects.filter(cable=cable).annotate(
        kind=Value("tag", CharField()),
        name=F("tag__code"),
        slug=F("tag__code"),
        words=Cast("tag__title", TextField()),
        known=F("tag__known"),
    )
    captions = CableCaption.objects.filter(cable=cable).annotate(
        kind=Value("caption", CharField()),
        name=F("caption__name"),
        slug=F("caption__slug"),
        words=Cast("caption__meaning", TextField()),
        known=F("caption__known"),
    )
    both = tags.order_by().values(*shape).union(captions.order_by().values(*shape), all=True)
    rows: QuerySet[Any, dict[str, Any]] = both.order_by("position")
    return rows


CABLE = Prepared(_cable, reference_id=str)
PARAGRAPHS = Prepared(
    lambda cable: Paragraph.objects.filter(cable=cable).select_related("marking").order_by("position"), cable=int
)
SOURCES = Prepared(
    lambda cable: Source.objects.filter(cable=cable).select_related("collection").order_by("pk"), cable=int
)
ADDRESSEES = Prepared(
    lambda cable: (
        Addressee.objects.filter(cable=cable)
        .select_related("station")
        .only("kind", "routing", "as_written", "precedence", "serial", "excluded", "station__name", "station__slug")
        .order_by("-kind", "position")
    ),
    cable=int,
)
LABELS = Prepared(_labels, cable=int)
CONCEPTS = Prepared(lambda release: Concept.objects.filter(releases=release).order_by("name"), release=int)
REFERENCES = Prepared(lambda cable: Reference.objects.filter(cable=cable).with_previews(), cable=int)
CITING = Prepared(
    lambda cable: (
        Reference.objects.filter(target=cable)
        .exclude(cable=cable)
        .order_by(F("cable__date").asc(nulls_last=True), "cable__reference_id")
        .with_citing()[:CITING_ROWS]
    ),
    cable=int,
)
MENTIONS = Prepared(
    lambda cable: (
        Mention.objects.filter(cable=cable)
        .select_related("agency")
        .only("acronym", "start", "end", "paragraph_id", "agency__acronym", "agency__name", "agency__slug")
        .order_by("paragraph__position", "start")
    ),
    cable=int,
)
CORRECTIONS = Prepared(
    lambda cable: (
        Correction.objects.standing()
        .filter(cable=cable, applies=True)
        .select_related("who")
        .only("field", "anchor", "value_read", "value_given", "why", "when", "who__username")
        .order_by("when", "pk")
    ),
    cable=int,
)
NEARBY = Prepared(_nearby, cable=int, number=str, station=int, date=dt.datetime, reference_id=str)
NAMESAKES = Prepared(lambda cable, number: _lines(Q(number=number), cable), cable=int, number=str)
