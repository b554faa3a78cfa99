"""What is derived from cables so that pages need not count: stored counts, names of persons, the archive's state.

Nothing here is the truth about a cable; `reader.models.counting` makes all of it from the other tables and keeps it so.
"""

from __future__ import annotations

from django.db import models

from reader.models.cables import Cable

#: Period of a row that counts all periods and levels together.
ALL = "all"


class StoredCountQuerySet(models.QuerySet["StoredCount"]):
    """Questions about stored counts."""

    def totals(self, kind: str) -> StoredCountQuerySet:
        """One row a key: all its cables."""
        return self.filter(kind=kind, period=ALL)

    def most(self, kind: str) -> StoredCountQuerySet:
        """The same, the largest first."""
        # The bound, which every row keeps, leads SQLite to the index of totals.
        return self.totals(kind).filter(count__gt=0).order_by("-count", "key")

    def by_time(self, kind: str, *keys: object) -> StoredCountQuerySet:
        """The rows of these keys by period and level."""
        return self.filter(kind=kind, key__in=[str(key) for key in keys]).exclude(period=ALL)


class StoredCount(models.Model):
    """How many cables of one period and level something has: the archive, a post, a TAGS code, an agency, a person.

    `kind` is a name of `counting.KINDS`, `key` the primary key (of a person the name) of what is counted. A period is a
    month (2008-05), a day (of the kind "day"), the year alone where no day is known, empty where no year is; or ALL.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=300, blank=True)
    period = models.CharField(max_length=10, blank=True)
    level = models.CharField(max_length=24, blank=True)
    count = models.PositiveIntegerField()

    objects = StoredCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "period", "level"], name="stored_count_once")]
        indexes = [
            models.Index(fields=["kind", "-count", "key"], name="stored_count_most", condition=models.Q(period=ALL))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.period} {self.level}: {self.count}"


class Uncounted(models.Model):
    """A cable that the stored counts do not have: it has just come in, or is being changed."""

    cable = models.OneToOneField(Cable, models.CASCADE, primary_key=True, related_name="uncounted")
    taken = models.BooleanField(default=False, help_text="Being counted just now.")

    def __str__(self) -> str:
        return str(self.cable_id)


class NamedPerson(models.Model):
    """A name on a cable, as written: who signed, classified or drafted it."""

    SIGNED, CLASSIFIED, DRAFTED = "signed", "classified", "drafted"

    cable = models.ForeignKey(Cable, models.CASCADE, related_name="people", db_index=False)
    role = models.CharField(max_length=10, choices=[(role, role) for role in (SIGNED, CLASSIFIED, DRAFTED)])
    name = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cable", "role", "name"], name="named_person_once")]
        indexes = [models.Index(fields=["role", "name", "cable"], name="named_person")]

    def __str__(self) -> str:
        return f"{self.role} by {self.name}"


class ArchiveState(models.Model):
    """One row: a number that grows whenever what pages show may have changed, and when it did last."""

    version = models.PositiveBigIntegerField(default=0)
    changed = models.DateTimeField()

    def __str__(self) -> str:
        return f"version {self.version} of {self.changed:%Y-%m-%d %H:%M:%S}"
