"""What the authority tables know: stations, agencies, TAGS, captions, concepts. Unknown ones met in cables are kept."""

from __future__ import annotations

from django.db import models
from django.urls import reverse


class StationQuerySet(models.QuerySet["Station"]):
    """Questions about stations."""

    def renamed(self) -> StationQuerySet:
        """Posts whose numbers stand under several names of one series: KYIV and KIEV.

        The series of the Department and of its parties on a journey (SECTO, TOSEC) are each their own.
        """
        own_series = ("department", "office")
        return self.exclude(other_places=[]).exclude(kind__in=own_series).exclude(reference_place="")


class Station(models.Model):
    """A post or office that sends or receives: a row of stations.csv or reference-places.csv, or one met in a cable.

    `name` is as written after FM and TO (AMCONSUL TORONTO); `reference_place` is its part of a reference id (TORONTO).
    Some posts have several of both (KYIV and KIEV): the further ones stand in `other_routings` and `other_places`.
    """

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    routing_indicator = models.CharField(max_length=16, blank=True, db_index=True)
    other_routings = models.JSONField(default=list, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=120, blank=True)
    reference_place = models.CharField(max_length=60, blank=True, db_index=True)
    other_places = models.JSONField(default=list, blank=True)
    country_code = models.CharField(max_length=2, blank=True, db_index=True)
    country = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    agency = models.ForeignKey("Agency", models.SET_NULL, null=True, blank=True, related_name="stations")
    known = models.BooleanField(default=False, help_text="Whether an authority table has it.")
    notes = models.TextField(blank=True)

    objects = StationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("post", args=[self.slug])


class Agency(models.Model):
    """An agency, body or organization: by acronym and name. One acronym may have several rows."""

    acronym = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    country_code = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    known = models.BooleanField(default=False, help_text="Whether the authority table has it; else a cable defined it.")

    class Meta:
        ordering = ["acronym", "name"]
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(fields=["acronym", "name", "country_code"], name="agency_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.acronym})" if self.name else self.acronym

    def get_absolute_url(self) -> str:
        return reverse("agency", args=[self.slug])


class Tag(models.Model):
    """A TAGS code. Unknown codes are kept and shown as unknown."""

    code = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, blank=True, db_index=True)
    title = models.CharField(max_length=200, blank=True)
    notes = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    known = models.BooleanField(default=False, help_text="Whether the authority table has it.")

    class Meta:
        ordering = ["code"]
        verbose_name = "TAG"
        verbose_name_plural = "TAGS"

    def __str__(self) -> str:
        return f"{self.code} ({self.title})" if self.title else self.code

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.code])


class Caption(models.Model):
    """A caption such as SIPDIS or NODIS: who may get a cable and how it is treated."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    meaning = models.TextField(blank=True)
    kind = models.CharField(max_length=20, blank=True)
    synonyms = models.JSONField(default=list, blank=True)
    known = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Concept(models.Model):
    """An index term that the National Archives gave to released telegrams."""

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=120, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
