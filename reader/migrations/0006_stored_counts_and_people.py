"""Stored counts by period and level, persons' names, the archive's version; every cable held is to be counted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reader", "0004_runs_heard_and_cables_unnumbered"),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM reader_storedcount", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="ArchiveState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveBigIntegerField(default=0)),
                ("changed", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="NamedPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[("signed", "signed"), ("classified", "classified"), ("drafted", "drafted")],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Uncounted",
            fields=[
                (
                    "cable",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="uncounted",
                        serialize=False,
                        to="reader.cable",
                    ),
                ),
                ("taken", models.BooleanField(default=False, help_text="Being counted just now.")),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="storedcount",
            name="stored_count_once",
        ),
        migrations.AddField(
            model_name="storedcount",
            name="level",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="storedcount",
            name="period",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AlterField(
            model_name="addressee",
            name="cable",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="addressees",
                to="reader.cable",
            ),
        ),
        migrations.AlterField(
            model_name="mention",
            name="cable",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="reader.cable"
            ),
        ),
        migrations.AlterField(
            model_name="storedcount",
            name="key",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name="storedcount",
            name="kind",
            field=models.CharField(max_length=20),
        ),
        migrations.AddIndex(
            model_name="addressee",
            index=models.Index(fields=["cable", "station"], name="addressee_cable_station"),
        ),
        migrations.AddIndex(
            model_name="mention",
            index=models.Index(fields=["cable", "agency"], name="mention_cable_agency"),
        ),
        migrations.AddIndex(
            model_name="storedcount",
            index=models.Index(
                condition=models.Q(("period", "all")), fields=["kind", "-count"], name="stored_count_most"
            ),
        ),
        migrations.AddConstraint(
            model_name="storedcount",
            constraint=models.UniqueConstraint(fields=("kind", "key", "period", "level"), name="stored_count_once"),
        ),
        migrations.AddField(
            model_name="namedperson",
            name="cable",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="people", to="reader.cable"
            ),
        ),
        migrations.AddIndex(
            model_name="namedperson",
            index=models.Index(fields=["role", "name", "cable"], name="named_person"),
        ),
        migrations.AddConstraint(
            model_name="namedperson",
            constraint=models.UniqueConstraint(fields=("cable", "role", "name"), name="named_person_once"),
        ),
        migrations.RunSQL(
            "INSERT INTO reader_uncounted (cable_id, taken) SELECT id, FALSE FROM reader_cable", migrations.RunSQL.noop
        ),
    ]
