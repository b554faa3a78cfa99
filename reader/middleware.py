"""What every answer carries besides Django's own security headers."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

REPLACED = "\N{REPLACEMENT CHARACTER}"
#: Nothing inline, nothing from other hosts.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class ContentSecurityPolicy:
    """Adds the Content-Security-Policy and Permissions-Policy to each answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with the policies unless it brings its own."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class NothingUnstorable:
    """Shows NUL in addresses as such: PostgreSQL takes it into no question, so that pages would fail on it.

    The API says itself what is wrong with a parameter.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to the address without NUL: as a rule that nothing is there."""
        if "\0" in request.path_info:
            request.path = request.path.replace("\0", REPLACED)
            request.path_info = request.path_info.replace("\0", REPLACED)
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked and not request.path_info.startswith("/api/"):
            request.META["QUERY_STRING"] = asked.replace("%00", quote(REPLACED))
        return self.get_response(request)
