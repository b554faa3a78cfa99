"""The authority tables, and the collections that every archive begins with."""

from typing import Any

from django.db import migrations

from reader.ingest.authority import load

COLLECTIONS = (
    ("main", "Cables", False, ""),
    (
        "demonstration",
        "Demonstration",
        True,
        "Every cable of this collection is invented: people, events, numbers and texts. None of them was ever sent.",
    ),
)


def load_tables(apps: Any, schema_editor: Any) -> None:
    """Write the tables of reader/telegram/authority."""
    load(lambda name: apps.get_model("reader", name))


def make_collections(apps: Any, schema_editor: Any) -> None:
    """The collection that ingest takes when none is named, and the fictional one."""
    collection = apps.get_model("reader", "Collection")
    for name, title, fictional, notice in COLLECTIONS:
        collection.objects.get_or_create(
            name=name, defaults={"title": title, "fictional": fictional, "notice": notice}
        )


class Migration(migrations.Migration):
    dependencies = [("reader", "0001_initial")]
    operations = [
        migrations.RunPython(load_tables, migrations.RunPython.noop),
        migrations.RunPython(make_collections, migrations.RunPython.noop),
    ]
