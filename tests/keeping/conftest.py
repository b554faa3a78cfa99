"""Archives that have something of everything, and what they hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.fiction import Order, make
from tests.databases import ROOT, Founder, manage, run

Telling = Callable[[dict[str, str], str], dict[str, list[str]]]

#: A person, and what persons leave: a report, a correction, a title; a cable that was taken out again.
PERSONS = """
from django.contrib.auth.models import User
from django.contrib.admin.models import LogEntry
from reader.models import *
from reader.models import counting
keeper = User.objects.create_superuser("keeper", "keeper@example.org", "a long phrase")
cable = Cable.objects.get(reference_id="08HALIFAX58")
Report.objects.create(cable=cable, text="A tern\\u2028is no gull: \\N{OWL}", anchor="p1")
Correction.objects.create(cable=cable, field="subject", value_read=None, value_given=["a", 1], why="x", who=keeper)
Collection.objects.filter(name="demonstration").update(notice="Invented \\u2014 all of it.")
gone = Cable.objects.filter(sources__collection__name="other").order_by("-pk").first()
with counting.refresh([gone.pk]):
    Cable.objects.filter(pk=gone.pk).update(source=None)
    gone.sources.all().delete()
    gone.delete()
"""


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Telling:
    """What an archive holds, `exact` or its `contents`."""

    def tell(environment: dict[str, str], how: str) -> dict[str, list[str]]:
        file = tmp_path_factory.mktemp("told") / "rows.json"
        run(environment, "-m", "tests.keeping.telling", how, str(file))
        return dict(json.loads(file.read_text()))

    return tell


def assert_holds_the_same(before: dict[str, list[str]], after: dict[str, list[str]]) -> None:
    """Every table that the first archive has rows of."""
    for table, held in before.items():
        assert after[table] == held, table


@pytest.fixture(scope="session")
def filled(found: Founder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of an archive of two collections. Nobody changes it."""
    return _two_collections(found, tmp_path_factory.mktemp("filled"), 80, 3)


@pytest.fixture(scope="session")
def lived_in(found: Founder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The same with what persons leave; one cable was taken out."""
    environment = _two_collections(found, tmp_path_factory.mktemp("lived-in"), 60, 4)
    manage(environment, "shell", "--command", PERSONS)
    return environment


def _two_collections(found: Founder, here: Path, count: int, seed: int) -> dict[str, str]:
    environment = found(here / "archive")
    make(Order(count, seed, here / "made"))
    manage(environment, "ingest", "--collection", "demonstration", str(ROOT / "tests" / "cables"))
    manage(environment, "ingest", "--collection", "other", str(here / "made"))
    return environment
