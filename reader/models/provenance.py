"""Where the archive's texts come from: collections, sources, runs and their problems."""

from __future__ import annotations

import zlib

from django.conf import settings
from django.db import models
from django.urls import reverse


class Collection(models.Model):
    """A body of sources; its notice stands on every page that shows one of its cables."""

    name = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    notice = models.TextField(blank=True)
    fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.title


class IngestRun(models.Model):
    """What one run of ingest did."""

    started = models.DateTimeField(db_index=True)
    finished = models.DateTimeField(null=True, blank=True)
    heard = models.DateTimeField(null=True, blank=True, help_text="Its last sign of life: when a batch was stored.")
    process = models.CharField(max_length=200, blank=True, help_text="Who runs it: host, process id, its start.")
    state = models.CharField(
        max_length=12,
        default="running",
        choices=[(s, s) for s in ("running", "finished", "stopped", "interrupted", "failed", "undoing", "undone")],
    )
    who = models.CharField(max_length=120, blank=True)
    paths = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    collection = models.ForeignKey(Collection, models.PROTECT, null=True, blank=True, related_name="runs")
    reader_version = models.CharField(max_length=20, blank=True)
    files = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    problem_count = models.PositiveIntegerField(default=0)
    indexed = models.BooleanField(default=False, help_text="Whether what it stored has been made searchable.")

    class Meta:
        ordering = ["-started"]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.started:%Y-%m-%d %H:%M}"


class IngestProblem(models.Model):
    """A file, member or row that was not taken, with the reason."""

    run = models.ForeignKey(IngestRun, models.CASCADE, related_name="problems")
    path = models.TextField()
    member = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    code = models.CharField(max_length=40, db_index=True)
    reason = models.TextField()

    class Meta:
        ordering = ["run_id", "pk"]

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class Source(models.Model):
    """One text as received: bytes compressed, known by the sha256 of the bytes."""

    cable = models.ForeignKey("Cable", models.CASCADE, related_name="sources")
    collection = models.ForeignKey(Collection, models.PROTECT, related_name="sources")
    run = models.ForeignKey(IngestRun, models.PROTECT, related_name="sources")
    sha256 = models.CharField(max_length=64, unique=True)
    data = models.BinaryField()
    size = models.PositiveIntegerField(help_text="Bytes as received.")
    path = models.TextField()
    member = models.TextField(blank=True)
    first_line = models.PositiveIntegerField(default=1)
    format = models.CharField(max_length=20, db_index=True)
    encoding = models.CharField(max_length=20)
    hints = models.JSONField(default=dict, blank=True)
    address = models.TextField(blank=True)
    captured = models.DateTimeField(null=True, blank=True)
    partial = models.BooleanField(default=False)
    corrected = models.BooleanField(default=False)
    section = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of a section sent separately.")
    sections = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How many sections there are in all.")
    received = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["cable_id", "pk"]
        # Behind the bytes in a row, the collection is costly to reach.
        indexes = [models.Index(fields=["cable", "collection"], name="source_cable_collection")]

    def __str__(self) -> str:
        return f"{self.path}::{self.member}" if self.member else self.path

    @property
    def raw(self) -> bytes:
        """The bytes as received."""
        return zlib.decompress(bytes(self.data))

    def get_absolute_url(self) -> str:
        return reverse("cable-source", args=[self.cable.reference_id])


class Preference(models.Model):
    """A text that a run was told to give its cable's reading (`ingest --replace`): the latest run's word counts.

    A table of its own, so that taking a run out again takes out its word with it.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="preferences")
    run = models.ForeignKey(IngestRun, models.CASCADE, related_name="preferences")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "run"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.source_id} by {self.run_id}"


class WithdrawnCable(models.Model):
    """The id of a cable that was taken out: it is not given to another cable, and this one has it again if it returns.

    `sources` are the sha256 of its texts, `date` and `date_has_time` what else it can be known by.
    """

    reference_id = models.CharField(max_length=80, unique=True)
    number = models.CharField(max_length=80, blank=True, db_index=True)
    date = models.DateTimeField(null=True, blank=True)
    date_has_time = models.BooleanField(default=False)
    sources = models.JSONField(default=list, blank=True)
    withdrawn = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["reference_id"]

    def __str__(self) -> str:
        return self.reference_id


class StaleDocument(models.Model):
    """A cable whose document in the search index waits to be written anew, or taken out: its key, it may be gone."""

    cable = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.cable)


#: Administrators are Django's users.
USER = settings.AUTH_USER_MODEL
