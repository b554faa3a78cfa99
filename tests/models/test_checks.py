"""Each system check, by what an administrator can get wrong."""

from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest
from django.db import connection

from reader import checks


def test_the_configuration_of_the_tests_is_sound() -> None:
    assert checks.check_search_engine(None) == []
    assert checks.check_directory(None) == []
    assert checks.check_base_url(None) == []


def test_an_engine_that_is_not_there(settings: Any) -> None:
    settings.HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "reader.search.engines.abacus.AbacusEngine"}}
    (found,) = checks.check_search_engine(None)
    assert found.id == "reader.E001"
    assert "SEARCH_URL" in found.hint


def test_a_directory_that_is_none(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "absent"
    assert [found.id for found in checks.check_directory(None)] == ["reader.E002"]


@pytest.mark.parametrize("address", ["cables.example.org", "ftp://cables.example.org", "https://", "https://a.org/x"])
def test_an_address_that_is_none(settings: Any, address: str) -> None:
    settings.BASE_URL = address
    assert [found.id for found in checks.check_base_url(None)] == ["reader.E003"]


@pytest.mark.django_db
def test_a_database_that_sorts_by_other_rules_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.check_order(None, ["default"]) == []
    assert checks.check_order(None) == []
    monkeypatch.setattr(connection, "vendor", "postgresql")
    monkeypatch.setattr(connection, "cursor", MagicMock())
    connection.cursor().__enter__().fetchone.return_value = ("en_US.UTF-8",)
    (found,) = checks.check_order(None, ["default"])
    assert "sorts by the rules of en_US.UTF-8" in found.msg
    assert "createdb --template=template0 --locale=C" in found.hint
