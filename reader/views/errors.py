"""Pages for what is not there and for what went wrong."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404. Template: 404.html. Context: `reason`, the sentence that a view gave, or nothing."""
    said = exception.args[0] if exception and exception.args else None
    # Django's own words name models and patterns: nothing for a reader.
    reason = said if isinstance(said, str) and "matches the given query" not in said else ""
    return render(request, "404.html", {"reason": reason}, status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """500. Template: 500.html, rendered without context processors: the database may be what failed."""
    context = {"archive_name": settings.ARCHIVE_NAME, "archive_contact": settings.CONTACT}
    return HttpResponse(render_to_string("500.html", context), status=500)
