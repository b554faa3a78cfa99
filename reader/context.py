"""What every template knows: the archive's name, contact, and whether all or some of it is fictional."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def archive(request: HttpRequest) -> dict[str, Any]:
    """`archive_name`, `archive_contact`."""
    return {"archive_name": settings.ARCHIVE_NAME, "archive_contact": settings.CONTACT}
