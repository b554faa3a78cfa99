"""Counts of series, the cables that are missing, and the indexes that answer for series."""

from django.db import migrations, models

import reader.models.expressions


class Migration(migrations.Migration):
    """Two tables of aggregates, which the next ingest or `load_register` fills."""

    dependencies = [("reader", "0006_stored_counts_and_people")]

    operations = [
        migrations.CreateModel(
            name="MissingCable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=80, unique=True)),
                ("series", models.CharField(max_length=80)),
                ("place", models.CharField(db_index=True, max_length=60)),
                ("year", models.SmallIntegerField(db_index=True)),
                ("serial", models.PositiveIntegerField()),
                ("citing", models.PositiveIntegerField(help_text="How many cables held here cite it.")),
            ],
            options={
                "ordering": ["-citing", "number"],
                "indexes": [
                    models.Index(fields=["-citing", "number"], name="missing_most_cited"),
                    models.Index(fields=["series", "serial"], name="missing_series"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeriesCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(max_length=80, unique=True)),
                ("place", models.CharField(db_index=True, max_length=60)),
                ("year", models.SmallIntegerField(db_index=True)),
                ("airgrams", models.BooleanField(default=False)),
                ("held", models.PositiveIntegerField(default=0)),
                (
                    "without_text",
                    models.PositiveIntegerField(default=0, help_text="Held, but their text did not survive."),
                ),
                ("cited", models.PositiveIntegerField(default=0, help_text="Cited here and not held.")),
                (
                    "registered",
                    models.PositiveIntegerField(default=0, help_text="In a register, neither held nor cited."),
                ),
                (
                    "unseen",
                    models.PositiveIntegerField(default=0, help_text="Up to the highest serial held or registered."),
                ),
                (
                    "highest",
                    models.PositiveIntegerField(default=0, help_text="The highest serial held or registered."),
                ),
                (
                    "by_register",
                    models.JSONField(default=dict, help_text="r and the key of a register -> its numbers that are not held."),
                ),
            ],
            options={"ordering": ["place", "year", "airgrams"]},
        ),
        migrations.AddIndex(
            model_name="cable",
            index=models.Index(
                reader.models.expressions.Series("number"),
                "serial",
                "day",
                "text_missing",
                "number",
                name="cable_series",
            ),
        ),
        migrations.AddIndex(
            model_name="registerentry",
            index=models.Index(
                reader.models.expressions.Series("reference_id"),
                "register",
                "reference_id",
                name="register_entry_series",
            ),
        ),
    ]
