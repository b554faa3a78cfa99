from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from haystack import connections

from tests.search.contract import EngineContract

ENGINE = "reader.search.engines.tantivy_engine.TantivyEngine"


@pytest.fixture(autouse=True)
def tantivy_engine(index_path: Path) -> Iterator[None]:
    """The default connection, by tantivy."""
    settings = connections.connections_info["default"]
    before = settings["ENGINE"]
    settings["ENGINE"] = ENGINE
    connections.reload("default")
    yield
    settings["ENGINE"] = before
    connections.reload("default")


class TestTantivy(EngineContract):
    """The engine for whole archives."""
