"""The Django app: the reading room."""

from django.apps import AppConfig


class ReaderConfig(AppConfig):
    """Named so that labels, tables and addresses all begin with `reader`."""

    name = "reader"
    verbose_name = "Reading room"

    def ready(self) -> None:
        """Registers the system checks."""
        from reader import checks  # noqa: F401
