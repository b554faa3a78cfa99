"""A cable and its parts: the reading that pages show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse

from reader.models.authority import Agency, Caption, Concept, Station, Tag
from reader.models.expressions import Series
from reader.telegram import LEVELS

LEVEL_CHOICES = [(level, level) for level in LEVELS]


class CableQuerySet(models.QuerySet["Cable"]):
    """Questions about cables that read as sentences; all of them chain."""

    def in_year(self, year: int) -> CableQuerySet:
        return self.filter(year=year)

    def in_month(self, year: int, month: int) -> CableQuerySet:
        return self.filter(year=year, day__month=month)

    def on_day(self, day: dt.date) -> CableQuerySet:
        return self.filter(day=day)

    def sent_by(self, station: Station) -> CableQuerySet:
        return self.filter(station=station)

    def addressed_to(self, station: Station) -> CableQuerySet:
        return self.filter(addressees__station=station).distinct()

    def classified(self, level: str | None) -> CableQuerySet:
        """Cables of one level; None: those that state no level."""
        return self.filter(level=level)

    def tagged(self, tag: Tag) -> CableQuerySet:
        return self.filter(tags=tag)

    def sent_by_agency(self, agency: Agency) -> CableQuerySet:
        return self.filter(station__agency=agency)

    def addressed_to_agency(self, agency: Agency) -> CableQuerySet:
        return self.filter(addressees__station__agency=agency).distinct()

    def mentioning(self, agency: Agency) -> CableQuerySet:
        return self.filter(mentions__agency=agency).distinct()

    def concerning(self, agency: Agency) -> CableQuerySet:
        """Sent by, addressed to or mentioning the agency."""
        return self.filter(
            Q(station__agency=agency) | Q(addressees__station__agency=agency) | Q(mentions__agency=agency)
        ).distinct()

    def numbered(self, numbers: Iterable[str]) -> CableQuerySet:
        """Cables of these numbers, every copy of each; a cable without a number is known by its provisional id."""
        wanted = list(numbers)
        return self.filter(Q(number__in=wanted) | Q(reference_id__in=wanted)).for_numbers()

    def sent_at(self, moments: Iterable[dt.datetime]) -> CableQuerySet:
        """Cables whose date-time group is one of these."""
        return self.filter(date__in=moments, date_has_time=True).for_numbers()

    def in_series(self, year: int, place: str, *, airgrams: bool = False) -> CableQuerySet:
        """Cables of one post's numbers of one year: its telegrams, or its airgrams."""
        begun = f"{year % 100:02d}{place}{'-A' if airgrams else ''}"
        posts = Station.objects.filter(reference_place=place).values("pk")
        mine = self.filter(station__in=posts, year=year, number__startswith=begun, serial__isnull=False)
        return (mine if airgrams else mine.exclude(number__contains="-")).for_numbers()

    def before_serial(self, serial: int) -> CableQuerySet:
        """Those with smaller serials, nearest first."""
        return self.filter(serial__lt=serial).order_by("-serial", "reference_id")

    def after_serial(self, serial: int) -> CableQuerySet:
        """Those with larger serials, nearest first."""
        return self.filter(serial__gt=serial).order_by("serial", "reference_id")

    def for_numbers(self) -> CableQuerySet:
        """With what a table of numbers shows, and no more."""
        shown = ("reference_id", "number", "subject", "headline", "date", "date_has_time", "level", "caveats", "serial")
        station = ("station__name", "station__reference_place", "station__slug")
        rows = self.select_related("station", "source__collection")
        return rows.only(*shown, *station, "source__collection__fictional")

    def oldest_first(self) -> CableQuerySet:
        return self.order_by(models.F("date").asc(nulls_last=True), "reference_id")

    def newest_first(self) -> CableQuerySet:
        return self.order_by(models.F("date").desc(nulls_last=True), "reference_id")

    def for_lists(self) -> CableQuerySet:
        """With what a list row shows, in a fixed number of queries and without the long columns."""
        return (
            self.select_related("station", "source__collection")
            .defer("summary", "regions", "field_lines", "warnings", "executive_order_text")
            .prefetch_related(models.Prefetch("paragraphs", Paragraph.objects.for_strips()), "tags")
        )


class Cable(models.Model):
    """One telegram, known by its reference id.

    Two different cables under one number are told apart by a suffix on the second (_b, _c, ...): `number` is shared.
    One whose number cannot be told has a provisional id (UNNUMBERED-1a2b3c4d) and no `number`.
    """

    reference_id = models.CharField(max_length=80, unique=True)
    number = models.CharField(
        max_length=80, blank=True, db_index=True, help_text="The reference id without a suffix; empty when not stated."
    )
    transmission_id = models.CharField(max_length=40, blank=True)
    date = models.DateTimeField(null=True, blank=True, db_index=True, help_text="UTC: the DTG, else the hint.")
    date_source = models.CharField(
        max_length=10,
        blank=True,
        choices=[
            ("dtg", "date-time group"),
            ("hint", "what the page or release says"),
            ("person", "set right by a person"),
        ],
    )
    date_has_time = models.BooleanField(default=False)
    dtg = models.CharField(max_length=40, blank=True, help_text="The date-time group as written.")
    day = models.DateField(null=True, blank=True, db_index=True)
    year = models.SmallIntegerField(
        null=True, blank=True, db_index=True, help_text="Of the date; where there is none, of the reference id."
    )
    precedence = models.CharField(max_length=12, blank=True, db_index=True)
    station = models.ForeignKey(Station, models.PROTECT, null=True, blank=True, related_name="sent")
    originator_station = models.CharField(max_length=200, blank=True, help_text="As written after FM.")
    originator_routing = models.CharField(max_length=16, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True, db_index=True)
    level = models.CharField(max_length=24, null=True, blank=True, choices=LEVEL_CHOICES, db_index=True)
    level_source = models.CharField(
        max_length=10,
        blank=True,
        choices=[
            ("cable", "the cable"),
            ("release", "the release"),
            ("hint", "the page"),
            ("person", "a person"),
        ],
    )
    caveats = models.JSONField(default=list, blank=True)
    classification_as_written = models.TextField(blank=True)
    highest_portion_level = models.CharField(max_length=24, null=True, blank=True, choices=LEVEL_CHOICES, db_index=True)
    executive_order = models.CharField(max_length=20, blank=True)
    executive_order_text = models.TextField(blank=True)
    declassify_on = models.DateField(null=True, blank=True)
    subject = models.TextField(blank=True)
    subject_marking = models.ForeignKey("Marking", models.PROTECT, null=True, blank=True, related_name="+")
    headline = models.TextField(blank=True, help_text="What the page gave as its headline.")
    classified_by = models.CharField(max_length=300, blank=True, db_index=True)
    reasons = models.JSONField(default=list, blank=True)
    summary = models.TextField(blank=True)
    signatures = models.JSONField(default=list, blank=True)
    passing = models.JSONField(default=list, blank=True)
    tags = models.ManyToManyField(Tag, through="CableTag", related_name="cables")
    captions = models.ManyToManyField(Caption, through="CableCaption", related_name="cables")
    paragraph_count = models.PositiveIntegerField(default=0)
    marked_count = models.PositiveIntegerField(default=0)
    portions = models.JSONField(
        default=dict, blank=True, help_text="How many paragraphs count as what: names of comparing.PORTIONS."
    )
    word_count = models.PositiveIntegerField(default=0)
    text_missing = models.BooleanField(default=False, db_index=True)
    partial = models.BooleanField(default=False)
    corrected_copy = models.BooleanField(default=False)
    regions = models.JSONField(default=list, blank=True)
    field_lines = models.JSONField(default=dict, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    reader_version = models.CharField(max_length=20, blank=True)
    source = models.ForeignKey("Source", models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = CableQuerySet.as_manager()

    class Meta:
        ordering = ["date", "reference_id"]
        indexes = [
            models.Index(fields=["station", "year"], name="cable_station_year"),
            models.Index(fields=["level", "year"], name="cable_level_year"),
            # Lists in the order of dates read their page from these alone, filters by level and post included.
            models.Index(fields=["date", "reference_id", "level", "station"], name="cable_list"),
            models.Index(fields=["station", "date", "reference_id"], name="cable_station_date"),
            # With the number itself, so that the index alone answers what is held of a series.
            models.Index(Series("number"), "serial", "day", "text_missing", "number", name="cable_series"),
        ]

    def __str__(self) -> str:
        return self.reference_id

    def get_absolute_url(self) -> str:
        return reverse("cable", args=[self.reference_id])

    @property
    def is_numbered(self) -> bool:
        """Whether the reference id is the cable's number; otherwise it is a provisional one, given by the archive."""
        return bool(self.number)

    @property
    def title(self) -> str:
        """What lists show: the subject, else the headline, else a sentence that says so."""
        return self.subject or self.headline or "No subject stated"

    @property
    def title_kind(self) -> str:
        """`subject`, `headline` or `none`: so that pages can name a headline as such."""
        return "subject" if self.subject else "headline" if self.headline else "none"


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Questions about releases."""

    def numbered(self, documents: Iterable[str]) -> ReleaseQuerySet:
        """Those of these document numbers, in capitals, with what a table of numbers shows of their cables."""
        return self.filter(document_number__in=documents).select_related("cable__station")


class Release(models.Model):
    """What an archive says about a released cable: the attributes of a telegram of 1973-79."""

    cable = models.OneToOneField(Cable, models.CASCADE, related_name="release")
    document_number = models.CharField(max_length=60, db_index=True)
    original_classification = models.CharField(max_length=24, null=True, blank=True, db_index=True)
    current_classification = models.CharField(max_length=60, blank=True)
    released = models.DateField(null=True, blank=True, help_text="When it was released, as its attributes say.")
    handling = models.JSONField(default=list, blank=True)
    drafter = models.CharField(max_length=200, blank=True)
    office = models.CharField(max_length=200, blank=True)
    concepts = models.ManyToManyField(Concept, related_name="releases", blank=True)
    attributes = models.JSONField(default=dict, blank=True, help_text="Every key as written.")

    objects = ReleaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.document_number


class Marking(models.Model):
    """One distinct portion marking, as written: (S//NF) is SECRET with NOFORN."""

    as_written = models.CharField(max_length=120, unique=True)
    level = models.CharField(max_length=24, null=True, blank=True, choices=LEVEL_CHOICES)
    caveats = models.JSONField(default=list, blank=True)
    label = models.CharField(max_length=160, blank=True, help_text="In full words.")

    class Meta:
        ordering = ["as_written"]

    def __str__(self) -> str:
        return self.as_written


class ParagraphQuerySet(models.QuerySet["Paragraph"]):
    """Questions about paragraphs."""

    def for_strips(self) -> ParagraphQuerySet:
        """Without the texts: what a strip of markings needs."""
        return self.select_related("marking").defer("text").order_by("position")


class Paragraph(models.Model):
    """One paragraph of the current reading; its address is /cables/<id>/#p7."""

    # The constraint's index begins with the cable: another one would only cost room.
    cable = models.ForeignKey(Cable, models.CASCADE, related_name="paragraphs", db_index=False)
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True, blank=True)
    anchor = models.CharField(max_length=12, help_text="p7; p7-2 for a repeated number; at3 (position) without one.")
    marking = models.ForeignKey(Marking, models.PROTECT, null=True, blank=True, related_name="paragraphs")
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    length = models.PositiveIntegerField(default=0, help_text="Characters of text: the strip's proportions.")
    role = models.CharField(max_length=10, blank=True, help_text="summary or comment")
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    page_breaks = models.JSONField(default=list, blank=True, help_text="[offset in the text, line] pairs")
    section = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Where sections came separately: whose source the lines are counted in."
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["cable_id", "position"]
        constraints = [models.UniqueConstraint(fields=["cable", "position"], name="paragraph_position")]

    def __str__(self) -> str:
        return f"{self.cable} paragraph {self.number or f'at {self.position}'}"

    def get_absolute_url(self) -> str:
        return f"{self.cable.get_absolute_url()}#{self.anchor}"


class CableTag(models.Model):
    """A TAG on a cable, in the order of the TAGS line. `as_written` differs where a fused word was taken apart."""

    cable = models.ForeignKey(Cable, models.CASCADE, db_index=False)
    tag = models.ForeignKey(Tag, models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)
    as_written = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["cable", "tag"], name="cable_tag_once")]

    def __str__(self) -> str:
        return f"{self.cable_id} {self.tag_id}"


class CableCaption(models.Model):
    """A caption on a cable, in order."""

    cable = models.ForeignKey(Cable, models.CASCADE, db_index=False)
    caption = models.ForeignKey(Caption, models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)
    as_written = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["cable", "caption"], name="cable_caption_once")]

    def __str__(self) -> str:
        return f"{self.cable_id} {self.caption_id}"
