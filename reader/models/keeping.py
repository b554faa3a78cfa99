"""What keeps the archive true: corrections, readers' reports, registers of known cables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from reader.models.cables import Cable, Paragraph
from reader.models.expressions import Series
from reader.models.provenance import USER


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Questions about corrections."""

    def standing(self) -> CorrectionQuerySet:
        """Those that count: neither withdrawn nor replaced by a later one."""
        return self.filter(withdrawn=None)

    def of_ids(self, reference_id: str) -> CorrectionQuerySet:
        """By which a cable had this id, or has it; withdrawn ones too: an id that was cited leads to its cable."""
        named = models.Q(value_read=reference_id) | models.Q(value_given=reference_id)
        return self.filter(named, field=Correction.NUMBER)


class Correction(models.Model):
    """A field of one cable set right by a person; survives every re-reading.

    Of a paragraph `place` says which one is meant, whatever a new reading calls it; `anchor` is its present address.
    What a field can hold, and how it is typed and told: ingest/correction_values.py.
    """

    NUMBER = "reference_id"
    FIELDS = (
        (NUMBER, "reference id"),
        ("date", "date"),
        ("classification", "classification"),
        ("subject", "subject"),
        ("tags", "TAGS"),
        ("paragraph_number", "paragraph number"),
        ("paragraph_marking", "portion marking"),
    )

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=60, choices=FIELDS)
    anchor = models.CharField(max_length=12, blank=True, help_text="Of the paragraph, in the present reading.")
    place = models.JSONField(null=True, blank=True, help_text="Which paragraph: its source, line, position, text.")
    value_read = models.JSONField(null=True, blank=True)
    value_given = models.JSONField(null=True, blank=True)
    applies = models.BooleanField(default=True, help_text="Whether the present reading has the paragraph.")
    why = models.TextField()
    who = models.ForeignKey(USER, models.PROTECT, related_name="+")
    when = models.DateTimeField(auto_now_add=True)
    report = models.ForeignKey(
        "Report", models.SET_NULL, null=True, blank=True, related_name="corrections", help_text="What it answers."
    )
    withdrawn = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["cable_id", "when"]
        constraints = [
            models.UniqueConstraint(
                fields=["cable", "field"], condition=models.Q(withdrawn=None, anchor=""), name="correction_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()} of {self.cable}"

    def get_absolute_url(self) -> str:
        return f"{self.cable.get_absolute_url()}{'#' + self.anchor if self.anchor else ''}"

    @property
    def read_words(self) -> str:
        """What was read, in words."""
        return in_words(self.value_read)

    @property
    def given_words(self) -> str:
        """What is shown instead, in words."""
        return in_words(self.value_given)


def in_words(value: Any) -> str:
    """A value of any field as it is told; what is not stated says so.

    >>> in_words(["PREL", "CA"]), in_words({"level": "SECRET", "caveats": ["NOFORN"]}), in_words(None)
    ('PREL, CA', 'SECRET//NOFORN', 'not stated')
    """
    if isinstance(value, dict):
        value = "//".join([value["level"], *value["caveats"]]) if value["level"] else None
    if isinstance(value, list):
        value = ", ".join(value)
    return "not stated" if value in (None, "") else str(value)


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
