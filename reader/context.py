"""What every template knows: the archive's name, contact, and which of its cables are fictional."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from reader.models import Collection, Source
from reader.models.prepared import Prepared

#: The navigation: names of addresses and the words for them.
ROOMS = (
    ("dates", "Dates"),
    ("posts", "Posts"),
    ("classifications", "Classifications"),
    ("tags", "TAGS"),
    ("agencies", "Agencies"),
    ("lookup", "Look up"),
    ("guide", "Guide"),
)


@dataclass(frozen=True, slots=True)
class Fiction:
    """The fictional collections that hold sources, and whether others hold some too."""

    collections: list[Collection]
    mixed: bool


def archive(request: HttpRequest) -> dict[str, Any]:
    """`rooms`, `archive_name`, `archive_contact`, `fiction` (asked for where a page shows it)."""
    return {
        "rooms": ROOMS,
        "archive_name": settings.ARCHIVE_NAME,
        "archive_contact": settings.CONTACT,
        "fiction": SimpleLazyObject(lambda: _fiction(request)),
    }


# An empty collection says nothing about the cables held.
_HELD = Prepared(lambda: Collection.objects.filter(Exists(Source.objects.filter(collection=OuterRef("pk")))))


def _fiction(request: HttpRequest) -> Fiction:
    """One query; none where the page knows the state of the archive (views/conditional.py), and it was asked before."""
    state = getattr(request, "_archive_state", None)
    held = (cache.get_or_set(f"held:{state[0]}-{state[2]}", _HELD) if state else _HELD()) or []
    return Fiction([one for one in held if one.fictional], not all(one.fictional for one in held))
