"""What every template knows: the archive's name, contact, and which of its collections are fictional."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from reader.models import Collection

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


def archive(_request: HttpRequest) -> dict[str, Any]:
    """`rooms`, `archive_name`, `archive_contact`, `fictional_collections` (asked for where a page shows it)."""
    return {
        "rooms": ROOMS,
        "archive_name": settings.ARCHIVE_NAME,
        "archive_contact": settings.CONTACT,
        "fictional_collections": SimpleLazyObject(lambda: list(Collection.objects.filter(fictional=True))),
    }
