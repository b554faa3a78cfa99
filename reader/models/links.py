"""What points from a cable to others: addressees, mentions of agencies, references to cables."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from reader.models.authority import Agency, Station
from reader.models.cables import Cable, Paragraph
from reader.telegram.records import REFERENCE_KINDS


class Addressee(models.Model):
    """One addressee of a cable; `station` is null when the line names none."""

    ACTION, INFORMATION = "to", "info"

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="addressees", db_index=False)
    kind = models.CharField(max_length=4, choices=[(ACTION, "action (TO)"), (INFORMATION, "information (INFO)")])
    position = models.PositiveSmallIntegerField()
    station = models.ForeignKey(Station, models.PROTECT, null=True, blank=True, related_name="received")
    routing = models.CharField(max_length=16, blank=True)
    as_written = models.CharField(max_length=200, blank=True)
    precedence = models.CharField(max_length=20, blank=True)
    serial = models.CharField(max_length=12, blank=True)
    excluded = models.JSONField(default=list, blank=True, help_text="Stations exempted from the collective (XMT).")
    line = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["cable_id", "-kind", "position"]
        indexes = [models.Index(fields=["cable", "station"], name="addressee_cable_station")]

    def __str__(self) -> str:
        return f"{self.kind} {self.as_written}"


class Mention(models.Model):
    """An agency named in a paragraph. `agency` is null while an acronym with several meanings is undecided."""

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="mentions", db_index=False)
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="mentions")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="mentions")
    acronym = models.CharField(max_length=40)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    defined = models.BooleanField(default=False, help_text="The text defines the acronym here.")

    class Meta:
        ordering = ["cable_id", "paragraph_id", "start"]
        indexes = [models.Index(fields=["cable", "agency"], name="mention_cable_agency")]

    def __str__(self) -> str:
        return f"{self.acronym} in {self.paragraph_id}"


def _line_about(relation: str) -> list[str]:
    """What a line about another cable needs, as fields of a relation."""
    shown = ("reference_id", "number", "subject", "headline", "date", "date_has_time", "source__collection__fictional")
    return [f"{relation}__{name}" for name in shown]


class ReferenceQuerySet(models.QuerySet["Reference"]):
    """Questions about references."""

    def listed(self) -> ReferenceQuerySet:
        """Entries of REF lists, without references in running text."""
        return self.filter(paragraph=None).order_by("position")

    def with_previews(self) -> ReferenceQuerySet:
        """In order, with what a line and a preview of each held cable show."""
        own = ("position", "label", "text", "kind", "reference_id", "paragraph_id", "start", "end", "line")
        more = ("target__station__name", "target__level", "target__caveats", "target__summary")
        rows = self.select_related("target__source__collection", "target__station").order_by("position")
        return rows.only(*own, *_line_about("target"), *more)

    def with_citing(self) -> ReferenceQuerySet:
        """With what a line about each citing cable shows."""
        return self.select_related("cable__source__collection").only(*_line_about("cable"))

    def unresolved(self) -> ReferenceQuerySet:
        """References that name a cable not in the archive."""
        return self.filter(target=None).exclude(reference_id="")

    def citing(self, numbers: Iterable[str]) -> models.QuerySet[Reference, tuple[str, str]]:
        """(number, id of a cable that cites it), oldest cable first, each pair once."""
        named = self.filter(reference_id__in=numbers).order_by(
            models.F("cable__date").asc(nulls_last=True), "cable__reference_id"
        )
        return named.values_list("reference_id", "cable__reference_id").distinct()


class Reference(models.Model):
    """One entry of a REF list, or a cable named in running text (then with its paragraph and place).

    `reference_id` is what it names; `target` is set when that cable is in the archive, also when it comes later.
    """

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="references")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=10, blank=True)
    text = models.TextField()
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in REFERENCE_KINDS])
    reference_id = models.CharField(max_length=80, blank=True, db_index=True)
    sender = models.CharField(max_length=200, blank=True)
    dtg = models.DateTimeField(null=True, blank=True)
    target = models.ForeignKey(Cable, models.SET_NULL, null=True, blank=True, related_name="referred_to_by")
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, null=True, blank=True, related_name="references")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["cable_id", "position"]
        indexes = [
            models.Index(fields=["dtg"], name="reference_dtg", condition=models.Q(kind="dtg", target=None)),
        ]

    def __str__(self) -> str:
        return self.text
