"""A post's numbers of one year as a series: what is held of it, what is only cited, what is known elsewhere.

The two tables here are aggregates: `reader.ingest.tally` keeps them true.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from reader.models.cables import Cable
from reader.models.expressions import Series


class MissingCableQuerySet(models.QuerySet["MissingCable"]):
    """Questions about cables that are cited and not held."""

    def most_cited(self) -> MissingCableQuerySet:
        """Those that most cables cite first."""
        return self.order_by("-citing", "number")

    def with_neighbours(self) -> MissingCableQuerySet:
        """With serial and day of the nearest held cables of the series that state a day, before and after."""
        # Not of the column `series`: SQLite takes no index of an expression for a comparison with a text column.
        mine = Cable.objects.annotate(series=Series("number")).filter(
            series=Series(models.OuterRef("number")), day__isnull=False, serial__isnull=False
        )
        before = mine.filter(serial__lt=models.OuterRef("serial")).order_by("-serial")
        after = mine.filter(serial__gt=models.OuterRef("serial")).order_by("serial")
        return self.annotate(
            **{
                f"{name}_{column}": models.Subquery(rows.values(column)[:1])
                for name, rows in (("before", before), ("after", after))
                for column in ("serial", "day")
            }
        )


class MissingCable(models.Model):
    """A cable that cables here cite and that is not held."""

    number = models.CharField(max_length=80, unique=True)
    series = models.CharField(max_length=80)
    place = models.CharField(max_length=60, db_index=True)
    year = models.SmallIntegerField(db_index=True)
    serial = models.PositiveIntegerField()
    citing = models.PositiveIntegerField(help_text="How many cables held here cite it.")

    objects = MissingCableQuerySet.as_manager()

    class Meta:
        ordering = ["-citing", "number"]
        indexes = [
            models.Index(fields=["-citing", "number"], name="missing_most_cited"),
            models.Index(fields=["series", "serial"], name="missing_series"),
        ]

    def __str__(self) -> str:
        return self.number


class SeriesCountQuerySet(models.QuerySet["SeriesCount"]):
    """Questions about series."""

    def of_places(self, places: Iterable[str]) -> SeriesCountQuerySet:
        """Those of these posts."""
        return self.filter(place__in=list(places))


class SeriesCount(models.Model):
    """What is known of one series, counted by numbers: two cables of one number are one."""

    series = models.CharField(max_length=80, unique=True)
    place = models.CharField(max_length=60, db_index=True)
    year = models.SmallIntegerField(db_index=True)
    airgrams = models.BooleanField(default=False)
    held = models.PositiveIntegerField(default=0)
    without_text = models.PositiveIntegerField(default=0, help_text="Held, but their text did not survive.")
    cited = models.PositiveIntegerField(default=0, help_text="Cited here and not held.")
    registered = models.PositiveIntegerField(default=0, help_text="In a register, neither held nor cited.")
    unseen = models.PositiveIntegerField(default=0, help_text="Up to the highest serial held or registered.")
    highest = models.PositiveIntegerField(default=0, help_text="The highest serial held or registered.")
    by_register = models.JSONField(
        default=dict, help_text="r and the key of a register -> its numbers that are not held."
    )

    objects = SeriesCountQuerySet.as_manager()

    class Meta:
        ordering = ["place", "year", "airgrams"]

    def __str__(self) -> str:
        return self.series

    def counts(self) -> dict[str, Any]:
        """The numbers by name."""
        return {name: getattr(self, name) for name in ("held", "without_text", "cited", "registered", "unseen")}
