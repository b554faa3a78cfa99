from tests.search.contract import EngineContract


class TestWhoosh(EngineContract):
    """The default engine."""
