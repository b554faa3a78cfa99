"""Fixtures for every room: the search index is empty at the start of each test that asks for the database."""

import pytest
from django.core.cache import cache

from tests import factories
from tests.databases import found, found_on_sqlite

__all__ = ["found", "found_on_sqlite"]


#: Fixtures by which a test reaches a database; those without are the same on every one.
_REACHING = {"db", "transactional_db", "found"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database`: for a second run, on another database."""
    parser.addoption("--database", action="store_true", help="only tests that reach the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what does not depend on the database, where that is asked for."""
    if config.getoption("--database"):
        items[:] = [item for item in items if _reaches(item)]


def _reaches(item: pytest.Item) -> bool:
    named = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(_REACHING & named)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Pages that are kept by the archive's version: another test's archive has the same."""
    cache.clear()


@pytest.fixture(autouse=True)
def empty_index(request: pytest.FixtureRequest) -> None:
    """Documents of one test must not be found by the next."""
    if not {"db", "transactional_db", "django_db_setup", "live_server"} & set(request.fixturenames):
        return
    try:
        from reader.search import indexing
    except ImportError:
        return
    indexing.clear()


@pytest.fixture(autouse=True)
def no_labels_kept() -> None:
    """Names of one test must not be told in the next."""
    from reader.search import labels

    labels.forget()


@pytest.fixture
def archive(db: None) -> list:
    """Three cables of two posts, referring to each other, stored and indexed."""
    factories.ensure_authority()
    first = factories.make_cable(
        reference_id="08OTTAWA734",
        station="AMEMBASSY OTTAWA",
        subject="Ice roads open early",
        level="CONFIDENTIAL",
        paragraphs=[("(U)", "Ice roads opened on Monday."), ("(C)", "Truckers told the RCMP they were worried.")],
        tags=["PREL", "CA"],
        mentions={"RCMP": 2},
    )
    second = factories.make_cable(
        reference_id="08TORONTO152",
        subject="Lake levels fall",
        paragraphs=[("(SBU)", "The lake fell by a hand."), ("(U)", "Ferries stay in port.")],
        references=["08OTTAWA734", "07QUEBEC99"],
        tags=["SENV", "CA"],
        captions=["SIPDIS"],
        info=["AMEMBASSY OTTAWA"],
    )
    third = factories.make_cable(
        reference_id="09TORONTO3",
        subject="",
        headline="Cable: the winter market",
        level=None,
        level_source="",
        date=None,
        paragraphs=["The market stayed open."],
        references=["08TORONTO152"],
    )
    cables = [first, second, third]
    try:
        from reader.search import indexing
    except ImportError:
        return cables
    indexing.update([cable.pk for cable in cables])
    return cables


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Long bytes name no case: compressed ones can hold the second of their making, and differ between workers."""
    return argname if isinstance(val, bytes) and len(val) > 40 else None
