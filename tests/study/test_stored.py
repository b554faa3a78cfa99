"""What is stored for the study: paragraphs by marking and days of release, by ingest and by the migration alike."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from reader.models import Cable, Release
from reader.models.comparing import PORTIONS
from reader.telegram.formats.release_day import release_day
from tests import factories
from tests.house.source import ROOT
from tests.study import naive

STAMP = "Declassified/Released US Department of State EO Systematic Review"


@pytest.fixture
def ingested(db: None) -> None:
    factories.ensure_authority()
    call_command("ingest", str(ROOT / "tests" / "cables"), collection="demonstration", no_index=True, workers=1)


def test_ingest_counts_paragraphs_and_knows_the_day_of_release(ingested: None) -> None:
    assert Cable.objects.count() > 10
    for cable in Cable.objects.all():
        assert cable.portions == naive.portions(cable), cable
        # PostgreSQL keeps no order of keys.
        assert set(cable.portions) <= set(PORTIONS)
    assert Release.objects.get().released == dt.date(2005, 6, 30)


def test_the_migration_fills_what_is_held(ingested: None) -> None:
    before = dict(Cable.objects.values_list("pk", "portions")), list(Release.objects.values_list("released"))
    Cable.objects.update(portions={})
    Release.objects.update(released=None)
    fill = import_module("reader.migrations.0009_portions_and_release_days").fill
    fill(apps, SimpleNamespace(connection=connection))
    assert (dict(Cable.objects.values_list("pk", "portions")), list(Release.objects.values_list("released"))) == before


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"Markings": f"Margaret P. Sample {STAMP} 04 MAY 2006"}, dt.date(2006, 5, 4)),
        ({"Markings": f"{STAMP} 20 Mar 2014", "Review Release Date": "n/a"}, dt.date(2014, 3, 20)),
        ({"Markings": f"{STAMP} 20 Mar 2014", "Review Release Date": "01-Feb-2003 12:00:00 am"}, dt.date(2003, 2, 1)),
        ({"Markings": f"{STAMP.replace(' Review', chr(10) + 'Review')} 30 JUN 2005"}, dt.date(2005, 6, 30)),
        ({"Markings": STAMP, "Review Date": "14 JUL 2003"}, None),
        ({"Markings": f"{STAMP} 31 FEB 2005"}, None),
        ({"Markings": "EXCISED 30 JUN 2005"}, None),
        ({}, None),
    ],
)
def test_day_of_release(attributes: dict[str, str], expected: dt.date | None) -> None:
    assert release_day(attributes) == expected
