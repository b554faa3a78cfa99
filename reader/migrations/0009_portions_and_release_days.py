"""Paragraphs of each cable by portion marking, and the day of a release; both are made for what is held already."""

import json
from collections import defaultdict

from django.db import migrations, models
from django.db.models import Count, Q

from reader.models.comparing import PORTIONS, portion
from reader.telegram.formats.release_day import release_day

_BATCH = 2_000


def fill(apps, schema_editor):
    """Batch by batch, so that an archive of any size is filled in little memory."""
    keys = list(apps.get_model("reader", "Cable").objects.order_by("pk").values_list("pk", flat=True))
    names = {
        pk: portion(level, caveats)
        for pk, level, caveats in apps.get_model("reader", "Marking").objects.values_list("pk", "level", "caveats")
    }
    for start in range(0, len(keys), _BATCH):
        _fill_cables(apps, schema_editor, keys[start : start + _BATCH], names)
    _fill_releases(apps, schema_editor)


def _fill_cables(apps, schema_editor, keys, names):
    rows = apps.get_model("reader", "Paragraph").objects.filter(cable_id__gte=keys[0], cable_id__lte=keys[-1])
    said = rows.exclude(Q(marking=None) & Q(text="")).order_by().values_list("cable_id", "marking_id")
    counts = defaultdict(lambda: dict.fromkeys(PORTIONS, 0))
    for cable, marking, count in said.annotate(n=Count("pk")):
        counts[cable][names.get(marking, "unmarked")] += count
    filled = [(json.dumps({name: n for name, n in found.items() if n}), cable) for cable, found in counts.items()]
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany("UPDATE reader_cable SET portions = %s WHERE id = %s", filled)


def _fill_releases(apps, schema_editor):
    releases = apps.get_model("reader", "Release").objects.order_by("pk").values_list("pk", "attributes")
    days = ((release_day(attributes), pk) for pk, attributes in releases.iterator(_BATCH))
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany("UPDATE reader_release SET released = %s WHERE id = %s", [row for row in days if row[0]])


class Migration(migrations.Migration):
    """Two columns, and what they hold of the cables that are there."""

    dependencies = [
        ("reader", "0008_series"),
    ]

    operations = [
        migrations.AddField(
            model_name="cable",
            name="portions",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="How many paragraphs count as what: names of comparing.PORTIONS.",
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="released",
            field=models.DateField(blank=True, help_text="When it was released, as its attributes say.", null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
