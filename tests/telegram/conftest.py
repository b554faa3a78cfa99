"""`pytest tests/telegram --update-golden` writes the golden files anew; without it a difference is a failure."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/telegram/golden/*.json anew")
