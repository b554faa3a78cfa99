"""Indexes from which lists in the order of dates are read page by page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reader", "0009_portions_and_release_days"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="storedcount",
            name="stored_count_most",
        ),
        migrations.AddIndex(
            model_name="cable",
            index=models.Index(fields=["date", "reference_id", "level", "station"], name="cable_list"),
        ),
        migrations.AddIndex(
            model_name="cable",
            index=models.Index(fields=["station", "date", "reference_id"], name="cable_station_date"),
        ),
        migrations.AddIndex(
            model_name="source",
            index=models.Index(fields=["cable", "collection"], name="source_cable_collection"),
        ),
        migrations.AddIndex(
            model_name="storedcount",
            index=models.Index(
                condition=models.Q(("period", "all")), fields=["kind", "-count", "key"], name="stored_count_most"
            ),
        ),
    ]
