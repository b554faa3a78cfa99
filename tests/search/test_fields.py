"""The table of fields holds index, language and docs/querying.md together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from haystack import connections

from reader.models import Cable
from reader.search import Criteria, search
from reader.search.capabilities import CAPABILITIES, capabilities
from reader.search.documents import NAMES, documents
from reader.search.fields import BY_NAME, FACETS, FIELDS, LEVELS, level_slug, marking_name
from reader.search.language import parse
from reader.telegram import LEVELS as LEVEL_NAMES
from tests import factories
from tests.house.source import ROOT

GUIDE = (ROOT / "docs" / "querying.md").read_text(encoding="utf-8")
#: Fields that the hand-written story has nothing for.
NOT_IN_THE_STORY = {"lou", "r", "ts", "drafter"}


def test_names_and_aliases_are_unique() -> None:
    names = [name for field in FIELDS for name in (field.name, *field.aliases)]
    assert len(names) == len(set(names)) == len(BY_NAME)


def test_the_index_has_every_field_and_no_other() -> None:
    index = connections["default"].get_unified_index().get_index(Cable)
    assert set(index.fields) - {"text", "reference_id", "stamp"} == set(NAMES)


@pytest.mark.django_db
def test_documents_have_every_field() -> None:
    cable = factories.make_cable()
    made = documents([cable.pk])[cable.pk]
    assert set(made) == {*NAMES, "text", "reference_id", "stamp", "id", "django_ct", "django_id"}


@pytest.mark.django_db
def test_documents_take_a_fixed_number_of_queries(django_assert_num_queries) -> None:
    pks = [factories.make_cable().pk for _ in range(6)]
    for count in (3, 6):
        with django_assert_num_queries(12):
            documents(pks[:count])


def test_every_level_has_a_slug() -> None:
    assert [level for level, *_ in LEVELS.values()] == list(LEVEL_NAMES)
    assert level_slug("TOP SECRET") == level_slug("ts") == level_slug("top-secret") == "top-secret"
    assert level_slug("eyes only") is None


@pytest.mark.parametrize(
    ("level", "caveats", "expected"),
    [
        ("UNCLASSIFIED", [], "u"), ("UNCLASSIFIED", ["SBU"], "sbu"), ("UNCLASSIFIED", ["FOUO"], "sbu"),
        ("LIMITED OFFICIAL USE", [], "lou"), ("RESTRICTED", [], "r"), ("CONFIDENTIAL", ["NOFORN"], "c"),
        ("SECRET", ["REL TO USA, FVEY"], "s"), ("TOP SECRET", [], "ts"), (None, [], "unmarked"),
        (None, ["NOFORN"], "unmarked"),
    ],
)  # fmt: skip
def test_markings_have_one_field_each(level: str | None, caveats: list[str], expected: str) -> None:
    assert marking_name(level, caveats) == expected


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_the_guide_has_a_row_for_every_field(field) -> None:
    row = next((line for line in GUIDE.splitlines() if line.startswith(f"| `{field.name}:`")), None)
    assert row, f"docs/querying.md has no row for {field.name}"
    assert f"`{field.example}`" in row
    assert field.help.removeprefix("inside ") in row


def test_the_guide_names_every_facet() -> None:
    facets = re.search(r"counts the cables found by value: (.*?)\.", GUIDE, re.DOTALL)
    assert facets
    said = " ".join(facets[1].split()).lower().split(", ")
    assert said == [field.label.lower() for field in FACETS.values()]


def examples() -> list[str]:
    """Queries in the first or second column of the guide's tables that are meant to find something."""
    found = []
    for line in GUIDE.splitlines():
        if line.startswith("| `") and "finds nothing" not in line:
            first, second = re.split(r"\s\|\s", line[2:])[:2]
            found.append((second if first.endswith(":`") else first).strip("`"))
    return found


@pytest.mark.django_db
def test_every_example_finds_something_in_the_demonstration() -> None:
    factories.ensure_authority()
    call_command("ingest", str(Path(ROOT) / "tests" / "cables"), collection="demonstration")
    queries = {*examples(), *(f.example for f in FIELDS if f.name not in NOT_IN_THE_STORY)}
    assert len(queries) > 35
    assert [query for query in queries if not search(Criteria(q=query)).total] == []


def test_every_example_is_read_without_a_message() -> None:
    assert [(q, parse(q).messages) for q in [*examples(), *(f.example for f in FIELDS)] if parse(q).messages] == []


def test_the_engine_says_what_it_can() -> None:
    names = {capability.name for capability in capabilities()}
    assert {"phrase", "prefix", "near", "markings", "facets"} <= names
    assert all(capability.reason for row in CAPABILITIES.values() for capability in row if not capability.can)
