"""What machines ask: is it alive, and what may be crawled."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing of database or index."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Pages may be crawled; searches, which have no end, not."""
    return HttpResponse("User-agent: *\nDisallow: /search/\nDisallow: /admin/\n", content_type="text/plain")
