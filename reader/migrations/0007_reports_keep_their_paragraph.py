from django.db import migrations, models


class Migration(migrations.Migration):
    # The number was given out before those of the migrations that it now follows.
    dependencies = [("reader", "0010_lists")]

    operations = [
        migrations.AddField(
            model_name="report",
            name="anchor",
            field=models.CharField(
                blank=True, default="", help_text="Of the paragraph: outlives a new reading.", max_length=12
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="report",
            name="as_read",
            field=models.TextField(
                blank=True, default="", help_text="The paragraph as it was read when the report came."
            ),
            preserve_default=False,
        ),
    ]
