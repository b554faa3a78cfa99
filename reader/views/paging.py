"""Pages of lists that are no lists of cables: of names and agencies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from reader.views.listing import shown_pages


@dataclass(frozen=True, slots=True)
class Paging:
    """The page that an address asks for, of `total` rows."""

    number: int
    size: int
    total: int
    kept: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, request: HttpRequest, total: int, size: int, kept: Sequence[str] = ()) -> Paging:
        """`?page=`; the last one where there are not so many."""
        asked = request.GET.get("page", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
        last = max(1, -(-total // size))
        pairs = tuple((name, value) for name in kept if (value := request.GET.get(name, "")))
        return cls(min(max(number, 1), last), size, total, pairs)

    @property
    def start(self) -> int:
        """The place of its first row, from 0."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """The place after its last row."""
        return self.start + self.size

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """(number, address) to show; None for a gap."""
        last = max(1, -(-self.total // self.size))
        return [(n, f"?{urlencode([*self.kept, ('page', n)])}" if n else "") for n in shown_pages(self.number, last)]


def asked_for(request: HttpRequest, name: str) -> str:
    """A text of the address, cut to what is sensible."""
    return " ".join(request.GET.get(name, "").replace("\x00", " ").split())[:100]
