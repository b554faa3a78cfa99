"""Every test of search has an index of its own, empty at the beginning."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from haystack import connections

pytest.register_assert_rewrite("tests.search.contract")


@pytest.fixture(autouse=True)
def index_path(tmp_path: Path) -> Iterator[Path]:
    """Where this test's index lies."""
    path = tmp_path / "index"
    settings = connections.connections_info["default"]
    before = settings["PATH"]
    settings["PATH"] = str(path)
    connections.reload("default")
    yield path
    settings["PATH"] = before
    connections.reload("default")
