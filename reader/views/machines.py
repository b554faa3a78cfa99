"""What machines ask: is it alive, and what may be crawled."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe


@require_safe
def health(_request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing of database or index."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Pages may be crawled; searches, which have no end, not."""
    refused = "".join(f"Disallow: {path}\n" for path in ("/search/", "/api/", "/complete/", "/admin/"))
    sitemap = f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}\n"
    return HttpResponse(f"User-agent: *\n{refused}\n{sitemap}", content_type="text/plain; charset=utf-8")
