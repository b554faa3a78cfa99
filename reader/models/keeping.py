"""What keeps the archive true: corrections, readers' reports, registers of known cables."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from reader.models.cables import Cable, Paragraph
from reader.models.expressions import Series
from reader.models.provenance import USER


class Correction(models.Model):
    """A field of one cable set right by a person; survives every re-reading."""

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=60)
    value_read = models.JSONField(null=True, blank=True)
    value_given = models.JSONField(null=True, blank=True)
    why = models.TextField()
    who = models.ForeignKey(USER, models.PROTECT, related_name="+")
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["cable_id", "when"]

    def __str__(self) -> str:
        return f"{self.field} of {self.cable}"


class Report(models.Model):
    """A reader's note that something was misread: a queue for administrators."""

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="reports")
    paragraph = models.ForeignKey(Paragraph, models.SET_NULL, null=True, blank=True, related_name="+")
    anchor = models.CharField(max_length=12, blank=True, help_text="Of the paragraph: outlives a new reading.")
    as_read = models.TextField(blank=True, help_text="The paragraph as it was read when the report came.")
    text = models.TextField(max_length=4000)
    contact = models.CharField(max_length=200, blank=True)
    received = models.DateTimeField(auto_now_add=True)
    state = models.CharField(
        max_length=10, default="open", choices=[(s, s) for s in ("open", "mended", "declined")], db_index=True
    )

    class Meta:
        ordering = ["-received"]

    def __str__(self) -> str:
        return f"on {self.cable}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        return f"{self.cable.get_absolute_url()}{'#' + self.anchor if self.anchor else ''}"


class Register(models.Model):
    """A list of cables known to exist elsewhere."""

    name = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200, blank=True)
    source = models.TextField(blank=True)
    loaded = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title or self.name


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    """Questions about what registers name."""

    def naming(self, numbers: Iterable[str]) -> models.QuerySet[RegisterEntry, tuple[str, str, str]]:
        """(number, title, name of a register that has it)."""
        named = self.filter(reference_id__in=numbers).order_by("register__name")
        return named.values_list("reference_id", "register__title", "register__name")


class RegisterEntry(models.Model):
    """One reference id of a register."""

    register = models.ForeignKey(Register, models.CASCADE, related_name="entries")
    reference_id = models.CharField(max_length=80, db_index=True)

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "register entries"
        constraints = [models.UniqueConstraint(fields=["register", "reference_id"], name="register_entry_once")]
        indexes = [models.Index(Series("reference_id"), "register", "reference_id", name="register_entry_series")]

    def __str__(self) -> str:
        return self.reference_id
