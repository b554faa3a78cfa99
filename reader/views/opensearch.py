"""What a browser reads to add the archive to its search engines."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

#: Letters that the standard allows for the name in a menu.
_SHORT = 16


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description. Template: reader/opensearch.xml. Context: `root`, `short_name`."""
    context = {"root": request.build_absolute_uri("/"), "short_name": settings.ARCHIVE_NAME[:_SHORT].strip()}
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "reader/opensearch.xml", context, content_type=kind)
