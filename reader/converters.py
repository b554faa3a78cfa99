"""Parts of addresses, recognised before a view is asked."""

from __future__ import annotations


class Year:
    """A year of four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """`2008` -> 2008."""
        return int(value)

    def to_url(self, value: int) -> str:
        """2008 -> `2008`."""
        return f"{int(value):04d}"


class TwoDigits(Year):
    """A month or a day: two digits."""

    regex = "[0-9]{2}"

    def to_url(self, value: int) -> str:
        """5 -> `05`."""
        return f"{int(value):02d}"


class ReferenceId:
    """A cable's number in any form that people write: the view finds the canonical one."""

    regex = "[^/]{1,100}"

    def to_python(self, value: str) -> str:
        """As written."""
        return value

    def to_url(self, value: str) -> str:
        """As stored."""
        return value
